import type { Tokenizer } from 'marked'
import { isUnspaced, unspaced } from './scripts.ts'

type InlineRules = Tokenizer['rules']['inline']

/**
 * Where emphasis may begin and end, as CommonMark has it (6.2), but for writing without blanks: there a run of marks stands
 * between a mark and a letter as a rule (`**注意：**先`), and CommonMark would leave it in the text (its issue 650). So the
 * letters and marks of such writing forbid nothing inside, and allow outside what a blank or a mark allows. Strikes take two
 * tildes: one is read as "to" or "about" (`3~5`), where GFM would strike.
 */
export function emphasisRules(rules: InlineRules): InlineRules {
  // marked takes a tilde beside `*` for a letter, so that strikes and emphasis may touch.
  const stars = runs('\\*', '\\*+', '~')
  const strikes = runs('~', '(?<!~)~~(?!~)', '')
  return {
    ...rules,
    punctuation: new RegExp(`^((?![*_])[\\s${marks('')}${unspaced}])`, 'v'),
    emStrongLDelim: new RegExp(`^(?:\\*+(?:(${marks('*~')})|([^\\s*]))?)|^_+(?:((?!_)[\\p{P}\\p{S}])|([^\\s_]))?`, 'v'),
    emStrongRDelimAst: new RegExp(`^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|${stars}`, 'gv'),
    delLDelim: new RegExp(`^~~(?!~)(?:(${marks('~')})|[^\\s~])`, 'v'),
    delRDelim: new RegExp(`[^~]+(?=[^~])|${strikes}`, 'gv'),
  }
}

/** A class of all marks and signs but those of writing without blanks, and some more. */
function marks(but: string): string {
  return `[[\\p{P}\\p{S}]--[${unspaced}${but.replace('*', '\\*')}]]`
}

/**
 * A run of marks with what is before and behind it. marked takes the first two groups for an end, the next two for a
 * beginning, and the last two for either.
 */
function runs(mark: string, run: string, alsoLetters: string): string {
  const punctuation = marks(`${mark.replace('\\', '')}${alsoLetters}`)
  const letter = `[[^\\s\\p{P}\\p{S}${unspaced}]${alsoLetters}]`
  const either = `[${letter}${unspaced}]`
  const wide = `[${unspaced}]`
  return [
    `${punctuation}(${run})(?=\\s|$)`,
    `(?:${letter}|${wide}(?=${mark}+(?:\\s|$)))(${run})(?!${mark})(?=[\\s${punctuation}]|$)`,
    `(?:[\\s${punctuation}](?=${mark}+${letter})|\\s)(${run})(?=${either})`,
    `\\s(${run})(?!${mark})(?=${punctuation})`,
    `${punctuation}(${run})(?!${mark})(?=[${punctuation}${unspaced}])`,
    `(?:${either}(?=${mark}+${either})|${wide}(?=${mark}+${punctuation}))(${run})(?!${mark})`,
  ].join('|')
}

/** What stands before and behind a run of marks from `index` to `end`; `inWords` for underscores. */
export function sidesOf(text: string, index: number, end: number, inWords: boolean): [before: Side, after: Side] {
  return [sideOf(characterBefore(text, index), inWords), sideOf(characterAt(text, end), inWords)]
}

/** What stands beside a run; `wide` is writing without blanks, which allows whatever a mark or a letter would. */
type Side = 'blank' | 'mark' | 'letter' | 'wide'

/** An underscore is a part of words, also of such writing. */
function sideOf(character: string, inWords: boolean): Side {
  if (/^\s?$/.test(character)) return 'blank'
  if (!inWords && isUnspaced(character)) return 'wide'
  return /[\p{P}\p{S}]/u.test(character) ? 'mark' : 'letter'
}

function characterAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 32)
}

function characterBefore(text: string, index: number): string {
  const isPair = /[\udc00-\udfff]/.test(text.charAt(index - 1))
  return index === 0 ? ' ' : characterAt(text, index - (isPair ? 2 : 1))
}
