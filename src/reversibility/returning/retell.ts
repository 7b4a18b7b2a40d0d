// Histories of a copy: verified as they were told, then told again in a chain of their own, which remembers where the former one ended.
import { Conflict } from '#platform/errors.ts'
import { eventHash } from '#platform/ledger/events.ts'
import type { Row } from './read.ts'

const hashOf = (text: unknown): Buffer | null =>
  typeof text === 'string' ? Buffer.from(text.replace('\\x', ''), 'hex') : null

const said = (row: Row) => ({
  ...{ seq: Number(row.seq), name: String(row.name), at: new Date(String(row.at)) },
  ...{ actorKind: String(row.actor_kind), actorLabel: String(row.actor_label) },
})

const subjectOf = ({ subject_kind: kind, subject_id: id }: Row): string => `${String(kind)}:${String(id)}`

/** Walks the chains of a copy. */
export function chains() {
  const heads = new Map<string, string>()
  return {
    /** The digest with which each chain ends, hexadecimal. */
    heads,
    /** @throws Conflict when an event does not follow the one before it, or says something else than was written */
    follow(row: Row): void {
      const subject = subjectOf(row)
      const previous = hashOf(row.previous_hash)
      const before = heads.get(subject)
      const hash = eventHash(previous, {
        ...{ ...said(row), subject, actorId: (row.actor_id as number | null) ?? null },
        payload: row.payload as Row,
      })
      const own = hashOf(row.hash)
      const isWhole = row.erased_at !== null || (own !== null && hash.equals(own))
      if (!isWhole || (before !== undefined && before !== previous?.toString('hex')))
        throw new Conflict(
          `L’histoire ${subject} de la copie a été changée à l’entrée ${String(row.seq)}\u00a0: rien n’a été importé.`,
        )
      heads.set(subject, own?.toString('hex') ?? '')
    },
  }
}

/** Writes chains anew. */
export function retelling() {
  const ends = new Map<string, { seq: number; hash: Buffer }>()
  return {
    isFirst: (row: Row): boolean => !ends.has(subjectOf(row)),
    /** The same event in its new chain. Whoever acted is named; their account is not of here. */
    tell(row: Row): Row {
      const subject = subjectOf(row)
      const last = ends.get(subject)
      const seq = (last?.seq ?? 0) + 1
      const hash = eventHash(last?.hash ?? null, {
        ...{ ...said(row), seq, subject, actorId: null },
        payload: row.payload as Row,
      })
      ends.set(subject, { seq, hash })
      return {
        ...row,
        ...{ seq, actor_id: null, hash: `\\x${hash.toString('hex')}` },
        previous_hash: last === undefined ? null : `\\x${last.hash.toString('hex')}`,
      }
    },
  }
}
