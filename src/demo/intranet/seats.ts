// Who signed up to the workshop of the demonstration: more than there are seats, each in their own name.
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { offeredContents, openVisit, takeSeat } from '#publishing'
import { addDays, territory, todayThere } from '#territory'

const TITLE = 'Atelier\u00a0: écrire une réponse claire'
const [SEATS, OPEN_DAYS] = [4, 12]
const GUESTS = ['nora.gerland', 'lise.arbres', 'agent.bron', 'awa.proprete', 'sacha.habitat', 'malo.vauzelle']

export async function signUp(
  db: Database,
  admin: Actor,
  actorOf: (tx: Read, email: string) => Promise<Actor>,
): Promise<void> {
  const id = await db.write(admin, async (tx) => {
    const { metropolis } = await territory(tx)
    const plain = (title: string) => title.replaceAll('\u00a0', ' ')
    const found = (await offeredContents(tx, [metropolis.id], 300)).find(
      ({ title }) => plain(title) === plain(TITLE),
    )
    if (found === undefined) return null
    await openVisit(tx, found.id, SEATS, addDays(await todayThere(tx), OPEN_DAYS))
    return found.id
  })
  if (id === null) return
  const people = await db.read(system, (tx) =>
    Promise.all(GUESTS.map((name) => actorOf(tx, `${name}@parvis.example`))),
  )
  for (const who of people) await db.write(who, (tx) => takeSeat(tx, id))
}
