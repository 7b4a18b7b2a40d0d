// What an installation still needs before people come, and what it must not hold: said, or refused, at each start.
import { hasAdministrator } from '#signin'
import { demoPeople } from '#demo'
import { system } from '#platform/actor.ts'
import type { Config } from './platform/config.ts'
import type { Database, Read } from './platform/db/db.ts'
import type { Held, RetentionRule } from './platform/house/retention.ts'
import { StartError } from './platform/start-error.ts'
import { register, unequalRules } from '#register'
import { territory } from '#territory'

const INVITE = 'npm run admin -- invite adresse@exemple.fr'

/** Rules of retention to which the register gives no duration. @throws StartError when it names one that nobody brings */
async function unsaidRules(tx: Read, rules: readonly RetentionRule[]): Promise<string[]> {
  const { entries } = await register(tx)
  const { unknown, unsaid } = unequalRules(entries, rules)
  if (unknown.length > 0)
    throw new StartError(
      `Le registre des traitements nomme des règles de conservation que rien n’applique : ${unknown.join(', ')}. Corrigez-le, puis lancez npm run import.`,
    )
  if (entries.length === 0) return []
  return unsaid.map(
    ({ id, label }) =>
      `Le registre des traitements ne dit pas combien de temps garder « ${label} » (${id}) : rien ne l’efface.`,
  )
}

/**
 * Outside the demonstration: what to do next, in order; nothing when the installation is ready.
 * @throws StartError when no territory was imported, when the database was filled by the demonstration and nobody said
 * PARVIS_DEMO, or when the register of processing names a rule of retention that no module brings
 */
export async function toDoFirst(
  db: Database,
  { demo, isDemoRefused }: Config,
  { retention: rules }: Pick<Held, 'retention'>,
): Promise<string[]> {
  return db.read(system, async (tx) => {
    const unsaid = await unsaidRules(tx, rules)
    if (demo) return unsaid
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
      ...unsaid,
    ]
  })
}
