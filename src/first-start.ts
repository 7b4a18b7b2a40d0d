// What an installation still needs before people come, and what it must not hold: said, or refused, at each start.
import { hasAdministrator } from '#signin'
import { demoPeople } from '#demo'
import { system } from '#platform/actor.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/db.ts'
import { StartError } from './platform/start-error.ts'
import { territory } from '#territory'

const INVITE = 'npm run admin -- invite adresse@exemple.fr'

/**
 * Outside the demonstration: what to do next, in order; nothing when the installation is ready.
 * @throws StartError when no territory was imported, or when the database was filled by the demonstration and nobody said PARVIS_DEMO
 */
export async function toDoFirst(db: Database, { demo, isDemoRefused }: Config): Promise<string[]> {
  if (demo) return []
  return db.read(system, async (tx) => {
    const open = await tx.q
      .selectFrom('accounts.person')
      .select('email')
      .where(
        'email',
        'in',
        demoPeople.map(({ email }) => email),
      )
      .where('closed_at', 'is', null)
      .execute()
    if (open.length > 0 && !isDemoRefused)
      throw new StartError(
        'Cette base a été remplie par la démonstration\u00a0: ses comptes ont un mot de passe public. ' +
          'Donnez une autre base (DATABASE_URL ou PARVIS_DATA), ou PARVIS_DEMO=1 pour rester en démonstration.',
      )
    // Refuses by itself, in words: without a territory nobody can answer.
    await territory(tx)
    return [
      ...(open.length > 0
        ? [
            `Attention : ${open.length} comptes de démonstration au mot de passe public sont ouverts dans cette base.`,
          ]
        : []),
      ...((await hasAdministrator(tx)) ? [] : [`Personne n’administre cette installation : ${INVITE}`]),
    ]
  })
}
