// Loads the register of processing, and keeps back what collects more than it declares (GDPR art. 5.1 b and 30).
import type { FormDefinition } from '#forms'
import type { Write } from '#platform/db.ts'
import type { RetentionRule } from '#platform/retention.ts'
import {
  checkEntries,
  collectionProblems,
  processingSchema,
  publishEntries,
  type Register,
  register,
} from '#register'
import type { Territory } from '#territory'
import type { ServiceDefinition } from '../words/definition.ts'
import type { DefinitionReader, Read } from './definition-files.ts'

/** What the files and the catalogue in force say together: a service whose file is wrong stays as it is. */
export function offered(
  files: readonly Read<ServiceDefinition>[],
  live: readonly ServiceDefinition[],
): ServiceDefinition[] {
  const read = new Set(files.map(({ value }) => value.slug))
  return [...files.map(({ value }) => value), ...live.filter(({ slug }) => !read.has(slug))]
}

/** What entries are judged by. */
interface Known {
  place: Territory
  services: readonly ServiceDefinition[]
  /** Rules of retention that the modules bring. */
  rules: readonly RetentionRule[]
}

/**
 * Publishes the entries that changed, all together or none; one that a service still names is not withdrawn.
 * @returns the register in force
 */
export async function loadProcessing(
  tx: Write,
  reader: DefinitionReader,
  { place, services, rules }: Known,
  published: string[],
): Promise<Register> {
  const files = await reader.all('processing', processingSchema)
  const named = new Set(await reader.names('processing'))
  const before = await register(tx)
  const missing = [...new Set(services.map(({ processing }) => processing))].filter(
    (id) => !named.has(id) && before.entry(id) !== undefined,
  )
  const problems = [
    ...checkEntries(files, new Set(place.authorities.map(({ code }) => code)), rules),
    ...missing.map((id) => `processing/${id}.json : ce fichier a disparu, mais des démarches en dépendent.`),
  ]
  reader.problems.push(...problems)
  if (problems.length === 0) {
    const entries = files.map(({ value }) => value)
    published.push(...(await publishEntries(tx, entries, named)))
  }
  return register(tx)
}

/** For each form, the entries of the services that use it. */
export function usesOf(services: readonly ServiceDefinition[]): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>()
  for (const { form, processing } of services)
    if (form !== undefined) uses.set(form, (uses.get(form) ?? new Set()).add(processing))
  return uses
}

/** Why the register keeps the form back; each sentence starts with its file. */
export function formProblems(
  file: string,
  form: FormDefinition,
  entries: ReadonlySet<string> | undefined,
  known: Register,
): string[] {
  if (entries === undefined)
    return [
      `${file} : aucune démarche n’utilise ce formulaire, rien ne dit donc à quoi servent ses réponses.`,
    ]
  const fields = form.pages.flatMap((page) => page.fields)
  return [...entries].flatMap((id) =>
    collectionProblems(known, id, fields).map((problem) => `${file} : ${problem}`),
  )
}

/** Why the register keeps the service back. `form`: the one in force under that name. */
export function serviceProblems(
  file: string,
  service: ServiceDefinition,
  form: FormDefinition | undefined,
  known: Register,
): string[] {
  const fields = form?.pages.flatMap((page) => page.fields) ?? []
  return collectionProblems(known, service.processing, fields).map((problem) => `${file} : ${problem}`)
}
