import type { Chat } from '../db/schema.ts'
import type { Words } from './words.ts'

/** Chats that were last used in the same stretch of time, under its name. */
export type Days = { name: string; chats: Chat[] }

/** Groups chats, the latest first, as a person remembers them: by day at first, by month further back. */
export function byDays(chats: Chat[], now: number, words: Words): Days[] {
  const groups: Days[] = []
  for (const chat of chats) {
    const name = dayName(chat.updatedAt, now, words)
    const last = groups.at(-1)
    if (last?.name === name) last.chats.push(chat)
    else groups.push({ name, chats: [chat] })
  }
  return groups
}

/** The stretch of time that a moment lies in, by the server's clock. Both in epoch milliseconds. */
export function dayName(time: number, now: number, { lists }: Words): string {
  const today = new Date(now)
  // Days have 23 or 25 hours when clocks change, so they are counted by the calendar.
  const midnight = (daysAgo: number) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysAgo).getTime()
  if (time >= midnight(0)) return lists.today
  if (time >= midnight(1)) return lists.yesterday
  if (time >= midnight(7)) return lists.previousWeek
  return lists.month(new Date(time))
}
