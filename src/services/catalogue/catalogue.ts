// What the process knows of the catalogue: one immutable snapshot per database, followed by its revision.
import { liveForms } from '#forms'
import { NotFound } from '#platform/errors.ts'
import type { Read } from '#platform/db.ts'
import { forget, snapshot } from '#platform/snapshot.ts'
import { liveWorkflows } from '#workflows'
import type {
  Category,
  CompetenceRule,
  ReplyTemplate,
  ServiceDefinition,
  Signpost,
  Theme,
} from '../words/definition.ts'
import {
  categoryRows,
  competenceRows,
  type LifeEvent,
  lifeEventRows,
  liveServiceRows,
  serviceDefinition,
  servicesRevision,
  signpostRows,
  synonymRows,
  templateRows,
  themeRows,
} from './queries.ts'
import type { Synonyms } from '../lexicon/concepts.ts'
import { entriesOf, type Sources, type Target } from '../lexicon/entries.ts'
import { frenchWords } from '../lexicon/french-words.ts'
import { type Index, indexOf } from '../lexicon/text-index.ts'

export type { LifeEvent } from './queries.ts'

/** A service as it is offered today. Versions are null for a service that is only a link to other sites. */
export interface LiveService {
  slug: string
  version: number
  definition: ServiceDefinition
  formVersion: number | null
  workflowVersion: number | null
}

export interface Catalogue {
  /** In French order of titles. */
  readonly services: readonly LiveService[]
  service(slug: string): LiveService | undefined
  readonly themes: readonly Theme[]
  readonly lifeEvents: readonly LifeEvent[]
  readonly categories: readonly Category[]
  category(code: string): Category | undefined
  readonly rules: readonly CompetenceRule[]
  readonly templates: readonly ReplyTemplate[]
  readonly synonyms: Synonyms
  /** What a search says before its results. */
  readonly signposts: readonly Signpost[]
  /** What the search box reads: made when somebody first searches. */
  index(): Promise<Index<Target>>
}

const KEY = 'services.catalogue'

/** The catalogue as it stands, at most two seconds old. */
export function catalogue(tx: Read): Promise<Catalogue> {
  return snapshot(tx, KEY, servicesRevision, loadCatalogue)
}

/** For the transaction that has just published. */
export const forgetCatalogue = (tx: Read): void => forget(tx, KEY)

async function loadCatalogue(tx: Read): Promise<Catalogue> {
  const services = await liveServices(tx)
  const categories = (await categoryRows(tx)).map(({ parent, ...row }) =>
    parent === null ? row : { ...row, parent },
  )
  const bySlug = new Map(services.map((item) => [item.slug, item]))
  const byCode = new Map(categories.map((item) => [item.code, item]))
  const [themes, lifeEvents] = [await themeRows(tx), await lifeEventRows(tx)]
  const synonyms = (await synonymRows(tx)).map(({ words }) => words)
  let index: Promise<Index<Target>> | undefined
  return {
    services,
    service: (slug) => bySlug.get(slug),
    themes,
    lifeEvents,
    categories,
    category: (code) => byCode.get(code),
    rules: await competenceRows(tx),
    templates: await templateRows(tx),
    synonyms,
    signposts: await signpostRows(tx),
    index: () => (index ??= indexed({ services, lifeEvents, themes, categories }, synonyms)),
  }
}

const indexed = async (sources: Sources, synonyms: Synonyms): Promise<Index<Target>> =>
  indexOf(entriesOf(sources), synonyms, await frenchWords())

async function liveServices(tx: Read): Promise<LiveService[]> {
  const forms = await liveForms(tx)
  const workflows = new Map((await liveWorkflows(tx)).map((row) => [row.definition.id, row.version]))
  return (await liveServiceRows(tx)).map((row) => {
    const { form = '', workflow = '' } = row.definition
    return { ...row, formVersion: forms.get(form) ?? null, workflowVersion: workflows.get(workflow) ?? null }
  })
}

/**
 * The definition under which something was submitted, live or archived.
 * @throws NotFound when that version never was
 */
export async function serviceVersion(tx: Read, slug: string, version: number): Promise<ServiceDefinition> {
  const key = `service:${slug}:${version}`
  const known = tx.snapshots.get(key) as ServiceDefinition | undefined
  if (known !== undefined) return known
  const definition = await serviceDefinition(tx, slug, version)
  if (definition === undefined) throw new NotFound('Cette version de la démarche n’existe pas.')
  tx.snapshots.set(key, definition)
  return definition
}
