// The classified ads of the demonstration, told through the real verbs, on their days.
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { addPhoto, postAd } from '#ads'
import { receive, type Storing } from '#files'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { z } from 'zod'
import { drawn, DRAWINGS } from './ad-drawings.ts'

const text = z.string().min(1)
const Told = z.array(
  z.strictObject({
    ...{ by: text, category: text, title: text, text, price: z.int().nullable(), place: text },
    isShared: z.boolean(),
    daysAgo: z.int().positive(),
    photos: z.array(z.strictObject({ drawing: z.enum(DRAWINGS), alternative: text })),
  }),
)

interface Teller {
  db: Database
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  storing: Pick<Storing, 'files' | 'config'>
  actorOf: (tx: Read, email: string) => Promise<Actor>
}

/** Tells them all. `file`: definitions/demo/ads.json. */
export async function tellAds({ db, onDay, storing, actorOf }: Teller, file: string): Promise<void> {
  for (const { by, daysAgo, photos, ...said } of Told.parse(JSON.parse(await readFile(file, 'utf8')))) {
    const actor = await db.read(system, (tx) => actorOf(tx, by))
    const past = onDay(daysAgo)
    const id = await past.write(actor, (tx) => postAd(tx, tx.actor.memberships[0]?.authorityId ?? 0, said))
    for (const { drawing, alternative } of photos) {
      const sent = { source: Readable.from([await drawn(drawing)]), name: `${drawing}.png` }
      const { fileId } = await receive({ db, actor, ...storing }, sent, {
        ...{ accept: ['image'], maxBytes: 5_000_000 },
      })
      await past.write(actor, (tx) => addPhoto(tx, id, fileId, alternative))
    }
  }
}
