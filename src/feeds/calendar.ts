// What happens on a day as a calendar that one subscribes to (RFC 5545). Of what is not for everybody, when it is and where to read more: a
// calendar is shown on the screen of a room, in a shared agenda, on a watch. Pure.
import ICAL from 'ical.js'
import type { FeedEvent } from '#platform/api/feeds.ts'
import type { Channel } from './channel.ts'
import { zoneOf } from './zone.ts'

/** What is said of an event that is not for everybody. */
export const CLOSED_TITLE = 'Événement réservé'

const dayAfter = (day: string, count = 1): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date + count)).toISOString().slice(0, 10)
}

const utc = (at: Date): ICAL.Time => ICAL.Time.fromJSDate(at, true)

function addLocal(part: ICAL.Component, name: string, zone: string, day: string, time: string): void {
  const property = new ICAL.Property(name)
  property.setValue(ICAL.Time.fromDateTimeString(`${day}T${time}:00`))
  property.setParameter('tzid', zone)
  part.addProperty(property)
}

/** Whole days, the last one told by the next; or hours of the first, which may pass midnight. */
function addDays(part: ICAL.Component, zone: string, { first, last, hours }: FeedEvent): void {
  if (hours === null) {
    part.addPropertyWithValue('dtstart', ICAL.Time.fromDateString(first))
    part.addPropertyWithValue('dtend', ICAL.Time.fromDateString(dayAfter(last)))
    return
  }
  const { from, to } = hours
  addLocal(part, 'dtstart', zone, first, from)
  if (to !== null) addLocal(part, 'dtend', zone, to > from ? first : dayAfter(first), to)
}

/** No character that ends a line anywhere else. */
const said = (text: string): string =>
  text.toWellFormed().replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')

function addWords(part: ICAL.Component, { origin }: Channel, event: FeedEvent): void {
  const { title, place, when, summary, path, isPublic } = event
  part.addPropertyWithValue('summary', isPublic ? said(title) : CLOSED_TITLE)
  const more = [when, summary].filter((text) => text !== '').join('\n')
  if (isPublic && place !== '') part.addPropertyWithValue('location', said(place))
  if (isPublic && more !== '') part.addPropertyWithValue('description', said(more))
  part.addPropertyWithValue('url', `${origin}${path}`)
  part.addPropertyWithValue('class', isPublic ? 'PUBLIC' : 'PRIVATE')
}

function eventPart(channel: Channel, zone: string, event: FeedEvent): ICAL.Component {
  const part = new ICAL.Component('vevent')
  part.addPropertyWithValue('uid', `${channel.id}-${event.key}@${new URL(channel.origin).hostname}`)
  part.addPropertyWithValue('dtstamp', utc(event.revisedAt))
  part.addPropertyWithValue('last-modified', utc(event.revisedAt))
  part.addPropertyWithValue('sequence', event.revision)
  part.addPropertyWithValue('status', event.isCancelled ? 'CANCELLED' : 'CONFIRMED')
  part.addPropertyWithValue('transp', 'TRANSPARENT')
  addDays(part, zone, event)
  addWords(part, channel, event)
  return part
}

/** The text of the calendar. `zone`: IANA name. */
export function calendarOf(channel: Channel, zone: string, events: readonly FeedEvent[]): string {
  const whole = new ICAL.Component('vcalendar')
  whole.addPropertyWithValue('version', '2.0')
  whole.addPropertyWithValue('prodid', '-//Parvis//Agenda//FR')
  whole.addPropertyWithValue('method', 'PUBLISH')
  whole.addPropertyWithValue('calscale', 'GREGORIAN')
  whole.addPropertyWithValue('x-wr-calname', said(`${channel.title}, ${channel.author}`))
  whole.addPropertyWithValue('x-wr-timezone', zone)
  whole.addPropertyWithValue('refresh-interval', ICAL.Duration.fromString('PT1H'))
  whole.addPropertyWithValue('x-published-ttl', 'PT1H')
  const years = events.filter(({ hours }) => hours !== null).map(({ first }) => Number(first.slice(0, 4)))
  if (years.length > 0) whole.addSubcomponent(zoneOf(zone, Math.min(...years) - 1, Math.max(...years) + 1))
  for (const event of events) whole.addSubcomponent(eventPart(channel, zone, event))
  return `${whole.toString()}\r\n`
}
