// An agent has told, by telephone or otherwise, the person whom no mail reaches; or takes it back, said by mistake.
import type { Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { emit, eventsOf } from '#platform/ledger/events.ts'
import type { ToldPayload } from '../record/events.ts'
import { noteOpening } from '../record/journal.ts'
import { type RequestRow, updateRequest } from '../record/queries.ts'
import { lastTelling } from '../record/story.ts'
import { holdToAct } from './hold.ts'

/** Records that the person of that request was told; once, whoever says it. @throws as `holdToAct` does */
export async function tellPerson(tx: Write, ref: string, how: 'phone' | 'other'): Promise<void> {
  const request = await held(tx, ref)
  if (request.untoldSince === null) return
  await record(tx, request, { how }, null)
}

/**
 * The person was not told after all: they wait to be. Nothing is taken out of the history, where both stand.
 * @throws Conflict when nobody said that they were; as `holdToAct` does
 */
export async function untellPerson(tx: Write, ref: string): Promise<void> {
  const request = await held(tx, ref)
  if (request.untoldSince !== null) return
  if (lastTelling(await eventsOf(tx, 'request', request.id)) === undefined)
    throw new Conflict('Personne n’a dit que la personne était prévenue.')
  await record(tx, request, { how: 'not' }, tx.now)
}

async function held(tx: Write, ref: string): Promise<RequestRow> {
  const { request } = await holdToAct(tx, ref, 'agent')
  await noteOpening(tx, request)
  return request
}

async function record(tx: Write, { id }: RequestRow, payload: ToldPayload, untoldSince: Date | null) {
  await updateRequest(tx, id, { untoldSince })
  await emit(tx, { name: 'request.told', subjectKind: 'request', subjectId: id, payload: { ...payload } })
}
