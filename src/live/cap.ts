// Weather warnings, as the Common Alerting Protocol says them (OASIS CAP 1.2). Pure.
import { XMLParser } from 'fast-xml-parser'
import { decodedXml, whyNotXml } from '#platform/outside/xml.ts'
import { FeedRefused } from '#publishing'
import {
  endOf,
  instantOf,
  isNode,
  isNow,
  type Line,
  lineOf,
  type Node,
  nodesOf,
  type Reader,
  words,
} from './lines.ts'

const reader = new XMLParser({
  ...{ ignoreAttributes: true, removeNSPrefix: true, textNodeName: '#' },
  ...{ parseTagValue: false, trimValues: true },
})

/** Two days: a warning is given ahead. */
const AHEAD_MS = 48 * 3600 * 1000

/** How it is told, the gravest first (CAP, `severity`). */
const SEVERITIES: ReadonlyMap<string, readonly [rank: number, tone: Line['tone']]> = new Map([
  ['Extreme', [0, 'bad']],
  ['Severe', [1, 'bad']],
  ['Moderate', [2, 'warn']],
  ['Minor', [3, 'info']],
])

function alertIn(body: Buffer): Node {
  const text = decodedXml(body)
  const why = whyNotXml(text)
  if (why !== null) throw new FeedRefused(why)
  let read: unknown
  try {
    read = reader.parse(text)
  } catch {
    throw new FeedRefused('unreadable')
  }
  const alert = isNode(read) ? read.alert : undefined
  if (!isNode(alert)) throw new FeedRefused('unreadable')
  return alert
}

/** An alert says the same in several languages: in French when it does. */
function inFrench(infos: readonly Node[]): readonly Node[] {
  const french = infos.filter(({ language }) => words(language, 10).toLowerCase().startsWith('fr'))
  return french.length > 0 ? french : infos
}

const where = (info: Node): string =>
  nodesOf(info.area)
    .map(({ areaDesc }) => words(areaDesc, 80))
    .filter((name) => name !== '')
    .join(', ')

/** @throws FeedRefused */
export const readCap: Reader = (body, _, now) => {
  const { status, msgType, info } = alertIn(body)
  // Exercises, tests and what is called off are no warning.
  if (words(status, 20) !== 'Actual' || words(msgType, 20) === 'Cancel') return []
  return inFrench(nodesOf(info))
    .flatMap((one) => {
      const [rank, tone] = SEVERITIES.get(words(one.severity, 20)) ?? [4, 'info']
      const from = instantOf(words(one.onset ?? one.effective, 40))
      const until = endOf(words(one.expires, 40))
      const title = words(one.headline, 120) || words(one.event, 120)
      return lineOf({ title, detail: where(one), from, until, tone }).map((line) => ({ line, rank }))
    })
    .filter(({ line }) => isNow(line, now, AHEAD_MS))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ line }) => line)
}
