import type { ChatSettings } from '../db/schema.ts'

/** The settings that are numbers, in Ollama's names, and what may be asked for. */
export const numberSettings = {
  temperature: { min: 0, max: 2, whole: false },
  top_p: { min: 0, max: 1, whole: false },
  top_k: { min: 0, max: 1000, whole: true },
  seed: { min: 0, max: 2_147_483_647, whole: true },
  num_ctx: { min: 256, max: 2_097_152, whole: true },
  num_predict: { min: 1, max: 1_000_000, whole: true },
}

export type NumberSetting = keyof typeof numberSettings

export const numberNames: NumberSetting[] = ['temperature', 'top_p', 'top_k', 'seed', 'num_ctx', 'num_predict']

/** What the choice of thinking may say; nothing leaves it to the model. */
export const thinkChoices = ['', 'off', 'on', 'low', 'medium', 'high'] as const

/** Settings as the texts of their form. */
export function settingValues(settings: ChatSettings): Record<string, string> {
  const { system = '', stop = [], think, keepAlive = '' } = settings
  const numbers = numberNames.map((name) => [name, String(settings[name] ?? '')])
  return {
    ...Object.fromEntries(numbers),
    ...{ system, stop: stop.join('\n'), keep_alive: keepAlive },
    think: think === true ? 'on' : think === false ? 'off' : (think ?? ''),
  }
}
