// What a file of the register changes of the councils as they stand. Pure.
import { wordsOf } from '#platform/plain-words.ts'
import type { Post } from '../record/kinds.ts'
import type { Days } from '../record/queries.ts'
import type { ElectedRow } from './register.ts'

/** A council as it stands, of one authority. */
export interface Council {
  authorityId: number
  bodyId: number | null
  /** The term of today. */
  term: (Days & { id: number }) | null
  /** Who sits today. */
  seats: readonly { id: number; name: string; post: Post; rank: number | null }[]
}

interface Said {
  authorityId: number
  name: string
  post: Post
  rank: number | null
}

/** One thing that is done; in their order, none meets another. */
export type Change =
  | { do: 'found'; authorityId: number; from: string }
  | { do: 'begin'; authorityId: number; from: string }
  | (Said & { do: 'end'; seatId: number })
  | (Said & { do: 'change'; seatId: number })
  | (Said & { do: 'give'; from: string })

const plain = (name: string): string => wordsOf(name).join(' ')

/** The day of the election: the first day of most mandates, the latest of those that are as many. */
function electedOn(rows: readonly ElectedRow[]): string {
  const counts = Map.groupBy(rows, ({ since }) => since)
  const [first] = [...counts].toSorted(
    ([a, some], [b, others]) => others.length - some.length || b.localeCompare(a),
  )
  return first?.[0] ?? ''
}

const later = (one: string, other: string): string => (one > other ? one : other)

function ofCouncil(rows: readonly ElectedRow[], council: Council, isWhole: boolean): Change[] {
  const { authorityId, term } = council
  const from = electedOn(rows)
  const isNew = isWhole && (term === null || from > term.from)
  const begun = council.bodyId === null ? 'found' : term === null || isNew ? 'begin' : null
  const first = begun === null ? (term?.from ?? from) : from
  const give = ({ name, post, rank, since }: ElectedRow): Change => ({
    ...{ do: 'give', authorityId, name, post, rank },
    from: later(since, first),
  })
  if (begun !== null) return [{ do: begun, authorityId, from }, ...rows.map(give)]
  const seats = new Map(council.seats.map((seat) => [plain(seat.name), seat]))
  const named = new Set(rows.map(({ name }) => plain(name)))
  const ends = council.seats
    .filter(({ name, post }) => !named.has(plain(name)) && (isWhole || post === 'mayor'))
    .map(({ id, name, post, rank }): Change => ({ do: 'end', authorityId, seatId: id, name, post, rank }))
  const changes = rows.flatMap((row): Change[] => {
    const seat = seats.get(plain(row.name))
    if (seat === undefined || (seat.post === row.post && seat.rank === row.rank)) return []
    const { name, post, rank } = row
    return [{ do: 'change', authorityId, seatId: seat.id, name, post, rank }]
  })
  const gives = rows.filter(({ name }) => !seats.has(plain(name))).map(give)
  return [...ends, ...changes, ...gives]
}

/** @param isWhole whoever the file does not name sits no more; otherwise it names mayors alone */
export function differences(
  rows: readonly ElectedRow[],
  councils: readonly Council[],
  isWhole: boolean,
): Change[] {
  const byAuthority = Map.groupBy(rows, ({ authorityId }) => authorityId)
  return councils.flatMap((council) => {
    const own = byAuthority.get(council.authorityId)
    return own === undefined ? [] : ofCouncil(own, council, isWhole)
  })
}
