const variable = /\{\{\s*([\p{L}\p{N}_][\p{L}\p{N}_ -]{0,39}?)\s*\}\}/gu

/** The names that a prompt of the library leaves open as `{{name}}`, in order, each once. */
export function variablesOf(prompt: string): string[] {
  return [...new Set(Array.from(prompt.matchAll(variable), ([, name = '']) => name))]
}

/** The prompt with its variables replaced. What is put in stays as it is, braces too. */
export function fillIn(prompt: string, values: Map<string, string>): string {
  return prompt.replace(variable, (whole, name: string) => values.get(name) ?? whole)
}
