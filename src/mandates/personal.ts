// What mandates hold about a person, on either side (GDPR art. 15, 17 and 20).
import type { Holding } from '#platform/house/personal.ts'
import { forgetNotices } from '#notices'
import { CAPACITIES } from '#signin'
import { endMandatesOf } from './over.ts'
import { type Mandate, mandatesOf } from './queries.ts'

const isOf = (personId: number) => (one: Mandate) =>
  [one.personId, one.helperId, one.givenBy].includes(personId)

const rowOf = (mandate: Mandate): Record<string, unknown> => ({
  Pour: mandate.personName,
  'Agit pour cette personne': mandate.helperName ?? mandate.invitedEmail ?? 'Invitation sans suite',
  ...(mandate.capacity === null ? {} : { 'En qualité de': CAPACITIES[mandate.capacity] }),
  Du: mandate.validFrom,
  Au: mandate.validTo,
  ...(mandate.endedAt === null ? {} : { 'Fini le': mandate.endedAt }),
})

export const mandateHolding: Holding = {
  id: 'accounts.mandate',
  processing: 'mandats',
  title: 'Vos mandats, donnés et reçus',
  tables: ['accounts.mandate'],
  async held(tx, personId) {
    const list = (await mandatesOf(tx, personId)).filter(isOf(personId))
    return list.length === 0
      ? []
      : [
          {
            authorityId: null,
            count: list.length,
            since: list.at(-1)?.askedAt ?? null,
            rows: list.map(rowOf),
          },
        ]
  },
  async erase(tx, personId) {
    await endMandatesOf(tx, personId)
    const theirs = (await mandatesOf(tx, personId)).filter(isOf(personId)).map(({ id }) => id)
    // What the other side was told holds a name.
    await forgetNotices(tx, 'mandate', theirs)
    const kept = theirs.length
    if (kept === 0) return []
    const because =
      'Les dates de vos mandats restent, sans votre nom ni vos coordonnées, pour prouver qui a fait chaque demande.'
    return [{ authorityId: null, erased: 0, kept, because }]
  },
}
