// Pictures of the library in contents: those that a text names, those that are offered to whoever writes, as they are shown.
import { pictureChoices, type ShownPicture, shownByKey, unknownPictures } from '#media'
import { picturesOf, type RichText } from '#writing'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import type { Choice } from '#platform/screens/field.ts'
import type { Values } from './fields.ts'
import { type ContentType, isRich } from './kind.ts'

/** By the key that texts name. */
export type Pictures = ReadonlyMap<string, ShownPicture>

export const picturesIn = async (tx: Read, keys: readonly string[]): Promise<Pictures> =>
  new Map((await shownByKey(tx, keys)).map((picture) => [picture.key, picture]))

const inTexts = ({ fields }: ContentType, values: Values): (readonly [field: string, keys: string[]])[] =>
  fields.flatMap((field) => {
    const kept = values[field.id]
    return isRich(field) && kept !== undefined ? [[field.id, picturesOf(kept as RichText)] as const] : []
  })

/** Those that a content names: in its texts, and the one that lists show. */
export const picturesOfText = (type: ContentType, values: Values, picture: string | null): string[] => [
  ...new Set([...inTexts(type, values).flatMap(([, keys]) => keys), ...(picture === null ? [] : [picture])]),
]

/** What fields of a form offer: pictures in each text, one of them for lists. `kept`: the one that stands. */
export async function pictureFields(
  tx: Read,
  { fields }: ContentType,
  authorityId: number,
  kept: string | null,
): Promise<Record<string, readonly Choice[]>> {
  const offered = await pictureChoices(tx, authorityId)
  const isOffered = kept === null || offered.some(([key]) => key === kept)
  const one: Choice[] = [
    ['', 'Aucune'],
    ...offered.map(([key, name]): Choice => [key, name]),
    ...(isOffered || kept === null ? [] : [[kept, 'Celle d’aujourd’hui'] as const]),
  ]
  return { picture: one, ...Object.fromEntries(fields.filter(isRich).map(({ id }) => [id, offered])) }
}

const NOT_OFFERED =
  'n’est pas de celles que vous pouvez prendre, ou le droit de la montrer a pris fin\u00a0: choisissez-la dans la liste des images.'

/** @throws BadInput beside the field of a picture that may not be taken, unless it stood there already (`before`) */
export async function checkPictures(
  tx: Read,
  authorityId: number,
  type: ContentType,
  { values, picture }: { values: Values; picture: string | null },
  before: readonly string[],
): Promise<void> {
  const added = picturesOfText(type, values, picture).filter((key) => !before.includes(key))
  const unknown = await unknownPictures(tx, authorityId, added)
  if (unknown.length === 0) return
  const wrong = inTexts(type, values)
    .filter(([, keys]) => keys.some((key) => unknown.includes(key)))
    .map(([field]) => ({ field, message: `Une image du texte ${NOT_OFFERED}` }))
  const own = picture !== null && unknown.includes(picture)
  throw new BadInput([
    ...wrong,
    ...(own ? [{ field: 'picture', message: `Cette image ${NOT_OFFERED}` }] : []),
  ])
}

/** The same without its pictures, which are another authority's to show. */
export const withoutPictures = ({ fields }: ContentType, values: Values): Record<string, unknown> => {
  const texts = new Set(fields.filter(isRich).map(({ id }) => id))
  return Object.fromEntries(
    Object.entries(values).map(([id, kept]) => {
      if (!texts.has(id)) return [id, kept]
      const { type, content } = kept as RichText
      return [id, { type, content: content.filter((block) => block.type !== 'image') }]
    }),
  )
}
