/** Writes moments, in epoch milliseconds, as one reader reads them: in their language and their time zone. */
export type Times = {
  /** Day and time. */
  moment: (time: number) => string
  day: (time: number) => string
  /** Month and year. */
  month: (time: number) => string
  /** The number of the day that a moment lies in: days have 23 or 25 hours when clocks change, so the calendar counts. */
  dayNumber: (time: number) => number
}

/** Making the formats takes a millisecond, as long as hundreds of uses. Where more readers differ, some wait that long. */
const MOST_REMEMBERED = 50
const remembered = new Map<string, Times>()

/** The times of a language, by its tag, in a zone, by its name. One that there is not is the server's, as is `undefined`. */
export function timesIn(language: string, zone: string | undefined): Times {
  const key = `${language} ${zone}`
  const times = remembered.get(key) ?? (isZone(zone) ? createTimes(language, zone) : timesIn(language, undefined))
  // Anybody can make a name up: only the ones that were asked for last stay.
  remembered.delete(key)
  remembered.set(key, times)
  const [oldest = ''] = remembered.keys()
  if (remembered.size > MOST_REMEMBERED) remembered.delete(oldest)
  return times
}

function createTimes(language: string, zone: string | undefined): Times {
  // The server's zone is the reader's at home. In a data centre it is not, and has to be said.
  const mark = zone === undefined && format('en', {}).resolvedOptions().timeZone === 'UTC' ? ' UTC' : ''

  function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  }

  const moment = format(language, { dateStyle: 'medium', timeStyle: 'short' })
  const day = format(language, { day: 'numeric', month: 'short', year: 'numeric' })
  const month = format(language, { month: 'long', year: 'numeric' })
  const date = format('sv', { dateStyle: 'short' })
  return {
    moment: (time) => moment.format(time) + mark,
    day: (time) => day.format(time),
    month: (time) => month.format(time),
    dayNumber: (time) => Date.parse(date.format(time)) / 86_400_000,
  }
}

function isZone(name: string | undefined): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
