// Contents are counted when they are read, of nobody: which are there, and which openings are by whoever wrote them.
import type { Counted } from '#platform/ledger/counted.ts'
import { contentsOnline, writersAmong } from './queries.counted.ts'
import { addressOf } from './contents.ts'
import { HERE } from './pages.ts'

export const countedContents: Counted = {
  kind: 'content',
  at: [`${HERE}/:id/:slug`],
  param: 'id',
  things: async (tx) =>
    (await contentsOnline(tx)).map(({ id, ...content }) => ({
      ...content,
      thing: String(id),
      href: addressOf({ id, title: content.title }),
    })),
  async own(tx, openings) {
    const written = await writersAmong(
      tx,
      openings.map(({ thing }) => Number(thing)),
    )
    return openings.filter(({ thing, personId }) => written.has(`${thing} ${personId}`))
  },
}
