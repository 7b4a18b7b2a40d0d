// Some have said that they have read what is urgent, others have not: whoever publishes reads both.
import { acknowledge, unacknowledged } from '#publishing'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'

const SAY = ['agent.bron@parvis.example', 'remi.bron@parvis.example']

export async function sayRead(
  db: Database,
  actorOf: (tx: Read, email: string) => Promise<Actor>,
): Promise<void> {
  for (const email of SAY) {
    const actor = await db.read(system, (tx) => actorOf(tx, email))
    await db.write(actor, async (tx) => {
      const { personId } = actor
      if (personId === null) return
      for (const { id } of await unacknowledged(tx, personId, 10)) await acknowledge(tx, id, personId)
    })
  }
}
