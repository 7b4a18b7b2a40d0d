// Publishes a folder of definitions: checks everything, publishes what holds, says what does not. Idempotent.
import { liveForms } from '#forms'
import type { Write } from '#platform/db.ts'
import type { RetentionRule } from '#platform/retention.ts'
import { territory } from '#territory'
import { forgetCatalogue } from '../catalogue/catalogue.ts'
import { checkShared, type Known } from './check-definitions.ts'
import { checkTemplates } from './check-templates.ts'
import { definitionReader } from './definition-files.ts'
import { loadForms } from './load-forms.ts'
import { loadNotices } from './load-notices.ts'
import { loadProcessing, offered, usesOf } from './load-processing.ts'
import { loadServices } from './load-services.ts'
import { publishShared, readShared } from './load-shared.ts'
import { loadWorkflows, workflowsToBe } from './load-workflows.ts'
import { liveDefinitions, lockPublication } from './queries.publish.ts'
import { categoryRows, raiseServicesRevision, themeRows } from '../catalogue/queries.ts'
import { serviceFileSchema } from './models.ts'
import { modelsSchema } from './schema.ts'

/** What came of a load. Sentences are French. */
export interface Loaded {
  /** `démarche tag (version 2)`: what is new. Empty when nothing changed. */
  published: string[]
  /** Why something was refused; what it replaces stays in force. */
  problems: string[]
}

/**
 * Publishes the definitions of a folder (see definitions/README.md) on the territory already loaded, in this
 * transaction. Versions are immutable: what changed gets a new one and the previous is archived. Thesaurus, rules,
 * themes and templates go together or not at all; a service with a problem stays as it was.
 */
export async function loadDefinitions(
  tx: Write,
  folder: string,
  rules: readonly RetentionRule[],
): Promise<Loaded> {
  await lockPublication(tx)
  const reader = definitionReader(folder)
  const known = await territory(tx)
  const published: string[] = []
  // A service is known by its file, even when the file is wrong: what names it is not at fault.
  const slugs = new Set(await reader.names('services'))
  const shared = await readShared(reader)
  reader.problems.push(...checkShared(shared, slugs, known))
  reader.problems.push(...checkTemplates(shared.templates, await workflowsToBe(tx, folder)))
  if (reader.problems.length === 0) published.push(...(await publishShared(tx, shared)))
  const models = (await reader.one('models.json', modelsSchema)) ?? {}
  const services = await reader.all('services', serviceFileSchema(models))
  const live = (await liveDefinitions(tx)).map(({ definition }) => definition)
  const all = offered(
    services,
    live.filter(({ slug }) => slugs.has(slug)),
  )
  const declared = await loadProcessing(tx, reader, { place: known, services: all, rules }, published)
  const workflows = await loadWorkflows(tx, reader, published)
  await loadForms(tx, reader, published, { declared, uses: usesOf(all) })
  const names: Known = {
    slugs,
    forms: new Set((await liveForms(tx)).keys()),
    workflows,
    themes: new Set((await themeRows(tx)).map((item) => item.slug)),
    categories: new Set((await categoryRows(tx)).map((item) => item.code)),
  }
  published.push(...(await loadServices(tx, services, reader, names, known, declared)))
  published.push(...(await loadNotices(tx, reader, shared, known)))
  if (published.length > 0) await raiseServicesRevision(tx)
  forgetCatalogue(tx)
  return { published, problems: reader.problems }
}
