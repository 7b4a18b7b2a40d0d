// What is shown to an audience of contents: counted, and addressed to another when it is withdrawn.
import type { Addressed, Possession, Write } from '#platform/db/db.ts'
import { emitEach } from '#platform/ledger/events.ts'
import { CONTENT_SUBJECT } from './events.ts'
import { countByUnit, countForAudiences, giveContents, moveContents, readdress } from './queries.held.ts'

async function readdressContents(tx: Write, from: number, to: number): Promise<void> {
  const ids = await readdress(tx, from, to)
  const payload = { from, to }
  await emitEach(
    tx,
    { name: 'content.readdressed', subjectKind: CONTENT_SUBJECT },
    ids.map((subjectId) => ({ subjectId, payload })),
  )
}

export const addressedContents: Addressed = {
  id: 'publishing.content',
  one: 'contenu',
  several: 'contenus',
  count: countForAudiences,
  readdress: readdressContents,
}

/** What units answer for, and hand over when they close. */
export const contentsOfUnits: Possession = {
  id: 'publishing.content',
  one: 'contenu publié ou à publier',
  several: 'contenus publiés ou à publier',
  effect: 'La nouvelle unité en répond, sur la page de chacun.',
  count: countByUnit,
  handing: {
    move: async (tx, from, to) => ({ from, to, ids: await moveContents(tx, from, to) }),
    giveBack: (tx, { from, to, ids }) => giveContents(tx, ids as number[], to as number, from as number),
  },
}
