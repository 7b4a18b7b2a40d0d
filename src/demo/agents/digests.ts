// The digests of the week, in the mailbox of the demonstration: those of a mayor, of a councillor and of an agent.
import { beginDigest, sendDigests } from '#digest'
import { accountByEmail } from '#people'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import type { House } from '#platform/house/house.ts'

const WEEK_MS = 7 * 24 * 3600 * 1000
const READERS = ['maire.bron@parvis.example', 'elue@parvis.example', 'agent.bron@parvis.example']

export async function sendFirstDigests(
  db: Database,
  config: Pick<Config, 'secret' | 'publicUrl'>,
  { digests }: Pick<House, 'digests'>,
): Promise<void> {
  await db.write(system, async (tx) => {
    for (const email of READERS) {
      const person = await accountByEmail(tx, email)
      if (person !== null) await beginDigest(tx, person.personId, new Date(tx.now.getTime() - WEEK_MS))
    }
  })
  await sendDigests({ ...config, sources: digests })(db, {})
}
