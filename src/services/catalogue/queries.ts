// What the catalogue reads beside definitions: thesaurus, rules, templates, and the published figures of promises.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Category, CompetenceRule, ReplyTemplate, Signpost, Theme } from '../words/definition.ts'

/** A life event: steps in their order, each with the services it leads to, and whom to call. */
export interface LifeEvent extends Theme {
  steps: { title: string; text: string; services: string[] }[]
  contacts: { who: string; phone?: string; text: string }[]
}

/** Every service that the steps lead to, in their order, once. */
export const servicesOf = ({ steps }: LifeEvent): string[] => [
  ...new Set(steps.flatMap(({ services }) => services)),
]

const all = async <T>(tx: Read, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  (await query.execute(tx.q)).rows

export const categoryRows = (tx: Read) =>
  all(
    tx,
    sql<Omit<Category, 'parent'> & { parent: string | null }>`
  select code, label, parent, synonyms from services.category where leads_to is null order by code`,
  )

/** Those that were withdrawn: what was asked under them keeps its name, and follows the rules of where they lead. */
export const formerCategoryRows = (tx: Read) =>
  all(
    tx,
    sql<Category>`select code, label, leads_to as parent, synonyms from services.category where leads_to is not null`,
  )

/** Where the address of a withdrawn theme or life event leads, whatever was withdrawn since. */
export async function leadsTo(
  tx: Read,
  table: 'theme' | 'life_event',
  slug: string,
): Promise<string | undefined> {
  const words = sql.table(`services.${table}`)
  const rows = await all(
    tx,
    sql<{ to: string }>`
    with recursive way(at) as (
      select leads_to from ${words} where slug = ${slug} union select w.leads_to from way join ${words} w on w.slug = way.at)
    select w.slug as to from way join ${words} w on w.slug = way.at where w.leads_to is null`,
  )
  return rows[0]?.to
}

export const themeRows = (tx: Read) =>
  all(tx, sql<Theme>`select slug, title, text, icon from services.theme where leads_to is null order by rank`)

export const lifeEventRows = (tx: Read) =>
  all(
    tx,
    sql<LifeEvent>`
  select slug, title, text, icon, steps, contacts from services.life_event where leads_to is null order by rank`,
  )

/** Absent values are left out, as in the files. */
export async function signpostRows(tx: Read): Promise<Signpost[]> {
  const rows = await all(
    tx,
    sql<Signpost & { isGrave: boolean }>`
    select id, title, text, phrases, calls, is_alone as "isAlone", is_grave as "isGrave" from services.signpost order by rank`,
  )
  return rows.map(({ isGrave, ...post }) => (isGrave ? { ...post, isGrave } : post))
}

export const elsewhereRows = (tx: Read) =>
  all(tx, sql<{ phrases: string[] }>`select phrases from services.elsewhere order by rank`)

export const synonymRows = (tx: Read) =>
  all(tx, sql<{ words: string[] }>`select words from services.synonym where words <> '{}' order by rank`)

/** Absent values are left out, as in the files. */
export async function competenceRows(tx: Read): Promise<CompetenceRule[]> {
  const rows = await all(
    tx,
    sql<{ rule: CompetenceRule }>`
    select jsonb_strip_nulls(jsonb_build_object('id', id, 'category', category, 'commune', commune, 'placeKind', place_kind,
      'answers', answers, 'function', function, 'from', valid_from, 'to', valid_to, 'basis', basis, 'because', because)) as rule
    from services.competence where not withdrawn order by id`,
  )
  return rows.map(({ rule }) => rule)
}

export async function templateRows(tx: Read): Promise<ReplyTemplate[]> {
  const rows = await all(
    tx,
    sql<{ template: ReplyTemplate }>`
    select jsonb_strip_nulls(jsonb_build_object('id', id, 'authorityId', authority_id, 'title', title, 'services', services, 'transition', transition,
      'claimsDone', nullif(claims_done, false), 'text', text)) as template
    from services.reply_template where not withdrawn order by title collate "fr-x-icu"`,
  )
  return rows.map(({ template }) => template)
}

/** What was promised and kept in one month, by category. */
export interface KeptRow {
  month: string
  category: string
  answered: number
  kept: number
}

/** Figures of several months, from the published function of requests: nobody's data. `commune`: id of its authority. */
export async function keptPromises(
  tx: Read,
  commune: number | null,
  months: readonly { month: string; from: Date; to: Date }[],
): Promise<KeptRow[]> {
  return all(
    tx,
    sql<KeptRow>`
    select m.month, k.category, k.answered, k.kept
    from unnest(${months.map((item) => item.month)}::text[], ${months.map((item) => item.from.toISOString())}::timestamptz[],
      ${months.map((item) => item.to.toISOString())}::timestamptz[]) as m (month, from_at, to_at)
    cross join lateral requests.kept_promises(${commune}::integer, m.from_at, m.to_at) as k`,
  )
}
