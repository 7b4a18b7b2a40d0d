// Files a request under the service that it should have been filed under: as if it had been, from the day when it was asked.
import type { Read, Write } from '#platform/db/db.ts'
import { Forbidden } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { catalogue } from '#services'
import { say } from '#threads'
import { untold } from '../act/act.ts'
import { changesSince } from '../act/changes.ts'
import { holdToAct, notTheirs } from '../act/hold.ts'
import { author, towards } from '../act/say.ts'
import { requestAccess } from '../record/access.ts'
import { type CorrectedPayload, digestOf } from '../record/events.ts'
import { noteOpening } from '../record/journal.ts'
import { findRequest, onRequest, type RequestRow, updateRequest } from '../record/queries.ts'
import { keepInSight } from '../record/queries.share.ts'
import { type Correction, planCorrection } from './plan.ts'
import { refile } from './queries.ts'

const ACTION = 'request.correct'

export interface Corrected {
  /** Slug of the right service. */
  to: string
  /** For colleagues alone. */
  note: string
  /** Number of the last event that whoever corrects had before their eyes. */
  seen: number
}

/** The request, for whoever may correct it. @throws NotFound, Forbidden as acting does */
export async function requestToCorrect(tx: Read, ref: string): Promise<RequestRow> {
  const request = await findRequest(tx, requestAccess[ACTION] ?? [], ref)
  if (request === undefined) throw await notTheirs(tx, ref, 'agent')
  return request
}

/**
 * Corrects the service of that request; done already, it is not done again.
 * @returns what it changed; null when the request was there
 * @throws as `holdToAct` and `planCorrection` do; Outdated when others did something since it was shown
 */
export async function correctService(
  tx: Write,
  ref: string,
  { to, note, seen }: Corrected,
): Promise<Correction | null> {
  const held = await holdToAct(tx, ref, 'agent', ACTION).catch((error: unknown) =>
    givenAway(tx, ref, to, error),
  )
  if (held === null || held.request.serviceSlug === to) return null
  const { request } = held
  await noteOpening(tx, request)
  const plan = await planCorrection(tx, request, to)
  await requireSeen(tx, plan, seen)
  const words = await sayIt(tx, plan, note.trim())
  if (plan.isMoved) await keepInSight(tx, request.id, request.unitId)
  await updateRequest(tx, request.id, { ...plan.change, ...untold(words, tx.now) })
  await refile(tx, request.id, {
    serviceSlug: plan.service.slug,
    serviceVersion: plan.service.version,
    category: plan.service.definition.category,
    workflowId: plan.workflow.id,
    workflowVersion: plan.service.workflowVersion ?? 0,
    routing: plan.routing,
  })
  const payload: CorrectedPayload = { ...words, ...payloadOf(plan) }
  await emit(tx, {
    name: 'request.corrected',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { ...payload },
  })
  return plan
}

/** Sent again by whoever has just given it away, who may only read it now. @throws the error otherwise */
async function givenAway(tx: Read, ref: string, slug: string, error: unknown): Promise<null> {
  const read = error instanceof Forbidden && (await findRequest(tx, requestAccess['request.read'] ?? [], ref))
  if (read && read.serviceSlug === slug) return null
  throw error
}

async function requireSeen(tx: Read, { place, workflow, events }: Correction, seen: number): Promise<void> {
  const known = await catalogue(tx)
  if (changesSince({ place, workflow, events, known }, seen, tx.actor.personId).length === 0) return
  throw new Outdated(events.at(-1)?.actorLabel ?? '')
}

type Words = Pick<CorrectedPayload, 'messageId' | 'digest' | 'toResident' | 'unmailed' | 'reasonId'>

/** To colleagues why; to the person what changes for them. */
async function sayIt(tx: Write, { request, message }: Correction, note: string): Promise<Words> {
  const from = { ...author(tx.actor), unitId: request.unitId }
  const write = (audience: 'note' | 'resident', body: string) =>
    say(tx, onRequest(request.id), { ...from, audience, body })
  const words: Words = note === '' ? {} : { reasonId: await write('note', note) }
  if (message === null) return words
  return {
    ...words,
    ...{ messageId: await write('resident', message), digest: digestOf(message) },
    ...towards(request),
  }
}

const payloadOf = ({ request, service, routing, from, state, clock, promised, isMoved }: Correction) => ({
  clock,
  ...promised,
  from: from.id,
  to: state.id,
  unitId: routing.unitId,
  ...(isMoved ? { fromUnitId: request.unitId, assigneeId: null, toHandler: true } : {}),
  fromService: request.serviceSlug,
  toService: service.slug,
  fromWorkflow: { id: request.workflowId, version: request.workflowVersion },
})
