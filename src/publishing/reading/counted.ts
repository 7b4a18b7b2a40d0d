// Contents are counted when they are read, of nobody: which are there, and which openings are by whoever wrote them. What a space publishes
// is told to its members alone: its readings are not kept either, for it may be published wider one day.
import type { Counted } from '#platform/ledger/counted.ts'
import { contentsOnline, ofSpaces, writersAmong } from './queries.counted.ts'
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
    const ids = openings.map(({ thing }) => Number(thing))
    const [written, within] = [await writersAmong(tx, ids), await ofSpaces(tx, ids)]
    return openings.filter(
      ({ thing, personId }) => within.has(Number(thing)) || written.has(`${thing} ${personId}`),
    )
  },
}
