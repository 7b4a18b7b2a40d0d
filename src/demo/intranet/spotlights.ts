// What Communication puts first on the home of agents in the demonstration: one for those of the metropolis, one for those of Bron; and the home that holds it.
import { ownAudience } from '#audiences'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { offeredContents, putSpotlight } from '#publishing'
import { territory } from '#territory'
import { arrangeHome } from './arranged.ts'

const DAY_MS = 24 * 3600 * 1000

/** INSEE codes; null: the metropolis. `type`: the newest of those that it publishes is put first. */
const FIRST = [
  { by: null, type: 'dossier' },
  { by: '69029', type: 'article' },
] as const satisfies readonly { by: string | null; type: string }[]

/** Puts them first. `speaker`: who administers the commune, or the metropolis. */
export async function putFirst(
  db: Database,
  speaker: (tx: Read, commune: string | null) => Promise<Actor>,
): Promise<void> {
  for (const { by, type } of FIRST) {
    const actor = await db.read(system, (tx) => speaker(tx, by))
    await db.write(actor, async (tx) => {
      const { authorityByCode, metropolis } = await territory(tx)
      const authorityId = (by === null ? metropolis : authorityByCode(by))?.id ?? 0
      if (by === null) await arrangeHome(tx, authorityId)
      const found = (await offeredContents(tx, [authorityId], 300)).find((one) => one.type === type)
      const audienceId = await ownAudience(tx, authorityId)
      if (found === undefined || audienceId === undefined) return
      const startsAt = new Date(tx.now.getTime() - DAY_MS)
      const endsAt = new Date(tx.now.getTime() + 60 * DAY_MS)
      await putSpotlight(tx, authorityId, { contentId: found.id, audienceId, startsAt, endsAt })
    })
  }
}
