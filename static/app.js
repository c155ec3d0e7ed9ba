// Everything the page does by itself that HTML and htmx cannot say: a module, which runs before htmx.

// htmx parses answers as HTML, which Trusted Types allow only through a policy. There is none for scripts, so eval and
// injected script addresses stay shut.
window.trustedTypes?.createPolicy('default', { createHTML: String })

// The server tells times and days where the reader is.
// biome-ignore lint/suspicious/noDocumentCookie: the store of cookies is there on https alone.
document.cookie = `weir-zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; max-age=31536000; samesite=lax`

const on = addEventListener
const by = (id) => document.getElementById(id)
const all = (selector) => [...document.querySelectorAll(selector)]
// What is in a message is the model's, whatever it looks like: nothing there is a control, but for what stands by its code.
const isOurs = (element) => element.closest('.code-tools') || !element.closest('.parts')
const controls = (selector) => all(selector).filter(isOurs)

// A thread that is read at its end stays there as it grows, and one that grows above stays where it is read: how much of
// the page is below that; less than nothing when there is nothing to keep.
let below = location.hash ? -1 : 0
const rest = () => document.documentElement.scrollHeight - scrollY
on('scroll', () => (below = rest() - innerHeight < 120 ? 0 : -1))
on('htmx:beforeSwap', ({ detail }) => {
  if (detail.elt.id === 'earlier') below = rest()
})

on('keydown', (event) => {
  const { key, target } = event
  // A key that an input method takes, such as the Enter that ends a word. Safari tells that Enter by nothing else.
  if (event.keyCode === 229) return
  const named = shortcut(event)
  const writes = target.id === 'content'
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  // The box, and the prompts that are offered above it.
  const choices = controls('.match, #content')
  const at = choices.indexOf(target)
  if (named) named.click()
  else if (step && choices[1] && at >= 0) choices.at((at + step) % choices.length).focus()
  else if (step < 0 && writes && !target.value) controls('[href$=revision]').at(-1)?.click()
  else if (key === 'Enter' && !event.shiftKey && target.matches('.sends')) {
    if (writes && choices[1]) choices[0].click()
    else target.form.requestSubmit()
  } else return
  event.preventDefault()
})

// What is to be pressed names its keys. In a box only keys with a modifier count, and Alt moves the caret of its text. At
// Escape what is open closes first: popovers and lists of choices do so by themselves.
function shortcut({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
  const command = ctrlKey || metaKey
  if (key === 'Escape')
    return !all(':popover-open')[0] && !target.closest('select') && (controls('.close')[0] ?? controls('.stop')[0])
  if (!command && (altKey ? target.value : target.type || by('single-keys').value)) return
  const keys = (command ? 'Control+' : '') + (altKey ? 'Alt+' : '') + (shiftKey ? 'Shift+' : '') + key
  return controls(`[aria-keyshortcuts="${CSS.escape(keys)}" i]`).at(-1)
}

// What a field is to keep over a reload stands under the name that is around it. A "/" at the start of a message looks
// into the prompt library.
on('input', ({ target }) => {
  const name = target.closest('[data-kept]')?.dataset.kept
  if (name) localStorage[name] = target.value
  // A text runs the way of its first letters. Browsers look for these at every key, so a long one keeps the way that it has.
  const isLong = target.value.length > 5000
  if (target.matches('.sends') && isLong === (target.dir === 'auto'))
    target.dir = isLong ? getComputedStyle(target).direction : 'auto'
  if (target.id !== 'content') return
  const looks = /^\/.{0,60}$/.test(target.value)
  htmx.trigger('#library', looks ? 'look' : 'htmx:abort')
  if (!looks) by('library').replaceChildren()
})
for (const { dataset, firstChild } of all('[data-kept]')) firstChild.value ||= localStorage[dataset.kept] ?? ''

// What is opened for writing begins at its end.
on('focusin', ({ target }) => {
  if (target.matches('.sends') && !target.selectionEnd) target.selectionStart = 1e9
})

// What worked makes the last problem old. A message that was taken leaves the box; one that was refused stays in it.
on('htmx:afterRequest', ({ detail }) => {
  if (!detail.successful) return
  by('problem').replaceChildren()
  // Not detail.elt: that is another element when the answer has replaced the form.
  const form = detail.requestConfig.elt
  if (form.id !== 'composer') return
  delete localStorage[form.content.parentNode.dataset.kept]
  form.content.value = ''
  below = 0
  dress()
})
on('htmx:sendError', () => {
  by('problem').textContent = document.body.dataset.offline
})

// Blocks of code get their buttons here, so that the text itself is free of them. The page is there when a module runs,
// and htmx has not looked yet which links are in sight.
function dress() {
  for (const figure of all('figure.code:not(:has(.copy))')) figure.append(by('code-tools').content.cloneNode(true))
  if (by('thread') && below >= 0) scrollBy(0, rest() - below)
}
dress()

// In which message something was pressed last. If it is gone after a change, the focus goes on there, or at the last one.
let place
on('htmx:afterSwap', ({ target }) => {
  dress()
  // An answer that gets its foot is finished: it is read out once, after the word that it is.
  if (/-foot$/.test(target.id))
    by('announcer').append(' ', ...[...target.parentNode.querySelectorAll('.prose')].map((text) => text.textContent))
  if (place && !all(':focus')[0]) (by(place.id) ?? all('article').at(-1))?.focus()
})

// Copies a message as Markdown, or a block of code; or saves that. The old way of copying works off https, too.
on('click', async (event) => {
  const { target } = event
  place = target.closest('article')
  if (!isOurs(target)) return
  if (target.matches('.close')) {
    by('library').replaceChildren()
    by('content').focus()
  }
  const pressed = target.closest('.copy, .download')
  if (!pressed) return
  const code = pressed.closest('figure')?.querySelector('code')
  if (pressed.matches('.download')) {
    pressed.download = `code.${code.className.slice(9) || 'txt'}`
    pressed.href = URL.createObjectURL(new Blob([code.textContent]))
  } else {
    event.preventDefault()
    const text = code ? code.textContent : await (await fetch(pressed.href)).text()
    const selection = getSelection()
    on('copy', (copy) => copy.preventDefault(copy.clipboardData.setData('text/plain', text)), { once: true })
    selection.selectAllChildren(pressed)
    document.execCommand('copy')
    selection.empty()
    pressed.textContent = by('announcer').textContent = document.body.dataset.copied
  }
})
