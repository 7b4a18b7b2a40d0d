// The classified ads of the demonstration, told through the real verb, on their days.
import { readFile } from 'node:fs/promises'
import { postAd } from '#ads'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { z } from 'zod'

const text = z.string().min(1)
const Told = z.array(
  z.strictObject({
    ...{ by: text, category: text, title: text, text, price: z.int().nullable(), place: text },
    isShared: z.boolean(),
    daysAgo: z.int().positive(),
  }),
)

interface Teller {
  db: Database
  /** The same, on another day. */
  onDay: (daysAgo: number) => Database
  actorOf: (tx: Read, email: string) => Promise<Actor>
}

/** Tells them all. `file`: definitions/demo/ads.json. */
export async function tellAds({ db, onDay, actorOf }: Teller, file: string): Promise<void> {
  for (const { by, daysAgo, ...said } of Told.parse(JSON.parse(await readFile(file, 'utf8')))) {
    const author = await db.read(system, (tx) => actorOf(tx, by))
    await onDay(daysAgo).write(author, (tx) => postAd(tx, tx.actor.memberships[0]?.authorityId ?? 0, said))
  }
}
