// The territory’s time zone as calendars want it (RFC 5545, 3.6.5): what its clocks do in the years of a calendar, found where the program
// finds it itself. Pure.
import ICAL from 'ical.js'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Minutes by which its clocks are ahead of UTC. */
type Ahead = (at: number) => number

function clockOf(zone: string): Ahead {
  const clock = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  return (at) => {
    const found = /GMT([+-])(\d\d):(\d\d)/.exec(clock.format(at))
    if (found === null) return 0
    const [, sign, hours, minutes] = found
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }
}

/** The first instant at which the clocks are no more as at `from`, by then; halved until the minute. */
function changeBetween(aheadAt: Ahead, from: number, to: number): number {
  const before = aheadAt(from)
  let [low, high] = [from, to]
  while (high - low > MINUTE_MS) {
    const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS
    if (aheadAt(middle) === before) low = middle
    else high = middle
  }
  return high
}

const offset = (minutes: number) =>
  new ICAL.UtcOffset({
    factor: minutes < 0 ? -1 : 1,
    hours: Math.floor(Math.abs(minutes) / 60),
    minutes: Math.abs(minutes) % 60,
  })

/** Clocks that are `from` then `to`, from that instant on: told by the clock of before. */
function observance(at: number, from: number, to: number, usual: number): ICAL.Component {
  const part = new ICAL.Component(to > usual ? 'daylight' : 'standard')
  const local = new Date(at + from * MINUTE_MS).toISOString().slice(0, 19)
  part.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(local))
  part.addPropertyWithValue('tzoffsetfrom', offset(from))
  part.addPropertyWithValue('tzoffsetto', offset(to))
  return part
}

/** From a year to another, both whole. */
export function zoneOf(zone: string, fromYear: number, toYear: number): ICAL.Component {
  const aheadAt = clockOf(zone)
  const part = new ICAL.Component('vtimezone')
  part.addPropertyWithValue('tzid', zone)
  const [start, end] = [Date.UTC(fromYear, 0, 1), Date.UTC(toYear + 1, 0, 1)]
  const usual = Math.min(aheadAt(start), aheadAt(start + 182 * DAY_MS))
  const first = aheadAt(start)
  part.addSubcomponent(observance(start - first * MINUTE_MS, first, first, usual))
  for (let day = start; day < end; day += DAY_MS) {
    const [from, to] = [aheadAt(day), aheadAt(day + DAY_MS)]
    if (from !== to)
      part.addSubcomponent(observance(changeBetween(aheadAt, day, day + DAY_MS), from, to, usual))
  }
  return part
}
