// Where the lists of this site are read by programs, and the way there from their pages.
import type { FeedAsked, FeedSource } from '#platform/api/feeds.ts'
import { type Html, html } from '#platform/html.ts'
import { icon } from '#platform/ui/icon.ts'

export const FEED_FORMATS = {
  atom: { type: 'application/atom+xml', label: 'Atom' },
  rss: { type: 'application/rss+xml', label: 'RSS' },
  ics: { type: 'text/calendar', label: 'Agenda (iCalendar)' },
} as const
export type FeedFormat = keyof typeof FEED_FORMATS

/** Where one reads how to subscribe. */
export const SUBSCRIBE = '/flux'

type Narrowed = Pick<FeedSource, 'id' | 'filters'>

/** What is asked of that list, in its order; nothing of what is empty. */
const askedOf = ({ filters }: Narrowed, asked: FeedAsked): [string, string][] =>
  filters.flatMap((name): [string, string][] => {
    const value = asked[name]
    return value === undefined || value === '' ? [] : [[name, value]]
  })

const withQuery = (path: string, pairs: [string, string][]): string =>
  pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`

/** Its address for programs; `jeton`: as somebody reads it. */
export const feedPath = (source: Narrowed, format: FeedFormat, asked: FeedAsked, jeton?: string): string =>
  withQuery(`${SUBSCRIBE}/${source.id}.${format}`, [
    ...askedOf(source, asked),
    ...(jeton === undefined ? [] : [['jeton', jeton] as [string, string]]),
  ])

/** The page of that list, as it is narrowed. */
export const listPath = (source: Pick<FeedSource, 'at' | 'filters' | 'id'>, asked: FeedAsked): string =>
  withQuery(source.at, askedOf(source, asked))

/** A page about that list, as it is narrowed. */
export const feedPage = (at: string, source: Narrowed, asked: FeedAsked): string =>
  withQuery(at, [['liste', source.id], ...askedOf(source, asked)])

/** Formats in which a list is read. */
export const formatsOf = ({ events }: Pick<FeedSource, 'events'>): FeedFormat[] =>
  events === undefined ? ['atom', 'rss'] : ['atom', 'rss', 'ics']

/** « S’abonner », on the page of a list. */
export const subscribeLink = (source: Narrowed, asked: FeedAsked): Html =>
  html`<p><a href="${feedPage(SUBSCRIBE, source, asked)}">${icon('bell')} S’abonner à cette liste</a></p>`

/** For the head of the page of a list. */
export const alternatesOf = (source: FeedSource, asked: FeedAsked) =>
  formatsOf(source).map((format) => ({
    type: FEED_FORMATS[format].type,
    title: `${source.title}, ${FEED_FORMATS[format].label}`,
    href: feedPath(source, format, asked),
  }))
