// What administrators find of contents by one search: what they write.
import { agent } from '#platform/access.ts'
import { WRITING } from '#platform/roles.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { territory } from '#territory'
import { writtenPage } from '../record/queries.ts'
import { PUBLISHING } from '../acts/place.ts'

/** The last changed of them: the list finds the others. */
const MOST = 500

const ALL = { words: [], state: '', type: '', authorityId: null, isOwn: false, in: 'authority' } as const
const LAST = {
  filters: {},
  order: { name: 'change', descending: true },
  after: null,
  before: null,
  most: MOST,
  isExport: false,
}

export const contentsSet: FoundSource = {
  id: 'publishing.content',
  who: agent(...WRITING).anywhere,
  async find(tx) {
    const place = await territory(tx)
    return (await writtenPage(tx, ALL, LAST)).rows.map(({ id, title, theme, authorityId }) => ({
      ...{ kind: 'Contenu', name: title, href: `${PUBLISHING.at}/${id}`, text: theme },
      where: place.authority(authorityId).name,
    }))
  },
}
