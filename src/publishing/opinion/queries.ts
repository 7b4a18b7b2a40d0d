// SQL of what readers answer at the foot of a content: counts alone, of nobody (db/migrations/000888).
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Counts one answer. @returns false for whoever does not read it */
export async function giveOpinion(tx: Write, contentId: number, helped: boolean): Promise<boolean> {
  const { rows } = await sql<{ given: boolean }>`
    select publishing.give_opinion(${contentId}, ${helped}) as given`.execute(tx.q)
  return rows[0]?.given === true
}

export interface Opinions {
  /** Of `answers`, in twelve months. */
  helped: number
  answers: number
}

/** To whoever writes it; null: fewer than five, or none of theirs. */
export async function opinionsOf(tx: Read, contentId: number): Promise<Opinions | null> {
  const { rows } = await sql<Opinions>`select helped, answers from publishing.opinions(${contentId})`.execute(
    tx.q,
  )
  return rows[0] ?? null
}
