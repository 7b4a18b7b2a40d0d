// SQL of yearly reports: what was counted for each partner, kept as it was then.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access } from '../record/access.ts'

/** A figure of a partner, beside the middle of communes of its size. */
export interface Figure {
  id: string
  label: string
  kind: 'count' | 'share' | 'cents'
  value: number | null
  /** The median of the communes of the same bracket; null where they are fewer than three. */
  peers: number | null
}

export interface ReportRow {
  authorityId: number
  year: number
  figures: Figure[]
  madeAt: Date
  /** Was it made once the year was over? */
  isFinal: boolean
}

/** Those that whoever acts may read, the latest first; of one authority when it is said. */
export async function reportRows(tx: Read, authorityId: number | null = null): Promise<ReportRow[]> {
  const { rows } =
    await sql<ReportRow>`select authority_id as "authorityId", year, figures, made_at as "madeAt",
      is_final as "isFinal" from agreements.report r
    where ${allowedRows(access['report.read'], tx.actor, 'r')}
      and (${authorityId}::integer is null or authority_id = ${authorityId})
    order by year desc`.execute(tx.q)
  return rows
}

/** Those that will not change any more. */
export async function finalYears(tx: Read): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{
    year: number
  }>`select distinct year from agreements.report where is_final`.execute(tx.q)
  return new Set(rows.map(({ year }) => year))
}

export const keepReport = (tx: Write, { authorityId, year, figures, isFinal }: Omit<ReportRow, 'madeAt'>) =>
  sql`insert into agreements.report (authority_id, year, figures, made_at, is_final)
    values (${authorityId}, ${year}, ${JSON.stringify(figures)}::jsonb, ${tx.now}, ${isFinal})
    on conflict (authority_id, year) do update set figures = excluded.figures, made_at = excluded.made_at,
      is_final = excluded.is_final`.execute(tx.q)
