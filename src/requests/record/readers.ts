// Who may see a request, once: the access table, the policy of its table, the roles of workflows, the lists and « Qui y a accès » all
// come from these rows (decision 049). Their order is that of the policy: codes are asked last, of whoever reaches it by nothing else.
import { type Way, readersOf } from '#audiences'
import type { Actor } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import type { ToldKind } from '#platform/house/audience.ts'
import { COMMUNE, DESK, PERSON, SHARED, UNIT } from '#people'
import { territory } from '#territory'
import type { WorkflowRole } from '#workflows'
import type { RequestRow } from './queries.ts'
import { sharesOf } from './queries.share.ts'

type Readable = Pick<RequestRow, 'id' | 'unitId' | 'authorityId' | 'communeId' | 'residentId'>

/** Requests whose tracking code this browser proved to hold. */
export const CODE: ToldKind<'holder'> = {
  kind: 'code',
  holds: ({ codes }) => (codes.length === 0 ? [] : [{ as: 'holder', ids: codes }]),
  says: () => Promise.resolve('Qui a donné le numéro de suivi'),
}

const SHARED_FOR: Readonly<Record<string, string>> = {
  entered: 'a saisi la demande',
  relayed: 'suit ce que la mairie traite par lien',
}

/** Its unit, then those above. */
async function unitsTold(tx: Read, { unitId, authorityId }: Readable) {
  const place = await territory(tx)
  const own = `service chargé (${place.authority(authorityId).name})`
  return place.lineage(unitId).map((id) => ({ id, why: id === unitId ? own : 'service au-dessus' }))
}

/** Units that see it for another reason than having it. */
async function sharesTold(tx: Read, { id, unitId }: Readable) {
  const having = (await territory(tx)).lineage(unitId)
  const shares = (await sharesOf(tx, id)).filter((share) => !having.includes(share.unitId))
  return shares.map(({ unitId: to, reason }) => ({ id: to, why: SHARED_FOR[reason] ?? 'l’a transmise' }))
}

const ways = {
  resident: {
    name: 'its resident',
    key: PERSON,
    column: 'resident_id',
    role: { of: (row) => row.residentId, as: 'resident' },
  },
  unit: {
    name: 'handler or manager in its unit',
    key: UNIT,
    column: 'unit_id',
    role: { of: (row) => row.unitId },
    told: unitsTold,
  },
  desk: {
    name: 'reception in its authority',
    key: DESK,
    column: 'authority_id',
    role: { of: (row) => row.authorityId },
    told: async (_tx, { authorityId }) => [{ id: authorityId, why: 'répond aux usagers' }],
  },
  commune: {
    name: 'handler or manager or reception of its commune',
    key: COMMUNE,
    column: 'commune_id',
    role: { of: (row) => row.communeId },
    told: async (_tx, { communeId, authorityId }) =>
      communeId === authorityId ? [] : [{ id: communeId, why: 'commune du lieu\u00a0: lecture et échanges' }],
  },
  // Given sight of it: requests.access, kept as a column of the row.
  shared: {
    name: 'agent of a unit it was shared with',
    key: SHARED,
    column: 'shared_units',
    isList: true,
    told: sharesTold,
  },
  code: {
    name: 'holder of its code',
    key: CODE,
    column: 'id',
    role: { of: (row) => row.id, as: 'resident' },
  },
} satisfies Record<string, Way<Readable, WorkflowRole>>

export const readers = readersOf<Readable, WorkflowRole, keyof typeof ways>(ways)

/** Roles the actor plays for this request, in the words of workflows. */
export const rolesFor = (actor: Actor, request: Readable): WorkflowRole[] =>
  actor.kind === 'system' ? ['system'] : readers.rolesOf(actor, request)
