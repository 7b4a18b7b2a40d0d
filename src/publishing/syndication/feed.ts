// A feed, read: RSS (0.9 to 2.0), Atom (RFC 4287) or JSON Feed (1.1), as items that say a title, a few words and an address. Pure. What it
// says is text from then on: no markup of it is kept.
import { XMLParser } from 'fast-xml-parser'
import { decodedXml, whyNotXml } from '#platform/outside/xml.ts'
import type { Why } from './words.ts'

export interface FeedItem {
  /** As the feed names it; its address when it does not. */
  guid: string
  title: string
  summary: string
  /** Absolute, of the web. */
  href: string
  datedAt: Date | null
}

/** Why it is not read. */
export class FeedRefused extends Error {
  override readonly name = 'FeedRefused'
  readonly why: Extract<Why, 'poisoned' | 'unreadable' | 'huge'>

  constructor(why: FeedRefused['why']) {
    super(`feed refused: ${why}`)
    this.why = why
  }
}

const MOST_ITEMS = 100
/** Characters of one text that are looked at: what is shown of it is much shorter. */
const MOST_READ = 4_000
const [MOST_TITLE, MOST_SUMMARY, MOST_HREF, MOST_GUID] = [160, 400, 1000, 300]

const reader = new XMLParser({
  ...{ ignoreAttributes: false, attributeNamePrefix: '@', textNodeName: '#', cdataPropName: '#' },
  ...{ removeNSPrefix: false, parseTagValue: false, parseAttributeValue: false, trimValues: true },
  // Markup stands in them in the order in which it is read.
  stopNodes: ['feed.entry.summary', 'feed.entry.content'],
})

/** @param base where it came from: relative addresses start there. @throws FeedRefused */
export function readFeed(body: Buffer, base: string): FeedItem[] {
  try {
    const text = decodedXml(body)
    const start = text.trimStart()[0]
    const found = start === '{' ? jsonItems(text) : start === '<' ? xmlItems(text) : null
    if (found !== null) return found.slice(0, MOST_ITEMS).flatMap((item) => itemOf(item, base))
  } catch (error) {
    // Parts within parts without end are no feed either.
    if (!(error instanceof RangeError)) throw error
  }
  throw new FeedRefused('unreadable')
}

interface Raw {
  guid: unknown
  title: unknown
  summary: unknown
  href: unknown
  dated: unknown
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): Node[] => [value ?? []].flat().filter(isNode)

function jsonItems(text: string): Raw[] | null {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return null
  }
  if (!isNode(read) || !/jsonfeed\.org\/version\/1/.test(String(read.version))) return null
  return listOf(read.items).map(
    ({ id, title, summary, content_text: plain, content_html: rich, url, ...more }) => ({
      ...{ guid: id, title, summary: summary ?? plain ?? rich },
      ...{ href: url ?? more.external_url, dated: more.date_modified ?? more.date_published },
    }),
  )
}

function xmlItems(text: string): Raw[] | null {
  const why = whyNotXml(text)
  if (why !== null) throw new FeedRefused(why)
  let read: unknown
  try {
    read = reader.parse(text)
  } catch {
    return null
  }
  if (!isNode(read)) return null
  if (isNode(read.rss)) return listOf(read.rss.channel).flatMap(({ item }) => listOf(item).map(rssItem))
  if (isNode(read['rdf:RDF'])) return listOf(read['rdf:RDF'].item).map(rssItem)
  if (isNode(read.feed)) return listOf(read.feed.entry).map(atomItem)
  return null
}

const rssItem = ({
  guid,
  title,
  description,
  link,
  pubDate,
  'dc:date': date,
  '@rdf:about': about,
}: Node): Raw => ({
  ...{ guid: guid ?? about, title, summary: description, href: link ?? permanent(guid) },
  dated: pubDate ?? date,
})

/** A name that is an address too, unless it says otherwise. */
const permanent = (guid: unknown): unknown =>
  isNode(guid) && guid['@isPermaLink'] === 'false' ? undefined : guid

function atomItem({ id, title, summary, content, link, updated, published }: Node): Raw {
  const links = listOf(link)
  const own = links.find((one) => (one['@rel'] ?? 'alternate') === 'alternate') ?? links[0]
  return {
    guid: id,
    title,
    summary: within(summary ?? content),
    href: own?.['@href'],
    dated: updated ?? published,
  }
}

/** What stands in a node that was left as it is: markup, or text in which markup is written by entities. */
function within(node: unknown): string {
  const kept = wordsIn(node).slice(0, MOST_READ)
  const data = /<!\[CDATA\[([^]*?)\]\]>/.exec(kept)?.[1]
  if (data !== undefined) return data
  return kept.includes('<') ? kept : kept.replaceAll(ENTITY, entity)
}

/** All that is said within. */
function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(wordsIn).join(' ')
  if (!isNode(value)) return typeof value === 'number' ? String(value) : ''
  return Object.entries(value)
    .filter(([name]) => !name.startsWith('@'))
    .map(([, said]) => wordsIn(said))
    .join(' ')
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', eacute: 'é', egrave: 'è', ecirc: 'ê' },
  ...{ agrave: 'à', ccedil: 'ç', rsquo: '’', lsquo: '‘', laquo: '«', raquo: '»', hellip: '…', ndash: '–' },
}

const ENTITY = /&(#x?[\da-f]{1,6}|[a-z]{2,8});/gi

const entity = (whole: string, name: string): string => {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  if (name.startsWith('#')) return code > 31 && code < 0x11_0000 ? String.fromCodePoint(code) : ' '
  return NAMED[name.toLowerCase()] ?? whole
}

/** Its words on one line, without markup, cut at a word. */
export function plainWords(value: unknown, most: number): string {
  const text = wordsIn(value)
    .slice(0, MOST_READ)
    .replaceAll(/<(script|style)\b[^>]*>[^]*?<\/\1\s*>/gi, ' ')
    .replaceAll(/<[^<>]{0,2000}>/g, ' ')
    .replaceAll(ENTITY, entity)
    .replaceAll(/[<>]/g, ' ')
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .toWellFormed()
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  // Never within a character: half of one is no text that the database keeps.
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[\uD800-\uDBFF]$/, '')}…`
}

function itemOf({ guid, title, summary, href, dated }: Raw, base: string): FeedItem[] {
  const url = URL.parse(plainWords(href, MOST_HREF + 1), base)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.href.length > MOST_HREF)
    return []
  const words = plainWords(summary, MOST_SUMMARY)
  const called = plainWords(title, MOST_TITLE) || words.slice(0, MOST_TITLE)
  if (called === '') return []
  const day = new Date(plainWords(dated, 60))
  return [
    {
      guid: plainWords(guid, MOST_GUID) || url.href.slice(0, MOST_GUID),
      ...{ title: called, summary: words, href: url.href },
      datedAt: Number.isNaN(day.getTime()) || day.getFullYear() < 1990 ? null : day,
    },
  ]
}
