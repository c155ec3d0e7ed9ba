// Everything the page does by itself that HTML and htmx cannot say. It loads before htmx.

// htmx parses answers as HTML, which Trusted Types allow only through a policy. There is none for scripts, so eval and
// injected script addresses stay shut.
if (window.trustedTypes) trustedTypes.createPolicy('default', { createHTML: (html) => html })

const composer = () => document.getElementById('composer')
const atBottom = () => innerHeight + scrollY > document.documentElement.scrollHeight - 120
let follow = true
addEventListener('scroll', () => (follow = atBottom()), { passive: true })
const stick = () => follow && scrollTo(0, document.documentElement.scrollHeight)

addEventListener('keydown', (event) => {
  // isComposing: the Enter that ends a word of an input method must not send.
  if (event.isComposing) return
  if (event.key === 'Enter' && !event.shiftKey && event.target.name === 'content' && event.target.closest('form')) {
    event.preventDefault()
    event.target.closest('form').requestSubmit()
  }
  if (event.key === 'Escape') document.querySelector('.stop')?.click()
})

// A message that was taken clears the box; one that was refused stays in it.
addEventListener('htmx:afterRequest', ({ detail }) => {
  if (detail.elt !== composer() || !detail.successful) return
  detail.elt.reset()
  follow = true
  stick()
})
addEventListener('htmx:afterSwap', stick)
addEventListener('htmx:sseMessage', stick)

// A new request makes the last problem old.
addEventListener('htmx:beforeRequest', () => document.getElementById('problem')?.replaceChildren())
addEventListener('htmx:sendError', () => {
  document.getElementById('problem').textContent = document.body.dataset.offline
})
