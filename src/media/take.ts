// Pictures of the library taken in what is written: those that are offered, those that are named and may not be.
import type { Read } from '#platform/db/db.ts'
import type { Choice } from '#platform/screens/field.ts'
import { smallOf } from './address.ts'
import { takeable, takenAmong } from './queries.ts'

/** So many are offered, the last changed: others are found in the library, and named by their key. */
const MOST = 200

/** Those that may be taken in what is written for that authority: key, name, address of the small one, what it shows. */
export async function pictureChoices(tx: Read, authorityId: number): Promise<Choice[]> {
  return (await takeable(tx, authorityId, MOST)).map(
    ({ key, name, alternative }): Choice => [key, name, smallOf({ key }), alternative],
  )
}

/** Of these keys, those that may not be taken in what is written for that authority: of others, gone, or whose right has ended. */
export async function unknownPictures(
  tx: Read,
  authorityId: number,
  keys: readonly string[],
): Promise<string[]> {
  const known = await takenAmong(tx, authorityId, keys)
  return [...new Set(keys)].filter((key) => !known.includes(key))
}
