/** Writes moments in one way, in any time zone; undefined is the server's. */
export type TimeFormat = (time: number, zone: string | undefined) => string

/** Each zone's format is made once, as that costs more than many moments. */
export function timeFormat(locale: string, options: Intl.DateTimeFormatOptions): TimeFormat {
  const formats = new Map<string | undefined, Intl.DateTimeFormat>()
  return (time, zone) => {
    const format = formats.get(zone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
    formats.set(zone, format)
    return format.format(time)
  }
}

/** The zone of that name as the runtime calls it; undefined when there is none. */
export function knownZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

const date = timeFormat('sv', { dateStyle: 'short' })

/** The number of the day that a moment lies in: days have 23 or 25 hours when clocks change, so the calendar counts. */
export function dayNumber(time: number, zone: string | undefined): number {
  return Date.parse(date(time, zone)) / 86_400_000
}
