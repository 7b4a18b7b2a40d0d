// Days and weeks of the territory, from seconds, where no server is.
const formats = new Map<string, Intl.DateTimeFormat>()

/** The day of that moment there, as `2026-12-02`. @param zone as `Europe/Paris` */
export function dayAt(seconds: number, zone: string): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  formats.set(zone, format)
  return format.format(seconds * 1000)
}

/** The Monday of the week of that day. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}
