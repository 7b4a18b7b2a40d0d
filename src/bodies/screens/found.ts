// What administrators find of bodies by one search: the body, who leads it.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { territory } from '#territory'
import { kindWords } from '../record/kinds.ts'
import { bodies } from '../record/queries.ts'
import { addressOf } from './words.ts'

export const bodiesSet: FoundSource = {
  id: 'bodies.body',
  who: agent('admin').anywhere,
  async find(tx) {
    const place = await territory(tx)
    return (await bodies(tx)).map((body) => ({
      ...{ kind: kindWords(body.kind).label, name: body.name, href: addressOf(body) },
      text: body.head ?? '',
      where: place.authority(body.authorityId).name,
    }))
  },
}
