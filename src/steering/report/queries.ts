// SQL of yearly reports: what was counted for an authority, kept as it was then.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { YearlyLines } from '#platform/db/yearly.ts'
import type { Day } from '#territory'
import { access } from '../count/access.ts'
import type { Paper } from '../board/paper.ts'

export interface Published {
  /** Contents first shown then, and shown again in another edition. */
  fresh: number
  again: number
  /** Units that answer for them. */
  units: number
}

export interface YearlyPart extends YearlyLines {
  title: string
}

export interface ReportFigures {
  /** Months that are told: the last day of the last one. */
  until: Day
  readings: number
  qualities: readonly { label: string; count: number }[]
  authorities: readonly { label: string; count: number }[]
  months: readonly { month: Day; count: number }[]
  /** `title` null: of what some only read, `thing` says which; nothing, when that is not known any more. */
  mostRead: readonly { title: string | null; thing?: string | null; count: number }[]
  /** Readings of spaces, of all together: whoever reads statistics is not told what they are called. */
  spaces: number
  hardlyRead: number
  published: Published
  online: number
  late: number
  helped: number
  answers: number
  /** null: fewer than five, of whom nothing is told. */
  contributors: Readonly<Record<'wrote' | 'trained' | 'thanked', number | null>>
  /** Readings by agents alone; absent of reports made before they were counted apart. */
  agentMonths?: readonly { month: Day; count: number }[]
  /** What modules say of the year, in their order; absent of reports made before they said anything. */
  parts?: readonly YearlyPart[]
  paper: Paper
}

export interface Report {
  authorityId: number
  year: number
  figures: ReportFigures
  madeAt: Date
}

/** Those that whoever acts may read, the latest first. */
export async function reports(tx: Read): Promise<Report[]> {
  const { rows } =
    await sql<Report>`select authority_id as "authorityId", year, figures, made_at as "madeAt" from steering.report r
    where ${allowedRows(access['review.read'], tx.actor, 'r')} order by year desc, authority_id`.execute(tx.q)
  return rows
}

/** As the system: nobody writes what was counted. */
export const keepReport = (tx: Write, { authorityId, year, figures }: Omit<Report, 'madeAt'>) =>
  sql`insert into steering.report (authority_id, year, figures) values (${authorityId}, ${year}, ${JSON.stringify(figures)}::jsonb)
    on conflict (authority_id, year) do update set figures = excluded.figures`.execute(tx.q)

/** Does whoever acts publish for that authority? */
export async function publishesFor(tx: Read, authorityId: number): Promise<boolean> {
  const { rows } = await sql<{ publishes: boolean }>`
    select ${authorityId} = any ((select audiences.actor_ids('publisher'))::bigint[]) as publishes`.execute(
    tx.q,
  )
  return rows[0]?.publishes === true
}

export async function publishedIn(tx: Read, authorityId: number, from: Day, to: Day): Promise<Published> {
  const { rows } =
    await sql<Published>`select fresh, again, units from steering.published(${authorityId}, ${from}, ${to})`.execute(
      tx.q,
    )
  return rows[0] ?? { fresh: 0, again: 0, units: 0 }
}
