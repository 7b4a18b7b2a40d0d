// Who somebody is for a request: the roles they play, in the words of workflows, and who can read it.
import type { Actor } from '#platform/actor.ts'
import type { Territory } from '#territory'
import type { WorkflowRole } from '#workflows'
import type { RequestRow } from './queries.ts'
import type { Read } from '#platform/db.ts'
import { sharesOf } from './queries.share.ts'

/** Roles the actor plays for this request, in the words of workflows. */
export function rolesFor(
  actor: Actor,
  request: Pick<RequestRow, 'id' | 'unitId' | 'authorityId' | 'communeId' | 'residentId'>,
): WorkflowRole[] {
  if (actor.kind === 'system') return ['system']
  const roles = new Set<WorkflowRole>()
  for (const { role, below, authorityId, commune } of actor.memberships) {
    if ((role === 'handler' || role === 'manager') && below.includes(request.unitId)) roles.add(role)
    if (role === 'reception' && authorityId === request.authorityId) roles.add('reception')
    if (commune && authorityId === request.communeId) roles.add('observer')
  }
  const isResident =
    (actor.personId !== null && actor.personId === request.residentId) || actor.codes.includes(request.id)
  if (isResident) roles.add('resident')
  return [...roles]
}

/** Names of who can read a request, in order of closeness, each with why. */
export async function readersOf(
  tx: Read,
  { request, place }: { request: RequestRow; place: Territory },
): Promise<{ name: string; why: string }[]> {
  const unit = place.unit(request.unitId)
  const authority = place.authority(request.authorityId)
  const readers = [{ name: unit.name, why: `service chargé (${authority.name})` }]
  const above = place.lineage(request.unitId).slice(1)
  for (const id of above) readers.push({ name: place.unit(id).name, why: 'service au-dessus' })
  readers.push({ name: `Accueil, ${authority.name}`, why: 'répond aux usagers' })
  if (request.communeId !== request.authorityId)
    readers.push({
      name: place.authority(request.communeId).name,
      why: 'commune du lieu\u00a0: lecture et échanges',
    })
  for (const { unitId, reason } of await sharesOf(tx, request.id)) {
    if (unitId === request.unitId || above.includes(unitId)) continue
    const why = reason === 'entered' ? 'a saisi la demande' : 'l’a transmise'
    readers.push({ name: place.unit(unitId).name, why })
  }
  return readers
}
