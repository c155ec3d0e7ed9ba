import { createHash } from 'node:crypto'
import { modelNames } from './ollama-scripts.ts'

/** The models of a fresh stand-in: the chatting ones, and one that only embeds. */
export const installedModels = [...modelNames, 'nomic-embed-text'].map((name) => `${name}:latest`)

const details = {
  parent_model: '',
  format: 'gguf',
  family: 'llama',
  families: ['llama'],
  parameter_size: '3.2B',
  quantization_level: 'Q4_K_M',
}

/** As an entry of `/api/tags`. One whose tag is `cloud` runs elsewhere, and its few bytes here only say where. */
export function describe(name: string) {
  const digest = createHash('sha256').update(name).digest('hex')
  const remote = name.endsWith(':cloud')
  return {
    ...{ name, model: name, modified_at: '2026-01-02T03:04:05.678901234Z', size: remote ? 384 : 2_019_393_189, digest },
    ...(remote && { remote_model: name.replace(':cloud', ''), remote_host: 'https://ollama.com:443' }),
    details,
  }
}

/** As an entry of `/api/ps`. */
export function running(name: string, context: number) {
  const { modified_at, ...model } = describe(name)
  return { ...model, expires_at: '2099-01-01T00:00:00Z', size_vram: model.size, context_length: context }
}

/** As the answer of `/api/show`. */
export function show(name: string) {
  const embeds = name.includes('embed')
  const thinks = name.startsWith('thinker')
  return {
    modelfile: `FROM ${name}`,
    parameters: '',
    template: '{{ .Prompt }}',
    details,
    model_info: { 'general.architecture': 'llama', 'llama.context_length': 131072 },
    capabilities: embeds ? ['embedding'] : thinks ? ['completion', 'thinking'] : ['completion'],
    modified_at: '2026-01-02T03:04:05.678901234Z',
  }
}

/** As the lines of `/api/pull`. */
export function pullSteps(name: string): object[] {
  const { digest, size: total } = describe(name)
  const layer = { status: `pulling ${digest.slice(0, 12)}`, digest: `sha256:${digest}`, total }
  return [
    { status: 'pulling manifest' },
    layer,
    { ...layer, completed: Math.floor(total / 2) },
    { ...layer, completed: total },
    { status: 'verifying sha256 digest' },
    { status: 'writing manifest' },
    { status: 'success' },
  ]
}

/** As the answer of `/api/embed`: the same text has the same vector, of length 1. */
export function embed(model: string, inputs: string[]) {
  const embeddings = inputs.map((input) => {
    const numbers = [...createHash('sha256').update(input).digest()].map((byte) => byte - 127.5)
    const length = Math.hypot(...numbers)
    return numbers.map((number) => number / length)
  })
  return { model, embeddings, total_duration: 14_143_917, load_duration: 1_019_500, prompt_eval_count: inputs.length }
}
