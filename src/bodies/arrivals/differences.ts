// What a file of the register changes of the councils as they stand. Pure.
import { createHash } from 'node:crypto'
import { wordsOf } from '#platform/plain-words.ts'
import { isHeldByOne, leads, type Post } from '../record/kinds.ts'
import type { Days } from '../record/queries.ts'
import type { SaidOfSeat } from '../record/queries.write.ts'
import type { ElectedRow } from './register.ts'

/** A council as it stands, of one authority. */
export interface Council {
  authorityId: number
  bodyId: number | null
  /** The term of today. */
  term: (Days & { id: number }) | null
  /** Who sits today. */
  seats: readonly (SaidOfSeat & { id: number; name: string })[]
  /** Who sat there in this term, and left. */
  former: readonly string[]
}

/** What tells a council as it was read from what somebody made of it since, or the days did. */
export const markOf = (council: Council): string =>
  createHash('sha256').update(JSON.stringify(council)).digest('base64url').slice(0, 22)

interface Said {
  authorityId: number
  name: string
  post: Post
  rank: number | null
}

/** One thing that is done; those of a council are done together. */
export type Change =
  | { do: 'found'; authorityId: number; from: string }
  /** The term of today ends the day before; who sits in it and is not named. */
  | { do: 'begin'; authorityId: number; from: string; leaving: readonly string[] }
  | (Said & { do: 'end'; seatId: number })
  | (Said & { do: 'change'; seatId: number; delegation: string })
  /** `from` null: the day on which it is done. */
  | (Said & { do: 'give'; from: string | null; delegation: string })

/** What a file says and nothing is done of. */
export type Left =
  | { why: 'partial'; authorityId: number; named: number; sitting: number }
  | { why: 'crowded'; authorityId: number; named: number }
  /** `isWhole`: nothing is done of their council. */
  | { why: 'homonyms'; authorityId: number; name: string; lines: readonly number[]; isWhole: boolean }

export interface Differences {
  changes: Change[]
  left: Left[]
}

/** More than any assembly has: all that is changed of a council is changed at once. */
const MOST_NAMED = 400

const plain = (name: string): string => wordsOf(name).join(' ')
const byName = <T extends { name: string }>(all: readonly T[]): Map<string, T[]> =>
  Map.groupBy(all, ({ name }) => plain(name))

/** The day of the election: the first day of most mandates, the latest of those that are as many. */
function electedOn(rows: readonly ElectedRow[]): string {
  const counts = Map.groupBy(rows, ({ since }) => since)
  const [first] = [...counts].toSorted(
    ([a, some], [b, others]) => others.length - some.length || b.localeCompare(a),
  )
  return first?.[0] ?? ''
}

const later = (one: string, other: string): string => (one > other ? one : other)

/** The first day of the term that these lines begin; null: they are of the term of today. */
function beginsOn(rows: readonly ElectedRow[], { term }: Council, isWhole: boolean): string | null {
  const from = electedOn(rows)
  return term === null || (isWhole && from > term.from) ? from : null
}

/** What is read of one council. */
interface Reading {
  council: Council
  rows: readonly ElectedRow[]
  isWhole: boolean
  /** The first day of the term that begins. */
  from: string | null
}

/** Of lines that each name one person of the council, known by that name alone. */
function changesOf({ council, rows, isWhole, from }: Reading, sure: readonly ElectedRow[]): Change[] {
  const { authorityId, term, seats } = council
  const held = new Map(seats.map((seat) => [plain(seat.name), seat]))
  const named = new Set(rows.map(({ name }) => plain(name)))
  const former = new Set(council.former.map(plain))
  const said = ({ name, post, rank }: ElectedRow) => {
    const before = held.get(plain(name))
    return { authorityId, name, post, rank, delegation: before?.post === post ? before.delegation : '' }
  }
  const unnamed = seats.filter(({ name }) => !named.has(plain(name)))
  if (from !== null) {
    const begun: Change =
      council.bodyId === null
        ? { do: 'found', authorityId, from }
        : { do: 'begin', authorityId, from, leaving: unnamed.map(({ name }) => name) }
    return [begun, ...sure.map((row): Change => ({ do: 'give', ...said(row), from: later(row.since, from) }))]
  }
  // The file says since when somebody sits, not since when as what: whoever had the post had it until today.
  const arrives = ({ name, post, since }: ElectedRow): string | null =>
    isHeldByOne(post) || former.has(plain(name)) ? null : later(since, term?.from ?? since)
  const ends = unnamed
    .filter(({ post }) => isWhole || post === 'mayor')
    .map(({ id, name, post, rank }): Change => ({ do: 'end', authorityId, seatId: id, name, post, rank }))
  const others = sure.flatMap((row): Change[] => {
    const seat = held.get(plain(row.name))
    if (seat === undefined) return [{ do: 'give', ...said(row), from: arrives(row) }]
    if (seat.post === row.post && seat.rank === row.rank) return []
    return [{ do: 'change', ...said(row), seatId: seat.id }]
  })
  const isGiven = (change: Change): number => Number(change.do === 'give')
  return [...ends, ...others.toSorted((one, other) => isGiven(one) - isGiven(other))]
}

/** Names that several lines, or several of those who sit, bear. */
function homonyms({ council, rows, isWhole, from }: Reading): Extract<Left, { why: 'homonyms' }>[] {
  const { authorityId, seats } = council
  const sitting = byName(seats)
  return [...byName(rows)].flatMap(([name, some]) => {
    const here = sitting.get(name) ?? []
    const [first] = some
    if (first === undefined || (some.length === 1 && here.length < 2)) return []
    // A council does not begin with somebody missing, nor goes without its head because two lines name them.
    const isHeld = from !== null || !isWhole || [...some, ...here].some(({ post }) => leads(post))
    const lines = some.map(({ line }) => line)
    return [{ why: 'homonyms', authorityId, name: first.name, lines, isWhole: isHeld }]
  })
}

function ofCouncil(rows: readonly ElectedRow[], council: Council, isWhole: boolean): Differences {
  const { authorityId, seats } = council
  if (rows.length > MOST_NAMED)
    return { changes: [], left: [{ why: 'crowded', authorityId, named: rows.length }] }
  const named = byName(rows).size
  if (isWhole && named * 2 < seats.length)
    return { changes: [], left: [{ why: 'partial', authorityId, named, sitting: seats.length }] }
  const reading: Reading = { council, rows, isWhole, from: beginsOn(rows, council, isWhole) }
  const left = homonyms(reading)
  if (left.some((one) => one.isWhole)) return { changes: [], left }
  const unsure = new Set(left.map(({ name }) => plain(name)))
  return {
    changes: changesOf(
      reading,
      rows.filter(({ name }) => !unsure.has(plain(name))),
    ),
    left,
  }
}

/** @param isWhole whoever the file does not name sits no more; otherwise it names mayors alone */
export function differences(
  rows: readonly ElectedRow[],
  councils: readonly Council[],
  isWhole: boolean,
): Differences {
  const byAuthority = Map.groupBy(rows, ({ authorityId }) => authorityId)
  const each = councils.map((council) =>
    ofCouncil(byAuthority.get(council.authorityId) ?? [], council, isWhole),
  )
  return { changes: each.flatMap(({ changes }) => changes), left: each.flatMap(({ left }) => left) }
}
