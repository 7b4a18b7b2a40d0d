// What an act needs before it is taken: what its workflow asks, what its message leaves to say, people and units that can.
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { to } from '#platform/french/noun.ts'
import { peopleOfUnits, staffedUnits } from '#people'
import { EXPLANATION, type ReplyTemplate } from '#services'
import { type Territory, type Unit, unitNoun } from '#territory'
import { hasEffect, type Transition, type TransitionInput } from '#workflows'
import type { Acting, ActInput } from './acting.ts'
import type { RequestRow } from '../record/queries.ts'
import { doorsOf } from '../record/receiver.ts'
import { messageFault } from './fault.ts'
import { dayProblems, withDay } from './planned.ts'

/** What the person who acts must give: what the workflow asks, and what the template says on their behalf. */
export type Asked = TransitionInput | 'explanation'

/** The template a transition writes with when nobody types the whole message. */
export function spokenTemplate(
  transition: Transition,
  templates: readonly ReplyTemplate[],
): ReplyTemplate | undefined {
  const speaks = transition.effects.find((effect) => effect.name === 'messageResident')
  return templates.find((item) => item.id === speaks?.template)
}

/** Derived, so that no message ever tells the resident what was written for colleagues. */
export function askedBy(transition: Transition, templates: readonly ReplyTemplate[]): Asked[] {
  const asks: Asked[] = [...(transition.asks ?? [])]
  const explains = spokenTemplate(transition, templates)?.text.includes(EXPLANATION) === true
  return explains && !asks.includes('message') ? [...asks, 'explanation'] : asks
}

const MISSING: Record<Asked, FieldProblem> = {
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
  const asked = as === 'agent' ? askedBy(transition, templates) : (transition.asks ?? [])
  const missing = asked.filter((name) => values[name] === undefined || values[name] === '')
  if (missing.length > 0) throw new BadInput(missing.map((name) => MISSING[name]))
  const problems = [
    ...(as === 'agent' ? holeProblems(acting) : []),
    ...dayProblems(acting),
    ...(await agentProblems(acting)),
  ]
  if (problems.length > 0) throw new BadInput(problems)
}

/** Nothing with a hole reaches the resident, typed or chosen. */
function holeProblems({ tx, place, request, transition, input }: Acting): FieldProblem[] {
  if (!hasEffect(transition, 'messageResident')) return []
  const signers = [tx.actor.label, place.unit(request.unitId).name, place.authority(request.authorityId).name]
  return (['message', 'explanation'] as const).flatMap((field) => {
    const text = withDay(input[field]?.trim() ?? '', input.date)
    const message = text ? messageFault(text, signers) : null
    return message === null ? [] : [{ field, message }]
  })
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

async function agentProblems({ tx, place, request, transition, input }: Acting): Promise<FieldProblem[]> {
  if (!hasEffect(transition, 'assignChosen') || input.agentId === undefined) return []
  const people = whoHandle(await peopleOfUnits(tx, place.lineage(request.unitId)), place, request)
  if (people.some(({ personId }) => personId === input.agentId)) return []
  return [
    {
      field: 'agent',
      message: 'Cette personne ne peut pas ouvrir la demande\u00a0: choisissez un agent de la liste.',
    },
  ]
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

/**
 * Where a hand-over leads.
 * @throws BadInput for a unit that does not exist, has the request already, or has nobody
 */
export async function targetOf({ tx, place, request, input }: Acting): Promise<Unit> {
  const refuse = (message: string) => new BadInput([{ field: 'target', message }])
  const units = place.authorities.flatMap(({ id }) => place.unitsOf(id))
  const unit = units.find(({ id }) => id === input.targetUnitId)
  if (unit === undefined) throw refuse(MISSING.target.message)
  if (unit.id === request.unitId) throw refuse('La demande est déjà dans ce service.')
  const receiver = receiverOf(unit, request.areaCode, place, await staffedUnits(tx))
  if (receiver === undefined)
    throw refuse(
      `Aucun agent n’est encore rattaché ${to(unitNoun(unit))} (${place.authority(unit.authorityId).name}), ni à son accueil : la demande resterait sans réponse. Choisissez un autre service.`,
    )
  if (receiver.id === request.unitId)
    throw refuse(
      `Aucun agent n’est rattaché ${to(unitNoun(unit))} : la demande irait à votre accueil, où elle est déjà. Choisissez un autre service.`,
    )
  return receiver
}
