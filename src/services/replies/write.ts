// Reply templates are written, changed and taken away: each is judged beside the acts of workflows that send it.
import { randomUUID } from 'node:crypto'
import { live, makeAnew } from '#definitions'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { administeredAuthorities, lastWriter, type Territory, territory } from '#territory'
import { WORKFLOW, type WorkflowDefinition } from '#workflows'
import { checkTemplates } from '../publish/check-templates.ts'
import type { ReplyTemplate } from '../words/definition.ts'
import {
  insertTemplate,
  type KeptTemplate,
  keptTemplates,
  lockTemplates,
  updateTemplate,
  withdrawTemplate,
} from './queries.ts'

/** What a template says, its name apart. */
export type TemplateText = Omit<ReplyTemplate, 'id'>

export const workflowsInForce = async (tx: Read): Promise<WorkflowDefinition[]> =>
  (await live(tx, WORKFLOW)).map(({ body }) => body)

/** Acts that send a template by themselves: their workflow and their name. */
export const sendersOf = (
  id: string,
  workflows: readonly WorkflowDefinition[],
): { workflow: string; act: string }[] =>
  workflows.flatMap(({ title, transitions }) =>
    transitions
      .filter(({ effects }) => effects.some(({ template }) => template === id))
      .map(({ label }) => ({ workflow: title, act: label })),
  )

/** @throws NotFound for whoever may not change it, or when it is not there */
export async function templateOf(tx: Read, id: string): Promise<KeptTemplate> {
  const found = (await keptTemplates(tx)).find((one) => one.id === id)
  if (found === undefined || !mayWriteTemplate(tx, await territory(tx), found))
    throw new NotFound('Ce modèle n’existe pas, ou n’est plus là.')
  return found
}

/** The metropolis’s administrators write everybody’s, a commune’s its own. */
export const mayWriteTemplate = (
  { actor }: Pick<Read, 'actor'>,
  place: Territory,
  { authorityId }: Pick<ReplyTemplate, 'authorityId'>,
): boolean =>
  actor.kind === 'system' ||
  metropolitanAdministrator.ever(actor) ||
  administeredAuthorities({ actor }, place).some(({ id }) => id === authorityId)

/** Why it may not be as it is said. @throws BadInput beside the text, or the title */
export async function requireSound(tx: Read, template: ReplyTemplate): Promise<void> {
  const problems = checkTemplates([template], await workflowsInForce(tx)).map(({ sentence }) => ({
    field: sentence.startsWith('son titre') ? 'titre' : 'texte',
    message: sentence.charAt(0).toUpperCase() + sentence.slice(1),
  }))
  if (problems.length > 0) throw new BadInput(problems)
}

export async function addTemplate(tx: Write, text: TemplateText): Promise<void> {
  if (!mayWriteTemplate(tx, await territory(tx), text)) throw new NotFound()
  await lockTemplates(tx)
  const template = { id: `modele-${randomUUID().slice(0, 8)}`, ...text }
  await requireSound(tx, template)
  await tell(tx, 'template.added', await insertTemplate(tx, template), template)
}

/** @throws Outdated when somebody changed it since it was shown; BadInput; NotFound */
export async function changeTemplate(tx: Write, id: string, text: TemplateText, seen: number): Promise<void> {
  const kept = await held(tx, id, seen)
  const { authorityId } = kept
  const template = { id, ...text, ...(authorityId !== undefined && { authorityId }) }
  await requireSound(tx, template)
  await updateTemplate(tx, template)
  await tell(tx, 'template.changed', kept.number, template)
}

/** Taken away: neither offered nor brought back by files. @throws BadInput while an act sends it */
export async function removeTemplate(tx: Write, id: string, seen: number): Promise<void> {
  const { number, version: _, ...template } = await held(tx, id, seen)
  const [sender] = sendersOf(id, await workflowsInForce(tx))
  if (sender !== undefined)
    throw new BadInput(
      `L’action «\u00a0${sender.act}\u00a0» du parcours «\u00a0${sender.workflow}\u00a0» l’envoie\u00a0: ce modèle ne se retire pas.`,
    )
  await withdrawTemplate(tx, id)
  await tell(tx, 'template.withdrawn', number, template)
}

async function held(tx: Write, id: string, seen: number): Promise<KeptTemplate> {
  await lockTemplates(tx)
  const kept = await templateOf(tx, id)
  if (kept.version !== seen) throw new Outdated(await lastWriter(tx, 'template', kept.number))
  return kept
}

async function tell(tx: Write, name: string, subjectId: number, said: ReplyTemplate): Promise<void> {
  makeAnew(tx)
  await emit(tx, { name, subjectKind: 'template', subjectId, payload: { said } })
}
