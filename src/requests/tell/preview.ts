// What a reply template becomes for somebody: on a request that whoever asks may read, or with invented values.
import type { Read } from '#platform/db/db.ts'
import { fill } from '#platform/french/fill.ts'
import { catalogue } from '#services'
import { territory } from '#territory'
import { requestAccess } from '../record/access.ts'
import { findRequest } from '../record/queries.ts'
import { fillTemplate, holesIn } from '../record/template.ts'
import { asShown } from '../act/variables.ts'
import { sampleValues } from './sample.ts'

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
export const previewSample = async (tx: Read, text: string): Promise<Preview> =>
  previewed(fill(text, await sampleValues(tx)))
