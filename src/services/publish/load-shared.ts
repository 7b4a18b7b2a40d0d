// Loads the lists that everyone reads: thesaurus, synonyms, themes, life events, rules, templates. Row by row: what a file does not
// change is not written.
import type { Write } from '#platform/db/db.ts'
import type { DefinitionReader } from '#platform/house/definition.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import type { SharedDefinitions } from './check-definitions.ts'
import { type Row, removeRows, rowsOf, writeRows } from './queries.publish.ts'
import {
  categoriesSchema,
  elsewhereSchema,
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
    elsewhere: (await reader.one('elsewhere.json', elsewhereSchema)) ?? [],
    themes: (await reader.one('themes.json', themesSchema)) ?? [],
    lifeEvents: (await reader.one('life-events.json', lifeEventsSchema)) ?? [],
    rules: (await reader.one('competence.json', rulesSchema)) ?? [],
    templates: (await reader.one('templates.json', templatesSchema)) ?? [],
  }
}

/** A list: its table, the column that tells its rows apart, and its rows as the files say them. */
interface List {
  /** French, for whoever loads. */
  name: string
  table: string
  key: string
  rows(shared: SharedDefinitions): Row[]
}

/** What others name comes first. */
const LISTS: readonly List[] = [
  {
    name: 'thésaurus',
    table: 'services.category',
    key: 'code',
    rows: ({ categories }) =>
      categories.map(({ code, label, parent = null, synonyms = [] }) => ({ code, label, parent, synonyms })),
  },
  {
    name: 'compétences',
    table: 'services.competence',
    key: 'id',
    rows: ({ rules }) =>
      rules.map(({ id, category, commune = null, placeKind = null, from, to = null, ...rule }) => ({
        ...{ id, category, commune, place_kind: placeKind, valid_from: from, valid_to: to },
        ...{ answers: rule.answers, function: rule.function, basis: rule.basis, because: rule.because },
      })),
  },
  {
    name: 'synonymes',
    table: 'services.synonym',
    key: 'rank',
    rows: ({ synonyms }) => synonyms.map((words, rank) => ({ rank, words })),
  },
  {
    name: 'ce que personne ne fait ici',
    table: 'services.elsewhere',
    key: 'rank',
    rows: ({ elsewhere }) => elsewhere.map((phrases, rank) => ({ rank, phrases })),
  },
  {
    name: 'premières réponses de la recherche',
    table: 'services.signpost',
    key: 'id',
    rows: ({ signposts }) =>
      signposts.map(({ id, title, text, phrases, calls, isAlone, isGrave = false }, rank) => ({
        ...{ id, rank, title, text, phrases, calls, is_alone: isAlone, is_grave: isGrave },
      })),
  },
  {
    name: 'thèmes',
    table: 'services.theme',
    key: 'slug',
    rows: ({ themes }) =>
      themes.map(({ slug, title, text, icon }, rank) => ({ slug, title, text, icon, rank })),
  },
  {
    name: 'moments de vie',
    table: 'services.life_event',
    key: 'slug',
    rows: ({ lifeEvents }) =>
      lifeEvents.map(({ slug, title, text, icon, steps, contacts }, rank) => ({
        ...{ slug, title, text, icon, steps, contacts, rank },
      })),
  },
  {
    name: 'modèles de réponse',
    table: 'services.reply_template',
    key: 'id',
    rows: ({ templates }) =>
      templates.map(({ id, title, services = null, transition = null, claimsDone = false, text }) => ({
        ...{ id, title, services, transition, claims_done: claimsDone, text },
      })),
  },
]

/** What came of the lists: names of those that changed; rows that the files say otherwise, and that were left as the screen says. */
export interface SharedLoad {
  published: string[]
  left: string[]
}

/** Writes what differs. What was changed on screen is no longer the files’. */
export async function publishShared(tx: Write, shared: SharedDefinitions): Promise<SharedLoad> {
  const load: SharedLoad = { published: [], left: [] }
  const gone: [List, unknown[]][] = []
  for (const list of LISTS) {
    const { name, table, key } = list
    const now = new Map((await rowsOf(tx, table)).map((row) => [row[key], row]))
    const isEdited = (id: unknown) => (now.get(id)?.edited_at ?? null) !== null
    const rows = list.rows(shared)
    const differing = rows.filter((row) => !says(now.get(row[key]), row))
    const changed = differing.filter((row) => !isEdited(row[key]))
    const kept = new Set(rows.map((row) => row[key]))
    const removed = [...now.keys()].filter((id) => !kept.has(id) && !isEdited(id))
    if (changed.length + removed.length > 0) load.published.push(name)
    load.left.push(
      ...differing
        .filter((row) => isEdited(row[key]))
        .map((row) => `${name}, ${String(row[key])} : changé à l’écran, laissé tel quel.`),
    )
    await writeRows(tx, table, key, changed)
    gone.unshift([list, removed])
  }
  // What named a row has changed or gone before it.
  for (const [{ table, key }, ids] of gone) await removeRows(tx, table, key, ids)
  return load
}

/** Does a row, with the columns that files do not know, say what they say? */
const says = (known: Row | undefined, row: Row): boolean =>
  known !== undefined &&
  canonicalJson(Object.fromEntries(Object.keys(row).map((name) => [name, known[name]]))) ===
    canonicalJson(row)
