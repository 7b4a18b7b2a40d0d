// An agent has told, by telephone or otherwise, the person whom no mail reaches.
import type { Write } from '#platform/db.ts'
import { emit } from '#platform/events.ts'
import type { ToldHow, ToldPayload } from '../record/events.ts'
import { noteOpening } from '../record/journal.ts'
import { updateRequest } from '../record/queries.ts'
import { holdToAct } from './hold.ts'

/** Records that the person of that request was told; once, whoever says it. @throws as `holdToAct` does */
export async function tellPerson(tx: Write, ref: string, how: ToldHow): Promise<void> {
  const { request } = await holdToAct(tx, ref, 'agent')
  await noteOpening(tx, request)
  if (request.untoldSince === null) return
  await updateRequest(tx, request.id, { untoldSince: null })
  const payload: ToldPayload = { how }
  await emit(tx, {
    name: 'request.told',
    subjectKind: 'request',
    subjectId: request.id,
    payload: { ...payload },
  })
}
