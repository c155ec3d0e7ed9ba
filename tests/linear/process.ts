import { measure } from './measure.ts'
import { subjects } from './subjects.ts'
import { texts } from './texts.ts'

// The process in which one subject reads all texts, or those whose name holds a word. Writes a line before each text, and
// one behind each that is slow.

const [name = '', word = ''] = process.argv.slice(2)
const load = subjects[name]
if (!load) throw new Error(`Name one of these: ${Object.keys(subjects).join(', ')}.`)
const subject = await load()
for (const text of texts()) {
  if (!text.name.includes(word)) continue
  console.log(`reading: ${text.name}`)
  const wrong = await measure(subject, text)
  if (wrong) console.log(`slow: ${text.name}: ${wrong}`)
}
console.log('done')
