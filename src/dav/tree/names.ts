// A name that documents and folders may have: what a page would write otherwise is refused, so that it stays at its address.
import { nameOf } from '#spaces'
import { DavError } from '../protocol/dialect.ts'

/** @throws DavError 403 */
export function breaksName(name: string, most: number): void {
  if (nameOf(name) !== name || name.length > most)
    throw new DavError(
      403,
      `Ce nom n’est pas pris ici\u00a0: ${most} caractères au plus, sans point ni espace au début ou à la fin.`,
    )
}
