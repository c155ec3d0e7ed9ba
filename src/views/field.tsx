import type { Child } from 'hono/jsx'

/** A form as it was sent: the raw text of each field, and, for those that were refused, why. */
export type FormState = { values: Record<string, string>; problems: Record<string, string> }

type Props = {
  /** Goes before `name` in the id, so that two forms may stand in one page. */
  form: string
  name: string
  label: string
  hint?: string | undefined
  state: FormState
}

/** One line. */
export function TextField({
  inputmode,
  list,
  required,
  autofocus,
  ...field
}: Props & {
  inputmode?: 'text' | 'decimal' | 'numeric'
  /** Offered while one types. */
  list?: string[]
  required?: boolean
  autofocus?: boolean
}) {
  const { name, state } = field
  const id = idOf(field)
  return (
    <Field {...field}>
      <input
        {...described(field)}
        name={name}
        value={state.values[name] ?? ''}
        inputmode={inputmode}
        list={list && `${id}-list`}
        required={required}
        autofocus={autofocus}
        autocomplete="off"
      />
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((value) => (
            <option value={value} />
          ))}
        </datalist>
      )}
    </Field>
  )
}

/** As many lines as one likes: the field grows with its text. */
export function AreaField({ rows = 3, required, ...field }: Props & { rows?: number; required?: boolean }) {
  const { name, state } = field
  return (
    <Field {...field}>
      <textarea {...described(field)} name={name} rows={rows} required={required}>
        {`\n${state.values[name] ?? ''}`}
      </textarea>
    </Field>
  )
}

/** One of several: the options are its children. */
export function SelectField({ children, ...field }: Props & { children: Child }) {
  return (
    <Field {...field}>
      <select {...described(field)} name={field.name}>
        {children}
      </select>
    </Field>
  )
}

function Field({ children, ...field }: Props & { children: Child }) {
  const { name, label, hint, state } = field
  const id = idOf(field)
  const problem = state.problems[name]
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {problem !== undefined && (
        <p id={`${id}-problem`} class="field-problem" role="alert">
          {problem}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
    </div>
  )
}

function idOf({ form, name }: Props): string {
  return `${form}-${name}`
}

/** What ties a control to its label, its hint and its problem. */
function described(field: Props) {
  const id = idOf(field)
  const wrong = field.state.problems[field.name] !== undefined
  const by = [wrong && `${id}-problem`, field.hint !== undefined && `${id}-hint`].filter(Boolean).join(' ')
  return { id, 'aria-describedby': by || undefined, 'aria-invalid': wrong ? ('true' as const) : undefined }
}
