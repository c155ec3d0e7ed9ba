// Everything the page does by itself that HTML and htmx cannot say. It loads before htmx.

// htmx parses answers as HTML, which Trusted Types allow only through a policy. There is none for scripts, so eval and
// injected script addresses stay shut.
if (window.trustedTypes) trustedTypes.createPolicy('default', { createHTML: (html) => html })

const composer = () => document.getElementById('composer')
const atBottom = () => innerHeight + scrollY > document.documentElement.scrollHeight - 120
let follow = true
addEventListener('scroll', () => (follow = atBottom()), { passive: true })
const stick = () => follow && scrollTo(0, document.documentElement.scrollHeight)

// The box that a message is written in, and the prompts that a "/" finds.
const box = () => document.getElementById('content')
const library = () => document.getElementById('library')
const choices = () => [...document.querySelectorAll('#library .match')]

addEventListener('keydown', (event) => {
  const { key, target } = event
  // The Enter that ends a word of an input method must not send; Safari tells it by 229 alone.
  if (event.isComposing || event.keyCode === 229) return
  const writes = target === box()
  const at = choices().indexOf(target)
  let done = true
  if (choices()[0] && (writes || at >= 0) && /^Arrow(Up|Down)$/.test(key))
    (choices()[key === 'ArrowDown' ? at + 1 : at - 1] ?? box()).focus()
  else if (choices()[0] && writes && key === 'Enter') choices()[0].click()
  else if (library()?.firstChild && key === 'Escape') {
    library().replaceChildren()
    box().focus()
  } else if (writes && !target.value && key === 'ArrowUp')
    [...document.querySelectorAll('[href$=revision]')].at(-1)?.click()
  else if (key === 'Enter' && !event.shiftKey && target.matches('.sends')) target.form.requestSubmit()
  else if (key === 'Escape' && !document.querySelector(':popover-open')) document.querySelector('.stop')?.click()
  else done = false
  if (done) event.preventDefault()
})

// Drafts, under the address that they would be sent to.
let keeping
addEventListener('input', ({ target }) => {
  if (target !== box()) return
  clearTimeout(keeping)
  keeping = setTimeout(
    () => localStorage[target.value ? 'setItem' : 'removeItem'](target.form.action, target.value),
    300,
  )
  const looks = /^\/[^\n]{0,60}$/.test(target.value)
  htmx.trigger(library(), looks ? 'look' : 'htmx:abort')
  if (!looks) library().replaceChildren()
})
addEventListener('DOMContentLoaded', () => {
  if (box() && !box().value) box().value = localStorage.getItem(box().form.action) ?? ''
})
// What is opened for writing begins at its end.
addEventListener('focusin', ({ target }) => {
  if (target.matches('.sends') && !target.selectionEnd) target.selectionStart = target.value.length
})

// A message that was taken clears the box; one that was refused stays in it.
addEventListener('htmx:afterRequest', ({ detail }) => {
  if (detail.elt !== composer() || !detail.successful) return
  clearTimeout(keeping)
  localStorage.removeItem(detail.elt.action)
  detail.elt.content.value = ''
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
