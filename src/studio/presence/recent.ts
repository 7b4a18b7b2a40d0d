// Who is writing a draft: whoever did something to it in the last minutes, as its log says when the page is made. Pure.
import type { EditRow } from '#definitions'
import type { AsWritten } from '../written/read.ts'

/** Minutes after an act during which its author may still be in the middle of something. */
export const RECENT_MINUTES = 15
const RECENT_MS = RECENT_MINUTES * 60_000

export interface Recent {
  by: number
  /** Their last act. */
  at: Date
}

type Log = readonly Pick<EditRow, 'by' | 'at' | 'takenBy' | 'takenAt'>[]

/** Others than whoever looks, the latest first. */
export function recentOthers(
  { written: { draft, begunBy, begunAt } }: Pick<AsWritten, 'written'>,
  log: Log,
  { now, me }: { now: Date; me: number | null },
): Recent[] {
  if (draft === null) return []
  const acts = [
    { by: begunBy, at: begunAt },
    ...log.flatMap(({ by, at, takenBy, takenAt }) => [
      { by, at },
      { by: takenBy, at: takenAt },
    ]),
  ]
  const last = new Map<number, Date>()
  for (const { by, at } of acts) {
    if (by === null || at === null || by === me || now.getTime() - at.getTime() >= RECENT_MS) continue
    const known = last.get(by)
    if (known === undefined || known < at) last.set(by, at)
  }
  return [...last]
    .map(([by, at]) => ({ by, at }))
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())
}
