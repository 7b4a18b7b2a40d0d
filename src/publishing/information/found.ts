// What administrators find of public information by one search: what they write.
import type { FoundSource } from '#platform/screens/found.ts'
import { agent } from '#platform/access.ts'
import { WRITING } from '#platform/roles.ts'
import { territory } from '#territory'
import { writtenNotices } from './queries.ts'
import { list } from './screens.ts'

export const noticesSet: FoundSource = {
  id: 'publishing.notice',
  who: agent(...WRITING).anywhere,
  async find(tx) {
    const place = await territory(tx)
    return (await writtenNotices(tx)).map(({ id, title, text, authorityId }) => ({
      ...{ kind: 'Information', name: title, href: `${list.at}/${id}`, text },
      where: place.authority(authorityId).name,
    }))
  },
}
