// The search box: each thing the query speaks of is sought exactly, then unfinished, then misspelt.
import { sql } from 'kysely'
import type { Read } from '#platform/db.ts'

/** One concept ready for PostgreSQL: `own` and `wide` are websearch texts of plain words; `prefix` and `typo` one plain word. */
export interface SoughtConcept {
  n: number
  own: string
  wide: string
  prefix: string | null
  typo: string | null
}

export interface HitRow {
  slug: string
  score: number
  /** How many concepts the service answers. */
  covered: number
}

/**
 * Live services that answer at least one concept, best first. A concept is taken as unfinished (last word) only when
 * nothing holds it whole, and as misspelt (trigrams of whole words, 0.4 at least) only when nothing begins by it.
 */
export async function searchRows(tx: Read, concepts: readonly SoughtConcept[]): Promise<HitRow[]> {
  const { rows } = await sql<HitRow>`
    with concept as materialized (
      select n, typo, platform.fr_query(own) as own, platform.fr_query(wide) as wide,
        case when prefix is null then null else to_tsquery('pg_catalog.french', prefix || ':*') || to_tsquery('platform_text.fr_a', prefix || ':*') end as prefix
      from jsonb_to_recordset(${JSON.stringify(concepts)}::jsonb) as c (n int, own text, wide text, prefix text, typo text)),
    tried as (
      select s.slug, c.n, c.typo, s.search_title || ' ' || s.search_text as said,
        greatest(
          case when s.search @@ c.own then 1 + ts_rank(s.search, c.own) end,
          case when s.search @@ c.wide then 0.8 + ts_rank(s.search, c.wide) / 2 end) as whole,
        case when s.search @@ c.prefix then 0.7 + ts_rank(s.search, c.prefix) / 4 end as begun
      from services.version s cross join concept c where s.status = 'live'),
    best as (
      select *, max(whole) over (partition by n) as best_whole, max(begun) over (partition by n) as best_begun from tried),
    misspelt as (
      select *, case when best_whole is null and best_begun is null and typo is not null
        then strict_word_similarity(typo, unaccent(lower(said))) end as near
      from best),
    weighed as (
      select slug, n, case
        when best_whole is not null then whole
        when best_begun is not null then begun
        when near >= 0.4 and near >= max(near) over (partition by n) - 0.15 then near / 2 end as score
      from misspelt)
    select slug, sum(score)::float8 as score, count(*)::int as covered
    from weighed where score is not null group by slug order by covered desc, score desc, slug`.execute(tx.q)
  return rows
}
