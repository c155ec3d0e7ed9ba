import * as v from 'valibot'
import { type ChatSettings, fieldOf, readSetting, settingNames } from '../../settings/table.ts'
import { inEachLanguage } from './form.ts'

/** What a form with a field for each setting asks of a model; other fields may stand beside them. */
export const settingsForm = inEachLanguage(({ problem, settings: { problems } }) =>
  v.pipe(
    v.record(v.string(), v.unknown(), problem.badForm),
    v.rawTransform(({ dataset: { value: input }, addIssue }) => {
      const settings: ChatSettings = {}
      const refuse = (key: string, message: string) =>
        addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value: input[key] }] })
      for (const name of settingNames) {
        const field = fieldOf(name)
        const text = input[field]
        const unfit = typeof text === 'string' ? readSetting(name, text, settings) : undefined
        if (typeof text !== 'string') refuse(field, problem.badForm)
        else if (unfit) refuse(field, problems[unfit.problem](...unfit.limits))
      }
      return { settings }
    }),
  ),
)
