// A commune joins: made one of the territory with its usual units, closed until it chooses a day, its first administrator invited.
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { inviteAdministrator } from '#signin'
import { addCommune, addDays, type Joined, localDay, territory } from '#territory'

/** Days before a commune that joins answers by itself, unless it says another day: time to see to what is left. */
const DAYS_TO_PREPARE = 30

/**
 * @param mail of its first administrator; null: nobody is invited
 * @returns what was made, and the link of the invitation
 * @throws BadInput on `commune` or `mail`
 */
export async function join(
  db: Database,
  { commune, mail }: { commune: string; mail: string | null },
  writer: Writer,
): Promise<Joined & { link: string | null }> {
  // First, for nothing is half done.
  if (mail !== null && !isMailAddress(mail.trim()))
    throw new BadInput([{ field: 'mail', message: `${mail} n’est pas une adresse e-mail.` }])
  const { hostname } = new URL(writer.origin)
  const joined = await db.write(system, async (tx) => {
    const today = localDay(tx.now, (await territory(tx)).zone)
    return addCommune(tx, { code: commune, host: hostname, opensOn: addDays(today, DAYS_TO_PREPARE) })
  })
  if (mail === null) return { ...joined, link: null }
  const { link } = await inviteAdministrator(db, mail, writer, joined.authorityId)
  return { ...joined, link }
}
