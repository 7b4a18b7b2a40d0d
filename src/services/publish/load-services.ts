// Loads services: a new immutable version where something changed.
import { type FormDefinition, formVersion, liveForms } from '#forms'
import type { Write } from '#platform/db.ts'
import { canonicalJson } from '#platform/events.ts'
import type { Register } from '#register'
import type { Territory } from '#territory'
import { checkService, type Known } from './check-definitions.ts'
import type { ServiceDefinition } from '../words/definition.ts'
import type { DefinitionReader, Read } from './definition-files.ts'
import { archiveService, insertLiveService, liveDefinitions } from './queries.publish.ts'
import { serviceProblems } from './load-processing.ts'

/** Publishes what changed and holds. @returns what is new, in French */
export async function loadServices(
  tx: Write,
  services: Read<ServiceDefinition>[],
  reader: DefinitionReader,
  known: Known,
  place: Territory,
  declared: Register,
): Promise<string[]> {
  const live = new Map((await liveDefinitions(tx)).map((row) => [row.slug, row]))
  const published: string[] = []
  for (const { file, value } of services) {
    const problems = [
      ...checkService(file, value, known, place),
      ...serviceProblems(file, value, await formInForce(tx, value.form), declared),
    ]
    reader.problems.push(...problems)
    if (problems.length > 0) continue
    const now = live.get(value.slug)
    if (now === undefined || canonicalJson(now.definition) !== canonicalJson(value))
      published.push(`démarche ${value.slug} (version ${await insertLiveService(tx, value)})`)
  }
  return [...published, ...(await archiveMissing(tx, [...live.keys()], known.slugs))]
}

async function formInForce(tx: Write, id: string | undefined): Promise<FormDefinition | undefined> {
  const version = id === undefined ? undefined : (await liveForms(tx)).get(id)
  return id === undefined || version === undefined ? undefined : formVersion(tx, id, version)
}

// A service whose file was removed is no longer offered; one whose file is wrong stays.
async function archiveMissing(
  tx: Write,
  live: readonly string[],
  slugs: ReadonlySet<string>,
): Promise<string[]> {
  const gone = live.filter((slug) => !slugs.has(slug))
  for (const slug of gone) await archiveService(tx, slug)
  return gone.map((slug) => `démarche ${slug} (retirée)`)
}
