// What publication writes: services as versions; thesaurus, rules and templates replaced whole.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import type {
  Category,
  CompetenceRule,
  ReplyTemplate,
  ServiceDefinition,
  Signpost,
  Theme,
} from '../words/definition.ts'
import type { LifeEvent } from '../catalogue/queries.ts'

export interface LiveDefinition {
  slug: string
  definition: ServiceDefinition
}

export async function liveDefinitions(tx: Read): Promise<LiveDefinition[]> {
  const { rows } = await sql<LiveDefinition>`
    select slug, definition from services.version where status = 'live'`.execute(tx.q)
  return rows
}

/** Archives the live version and writes the next one as live. @returns its number */
export async function insertLiveService(tx: Write, definition: ServiceDefinition): Promise<number> {
  const { slug } = definition
  await archiveService(tx, slug)
  const { rows } = await sql<{ version: number }>`
    insert into services.version (slug, version, status, definition, created_at)
    select ${slug}, coalesce(max(version), 0) + 1, 'live', ${JSON.stringify(definition)}::jsonb, ${tx.now}
    from services.version where slug = ${slug} returning version`.execute(tx.q)
  return rows[0]?.version ?? 0
}

export async function archiveService(tx: Write, slug: string): Promise<void> {
  await sql`update services.version set status = 'archived' where slug = ${slug} and status = 'live'`.execute(
    tx.q,
  )
}

/** Parents first: a category names one already written. Rules are removed before, and written again after. */
export async function replaceCategories(tx: Write, categories: readonly Category[]): Promise<void> {
  for (const { code, label, parent, synonyms } of categories) {
    await sql`insert into services.category (code, label, parent, synonyms) values (${code}, ${label}, ${parent ?? null}, ${synonyms ?? []})
      on conflict (code) do update set label = excluded.label, parent = excluded.parent, synonyms = excluded.synonyms`.execute(
      tx.q,
    )
  }
}

export async function replaceThemes(tx: Write, themes: readonly Theme[]): Promise<void> {
  await sql`delete from services.theme`.execute(tx.q)
  for (const [rank, { slug, title, text, icon }] of themes.entries()) {
    await sql`insert into services.theme (slug, title, text, icon, rank) values (${slug}, ${title}, ${text}, ${icon}, ${rank})`.execute(
      tx.q,
    )
  }
}

export async function replaceLifeEvents(tx: Write, events: readonly LifeEvent[]): Promise<void> {
  await sql`delete from services.life_event`.execute(tx.q)
  for (const [rank, { slug, title, text, icon, steps, contacts }] of events.entries()) {
    await sql`insert into services.life_event (slug, title, text, icon, steps, contacts, rank)
      values (${slug}, ${title}, ${text}, ${icon}, ${JSON.stringify(steps)}::jsonb, ${JSON.stringify(contacts)}::jsonb, ${rank})`.execute(
      tx.q,
    )
  }
}

export async function replaceSignposts(tx: Write, posts: readonly Signpost[]): Promise<void> {
  await sql`delete from services.signpost`.execute(tx.q)
  for (const [rank, { id, title, text, phrases, calls, isAlone, isGrave = false }] of posts.entries())
    await sql`insert into services.signpost (id, title, text, phrases, calls, is_alone, is_grave, rank)
      values (${id}, ${title}, ${text}, ${phrases}, ${JSON.stringify(calls)}::jsonb, ${isAlone}, ${isGrave}, ${rank})`.execute(
      tx.q,
    )
}

export async function replaceSynonyms(tx: Write, groups: readonly (readonly string[])[]): Promise<void> {
  await sql`delete from services.synonym`.execute(tx.q)
  for (const words of groups)
    await sql`insert into services.synonym (words) values (${words as string[]})`.execute(tx.q)
}

export async function replaceRules(tx: Write, rules: readonly CompetenceRule[]): Promise<void> {
  await sql`delete from services.competence`.execute(tx.q)
  for (const rule of rules) {
    await sql`insert into services.competence (id, category, commune, place_kind, answers, function, valid_from, valid_to, basis, because)
      values (${rule.id}, ${rule.category}, ${rule.commune ?? null}, ${rule.placeKind ?? null}, ${rule.answers}, ${rule.function},
        ${rule.from}, ${rule.to ?? null}, ${rule.basis}, ${rule.because})`.execute(tx.q)
  }
}

export async function replaceTemplates(tx: Write, templates: readonly ReplyTemplate[]): Promise<void> {
  await sql`delete from services.reply_template`.execute(tx.q)
  for (const { id, title, services, transition, claimsDone, text } of templates) {
    await sql`insert into services.reply_template (id, title, services, transition, claims_done, text)
      values (${id}, ${title}, ${services ?? null}, ${transition ?? null}, ${claimsDone ?? false}, ${text})`.execute(
      tx.q,
    )
  }
}

/** Categories that the thesaurus no longer has and no rule names. */
export async function removeOtherCategories(tx: Write, kept: readonly string[]): Promise<void> {
  await sql`delete from services.category where code <> all (${kept as string[]}::text[])`.execute(tx.q)
}

/** One publication at a time, whatever the process: held until the end of the transaction. */
export async function lockPublication(tx: Write): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('services.publication'))`.execute(tx.q)
}
