// A commune joins: made one of the territory with its usual units, closed until it chooses a day, its agreement begun, its first
// administrator invited.
import { prepare } from '#agreements'
import { countPosts } from '#people'
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { the } from '#platform/french/noun.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { capital } from '#platform/ui/french.ts'
import { inviteAdministrator } from '#signin'
import {
  addCommune,
  addDays,
  authorityNoun,
  type Joined,
  localDay,
  OFFICIAL_CENSUS,
  territory,
} from '#territory'

/** Days before a commune that joins answers by itself, unless it says another day: time to see to what is left. */
const DAYS_TO_PREPARE = 30

/** No name stands under an address made of figures. */
const IP = /^[\d.]+$|^\[/

const MISSING = {
  grid: 'Sa convention reste à préparer\u00a0: aucune grille de prix n’est votée.',
  decree: `Sa convention reste à préparer\u00a0: notez d’abord un décret des populations de ${OFFICIAL_CENSUS}, dans «\u00a0Conventions\u00a0».`,
} as const

const alreadyKept = (name: string): string =>
  `${capital(the(authorityNoun({ name })))} est déjà du territoire, et quelqu’un l’administre\u00a0: vérifiez le code, ou invitez depuis la page de ses agents.`

/** Its agreement begins with its counter. @returns in a sentence, what stands there */
async function beginAgreement(tx: Write, authorityId: number): Promise<string> {
  const authority = (await territory(tx)).authority(authorityId)
  const prepared = await prepare(tx, authority, authority.opensOn ?? (await today(tx)))
  return 'missing' in prepared
    ? MISSING[prepared.missing]
    : `Sa convention n° ${prepared.number} est un projet\u00a0: relisez-le, puis notez les votes et les signatures.`
}

const today = async (tx: Write): Promise<string> => localDay(tx.now, (await territory(tx)).zone)

/**
 * @param mail of its first administrator; null: nobody is invited
 * @returns what was made, what its agreement is at, and the link of the invitation
 * @throws BadInput on `commune` or `mail`
 */
export async function join(
  db: Database,
  { commune, mail }: { commune: string; mail: string | null },
  writer: Writer,
): Promise<Joined & { agreement: string; link: string | null }> {
  // First, for nothing is half done.
  if (mail !== null && !isMailAddress(mail.trim()))
    throw new BadInput([{ field: 'mail', message: `${mail} n’est pas une adresse e-mail.` }])
  const { hostname } = new URL(writer.origin)
  const host = IP.test(hostname) ? null : hostname
  const joined = await db.write(system, async (tx) => {
    const opensOn = addDays(await today(tx), DAYS_TO_PREPARE)
    const made = await addCommune(tx, { code: commune, host, opensOn })
    // Whoever mistypes a code would invite a stranger to administer a town that others administer.
    if (mail !== null && !made.isNew && (await countPosts(tx, made.authorityId, ['admin'])) > 0)
      throw new BadInput([{ field: 'commune', message: alreadyKept(made.name) }])
    return { ...made, agreement: made.isNew ? await beginAgreement(tx, made.authorityId) : '' }
  })
  if (mail === null) return { ...joined, link: null }
  const { link } = await inviteAdministrator(db, mail, writer, joined.authorityId)
  return { ...joined, link }
}
