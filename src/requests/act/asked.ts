// What an act needs before it is taken: what its workflow asks, what its message leaves to say, people and units that can.
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { doorsOf, EXPLANATION, isInternal, type ReplyTemplate, serviceVersion } from '#services'
import type { TransitionInput } from '#platform/house/effect.ts'
import type { Territory, Unit } from '#territory'
import { messageOf, type Transition } from '#workflows'
import type { Acting, ActInput } from './acting.ts'
import type { RequestRow } from '../record/queries.ts'
import { problemsOf } from './caused.ts'

/** What the person who acts must give: what the workflow asks, and what the template says on their behalf. */
export type Asked = TransitionInput | 'explanation'

/** The template a transition writes with when nobody types the whole message. */
export function spokenTemplate(
  transition: Transition,
  templates: readonly ReplyTemplate[],
): ReplyTemplate | undefined {
  const message = messageOf(transition)
  return templates.find((item) => item.id === message?.template)
}

/** Derived, so that no message ever tells the resident what was written for colleagues. */
export function askedBy(transition: Transition, templates: readonly ReplyTemplate[]): Asked[] {
  const asks: Asked[] = [...(transition.asks ?? [])]
  const explains = spokenTemplate(transition, templates)?.text.includes(EXPLANATION) === true
  return explains && !asks.includes('message') ? [...asks, 'explanation'] : asks
}

/** What is said where nothing was given. */
export const MISSING: Record<Asked, FieldProblem> = {
  message: {
    field: 'message',
    message: 'Écrivez le message\u00a0: la personne doit savoir ce qui se passe.',
  },
  reason: {
    field: 'reason',
    message: 'Dites pourquoi à vos collègues\u00a0: ils lisent cette note dans le fil.',
  },
  explanation: {
    field: 'explanation',
    message: 'Dites pourquoi à la personne\u00a0: cette phrase lui est envoyée.',
  },
  agent: { field: 'agent', message: 'Choisissez l’agent chargé de la demande.' },
  target: { field: 'target', message: 'Choisissez le service à qui transmettre la demande.' },
  date: { field: 'date', message: 'Choisissez le jour.' },
}

function given(input: ActInput): Record<Asked, string | number | undefined> {
  return {
    message: input.message?.trim(),
    reason: input.reason?.trim(),
    explanation: input.explanation?.trim(),
    agent: input.agentId,
    target: input.targetUnitId,
    date: input.date,
  }
}

/** @throws BadInput naming every field that is missing or wrong */
export async function checkAsked(acting: Acting): Promise<void> {
  const { transition, templates, input, as } = acting
  const values = given(input)
  const asked = as === 'agent' || as === 'link' ? askedBy(transition, templates) : (transition.asks ?? [])
  const missing = asked.filter((name) => values[name] === undefined || values[name] === '')
  if (missing.length > 0) throw new BadInput(missing.map((name) => MISSING[name]))
  const problems = await problemsOf(acting)
  if (problems.length > 0) throw new BadInput(problems)
}

/** Of these people, those who may handle the request: of its unit and of the units above. The list offered is the list accepted. */
export function whoHandle<P extends { unitId: number; role: string }>(
  people: readonly P[],
  place: Territory,
  { unitId }: Pick<RequestRow, 'unitId'>,
): P[] {
  const units = place.lineage(unitId)
  return people.filter(
    (one) => units.includes(one.unitId) && (one.role === 'handler' || one.role === 'manager'),
  )
}

/** The unit that really receives a request sent to `unit`: its authority's door when nobody works there; undefined when nobody does. */
export function receiverOf(
  unit: Unit,
  areaCode: string,
  place: Territory,
  staffed: ReadonlySet<number>,
): Unit | undefined {
  return [unit, ...doorsOf(unit.authorityId, areaCode, place)].find(({ id }) => staffed.has(id))
}

/** Whose units a request may be handed over to by an agent: any; what was asked at work stays with the authority that answers it (001199). */
export async function mayReceive(
  tx: Read,
  request: Pick<RequestRow, 'serviceSlug' | 'serviceVersion' | 'authorityId'>,
): Promise<(unit: Unit) => boolean> {
  const isAtWork = isInternal(await serviceVersion(tx, request.serviceSlug, request.serviceVersion))
  return (unit) => !isAtWork || unit.authorityId === request.authorityId
}
