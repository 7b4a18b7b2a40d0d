// Where a picture of the library is used in contents, told to whoever keeps it.
import type { Illustrated } from '#platform/db/db.ts'
import { contentsWith, countContentsWith } from '../record/queries.pictures.ts'
import { PUBLISHING } from '../acts/place.ts'

const MOST = 100

export const illustratedContents: Illustrated = {
  id: 'publishing.content',
  uses: async (tx, key) =>
    (await contentsWith(tx, key, MOST)).map(({ id, title, isShown, isComing }) => ({
      title,
      href: `${PUBLISHING.at}/${id}`,
      standing: isShown ? 'shown' : isComing ? 'coming' : 'written',
    })),
  count: countContentsWith,
}
