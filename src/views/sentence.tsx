/** A sentence for people in which what they can type stands between backticks, as the domain writes it. */
export function Sentence({ text }: { text: string }) {
  const parts = text.split(/`([^`]+)`/)
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>
}
