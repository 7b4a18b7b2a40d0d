// Loads workflows: what the prover refuses is not published.
import type { Write } from '#platform/db.ts'
import { liveWorkflows, publishWorkflow, type WorkflowDefinition, workflowSchema } from '#workflows'
import type { DefinitionReader } from './definition-files.ts'
import { templateRows } from './queries.ts'

/** Publishes what changed and is proved; notes the prover's sentences. @returns ids of the workflows in force */
export async function loadWorkflows(
  tx: Write,
  reader: DefinitionReader,
  published: string[],
): Promise<Set<string>> {
  const templates = new Set((await templateRows(tx)).map((item) => item.id))
  for (const { file, value } of await reader.all('workflows', workflowSchema)) {
    const missing = templatesOf(value).filter((id) => !templates.has(id))
    reader.problems.push(...missing.map((id) => `${file} : le modèle de réponse ${id} n’existe pas.`))
    if (missing.length > 0) continue
    const done = await publishWorkflow(tx, value)
    if (!done.published) {
      const ways = done.problems.map(({ sentence, path }) => `${file} : ${sentence}${wayTo(path)}`)
      reader.problems.push(...ways)
    } else if (done.changed) published.push(`circuit ${value.id} (version ${done.version})`)
  }
  return new Set((await liveWorkflows(tx)).map(({ definition }) => definition.id))
}

function templatesOf({ transitions }: WorkflowDefinition): string[] {
  return [
    ...new Set(transitions.flatMap(({ effects }) => effects.flatMap((effect) => effect.template ?? []))),
  ]
}

const wayTo = (path: readonly string[]) => (path.length === 0 ? '' : ` Chemin : ${path.join(' → ')}.`)
