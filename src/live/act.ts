// What is done with connectors: added, changed, removed; addressed to others when an audience is withdrawn.
import type { Addressed, Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import {
  type Connector,
  countForAudiences,
  deleteConnector,
  holdConnector,
  insertConnector,
  keptConnectors,
  type SaidOfConnector,
  updateConnector,
} from './queries.ts'

/** Subject of their events. */
export const CONNECTOR = 'connector'

const REFUSALS: Refusals = {
  '23505': { field: 'address', message: 'Cette adresse est déjà dans votre liste.' },
  audience_withdrawn: {
    field: 'audience',
    message: 'Ce public vient d’être retiré\u00a0: choisissez-en un autre.',
  },
}

const tell = (tx: Write, name: string, subjectId: number) =>
  emit(tx, { name, subjectKind: CONNECTOR, subjectId, payload: {}, isFirst: name === 'connector.added' })

/** @returns its id; refused by PostgreSQL for an authority of others. @throws BadInput */
export async function addConnector(tx: Write, authorityId: number, said: SaidOfConnector): Promise<number> {
  const id = await inWords(insertConnector(tx, authorityId, said), REFUSALS)
  await tell(tx, 'connector.added', id)
  return id
}

async function held(tx: Write, id: number, seen: number): Promise<Connector> {
  const found = await holdConnector(tx, id)
  if (found === undefined) throw new NotFound()
  if (found.version !== seen) throw new Outdated(await lastWriter(tx, CONNECTOR, id))
  return found
}

/** What another address said is forgotten. @throws NotFound for whoever may not; Outdated when somebody changed it since; BadInput */
export async function changeConnector(
  tx: Write,
  id: number,
  seen: number,
  said: SaidOfConnector,
): Promise<void> {
  await held(tx, id, seen)
  await inWords(updateConnector(tx, id, said), REFUSALS)
  await tell(tx, 'connector.changed', id)
}

/** @throws as `changeConnector` */
export async function removeConnector(tx: Write, id: number, seen: number): Promise<void> {
  await held(tx, id, seen)
  await tell(tx, 'connector.removed', id)
  await deleteConnector(tx, id)
}

async function readdress(tx: Write, from: number, to: number): Promise<void> {
  for (const { id, version, audienceId, kind, name, address } of await keptConnectors(tx))
    if (audienceId === from) await changeConnector(tx, id, version, { kind, name, address, audienceId: to })
}

export const addressed: Addressed = {
  ...{ id: 'live.connector', one: 'suivi en temps réel', several: 'suivis en temps réel' },
  count: countForAudiences,
  readdress,
}
