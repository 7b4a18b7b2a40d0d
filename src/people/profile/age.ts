// Ages from dates of birth as text: a presumed month or day (00) counts as the last it may be, so that nobody is said to be
// older than they surely are. Born on 29 February, one turns on 1 March of years that have no such day.

/**
 * Has somebody surely turned `years`?
 * @param birthdate `YYYY-MM-DD`, with 00 for what is presumed
 * @param today `YYYY-MM-DD`, in the zone of the territory
 */
export function hasTurned(birthdate: string, years: number, today: string): boolean {
  const [year = '', month = '', day = ''] = birthdate.split('-')
  // Days are compared as text: 31 in a short month comes before the first of the next, as it must.
  const last = month === '00' ? '12-31' : `${month}-${day === '00' ? '31' : day}`
  const turned = `${String(Number(year) + years).padStart(4, '0')}-${last}`
  return turned <= today
}
