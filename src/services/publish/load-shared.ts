// Loads the files read by everyone: thesaurus, synonyms, themes, life events, rules, templates.
import type { Write } from '#platform/db.ts'
import { canonicalJson } from '#platform/events.ts'
import type { SharedDefinitions } from './check-definitions.ts'
import type { DefinitionReader } from './definition-files.ts'
import {
  removeOtherCategories,
  replaceCategories,
  replaceLifeEvents,
  replaceRules,
  replaceSignposts,
  replaceSynonyms,
  replaceTemplates,
  replaceThemes,
} from './queries.publish.ts'
import {
  categoryRows,
  competenceRows,
  lifeEventRows,
  signpostRows,
  synonymRows,
  templateRows,
  themeRows,
} from '../catalogue/queries.ts'
import {
  categoriesSchema,
  lifeEventsSchema,
  rulesSchema,
  signpostsSchema,
  synonymsSchema,
  templatesSchema,
  themesSchema,
} from './schema.ts'

/** What the files say; an absent file says nothing. */
export async function readShared(reader: DefinitionReader): Promise<SharedDefinitions> {
  return {
    categories: (await reader.one('thesaurus.json', categoriesSchema)) ?? [],
    signposts: (await reader.one('signposts.json', signpostsSchema)) ?? [],
    synonyms: (await reader.one('synonyms.json', synonymsSchema)) ?? [],
    themes: (await reader.one('themes.json', themesSchema)) ?? [],
    lifeEvents: (await reader.one('life-events.json', lifeEventsSchema)) ?? [],
    rules: (await reader.one('competence.json', rulesSchema)) ?? [],
    templates: (await reader.one('templates.json', templatesSchema)) ?? [],
  }
}

/** Replaces what differs. @returns the names of what was replaced */
export async function publishShared(tx: Write, shared: SharedDefinitions): Promise<string[]> {
  const published: string[] = []
  const sorted = <T>(list: readonly T[], key: (item: T) => string) =>
    list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  const differ = (name: string, now: unknown, wanted: unknown) => {
    if (canonicalJson(now) === canonicalJson(wanted)) return false
    published.push(name)
    return true
  }
  const categories = shared.categories.map((item) => ({
    ...item,
    parent: item.parent ?? null,
    synonyms: item.synonyms ?? [],
  }))
  if (
    differ(
      'thésaurus',
      await categoryRows(tx),
      sorted(categories, (item) => item.code),
    )
  )
    await replaceCategories(tx, shared.categories)
  if (
    differ(
      'compétences',
      await competenceRows(tx),
      sorted(shared.rules, (item) => item.id),
    )
  )
    await replaceRules(tx, shared.rules)
  await removeOtherCategories(
    tx,
    shared.categories.map((item) => item.code),
  )
  if (
    differ(
      'synonymes',
      (await synonymRows(tx)).map(({ words }) => words),
      shared.synonyms,
    )
  )
    await replaceSynonyms(tx, shared.synonyms)
  if (differ('premières réponses de la recherche', await signpostRows(tx), shared.signposts))
    await replaceSignposts(tx, shared.signposts)
  if (differ('thèmes', await themeRows(tx), shared.themes)) await replaceThemes(tx, shared.themes)
  if (differ('moments de vie', await lifeEventRows(tx), shared.lifeEvents))
    await replaceLifeEvents(tx, shared.lifeEvents)
  const templates = sorted(await templateRows(tx), (item) => item.id)
  if (
    differ(
      'modèles de réponse',
      templates,
      sorted(shared.templates, (item) => item.id),
    )
  )
    await replaceTemplates(tx, shared.templates)
  return published
}
