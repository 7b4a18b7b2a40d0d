// Those with whom an elected member sits, found by their name, their body or what is delegated to them.
import { elected } from '#platform/access.ts'
import type { Live } from '#platform/house/search.ts'
import { postText } from '../record/kinds.ts'
import { colleaguesNamed } from './queries.ts'
import { territory } from '#territory'
import { addressOf } from './sitting.elected.ts'

export const soughtColleagues: Live = {
  id: 'colleague',
  label: 'Élus',
  one: 'Élu',
  who: elected,
  async find(tx, words, most) {
    const rows = await colleaguesNamed(tx, words, most)
    const place = await territory(tx)
    return rows.map(({ name, post, rank, authorityId, bodyId, body }) => ({
      href: addressOf({ id: bodyId }),
      title: name,
      text: `${postText(post, rank)}, ${place.authority(authorityId).name}. ${body}`,
    }))
  },
}
