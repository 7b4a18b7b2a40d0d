// What a transition says: to the resident in the conversation (and by mail), to colleagues in a note.
import type { Actor } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { say as write } from '#threads'
import { speaks } from '#workflows'
import type { Acting, ActInput } from './acting.ts'
import { spokenTemplate } from './asked.ts'
import { marksOf, payloadOf } from './caused.ts'
import { digestOf, type MovedPayload } from '../record/events.ts'
import { onRequest, type RequestChange, type RequestRow } from '../record/queries.ts'
import { fillTemplate } from '../record/template.ts'
import { withDay } from './planned.ts'

type Said = Pick<MovedPayload, 'messageId' | 'digest' | 'toResident' | 'unmailed' | 'told'>

/** Writes what is said by the transition and gives the event's payload. `moved`: the request as it will stand, dates included. */
export async function say(acting: Acting, change: RequestChange, moved: RequestRow): Promise<MovedPayload> {
  const { request, transition, next } = acting
  const payload: MovedPayload = {
    ...payloadOf(acting),
    clock: marksOf(acting),
    transition: transition.id,
    from: request.state,
    to: next.id,
    unitId: moved.unitId,
  }
  if (change.assigneeId !== undefined) payload.assigneeId = change.assigneeId
  if (acting.input.linkId !== undefined) payload.link = acting.input.linkId
  const reasonId = await noteReason(acting)
  if (reasonId !== null) payload.reasonId = reasonId
  return { ...payload, ...(await sayTyped(acting)), ...(await sayTemplate(acting, moved)) }
}

const typedBy = ({ input, as }: Acting): string =>
  // A resident's reason is what they say; an agent's is a note to colleagues.
  withDay(input.message?.trim() ?? '', input.date) || (as === 'resident' ? (input.reason?.trim() ?? '') : '')

/** An agent's reason is read by agents, and by nobody else. */
async function noteReason({ tx, request, input, as }: Acting): Promise<number | null> {
  const reason = input.reason?.trim()
  if (!reason || as === 'resident') return null
  return write(tx, onRequest(request.id), {
    ...author(tx.actor),
    audience: 'note',
    unitId: request.unitId,
    body: reason,
  })
}

async function sayTyped(acting: Acting): Promise<Said> {
  const { tx, request, transition, input, as } = acting
  const body = typedBy(acting)
  if (body === '') return {}
  const isForThem = speaks(transition)
  const who =
    as === 'resident' ? { authorKind: 'resident' as const, authorId: tx.actor.personId } : author(tx.actor)
  const audience = as === 'resident' || isForThem ? ('resident' as const) : ('note' as const)
  const message = { ...who, audience, unitId: request.unitId, body }
  const said = await record(tx, request.id, message, input)
  return as !== 'resident' && isForThem ? { ...said, ...towards(request, input) } : said
}

/** The template speaks when nobody typed the whole message. A resident is answered by the system (tell/settle.ts). */
async function sayTemplate(acting: Acting, moved: RequestRow): Promise<Said> {
  const { tx, place, request, transition, workflow, templates, service, input, as } = acting
  if (as === 'resident' || !speaks(transition) || typedBy(acting) !== '') return {}
  const template = spokenTemplate(transition, templates)
  if (template === undefined)
    throw new Error(`workflow ${workflow.id}: no reply template for ${transition.id}`)
  const body = fillTemplate(template.text, moved, place, service, {
    agent: as === 'agent' ? tx.actor.label : null,
    explanation: input.explanation?.trim() ?? '',
    previousDueAt: request.solutionDueAt,
  })
  // Whoever hands a request over says so, not whoever receives it. What an agent sends is theirs, whoever wrote the frame.
  const who =
    as === 'agent'
      ? author(tx.actor)
      : {
          authorKind: 'system' as const,
          authorId: null,
          authorLabel: place.authority(request.authorityId).name,
        }
  const message = { ...who, audience: 'resident' as const, unitId: request.unitId, body }
  return {
    ...(await record(tx, request.id, message, as === 'agent' ? input : {})),
    ...towards(request, input),
  }
}

/** How the person learns of it: by mail, or from an agent. */
export const towards = ({ contactEmail }: RequestRow, { told }: Pick<ActInput, 'told'> = {}): Said => ({
  toResident: true,
  ...(contactEmail === null ? { unmailed: true, ...(told === undefined ? {} : { told }) } : {}),
})

export function author(actor: Actor) {
  if (actor.kind === 'system')
    return { authorKind: 'system' as const, authorId: null, authorLabel: actor.label }
  return { authorKind: 'agent' as const, authorId: actor.personId }
}

async function record(
  tx: Write,
  requestId: number,
  message: Parameters<typeof write>[2],
  { once, fileIds }: { once?: string; fileIds?: string[] },
): Promise<{ messageId: number; digest: string }> {
  const messageId = await write(tx, onRequest(requestId), { ...message, once, fileIds })
  return { messageId, digest: digestOf(message.body) }
}
