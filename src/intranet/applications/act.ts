// A site is offered to the agents of an audience, changed, withdrawn. Each is told on it.
import type { Addressed, Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import {
  type Application,
  applications,
  countForAudiences,
  deleteApplication,
  heldApplication,
  insertApplication,
  type Said,
  updateApplication,
} from './queries.ts'

/** Subject of its events. */
export const LAUNCHER = 'launcher'

export const TOLD: Readonly<Record<string, string>> = {
  'application.offered': 'Proposée',
  'application.changed': 'Changée',
}

const OF_THE_SITE =
  'Cette adresse n’est pas sur le site\u00a0: elle commence comme l’une de ses adresses de retour.'
const REFUSALS: Refusals = {
  application_once: { field: 'site', message: 'Ce site est déjà proposé aux agents\u00a0: changez-le.' },
  application_href: { field: 'href', message: OF_THE_SITE },
  application_href_check: { field: 'href', message: 'Écrivez l’adresse comme un navigateur la montre.' },
  audience_withdrawn: {
    field: 'audience',
    message: 'Ce public vient d’être retiré\u00a0: choisissez-en un autre.',
  },
}

const tell = (tx: Write, name: string, subjectId: number) =>
  emit(tx, {
    name,
    subjectKind: LAUNCHER,
    subjectId,
    payload: {},
    isFirst: name === 'application.offered',
  })

/** @returns its id; refused by PostgreSQL for a site of others. @throws BadInput */
export async function offerApplication(
  tx: Write,
  said: Said & Pick<Application, 'authorityId' | 'clientId'>,
): Promise<number> {
  const id = await inWords(insertApplication(tx, said), REFUSALS)
  await tell(tx, 'application.offered', id)
  return id
}

async function held(tx: Write, id: number, seen: number): Promise<void> {
  const found = await heldApplication(tx, id)
  if (found === undefined) throw new NotFound()
  if (found.version !== seen) throw new Outdated(await lastWriter(tx, LAUNCHER, id))
}

/** @throws NotFound; Outdated when somebody changed it since it was read; BadInput */
export async function changeApplication(tx: Write, id: number, seen: number, said: Said): Promise<void> {
  await held(tx, id, seen)
  await inWords(updateApplication(tx, id, said), REFUSALS)
  await tell(tx, 'application.changed', id)
}

/** The site still signs people in. @throws NotFound; Outdated */
export async function withdrawApplication(tx: Write, id: number, seen: number): Promise<void> {
  await held(tx, id, seen)
  await tell(tx, 'application.withdrawn', id)
  await deleteApplication(tx, id)
}

/** All that were for an audience are for another. */
async function readdress(tx: Write, from: number, to: number): Promise<void> {
  for (const { id, version, href, audienceId } of await applications(tx))
    if (audienceId === from) await changeApplication(tx, id, version, { href, audienceId: to })
}

export const addressed: Addressed = {
  ...{ id: 'intranet.application', one: 'application d’agents', several: 'applications d’agents' },
  count: countForAudiences,
  readdress,
}
