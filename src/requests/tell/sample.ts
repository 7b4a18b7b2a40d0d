// Invented values of the variables, as one place would have them: what previews are filled with.
import type { Read } from '#platform/db/db.ts'
import type { Values } from '#platform/french/fill.ts'
import type { Scope } from '#platform/house/settings.ts'
import { dateTime, longDate } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { authorityNoun, localDay, territory, unitNoun } from '#territory'

/** The day and the moment of a mail that never was. */
export interface Invented {
  day: string
  moment: string
}

export async function inventedNow(tx: Read): Promise<Invented> {
  const { zone } = await territory(tx)
  return { day: longDate(localDay(tx.now, zone)), moment: dateTime(tx.now, zone) }
}

/** @param where the whole metropolis when absent */
export async function sampleValues(tx: Read, where?: Scope): Promise<Values> {
  const place = await territory(tx)
  const authority = place.authority(where?.authorityId ?? place.metropolis.id)
  const unit = where?.unitId ? place.unit(where.unitId) : place.unitsOf(authority.id)[0]
  const service = (await catalogue(tx)).service(where?.serviceSlug ?? '')?.definition.title
  const { day } = await inventedNow(tx)
  return {
    ...{ name: 'Camille Durand', civility: 'Camille Durand', reference: '2026-00042' },
    ...{ service: service ?? 'Signaler un problème', place: '12 rue des Lilas' },
    ...{ solutionDate: day, previousDate: day, agent: tx.actor.label },
    explanation: 'ce que l’agent explique à la personne',
    authority: authorityNoun(authority),
    unit: unit === undefined ? '' : unitNoun(unit),
  }
}
