// Loads workflows: what the prover refuses is not published.
import type { Write } from '#platform/db.ts'
import { liveWorkflows, publishWorkflow, type WorkflowDefinition, workflowSchema } from '#workflows'
import { checkTemplates } from './check-templates.ts'
import { type DefinitionReader, definitionReader } from './definition-files.ts'
import { templateRows } from '../catalogue/queries.ts'

/** Publishes what changed and is proved; notes the prover's sentences. @returns ids of the workflows in force */
export async function loadWorkflows(
  tx: Write,
  reader: DefinitionReader,
  published: string[],
): Promise<Set<string>> {
  const templates = await templateRows(tx)
  const ids = new Set(templates.map((item) => item.id))
  for (const { file, value } of await reader.all('workflows', workflowSchema)) {
    const missing = templatesOf(value).filter((id) => !ids.has(id))
    reader.problems.push(...missing.map((id) => `${file} : le modèle de réponse ${id} n’existe pas.`))
    const unfit = checkTemplates(templates, [value])
    reader.problems.push(...unfit.filter((problem) => !reader.problems.includes(problem)))
    if (missing.length > 0 || unfit.length > 0) continue
    const done = await publishWorkflow(tx, value)
    if (!done.published) {
      const ways = done.problems.map(({ sentence, path }) => `${file} : ${sentence}${wayTo(path)}`)
      reader.problems.push(...ways)
    } else if (done.changed) published.push(`circuit ${value.id} (version ${done.version})`)
  }
  return new Set((await liveWorkflows(tx)).map(({ definition }) => definition.id))
}

/** The workflows as they will stand: those of the folder, then those in force that it does not replace. */
export async function workflowsToBe(tx: Write, folder: string): Promise<WorkflowDefinition[]> {
  // A reader of its own: a wrong file is said once, when workflows are loaded.
  const files = (await definitionReader(folder).all('workflows', workflowSchema)).map(({ value }) => value)
  const live = (await liveWorkflows(tx)).map(({ definition }) => definition)
  return [...files, ...live.filter(({ id }) => files.every((file) => file.id !== id))]
}

function templatesOf({ transitions }: WorkflowDefinition): string[] {
  return [
    ...new Set(transitions.flatMap(({ effects }) => effects.flatMap((effect) => effect.template ?? []))),
  ]
}

const wayTo = (path: readonly string[]) => (path.length === 0 ? '' : ` Chemin : ${path.join(' → ')}.`)
