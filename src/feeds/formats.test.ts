// The three formats, read back by parsers of others: what is escaped, folded, dated, cancelled, and what is not said of what is closed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFeed } from 'feedsmith'
import ical, { type VEvent } from 'node-ical'
import type { FeedEntry, FeedEvent } from '#platform/api/feeds.ts'
import { calendarOf, CLOSED_TITLE } from './calendar.ts'
import type { Channel } from './channel.ts'
import { atomOf, rssOf } from './xml.ts'

const ODD = `Fête, «\u00a0l’été\u00a0»; <b>&amp; ${'é'.repeat(90)} 😀\\n \u0001\u2028 ]]> \ud800fin`
const CHANNEL: Channel = {
  ...{ origin: 'https://parvis.example', id: 'contenus', title: 'Contenus', author: 'Métropole <&>' },
  ...{ at: '/contenus', self: '/flux/contenus.atom?type=event&commune=69029' },
}
const entry: FeedEntry = {
  ...{ key: '12', path: '/contenus/12/fete', title: ODD, isPublic: true, summary: 'Le parc & ses jeux' },
  ...{ categories: ['Événement', 'Vie & ville'], author: 'Ville de Bron' },
  publishedAt: new Date('2026-11-20T08:00:00Z'),
  updatedAt: new Date('2026-11-22T08:00:00Z'),
}
const event: FeedEvent = {
  ...{ key: '12', path: '/contenus/12/lire', title: ODD, isPublic: true, place: 'Salle A, rue B; Bron' },
  ...{ first: '2026-12-05', last: '2026-12-05', hours: { from: '14:00', to: '16:30' } },
  ...{ when: 'De 14 h à 16 h 30', summary: 'Deux lignes,\nune autre', revision: 3, isCancelled: false },
  revisedAt: new Date('2026-11-22T08:00:00Z'),
}
const calendar = (events: FeedEvent[], zone = 'Europe/Paris') => calendarOf(CHANNEL, zone, events)
const eventsIn = (text: string): VEvent[] =>
  Object.values(ical.sync.parseICS(text)).filter((part): part is VEvent => part?.type === 'VEVENT')
const lineOf = (text: string, name: string) =>
  text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter((line) => line.startsWith(name))

test('Atom and RSS are read back with the same words, dates and identities', () => {
  const clean = ODD.replaceAll('\u0001', '').replaceAll('\ud800', '\ufffd').trim()
  const atom = parseFeed(atomOf(CHANNEL, [entry]))
  assert.ok(atom.format === 'atom')
  const [one] = atom.feed.entries ?? []
  assert.equal(one?.title?.value, clean)
  assert.equal(one?.id, 'tag:parvis.example,2026:contenus/12')
  assert.equal(one?.links?.[0]?.href, 'https://parvis.example/contenus/12/fete')
  assert.equal(one?.updated, '2026-11-22T08:00:00.000Z')
  assert.deepEqual(
    one?.categories?.map(({ term }) => term),
    ['Événement', 'Vie & ville'],
  )
  assert.equal(atom.feed.updated, '2026-11-22T08:00:00.000Z')
  assert.equal(
    atom.feed.links?.[1]?.href,
    'https://parvis.example/flux/contenus.atom?type=event&commune=69029',
  )
  const rss = parseFeed(rssOf(CHANNEL, [entry]))
  assert.ok(rss.format === 'rss')
  const [item] = rss.feed.items ?? []
  assert.equal(item?.title, clean)
  assert.equal(item?.guid?.value, 'tag:parvis.example,2026:contenus/12')
  assert.equal(item?.guid?.isPermaLink, false)
  assert.equal(item?.pubDate, 'Fri, 20 Nov 2026 08:00:00 GMT')
  assert.equal(item?.description, 'Le parc & ses jeux')
})

test('of what is closed, feeds give the title alone, calendars none at all', () => {
  const closed = { isPublic: false, summary: 'Ce qui est dit', title: 'Vidéoprotection' }
  for (const text of [
    atomOf(CHANNEL, [{ ...entry, ...closed }]),
    rssOf(CHANNEL, [{ ...entry, ...closed }]),
  ]) {
    assert.match(text, /Vidéoprotection/)
    assert.doesNotMatch(text, /Ce qui est dit/)
  }
  const text = calendar([{ ...event, ...closed, place: 'Salle secrète', when: 'De 14 h à 16 h 30' }])
  const [one] = eventsIn(text)
  assert.equal(one?.summary, CLOSED_TITLE)
  assert.doesNotMatch(text, /Vidéo|Ce qui|secrète|fete/)
  assert.match(text, /CLASS:PRIVATE/)
})

test('a calendar is folded, escaped and dated as others read it', () => {
  const text = calendar([event])
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  assert.ok(!/[^\r]\n/.test(text), 'every line ends with CR LF')
  const [one] = eventsIn(text)
  assert.equal(one?.uid, 'contenus-12@parvis.example')
  assert.equal(one?.start.toISOString(), '2026-12-05T13:00:00.000Z')
  assert.equal(one?.end?.toISOString(), '2026-12-05T15:30:00.000Z')
  assert.equal(one?.location, 'Salle A, rue B; Bron')
  assert.equal(one?.description, 'De 14 h à 16 h 30\nDeux lignes,\nune autre')
  assert.match(String(one?.summary), /^Fête, «\u00a0l’été\u00a0»; <b>&amp; é{90} 😀/)
  assert.equal(Number(one?.sequence), 3)
  assert.equal(one?.status, 'CONFIRMED')
  assert.equal(one?.url, 'https://parvis.example/contenus/12/lire')
  const [off] = eventsIn(calendar([{ ...event, revision: 4, isCancelled: true }]))
  assert.deepEqual([off?.uid, off?.status, Number(off?.sequence)], [one?.uid, 'CANCELLED', 4])
})

test('whole days end the day after; hours may pass midnight', () => {
  const days = calendar([{ ...event, hours: null, last: '2026-12-07' }])
  assert.deepEqual(lineOf(days, 'DT').slice(1), ['DTSTART;VALUE=DATE:20261205', 'DTEND;VALUE=DATE:20261208'])
  assert.doesNotMatch(days, /VTIMEZONE/)
  const night = calendar([{ ...event, hours: { from: '20:00', to: '01:00' } }])
  assert.deepEqual(
    lineOf(night, 'DT').filter((line) => line.includes('TZID')),
    ['DTSTART;TZID=Europe/Paris:20261205T200000', 'DTEND;TZID=Europe/Paris:20261206T010000'],
  )
})

test('the zone is told with its changes of hour, or without any', () => {
  const paris = calendar([event])
  const changes = lineOf(paris, 'DTSTART:')
  assert.ok(
    changes.includes('DTSTART:20260329T020000') && changes.includes('DTSTART:20261025T030000'),
    String(changes),
  )
  assert.match(paris, /BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:\+0100\r\nTZOFFSETTO:\+0200/)
  assert.match(paris, /BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:\+0200\r\nTZOFFSETTO:\+0100/)
  const reunion = calendar([event], 'Indian/Reunion')
  assert.equal(lineOf(reunion, 'BEGIN:STANDARD').length, 1)
  assert.match(reunion, /TZOFFSETTO:\+0400/)
})

test('a list that holds nothing is one all the same', () => {
  const atom = parseFeed(atomOf(CHANNEL, []))
  assert.ok(atom.format === 'atom')
  assert.equal(atom.feed.updated, '1970-01-01T00:00:00.000Z')
  assert.deepEqual(eventsIn(calendar([])), [])
})
