// Has the same thing been reported already? Said while the form is filled, to spare a second request.
import type { Read } from '#platform/db.ts'
import { answerByRole, type LocationAnswer, reachableAnswers } from '#forms'
import type { Application } from './apply.ts'
import { type Near, nearOpen } from './queries.near.ts'

/** Days after which an open request no longer says anything about what somebody sees today. */
const NEAR_DAYS = 90

/** Where the thing is, as far as the answers say. */
export function placeOf({
  form,
  answers,
}: Pick<Application, 'form' | 'answers'>): LocationAnswer | undefined {
  return answerByRole(form, reachableAnswers(form, answers), 'place') as LocationAnswer | undefined
}

/** Open requests like this one close to its place; null without a point, or for a service that nobody asks twice. */
export async function alreadyReported(
  tx: Read,
  application: Pick<Application, 'service' | 'form' | 'answers'>,
): Promise<Near | null> {
  const { category, nearMetres } = application.service
  const where = placeOf(application)
  if (nearMetres === undefined || where?.lat === undefined || where.long === undefined) return null
  const since = new Date(tx.now.getTime() - NEAR_DAYS * 86_400_000)
  return nearOpen(tx, { category, lat: where.lat, long: where.long }, nearMetres, since)
}
