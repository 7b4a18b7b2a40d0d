// What happens among the agents of the demonstration these days: somebody is away, somebody leaves, somebody is invited.
import { randomBytes } from 'node:crypto'
import { depart, setAbsent } from '#people'
import { insertKey, useKey } from '#provisioning'
import { inviteAgent } from '#signin'
import type { Write } from '#platform/db/db.ts'
import { addDays, localDay, territory } from '#territory'

/** As the system. `people`: ids by e-mail. */
export async function tellStaff(tx: Write, people: ReadonlyMap<string, number>): Promise<void> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const authorityId = place.metropolis.id
  const id = (name: string): number => people.get(`${name}@parvis.example`) ?? 0
  await setAbsent(tx, {
    personId: id('hugo.saone'),
    authorityId,
    from: addDays(today, -2),
    to: addDays(today, 9),
    standInId: id('nora.gerland'),
  })
  await depart(tx, {
    personId: id('sacha.habitat'),
    authorityId,
    lastDay: addDays(today, 24),
    takers: { 'requests.assigned': id('farah.solidarites') },
  })
  const bron = place.authorityByCode('69029')
  const unit = bron && place.unitsOf(bron.id)[0]
  if (bron === undefined || unit === undefined) return
  await inviteAgent(tx, {
    authorityId: bron.id,
    name: 'Camille Perrin',
    email: 'camille.perrin@bron.example',
    posts: [{ unitId: unit.id, role: 'reception', from: addDays(today, 7), to: null }],
  })
  // A directory calls; its key is nobody's: of that digest nobody knows the text.
  const digest = randomBytes(32)
  const arrival = { unitId: unit.id, role: 'reception' } as const
  await insertKey(tx, {
    authorityId: bron.id,
    name: 'Entra ID',
    ...arrival,
    endsOn: addDays(today, 400),
    digest,
  })
  await useKey(tx, digest)
}
