// What is left to the system once a resident acted: the clocks, for they keep no promise, and what the authority answers by itself.
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { emit, type EventRow, eventsOf } from '#platform/ledger/events.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { catalogue } from '#services'
import { type Territory, territory } from '#territory'
import { say } from '#threads'
import { speaks, workflowVersion } from '#workflows'
import { changedColumns, clocksOf } from '../record/clocks.ts'
import { type AnsweredPayload, digestOf } from '../record/events.ts'
import { lockRequest, onRequest, refOfEvent, type RequestRow, updateRequest } from '../record/queries.ts'
import { fillTemplate } from '../record/template.ts'
import { spokenTemplate } from '../act/asked.ts'

/**
 * Writes what the clocks became by that event and those since (the last act when absent), and the answer that the last act is owed.
 * As the system; again, it changes nothing.
 */
export async function settle(tx: Write, ref: string, eventId?: number): Promise<void> {
  const request = await lockRequest(tx, [], ref)
  if (request === undefined) return
  const place = await territory(tx)
  const events = await eventsOf(tx, 'request', request.id)
  const since = events.findLastIndex(({ id, name }) =>
    eventId === undefined ? name === 'request.moved' : id === eventId,
  )
  const clocks =
    since < 1
      ? {}
      : changedColumns(
          await clocksOf(tx, place, request, events.slice(0, since)),
          await clocksOf(tx, place, request, events),
        )
  if (Object.keys(clocks).length > 0) await updateRequest(tx, request.id, clocks)
  await answerLast(tx, place, { ...request, ...clocks }, events)
}

/** The same, in a transaction of its own: after what a resident did. */
export const settleAfter = (db: Database, ref: string, eventId?: number): Promise<void> =>
  db.write(system, (tx) => settle(tx, ref, eventId))

/** The job `requests.keep_clocks`: the same, should the program end before. Payload: `{ eventId }`. */
export const keepClocks: JobHandler = async (db, payload) => {
  const ref = await db.read(system, (tx) => refOfEvent(tx, Number(payload.eventId)))
  if (ref !== null) await settleAfter(db, ref, Number(payload.eventId))
}

/** An act that speaks, and that nobody's words went with: its template says it, in the name of the authority. */
async function answerLast(
  tx: Write,
  place: Territory,
  request: RequestRow,
  events: readonly EventRow[],
): Promise<void> {
  const move = events.findLast(({ name }) => name === 'request.moved')
  if (move === undefined || move.payload.toResident === true) return
  if (events.some(({ name, payload }) => name === 'request.answered' && payload.answers === move.id)) return
  const { transitions } = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const transition = transitions.find(({ id }) => id === move.payload.transition)
  if (transition === undefined || !speaks(transition)) return
  const known = await catalogue(tx)
  const template = spokenTemplate(transition, known.templates)
  if (template === undefined) throw new Error(`no reply template for ${transition.id}`)
  const service = known.service(request.serviceSlug)?.definition.title ?? request.subject
  const body = fillTemplate(template.text, request, place, service, { agent: null })
  const payload: AnsweredPayload = {
    answers: move.id,
    messageId: await say(tx, onRequest(request.id), {
      authorKind: 'system',
      authorId: null,
      authorLabel: place.authority(request.authorityId).name,
      audience: 'resident',
      unitId: request.unitId,
      body,
    }),
    digest: digestOf(body),
    toResident: true,
  }
  await emit(tx, {
    name: 'request.answered',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { ...payload },
  })
}
