// Who may do what with requests. What the workflow allows in a state comes on top (act/possible.ts).
import { type RawBuilder, sql } from 'kysely'
import {
  type AccessTable,
  agent,
  anyone,
  holdsItsCode,
  itsResident,
  type Relation,
} from '#platform/access.ts'

/** A unit of the agent's, or the agent's desk, was given sight of the request: requests.access, kept as a column of the row. */
const sharedWithItsUnit: Relation = {
  name: 'agent of a unit it was shared with',
  ever: (actor) => actor.memberships.some((item) => item.role !== 'admin'),
  rows: (_actor, alias): RawBuilder<boolean> =>
    sql<boolean>`${sql.ref(`${alias}.shared_units`)} && (select accounts.actor_shared_units())`,
}

const worker = agent('handler', 'manager')
const desk = agent('reception')
const anyAgent = agent('handler', 'manager', 'reception')

const readers = [worker.inItsUnit, desk.inItsAuthority, anyAgent.inItsCommune, sharedWithItsUnit]

export const requestAccess: AccessTable = {
  // The desk's own address: whoever has no list there is led to their work.
  'desk.open': [agent().anywhere],
  'request.list': [anyAgent.anywhere],
  'request.read': readers,
  'request.note': readers,
  'request.tell_handler': readers,
  'request.act': [worker.inItsUnit, desk.inItsAuthority],
  'request.enter': [anyAgent.anywhere],
  'request.follow': [itsResident, holdsItsCode],
  'request.follow_act': [itsResident, holdsItsCode],
  'request.open_by_code': [anyone],
  'request.own_list': [itsResident],
}
