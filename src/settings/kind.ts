import { fits } from '../characters.ts'

/** Why a text is no value: the name of the sentence that says so, and the limits that stand in it. */
export type Unfit = { problem: 'number' | 'whole' | 'tooLong' | 'choice' | 'duration' | 'stop'; limits: number[] }

/** The sentences for all of these. */
export type UnfitWords = Record<Unfit['problem'], (...limits: number[]) => string>

/** What the text of a field says. Nothing at all where it was left empty: then the model's own default holds. */
export type Reading<T> = { value?: T; unfit?: Unfit }

/** What a person sets it with. */
export type Control =
  | { kind: 'line'; inputmode: 'text' | 'decimal' | 'numeric'; offered?: string[] }
  | { kind: 'lines'; rows: number }
  | { kind: 'choice'; choices: readonly string[] }

/** How values of one kind are asked for, read within their limits, and written back into their field. */
export type Kind<T> = { control: Control; parse(text: string): Reading<T>; print(value: T): string }

/** Any text, of that many characters at most. */
export function text(longest: number): Kind<string> {
  return {
    control: { kind: 'lines', rows: 3 },
    parse(text) {
      const value = text.trim()
      if (!fits(value, longest)) return { unfit: { problem: 'tooLong', limits: [longest] } }
      return value === '' ? {} : { value }
    },
    print: (value) => value,
  }
}

export function number(min: number, max: number): Kind<number> {
  return {
    control: { kind: 'line', inputmode: 'decimal' },
    parse: (text) =>
      readNumber(text, (value) => value >= min && value <= max, { problem: 'number', limits: [min, max] }),
    print: String,
  }
}

export function whole(min: number, max: number): Kind<number> {
  const isWithin = (value: number) => Number.isInteger(value) && value >= min && value <= max
  return {
    control: { kind: 'line', inputmode: 'numeric' },
    parse: (text) => readNumber(text, isWithin, { problem: 'whole', limits: [min, max] }),
    print: String,
  }
}

/** One of several, each by the text that stands for it; none leaves it to the model. */
export function choice<Text extends string, const T>(values: Record<Text, T>) {
  const known = new Map(Object.entries<T>(values))
  const names: Text[] = []
  for (const name in values) names.push(name)
  const choices: readonly ('' | Text)[] = ['', ...names]
  return {
    control: { kind: 'choice', choices },
    parse(text): Reading<T> {
      const value = known.get(text)
      if (value !== undefined) return { value }
      return text === '' ? {} : { unfit: { problem: 'choice', limits: [] } }
    },
    print: (value: T) => names.find((name) => values[name] === value) ?? '',
  } satisfies Kind<T>
}

/** Whole seconds, or a duration as Go writes it (https://pkg.go.dev/time#ParseDuration). */
export function duration(offered: string[]): Kind<string> {
  const written = /^(-?\d{1,9}|(\d{1,9}(\.\d{1,3})?(ms|s|m|h)){1,4})$/
  return {
    control: { kind: 'line', inputmode: 'text', offered },
    parse(text) {
      const value = text.trim()
      if (value === '') return {}
      if (!written.test(value)) return { unfit: { problem: 'duration', limits: [] } }
      // Ollama takes seconds as a number, but in a text it wants the unit.
      return { value: /^-?\d+$/.test(value) ? `${value}s` : value }
    },
    print: (value) => value,
  }
}

/** Texts of one line each; `problem` says that there are too many, or that one is too long. */
export function list(most: number, longest: number, problem: Unfit['problem']): Kind<string[]> {
  return {
    control: { kind: 'lines', rows: 2 },
    parse(text) {
      const value = linesOf(text)
      if (value.length > most || value.some((line) => !fits(line, longest)))
        return { unfit: { problem, limits: [most, longest] } }
      return value.length === 0 ? {} : { value }
    },
    print: (value) => value.join('\n'),
  }
}

/** The lines of a text, without the empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

const LONGEST_NUMBER = 40

function readNumber(text: string, isWithin: (value: number) => boolean, unfit: Unfit): Reading<number> {
  const written = text.trim()
  if (written === '') return {}
  if (written.length > LONGEST_NUMBER) return { unfit }
  // A comma is how half the world writes the point.
  const value = Number(written.replace(',', '.'))
  return isWithin(value) ? { value } : { unfit }
}
