// SQL of the index of everything: what holds some words, counted, and a page of it with its own words between marks.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** The newest of those that hold the words, at most: more are said « plus de 500 ». */
export const MOST = 500
/** Characters of a text among which an excerpt is looked for: the rest is found, not shown. */
const READ = 8_000
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
  /** Where in the document, when it is one and says so: « page 3 ». */
  place: string | null
}

export interface Counts {
  kinds: ReadonlyMap<string, number>
  authorities: ReadonlyMap<number, number>
}

/** What one statement finds: the search is made once, for the counts and for the page. */
export interface Found {
  counts: Counts
  entries: readonly Entry[]
}

interface Row {
  kinds: Record<string, number> | null
  authorities: Record<string, number> | null
  entries: (Omit<Entry, 'at'> & { at: string })[] | null
}

/**
 * Of each kind among those of the authority that was chosen, of each authority among those of the kind; and a page of them, those that
 * say it best first, then the newest.
 */
export async function findEntries(
  tx: Read,
  { words, kind, authorityId }: Asked,
  { from, most }: { from: number; most: number },
): Promise<Found> {
  const options = `StartSel=${MARKS[0]}, StopSel=${MARKS[1]}`
  const ofKind = sql<boolean>`coalesce(kind = ${kind}, true)`
  const ofAuthority = sql<boolean>`coalesce(authority_id = ${authorityId}::integer, true)`
  const { rows } = await sql<Row>`
    with found as materialized (
      select f.rank, e.id, e.kind, e.subject_id, e.authority_id, e.at, e.title, e.text, e.file_id
      from search.found(${words}, ${MOST}) f join search.entry e on e.id = f.id),
    page as (
      select * from found where ${ofKind} and ${ofAuthority} order by rank desc, at desc, id desc offset ${from} limit ${most}),
    shown as (
      select kind, subject_id as "subjectId", authority_id as "authorityId", at, rank, id, nullif(place, '') as place,
        ts_headline('platform_text.fr_a', title, search.query(${words}), ${`${options}, HighlightAll=true`}) as title,
        ts_headline('platform_text.fr_a', coalesce(said, left(text, ${READ})), search.query(${words}),
          ${`${options}, MaxFragments=2, MaxWords=24, MinWords=12, FragmentDelimiter=" … "`}) as text
      from page left join lateral (
        -- Of a document, the passage that says most of it.
        select p.place, p.text as said from files.reading r, unnest(r.places, r.texts, r.words) with ordinality p (place, text, words, n)
        where r.file_id = page.file_id and p.words @@ search.any_of(search.query(${words}))
        order by p.words @@ search.query(${words}) desc, ts_rank(p.words, search.query(${words})) desc, n limit 1) passage on true)
    select
      (select json_object_agg(kind, count) from (select kind, count(*) from found where ${ofAuthority} group by kind) one) as kinds,
      (select json_object_agg(authority_id, count) from (select authority_id, count(*) from found where ${ofKind} group by authority_id) one)
        as authorities,
      (select json_agg(shown order by rank desc, at desc, id desc) from shown) as entries`.execute(tx.q)
  const { kinds, authorities, entries } = rows[0] ?? { kinds: null, authorities: null, entries: null }
  return {
    counts: {
      kinds: new Map(Object.entries(kinds ?? {})),
      authorities: new Map(Object.entries(authorities ?? {}).map(([id, count]) => [Number(id), count])),
    },
    entries: (entries ?? []).map((entry) => ({ ...entry, at: new Date(entry.at) })),
  }
}

/** Words of titles that whoever asks may read, near those that find nothing; null when there are none. */
export async function nearestTo(tx: Read, words: string): Promise<string | null> {
  const { rows } = await sql<{ near: string | null }>`select search.nearest(${words}) as near`.execute(tx.q)
  return rows[0]?.near ?? null
}
