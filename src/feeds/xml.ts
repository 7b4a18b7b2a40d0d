// A list as Atom (RFC 4287) and as RSS 2.0. Of what is not for everybody, the title and no word more: readers of feeds keep what they read. Pure.
import type { FeedEntry } from '#platform/api/feeds.ts'
import { type Html, html, renderHtml } from '#platform/html.ts'
import { changedAt, type Channel, identityOf } from './channel.ts'

const PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n'

/** Characters that no XML document holds (XML 1.0, 2.2). */
const NONE_OF_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const said = (text: string): string => text.toWellFormed().replaceAll(NONE_OF_XML, '')

const summaryOf = ({ isPublic, summary }: FeedEntry): string => (isPublic ? said(summary) : '')

/** What is joined, of what is for everybody. */
const filesOf = ({ isPublic, files = [] }: FeedEntry) => (isPublic ? files : [])

const linksOf = ({ origin, at, self }: Channel) => ({
  page: origin + at,
  own: self === null ? null : origin + self,
})

const written = (document: Html): string => `${PROLOGUE}${renderHtml(document)}\n`

function atomEntry(channel: Channel, entry: FeedEntry): Html {
  const { key, path, title, categories, author, publishedAt, updatedAt } = entry
  const summary = summaryOf(entry)
  const link = channel.origin + path
  return html`<entry><id>${identityOf(channel, key)}</id><title>${said(title)}</title><link rel="alternate" type="text/html" href="${link}"/>${filesOf(entry).map(({ path: at, name, mediaType, bytes }) => html`<link rel="enclosure" href="${channel.origin + at}" type="${mediaType}" length="${bytes}" title="${said(name)}"/>`)}<published>${publishedAt.toISOString()}</published><updated>${updatedAt.toISOString()}</updated><author><name>${said(author)}</name></author>${categories.map((term) => html`<category term="${said(term)}"/>`)}${summary !== '' && html`<summary>${summary}</summary>`}</entry>`
}

export function atomOf(channel: Channel, entries: readonly FeedEntry[]): string {
  const { title, author } = channel
  const { page, own } = linksOf(channel)
  return written(
    html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><id>${identityOf(channel, 'liste')}</id><title>${said(title)}</title><author><name>${said(author)}</name></author><link rel="alternate" type="text/html" href="${page}"/>${own !== null && html`<link rel="self" type="application/atom+xml" href="${own}"/>`}<updated>${changedAt(entries).toISOString()}</updated>${entries.map((entry) => atomEntry(channel, entry))}</feed>`,
  )
}

function rssItem(channel: Channel, entry: FeedEntry): Html {
  const { key, path, title, categories, author, publishedAt } = entry
  const summary = summaryOf(entry)
  // One alone, in this format.
  const [file] = filesOf(entry)
  return html`<item><title>${said(title)}</title><link>${channel.origin}${path}</link><guid isPermaLink="false">${identityOf(channel, key)}</guid><pubDate>${publishedAt.toUTCString()}</pubDate>${[...categories, author].map((name) => html`<category>${said(name)}</category>`)}${summary !== '' && html`<description>${summary}</description>`}${file !== undefined && html`<enclosure url="${channel.origin + file.path}" length="${file.bytes}" type="${file.mediaType}"/>`}</item>`
}

export function rssOf(channel: Channel, entries: readonly FeedEntry[]): string {
  const { title, author } = channel
  const { page } = linksOf(channel)
  return written(
    html`<rss version="2.0"><channel><title>${said(title)}</title><link>${page}</link><description>${said(`${title}, ${author}`)}</description><language>fr</language><lastBuildDate>${changedAt(entries).toUTCString()}</lastBuildDate><ttl>60</ttl>${entries.map((entry) => rssItem(channel, entry))}</channel></rss>`,
  )
}
