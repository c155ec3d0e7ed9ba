import type { Chat } from '../db/schema.ts'
import type { Ui } from './ui.ts'

/** Chats that were last used in the same stretch of time, under its name. */
export type Days = { name: string; chats: Chat[] }

/** Groups chats, the latest first, as a person remembers them: by day at first, by month further back. */
export function byDays(chats: Chat[], now: number, ui: Ui): Days[] {
  const groups: Days[] = []
  for (const chat of chats) {
    const name = dayName(chat.updatedAt, now, ui)
    const last = groups.at(-1)
    if (last?.name === name) last.chats.push(chat)
    else groups.push({ name, chats: [chat] })
  }
  return groups
}

/** The stretch of time that a moment lies in, by the calendar of whoever looks. Both in epoch milliseconds. */
export function dayName(time: number, now: number, { words: { lists }, times }: Ui): string {
  const daysAgo = times.dayNumber(now) - times.dayNumber(time)
  if (daysAgo <= 0) return lists.today
  if (daysAgo === 1) return lists.yesterday
  if (daysAgo <= 7) return lists.previousWeek
  return times.month(time)
}
