// SQL of what readers answer at the foot of a content: counts alone, of nobody (db/migrations/000888).
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Counts one answer. @returns false for whoever does not read it */
export async function giveOpinion(tx: Write, contentId: number, helped: boolean): Promise<boolean> {
  const { rows } = await sql<{ given: boolean }>`
    select publishing.give_opinion(${contentId}, ${helped}) as given`.execute(tx.q)
  return rows[0]?.given === true
}

/** Answers of a month that is over. As the system, which tells a past. */
export async function tellOpinions(
  tx: Write,
  contentId: number,
  month: string,
  counts: { helped: number; others: number },
): Promise<void> {
  await sql`insert into publishing.opinion (content_id, month, helped, count)
    select ${contentId}, ${month}::date, t.helped, t.count
    from (values (true, ${counts.helped}::integer), (false, ${counts.others}::integer)) t (helped, count) where t.count > 0`.execute(
    tx.q,
  )
}

export interface Opinions {
  /** Of `answers`, in the lots of the last twelve months that are over. */
  helped: number
  answers: number
}

/** To whoever writes it, by lots of whole months in which five said yes and five no (001221); null: none yet, or none of theirs. */
export async function opinionsOf(tx: Read, contentId: number): Promise<Opinions | null> {
  const { rows } = await sql<Opinions>`select helped, answers from publishing.opinions(${contentId})`.execute(
    tx.q,
  )
  return rows[0] ?? null
}
