// SQL of the index of everything: what holds some words, counted, and a page of it with its own words between marks.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** The newest of those that hold the words, at most: more are said « plus de 500 ». */
export const MOST = 500
/** On either side of a word that was asked, in what is shown. */
export const MARKS = ['\u0001', '\u0002'] as const
/** Without them. */
export const unmarked = (text: string): string =>
  MARKS.reduce((left, mark) => left.replaceAll(mark, ''), text)

export interface Asked {
  words: string
  /** null: of every kind, of every authority. */
  kind: string | null
  authorityId: number | null
}

export interface Entry {
  kind: string
  subjectId: number
  authorityId: number
  at: Date
  title: string
  text: string
}

export interface Counts {
  kinds: ReadonlyMap<string, number>
  authorities: ReadonlyMap<number, number>
}

const found = ({ words }: Asked) => sql`found as materialized (
  select f.rank, e.id, e.kind, e.subject_id, e.authority_id, e.at, e.title, e.text
  from search.found(${words}, ${MOST}) f join search.entry e on e.id = f.id)`

const chosen = ({ kind, authorityId }: Asked) => sql`
  coalesce(kind = ${kind}, true) and coalesce(authority_id = ${authorityId}::integer, true)`

/** How many of each kind among those of the authority that was chosen, and of each authority among those of the kind. */
export async function countsOf(tx: Read, asked: Asked): Promise<Counts> {
  const { rows } = await sql<{ kind: string | null; authorityId: number | null; count: number }>`
    with ${found(asked)}
    select kind, null::integer as "authorityId", count(*)::int as count from found
      where coalesce(authority_id = ${asked.authorityId}::integer, true) group by kind
    union all
    select null, authority_id, count(*)::int from found where coalesce(kind = ${asked.kind}, true) group by authority_id`.execute(
    tx.q,
  )
  return {
    kinds: new Map(rows.flatMap(({ kind, count }) => (kind === null ? [] : [[kind, count]]))),
    authorities: new Map(
      rows.flatMap(({ authorityId, count }) => (authorityId === null ? [] : [[authorityId, count]])),
    ),
  }
}

/** A page of them, those that say it best first, then the newest. */
export async function entriesOf(tx: Read, asked: Asked, from: number, most: number): Promise<Entry[]> {
  const options = `StartSel=${MARKS[0]}, StopSel=${MARKS[1]}`
  const { rows } = await sql<Entry>`
    with ${found(asked)},
    page as (select * from found where ${chosen(asked)} order by rank desc, at desc, id desc offset ${from} limit ${most})
    select kind, subject_id as "subjectId", authority_id as "authorityId", at,
      ts_headline('platform_text.fr_a', title, search.query(${asked.words}), ${`${options}, HighlightAll=true`}) as title,
      ts_headline('platform_text.fr_a', text, search.query(${asked.words}),
        ${`${options}, MaxFragments=2, MaxWords=24, MinWords=12, FragmentDelimiter=" … "`}) as text
    from page order by rank desc, at desc, id desc`.execute(tx.q)
  return rows
}
