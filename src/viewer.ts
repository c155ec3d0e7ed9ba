import type { UserId } from './ids.ts'

/** The colours that somebody wants, whatever their system says. */
export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** How somebody is to be spoken to, as their browser tells it. */
export type Preferences = {
  /** One of the languages that there are, by its BCP 47 tag. */
  language: string
  /** The name of their time zone, as they say; undefined stands for the server's. */
  zone: string | undefined
  /** Undefined leaves it to their system. */
  theme: Theme | undefined
}

/** Who asks. Made anew for every request: nothing of it is kept for another one. */
export type Viewer = Preferences & { userId: UserId }
