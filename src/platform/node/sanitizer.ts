import { createSanitizer, type Sanitizer } from '../../markdown/sanitize.tsx'

/** The window of jsdom that DOMPurify works in grows with every call: after so many it is replaced by a new one. */
const CALLS_PER_WINDOW = 2000

/** Loads jsdom and DOMPurify, which holds up everything for up to a second or so and takes 100 MB: once, for the first HTML. */
export async function loadSanitizer(): Promise<Sanitizer> {
  const { default: DOMPurify, clearWindow } = await import('isomorphic-dompurify')
  let sanitize = createSanitizer(DOMPurify)
  let calls = 0
  return (dirty) => {
    calls += 1
    if (calls > CALLS_PER_WINDOW) {
      clearWindow()
      // Hooks went with the old window.
      sanitize = createSanitizer(DOMPurify)
      calls = 1
    }
    return sanitize(dirty)
  }
}
