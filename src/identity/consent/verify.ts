// Verifies the ledgers of consents (npm run verify).
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import type { Broken } from '#platform/ledger/verify.ts'
import { type ChainedEntry, entryFault } from '../store/consent-chain.ts'
import { chainedEntries, cutLedgers, shortenedLedgers } from '../store/queries.consent.ts'

const BATCH = 5000

/** Walks every ledger. @returns how many entries were read, and each that does not hold */
export async function verifyConsents(
  db: Database,
): Promise<{ entries: number; shortened: number; broken: Broken[] }> {
  const broken: Broken[] = []
  let entries = 0
  let before: ChainedEntry | undefined
  for (;;) {
    const after = before ?? { personId: 0, seq: 0 }
    const rows = await db.read(system, (tx) => chainedEntries(tx, after, BATCH))
    for (const row of rows) {
      const why = entryFault(row, before)
      if (why !== null) broken.push({ subject: `ledger:${row.personId}`, seq: row.seq, why })
      before = row
    }
    entries += rows.length
    if (rows.length < BATCH) break
  }
  const { cut, shortened } = await db.read(system, async (tx) => ({
    cut: await cutLedgers(tx),
    shortened: await shortenedLedgers(tx),
  }))
  for (const { personId, seq, endSeq } of cut)
    broken.push({ subject: `ledger:${personId}`, seq, why: `is missing: the ledger ends with ${endSeq}` })
  return { entries, shortened, broken }
}
