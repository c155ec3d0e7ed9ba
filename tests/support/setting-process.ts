import { appSite } from './app.ts'
import { emptySettings } from './forms.ts'
import { Page } from './page.ts'
import { open, post, startChat } from './site.ts'

// Sets one setting of a chat, by its name and a value from the command line, and a value that is refused: prints what the form
// shows, what it says, and the options that the next answer is asked for with.

const [name = '', value = '', refused = ''] = process.argv.slice(2)
const model = 'ollama/echo:latest'
const site = await appSite()
const { path, stream } = await startChat(site, 'Hello', model)
await (await site.fetch(stream)).text()

const wrong = await post(site, `${path}/settings`, { ...emptySettings, model, [name]: refused })
const said = new Page(await wrong.text()).text(`#settings-${name}-problem`)
await post(site, `${path}/settings`, { ...emptySettings, model, [name]: value })
const form = new Page(await (await open(site, `${path}/settings`)).text())
const shown = form.document.querySelector<HTMLInputElement>(`#settings-${name}`)?.value

const held = site.ollama.hold()
await post(site, `${path}/messages`, { content: 'And now?' })
const { options } = await held.request
held.end()
await site.close()
console.log(
  JSON.stringify({ label: form.text(`label[for="settings-${name}"]`), shown, said, status: wrong.status, options }),
)
