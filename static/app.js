// Everything the page does by itself that HTML and htmx cannot say. It loads before htmx.

// htmx parses answers as HTML, which Trusted Types allow only through a policy. There is none for scripts, so eval and
// injected script addresses stay shut.
window.trustedTypes?.createPolicy('default', { createHTML: (html) => html })

// The server tells times and days where the reader is.
document.cookie = `weir-zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; max-age=31536000; samesite=lax`

const on = addEventListener
const by = (id) => document.getElementById(id)
const all = (selector) => [...document.querySelectorAll(selector)]

const height = () => document.documentElement.scrollHeight
let follow = !location.hash
on('scroll', () => (follow = innerHeight + scrollY > height() - 120), { passive: true })
const stick = () => follow && scrollTo(0, height())

on('keydown', (event) => {
  const { key, target } = event
  // The Enter that ends a word of an input method must not send; Safari tells it by 229 alone.
  if (event.isComposing || event.keyCode === 229) return
  const named = shortcut(event)
  const enter = key === 'Enter'
  const writes = target.id === 'content'
  const matches = all('#library .match')
  const at = matches.indexOf(target)
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (named) named.click()
  else if (matches[0] && step && (writes || at >= 0)) (matches[at + step] ?? by('content')).focus()
  else if (enter && writes && matches[0]) matches[0].click()
  else if (enter && !event.shiftKey && target.matches('.sends')) target.form.requestSubmit()
  else if (writes && step < 0 && !target.value) all('[href$=revision]').at(-1)?.click()
  else if (key === 'Escape' && by('library')?.firstChild) {
    by('library').replaceChildren()
    by('content').focus()
  } else if (key === 'Escape' && !document.querySelector(':popover-open')) all('.stop')[0]?.click()
  else return
  event.preventDefault()
})

// What is to be pressed names its keys. In a box only keys with a modifier count, and Alt moves the caret of its text.
function shortcut({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
  const command = ctrlKey || metaKey
  if (!command && (altKey ? target.value : target.type || !by('single-keys').checked)) return
  const keys = [command && 'Control', altKey && 'Alt', shiftKey && 'Shift', key].filter(Boolean).join('+')
  return key === 'Escape' ? 0 : all(`[aria-keyshortcuts="${CSS.escape(keys)}" i]`).at(-1)
}
on('change', ({ target }) => {
  if (target.id === 'single-keys') localStorage.noSingleKeys = target.checked ? '' : 1
})

// A draft is kept under the address that it will be sent to. A "/" at its start looks into the prompt library.
on('input', ({ target }) => {
  if (target.id !== 'content') return
  if (target.form.autocomplete !== 'off') localStorage[target.form.action] = target.value
  const looks = /^\/.{0,60}$/.test(target.value)
  htmx.trigger('#library', looks ? 'look' : 'htmx:abort')
  if (!looks) by('library').replaceChildren()
})
// What is opened for writing begins at its end.
on('focusin', ({ target }) => {
  if (target.matches('.sends') && !target.selectionEnd) target.selectionStart = 1e9
})

// A message that was taken clears the box; one that was refused stays in it.
on('htmx:afterRequest', ({ detail }) => {
  // Not detail.elt: that is another element when the answer has replaced the form.
  const form = detail.requestConfig.elt
  if (form.id !== 'composer' || !detail.successful) return
  delete localStorage[form.action]
  form.content.value = ''
  follow = true
  stick()
})

// Earlier messages come in above what one reads: that stays where it is.
let below
on('htmx:beforeSwap', ({ detail }) => (below = detail.elt.id === 'earlier' && height() - scrollY))

// Blocks of code get their buttons here, so that the text itself is free of them.
function dress() {
  for (const figure of all('figure.code:not(:has(.copy))')) figure.append(by('code-tools').content.cloneNode(true))
  if (below) scrollTo(0, height() - below)
  else stick()
  below = 0
}

// The page is there, since this script is deferred; and htmx has not looked yet which links are in sight.
const box = by('content')
if (box) box.value ||= localStorage[box.form.action] ?? ''
by('single-keys').checked = !localStorage.noSingleKeys
if (by('thread')) dress()

// What had the focus may be gone after a change: it goes on at the same message, or at the last one.
on('htmx:afterSwap', ({ target, detail }) => {
  dress()
  // An answer that gets its foot is finished: it is read out once, after the word that it is.
  if (/-foot$/.test(target.id))
    setTimeout(() => by('announcer').append(' ', target.parentElement.querySelector('.prose').textContent))
  const changed = detail.requestConfig?.elt.closest('article')
  if (changed && document.activeElement === document.body) (by(changed.id) ?? all('article').at(-1))?.focus()
})

// Copies a message as Markdown, or a block of code; or saves that. The old way of copying works off https, too.
on('click', async (event) => {
  // Stop goes away when it has done its work; the focus does not go with it.
  if (event.target.matches('.stop:focus, .halt:focus')) (event.target.closest('article') ?? by('content')).focus()
  const pressed = event.target.closest('.copy, .download')
  if (!pressed) return
  event.preventDefault()
  const code = pressed.closest('figure')?.querySelector('code')
  const text = code ? code.textContent : await (await fetch(pressed.href)).text()
  if (pressed.matches('.download')) {
    const download = `code.${code.className.slice(9) || 'txt'}`
    Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([text])), download }).click()
  } else {
    on('copy', (copy) => copy.preventDefault(copy.clipboardData.setData('text/plain', text)), { once: true })
    getSelection().selectAllChildren(pressed)
    document.execCommand('copy')
    getSelection().empty()
    pressed.textContent = by('announcer').textContent = document.body.dataset.copied
  }
})

// A new request makes the last problem old.
on('htmx:beforeRequest', () => by('problem')?.replaceChildren())
on('htmx:sendError', () => {
  by('problem').textContent = document.body.dataset.offline
})
