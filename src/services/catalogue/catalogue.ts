// What the process knows of the catalogue: one immutable snapshot per database, followed by its revision.
import { live, lockPublication, published, version, type VersionRow, whileDefined } from '#definitions'
import { FORM } from '#forms'
import type { Read, Write } from '#platform/db/db.ts'
import type { SearchSource } from '#platform/house/search.ts'
import { WORKFLOW } from '#workflows'
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
  formerCategoryRows,
  type LifeEvent,
  lifeEventRows,
  signpostRows,
  elsewhereRows,
  synonymRows,
  templateRows,
  themeRows,
} from './queries.ts'
import type { Synonyms } from '../lexicon/concepts.ts'
import { entriesOf, type Sources, type Target } from '../lexicon/entries.ts'
import { frenchWords } from '../lexicon/french-words.ts'
import { type Index, indexOf } from '../lexicon/text-index.ts'
import { SERVICE } from '../words/kind.ts'

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
  /** Those for everybody, in French order of titles. */
  readonly services: readonly LiveService[]
  /** These, and those for some alone: to who keeps services, and to whom they are meant for (isMeantFor). */
  readonly every: readonly LiveService[]
  /** Any of them. */
  service(slug: string): LiveService | undefined
  /** One for everybody. */
  open(slug: string): LiveService | undefined
  readonly themes: readonly Theme[]
  readonly lifeEvents: readonly LifeEvent[]
  readonly categories: readonly Category[]
  /** Offered, or withdrawn. */
  category(code: string): Category | undefined
  readonly rules: readonly CompetenceRule[]
  readonly templates: readonly ReplyTemplate[]
  readonly synonyms: Synonyms
  /** What a search says before its results. */
  readonly signposts: readonly Signpost[]
  /** What the search box reads, with the pages that the house tells: made when somebody first searches. */
  index(searches: readonly SearchSource[]): Promise<Index<Target>>
}

/** The catalogue as it stands, at most two seconds old. */
export function catalogue(tx: Read): Promise<Catalogue> {
  return whileDefined(tx, 'catalogue', readCatalogue)
}

/** The catalogue that what is written is judged by: it stands until the transaction ends, for nothing is published nor ruled meanwhile. */
export async function standingCatalogue(tx: Write): Promise<Catalogue> {
  await lockPublication(tx)
  return readCatalogue(tx)
}

async function readCatalogue(tx: Read): Promise<Catalogue> {
  const every = await liveServices(tx)
  const services = every.filter(({ definition }) => definition.meantFor === undefined)
  const categories = (await categoryRows(tx)).map(({ parent, ...row }) =>
    parent === null ? row : { ...row, parent },
  )
  const bySlug = new Map(every.map((item) => [item.slug, item]))
  const byCode = new Map([...(await formerCategoryRows(tx)), ...categories].map((item) => [item.code, item]))
  const [themes, lifeEvents] = [await themeRows(tx), await lifeEventRows(tx)]
  const synonyms = (await synonymRows(tx)).map(({ words }) => words)
  const elsewhere = (await elsewhereRows(tx)).map(({ phrases }) => phrases)
  let index: Promise<Index<Target>> | undefined
  return {
    services,
    every,
    service: (slug) => bySlug.get(slug),
    open: (slug) => services.find((one) => one.slug === slug),
    themes,
    lifeEvents,
    categories,
    category: (code) => byCode.get(code),
    rules: await competenceRows(tx),
    templates: await templateRows(tx),
    synonyms,
    signposts: await signpostRows(tx),
    index(searches) {
      const pages = searches.flatMap((source) => source.pages ?? [])
      return (index ??= indexed({ services, lifeEvents, themes, pages, categories, elsewhere }, synonyms))
    },
  }
}

const indexed = async (sources: Sources, synonyms: Synonyms): Promise<Index<Target>> =>
  indexOf(entriesOf(sources), synonyms, await frenchWords())

const { compare: inFrench } = new Intl.Collator('fr')
const byTitle = (
  one: Pick<VersionRow<ServiceDefinition>, 'body'>,
  other: Pick<VersionRow<ServiceDefinition>, 'body'>,
) => inFrench(one.body.title, other.body.title)

async function liveServices(tx: Read): Promise<LiveService[]> {
  const forms = new Map((await live(tx, FORM)).map((row) => [row.id, row.version]))
  const workflows = new Map((await live(tx, WORKFLOW)).map((row) => [row.id, row.version]))
  return (await live(tx, SERVICE)).toSorted(byTitle).map(({ id, version: number, body: definition }) => ({
    slug: id,
    version: number,
    definition,
    formVersion: forms.get(definition.form ?? '') ?? null,
    workflowVersion: workflows.get(definition.workflow ?? '') ?? null,
  }))
}

/** Reply templates offered to the agents of that authority: its own first, then the whole territory’s. */
export const templatesOfAuthority = (
  { templates }: Pick<Catalogue, 'templates'>,
  authority: number,
): readonly ReplyTemplate[] =>
  templates
    .filter(({ authorityId }) => authorityId === undefined || authorityId === authority)
    .toSorted((one, other) => Number(one.authorityId === undefined) - Number(other.authorityId === undefined))

/** Every version of every service, in French order of titles, the latest of each first: as administrators see them. */
export const serviceVersions = async (tx: Read): Promise<VersionRow<ServiceDefinition>[]> =>
  (await published(tx, SERVICE)).toSorted(byTitle)

/** The service under which something was sent, in force or archived. @throws NotFound when that version never was */
export const serviceVersion = (tx: Read, slug: string, number: number): Promise<ServiceDefinition> =>
  version(tx, SERVICE, slug, number)

/** Services declared under an entry of the register, by their latest version: offered today or withdrawn. */
export async function slugsOfProcessing(tx: Read, processing: string): Promise<string[]> {
  const latest = await whileDefined(tx, 'latest services', async (all) => {
    const rows = await published(all, SERVICE)
    return rows.filter(({ id }, at) => rows[at - 1]?.id !== id)
  })
  return latest.filter(({ body }) => body.processing === processing).map(({ id }) => id)
}
