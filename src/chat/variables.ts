/** Of white space inside the braces, no more than anybody means: each beginning is read but a little further. */
const variable = /\{\{\s{0,10}([\p{L}\p{N}_][\p{L}\p{N}_ -]{0,39}?)\s{0,10}\}\}/gu

/** The names that a prompt of the library leaves open as `{{name}}`, in order, each once. */
export function variablesOf(prompt: string): string[] {
  return [...new Set(Array.from(prompt.matchAll(variable), ([, name = '']) => name))]
}

/**
 * The prompt with its variables replaced. What is put in stays as it is, braces too. Undefined when that is longer than so
 * many UTF-16 units: a value may be put in thousands of times.
 */
export function fillIn(prompt: string, values: Map<string, string>, longest: number): string | undefined {
  let { length } = prompt
  for (const [whole, name = ''] of prompt.matchAll(variable))
    length += (values.get(name) ?? whole).length - whole.length
  if (length > longest) return undefined
  return prompt.replace(variable, (whole, name: string) => values.get(name) ?? whole)
}
