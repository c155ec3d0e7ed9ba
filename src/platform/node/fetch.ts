/** What Ollama answers only when a model is loaded, or a download goes on: minutes, perhaps. */
const slow = /\/api\/(chat|pull)$/

let dispatcher: Promise<object> | undefined

/**
 * A `fetch` that waits as long as the server needs. Ollama sends its headers with the first token, so loading a big
 * model would end at Node's default limit of 300 s. A peer that has vanished is found by TCP keep-alive, which undici
 * switches on by itself. Undici is 20 MB in memory, so it is loaded with the first question.
 */
export async function patientFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { pathname } = new URL(input instanceof Request ? input.url : input)
  if (!slow.test(pathname)) return fetch(input, init)
  dispatcher ??= import('undici').then(({ Agent }) => new Agent({ headersTimeout: 0, bodyTimeout: 0 }))
  const patient: RequestInit & { dispatcher: object } = { ...init, dispatcher: await dispatcher }
  return fetch(input, patient)
}
