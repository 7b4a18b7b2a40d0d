// What a file of the register changes of the councils as they stand. Pure.
import { wordsOf } from '#platform/plain-words.ts'
import { isHeldByOne, type Post } from '../record/kinds.ts'
import type { Days } from '../record/queries.ts'
import type { ElectedRow } from './register.ts'

/** A council as it stands, of one authority. */
export interface Council {
  authorityId: number
  bodyId: number | null
  /** The term of today. */
  term: (Days & { id: number }) | null
  /** Who sits today. */
  seats: readonly { id: number; name: string; post: Post; rank: number | null; delegation: string }[]
  /** Who sat there in this term, and left. */
  former: readonly string[]
}

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
  | { why: 'homonyms'; authorityId: number; name: string; lines: readonly number[] }

export interface Differences {
  changes: Change[]
  left: Left[]
}

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

/** Of these lines, each of which names one person of the council, known by that name alone. */
function changesOf(
  rows: readonly ElectedRow[],
  council: Council,
  isWhole: boolean,
  sure: readonly ElectedRow[],
): Change[] {
  const { authorityId, term, seats } = council
  const from = electedOn(rows)
  const held = new Map(seats.map((seat) => [plain(seat.name), seat]))
  const named = new Set(rows.map(({ name }) => plain(name)))
  const former = new Set(council.former.map(plain))
  const said = ({ name, post, rank }: ElectedRow) => {
    const before = held.get(plain(name))
    return { authorityId, name, post, rank, delegation: before?.post === post ? before.delegation : '' }
  }
  const unnamed = seats.filter(({ name }) => !named.has(plain(name)))
  if (term === null || (isWhole && from > term.from)) {
    const begun: Change =
      council.bodyId === null
        ? { do: 'found', authorityId, from }
        : { do: 'begin', authorityId, from, leaving: unnamed.map(({ name }) => name) }
    return [begun, ...sure.map((row): Change => ({ do: 'give', ...said(row), from: later(row.since, from) }))]
  }
  // The file says since when somebody sits, not since when as what: whoever had the post had it until today.
  const begins = ({ name, post, since }: ElectedRow): string | null =>
    isHeldByOne(post) || former.has(plain(name)) ? null : later(since, term.from)
  const ends = unnamed
    .filter(({ post }) => isWhole || post === 'mayor')
    .map(({ id, name, post, rank }): Change => ({ do: 'end', authorityId, seatId: id, name, post, rank }))
  const others = sure.flatMap((row): Change[] => {
    const seat = held.get(plain(row.name))
    if (seat === undefined) return [{ do: 'give', ...said(row), from: begins(row) }]
    if (seat.post === row.post && seat.rank === row.rank) return []
    return [{ do: 'change', ...said(row), seatId: seat.id }]
  })
  const arrive = (change: Change): number => Number(change.do === 'give')
  return [...ends, ...others.toSorted((one, other) => arrive(one) - arrive(other))]
}

function ofCouncil(rows: readonly ElectedRow[], council: Council, isWhole: boolean): Differences {
  const { authorityId, seats } = council
  const names = byName(rows)
  if (isWhole && names.size * 2 < seats.length)
    return {
      changes: [],
      left: [{ why: 'partial', authorityId, named: names.size, sitting: seats.length }],
    }
  const sitting = byName(seats)
  const isSure = (name: string): boolean =>
    names.get(plain(name))?.length === 1 && (sitting.get(plain(name)) ?? []).length < 2
  const left = [...names.values()].flatMap((some): Left[] => {
    const name = some[0]?.name ?? ''
    return isSure(name) ? [] : [{ why: 'homonyms', authorityId, name, lines: some.map(({ line }) => line) }]
  })
  const sure = rows.filter(({ name }) => isSure(name))
  return { changes: changesOf(rows, council, isWhole, sure), left }
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
