// SQL of what is searched by its words alone, in French as it is typed.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** @returns the places, from 0, of the texts that the words say */
export async function saidBy(tx: Read, texts: readonly string[], words: string): Promise<number[]> {
  const { rows } = await sql<{ at: number }>`select (n - 1)::int as at
    from unnest(${texts as string[]}::text[]) with ordinality given (said, n)
    where platform.fr_vector(given.said) @@ platform.fr_query(${words}) order by n`.execute(tx.q)
  return rows.map(({ at }) => at)
}
