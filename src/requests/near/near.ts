// Has the same thing been reported already? Said while the form is filled, to spare a second request.
import type { Read } from '#platform/db/db.ts'
import { type Answers, type FormDefinition, type LocationAnswer, placeIn, reachableAnswers } from '#forms'
import type { ServiceDefinition } from '#services'
import { type Near, nearOpen } from './queries.ts'

/** Days after which an open request no longer says anything about what somebody sees today. */
const NEAR_DAYS = 90

/** A form being filled: what it is for, and what it says so far. */
interface Filled {
  service: Pick<ServiceDefinition, 'category' | 'nearMetres'>
  form: FormDefinition
  answers: Answers
}

/** Where the thing is, as far as the answers say. */
export function placeOf({ form, answers }: Omit<Filled, 'service'>): LocationAnswer | undefined {
  return placeIn(form, reachableAnswers(form, answers))
}

/** Open requests like this one close to its place; null without a point, or for a service that nobody asks twice. */
export async function alreadyReported(tx: Read, filled: Filled): Promise<Near | null> {
  const { category, nearMetres } = filled.service
  const where = placeOf(filled)
  if (nearMetres === undefined || where?.lat === undefined || where.long === undefined) return null
  const since = new Date(tx.now.getTime() - NEAR_DAYS * 86_400_000)
  return nearOpen(tx, { category, lat: where.lat, long: where.long }, nearMetres, since)
}
