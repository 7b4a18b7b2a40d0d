// npm run verify: walks every chain (histories, accesses, answers to sites) and their ends; its code says whether all hold.
import { verifyConsents } from '#identity'
import type { Database } from '#platform/db/db.ts'
import { verifyAccess, verifyHistory } from '#platform/ledger/verify.ts'

const shortenedBy = (count: number, what: string): string => `(${count} ${what} shortened by retention)`

/** Says what was walked, then each entry that does not hold. @returns 0 when every chain holds, else 2 */
export async function commandVerify(db: Database, say: (line: string) => void): Promise<number> {
  const { subjects, events, chains, broken } = await verifyHistory(db)
  const access = await verifyAccess(db)
  const consents = await verifyConsents(db)
  const all = [...broken, ...access.broken, ...consents.broken]
  say(`${subjects} histories, ${events} events`)
  say(
    `${access.journals} journals of accesses, ${access.entries} entries ${shortenedBy(access.shortened, 'journals')}; ${consents.entries} answers to sites ${shortenedBy(consents.shortened, 'ledgers')}`,
  )
  say(`${chains} ends of chains: ${all.length === 0 ? 'every chain holds' : 'BROKEN'}`)
  for (const { subject, seq, why } of all) say(`  ${subject} entry ${seq}: ${why}`)
  return all.length === 0 ? 0 : 2
}
