// Where job offers are read, applied to, and kept.
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'

export const HERE = '/intranet/emplois'
export const PROFILE = `${HERE}/profil`
/** Those near one’s profile, the nearest first. */
export const NEAR = `${HERE}?profil=proche&tri=-profil`
/** One’s own applications. */
export const OWN = `${HERE}/candidatures`
/** Those that one reads, who recruits. */
export const RECEIVED = `${HERE}/recrutements`
export const KEPT = '/administration/emplois'
export const addressOf = (id: number): string => `${HERE}/${id}`
export const applyAt = (id: number): string => `${addressOf(id)}/candidature`
export const receivedAt = (id: number): string => `${RECEIVED}/${id}`

/** A number that the address names. @throws NotFound */
export function numberIn({ params }: Pick<Context, 'params'>, name: string): number {
  const text = params[name] ?? ''
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound()
  return Number(text)
}
