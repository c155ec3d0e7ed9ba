// Everything the page does by itself that HTML and htmx cannot say. It loads before htmx.

// htmx parses answers as HTML, which Trusted Types allow only through a policy. There is none for scripts, so eval and
// injected script addresses stay shut.
if (window.trustedTypes) trustedTypes.createPolicy('default', { createHTML: (html) => html })

const atBottom = () => innerHeight + scrollY > document.documentElement.scrollHeight - 120
let follow = true
addEventListener('scroll', () => (follow = atBottom()), { passive: true })
const stick = () => follow && scrollTo(0, document.documentElement.scrollHeight)

const by = (id) => document.getElementById(id)

addEventListener('keydown', (event) => {
  const { key, target } = event
  // The Enter that ends a word of an input method must not send; Safari tells it by 229 alone.
  if (event.isComposing || event.keyCode === 229) return
  const writes = target.id === 'content'
  const matches = [...document.querySelectorAll('#library .match')]
  const at = matches.indexOf(target)
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (matches[0] && step && (writes || at >= 0)) (matches[at + step] ?? by('content')).focus()
  else if (matches[0] && writes && key === 'Enter') matches[0].click()
  else if (key === 'Enter' && !event.shiftKey && target.matches('.sends')) target.form.requestSubmit()
  else if (key === 'ArrowUp' && writes && !target.value)
    [...document.querySelectorAll('[href$=revision]')].at(-1)?.click()
  else if (key === 'Escape' && by('library')?.firstChild) {
    by('library').replaceChildren()
    by('content').focus()
  } else if (key === 'Escape' && !document.querySelector(':popover-open')) document.querySelector('.stop')?.click()
  else return
  event.preventDefault()
})

// A draft is kept under the address that it will be sent to. A "/" at its start looks into the prompt library.
addEventListener('input', ({ target }) => {
  if (target.id !== 'content') return
  localStorage[target.form.action] = target.value
  const looks = /^\/[^\n]{0,60}$/.test(target.value)
  htmx.trigger('#library', looks ? 'look' : 'htmx:abort')
  if (!looks) by('library').replaceChildren()
})
addEventListener('DOMContentLoaded', () => {
  const box = by('content')
  if (box) box.value ||= localStorage[box.form.action] ?? ''
})
// What is opened for writing begins at its end.
addEventListener('focusin', ({ target }) => {
  if (target.matches('.sends') && !target.selectionEnd) target.selectionStart = target.value.length
})

// A message that was taken clears the box; one that was refused stays in it.
addEventListener('htmx:afterRequest', ({ detail }) => {
  if (detail.elt.id !== 'composer' || !detail.successful) return
  delete localStorage[detail.elt.action]
  detail.elt.content.value = ''
  follow = true
  stick()
})
addEventListener('htmx:afterSwap', stick)
addEventListener('htmx:sseMessage', stick)

// A new request makes the last problem old.
addEventListener('htmx:beforeRequest', () => by('problem')?.replaceChildren())
addEventListener('htmx:sendError', () => {
  by('problem').textContent = document.body.dataset.offline
})
