// What a reply template becomes for somebody: on a request that whoever asks may read, or with invented values.
import type { Read } from '#platform/db/db.ts'
import { fill } from '#platform/french/fill.ts'
import { longDate } from '#platform/ui/french.ts'
import { catalogue } from '#services'
import { authorityNoun, localDay, type Territory, territory, unitNoun } from '#territory'
import { requestAccess } from '../record/access.ts'
import { findRequest } from '../record/queries.ts'
import { fillTemplate, holesIn } from '../record/template.ts'
import { asShown } from '../act/variables.ts'

/** A message as it would be read, and the places that whoever sends it fills. */
export interface Preview {
  text: string
  holes: readonly string[]
}

const previewed = (text: string): Preview => ({ text: asShown(text), holes: holesIn(text).map(asShown) })

/** On that request; null for whoever may not read it. */
export async function previewOn(tx: Read, text: string, ref: string): Promise<Preview | null> {
  const request = await findRequest(tx, requestAccess['request.read'] ?? [], ref)
  if (request === undefined) return null
  const known = await catalogue(tx)
  const title = known.service(request.serviceSlug)?.definition.title ?? request.subject
  return previewed(fillTemplate(text, request, await territory(tx), title, { agent: tx.actor.label }))
}

/** With invented values. */
export async function previewSample(tx: Read, text: string): Promise<Preview> {
  const place = await territory(tx)
  return previewed(fill(text, sampleValues(tx, place)))
}

function sampleValues(tx: Read, place: Territory) {
  const { metropolis } = place
  const [unit] = place.unitsOf(metropolis.id)
  const today = longDate(localDay(tx.now, place.zone))
  return {
    ...{
      name: 'Camille Durand',
      civility: 'Camille Durand',
      reference: '2026-00042',
      service: 'Signaler un problème',
    },
    ...{ place: '12 rue des Lilas', solutionDate: today, previousDate: today, agent: tx.actor.label },
    explanation: 'ce que l’agent explique à la personne',
    authority: authorityNoun(metropolis),
    unit: unit === undefined ? '' : unitNoun(unit),
  }
}
