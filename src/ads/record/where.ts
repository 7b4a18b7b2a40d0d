// Where classified ads are read, and what their addresses name.
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'

export const HERE = '/intranet/annonces'
export const OWN = `${HERE}/miennes`
export const TALKS = `${HERE}/echanges`
export const NEW = `${HERE}/nouvelle`
export const addressOf = (id: number): string => `${HERE}/${id}`
export const talkAt = (id: number): string => `${TALKS}/${id}`

/** A number that the address names. @throws NotFound */
export function numberIn({ params }: Pick<Context, 'params'>, name: string): number {
  const text = params[name] ?? ''
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound()
  return Number(text)
}
