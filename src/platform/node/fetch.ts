import { Agent } from 'undici'

const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 })

/**
 * A `fetch` that waits as long as the server needs. Ollama sends its headers with the first token, so loading a big
 * model would end at Node's default limit of 300 s. A peer that has vanished is found by TCP keep-alive, which undici
 * switches on by itself.
 */
export function patientFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const patient: RequestInit & { dispatcher: Agent } = { ...init, dispatcher }
  return fetch(input, patient)
}
