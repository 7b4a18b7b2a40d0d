// What contributors of the example territory were trained in, and thanked for, by whoever publishes there; and the report of its year.
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { contributors, giveThanks, makeReview, noteTraining } from '#steering'
import { addDays, localDay, territory } from '#territory'

const EDITORS = ['admin@parvis.example', 'admin.bron@parvis.example']
/** What it was, and how many days ago. */
const TRAININGS = [
  ['Écrire simplement', 201],
  ['Décrire une image, un tableau', 52],
] as const
const WORDS = [
  'Votre page a été reprise par six communes\u00a0: merci de l’avoir tenue à jour tout l’été.',
  'Deux phrases au lieu de dix, et plus personne n’appelle pour demander. Merci.',
  'Merci d’avoir relu les fiches de vos collègues avant la rentrée.',
]

/** In January nothing of the year is over: it is the one before. */
async function review(db: Database, actor: Actor): Promise<void> {
  const asked = await db.read(actor, async (tx) => {
    const place = await territory(tx)
    const authority = place.authority(actor.memberships[0]?.authorityId ?? place.metropolis.id)
    const today = localDay(tx.now, place.zone)
    const now = Number(today.slice(0, 4))
    const year = today < `${now}-02-01` ? now - 1 : now
    return { authorityId: authority.id, year, name: authority.name }
  })
  await makeReview(db, actor, asked)
}

/** As whoever publishes: some were trained twice, some once, some never; every other one was thanked. */
export async function thankContributors(
  db: Database,
  actorOf: (tx: Read, email: string) => Promise<Actor>,
): Promise<void> {
  for (const email of EDITORS) {
    const actor = await db.read(system, (tx) => actorOf(tx, email))
    await db.write(actor, async (tx) => {
      const today = localDay(tx.now, (await territory(tx)).zone)
      const others = (await contributors(tx)).filter(
        ({ personId, authorityId }) =>
          personId !== actor.personId && actor.memberships.some((post) => post.authorityId === authorityId),
      )
      for (const [at, one] of others.entries()) {
        for (const [what, days] of TRAININGS.slice(0, 2 - (at % 3)))
          await noteTraining(tx, one, { what, onDay: addDays(today, -days - 7 * (at % 2)) })
        if (at % 2 === 0) await giveThanks(tx, one, WORDS[(at / 2) % WORDS.length] ?? '')
      }
    })
    await review(db, actor)
  }
}
