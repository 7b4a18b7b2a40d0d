// What an agent has in charge of requests: the open ones assigned to them. When they leave, these go to the colleague who was chosen, as
// far as that colleague may open them; the others go back to their unit, which is told. Promises do not move.
import type { Charge, Handed } from '#platform/house/charge.ts'
import type { Write } from '#platform/db/db.ts'
import { emit } from '#platform/ledger/events.ts'
import { peopleOfUnits } from '#people'
import { type Territory, territory } from '#territory'
import { whoHandle } from '../act/asked.ts'
import type { ReassignedPayload } from '../record/events.ts'
import { assignedOpen, type Assigned, countAssigned, reassign } from './queries.charge.ts'

interface Row {
  id: number
  from: number
  to: number | null
  /** Where it was. */
  unitId: number
}

/** May that person have the request? */
async function mayHave(tx: Write, place: Territory, request: Assigned, personId: number): Promise<boolean> {
  const people = await peopleOfUnits(tx, place.lineage(request.unitId))
  return whoHandle(people, place, request).some((one) => one.personId === personId)
}

async function tell(
  tx: Write,
  { id, unitId }: Assigned,
  payload: Omit<ReassignedPayload, 'unitId'>,
): Promise<void> {
  await emit(tx, {
    name: 'request.reassigned',
    subjectKind: 'request',
    subjectId: id,
    payload: { unitId, ...payload } satisfies ReassignedPayload,
  })
}

export const assignedRequests: Charge = {
  id: 'requests.assigned',
  one: 'demande ouverte',
  several: 'demandes ouvertes',
  otherwise:
    'Elles reviennent à leur service, dont le responsable est prévenu\u00a0; aucune date promise ne bouge.',
  count: countAssigned,
  async move(tx, { personId, authorityId }, taker) {
    const place = await territory(tx)
    const rows: Row[] = []
    const left: Record<number, number> = {}
    for (const request of await assignedOpen(tx, { personId, authorityId })) {
      const to = taker !== null && (await mayHave(tx, place, request, taker)) ? taker : null
      if (!(await reassign(tx, request.id, personId, to))) continue
      await tell(tx, request, { assigneeId: to, because: 'departure' })
      rows.push({ id: request.id, from: personId, to, unitId: request.unitId })
      if (to === null) left[request.unitId] = (left[request.unitId] ?? 0) + 1
    }
    return { rows, taken: rows.filter(({ to }) => to !== null).length, left } satisfies Handed
  },
  async giveBack(tx, rows) {
    const place = await territory(tx)
    for (const { id, from, to, unitId } of rows as Row[]) {
      const [request] = await assignedOpen(tx, { id })
      // What went elsewhere since, or is no longer theirs to open, stays where it is.
      if (request?.unitId !== unitId || !(await mayHave(tx, place, request, from))) continue
      if (!(await reassign(tx, id, to, from))) continue
      await tell(tx, request, { assigneeId: from, because: 'return' })
    }
  },
}
