import type { Answer, MessageRef, Place } from './answer.ts'
import type { PlainPart } from './part.ts'

/** All that a hub needs to make one answer. Plain data, so that it can travel to another process. */
export type Job = {
  ref: MessageRef
  /** Which generation of this message it is, from 1. */
  attempt: number
  /** `provider/name`. */
  model: string
  place: Place
  /** An answer of the same chat that must have ended before: this one's question follows it. */
  after?: number
  /** What an earlier attempt wrote, when this one goes on from it. */
  before?: PlainPart[]
}

/** Where answers are kept. What cannot be stored throws, and the answer goes on. */
export type Store = {
  /** Saves what there is of a running answer. */
  checkpoint(answer: Answer): Promise<void>
  /** Saves an ended answer. */
  finish(answer: Answer): Promise<void>
}
