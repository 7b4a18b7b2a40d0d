// A copy of what is held (GDPR art. 15.3 and 20), whole or for one authority. One authority's copy holds no number that
// another knows: references of its own requests, and what the person typed.
import type { Read } from '#platform/db/db.ts'
import type { Held } from '#platform/house/retention.ts'
import { dayOf } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { type HeldAuthority, heldOf } from './held.ts'
import { proofOf } from './journal.ts'

export interface DataCopy {
  /** For the name of the file: `tout`, `compte`, or the authority's code. */
  code: string
  day: string
  zone: string
  authorities: HeldAuthority[]
  /** The chain of the journal, in the whole copy alone: its digests would join the copies of two authorities. */
  proof: Record<string, unknown> | null
}

/** @param code `tout`, `compte` or an authority's code. @returns null when that authority holds nothing */
export async function copyOf(tx: Read, held: Held, personId: number, code: string): Promise<DataCopy | null> {
  const { zone } = await territory(tx)
  const all = await heldOf(tx, held, personId)
  const authorities = code === 'tout' ? all : all.filter((item) => item.code === code)
  if (authorities.length === 0) return null
  const proof = code === 'tout' ? await proofOf(tx, personId) : null
  return { code, day: dayOf(tx.now, zone), zone, authorities, proof }
}

/** As JSON: names in French, dates in ISO 8601. */
export function copyAsJson({ day, authorities, proof }: DataCopy): string {
  const collectivités = authorities.map(({ name, processings }) => ({
    collectivité: name,
    traitements: processings.map(({ title, purpose, legalBase, durations, things }) => ({
      traitement: title,
      pourquoi: purpose,
      'base légale': legalBase,
      'combien de temps': durations,
      données: things.map((thing) => ({
        titre: thing.title,
        nombre: thing.count,
        depuis: thing.since,
        lignes: thing.rows,
      })),
    })),
  }))
  const whole = { format: 'parvis-copie/1', le: day, collectivités }
  return JSON.stringify(proof === null ? whole : { ...whole, 'journal des accès': proof }, null, 2)
}
