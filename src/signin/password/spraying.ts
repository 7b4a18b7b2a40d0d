// Spraying: many accounts, few tries each, so that no account’s own limit is reached. Each account tried from a network for
// the first time in an hour votes: a failure adds one, a success takes one away. A network with too many failures closes;
// when the whole place has too many, every network closes sooner, and the journal says so (OWASP ASVS 5.0 V6.3.1).
// A closed network learns nothing by trying, and keeps nobody out: see sign-in-link.ts.
import {
  type Counter,
  count,
  countsOf,
  type Throttling,
  throttle,
  tooMany,
} from '#platform/limits/throttle.ts'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { TooMany } from '#platform/errors.ts'
import { LIMITS } from '../entry/limits.ts'
import { tellSecurity } from '#platform/limits/security-notes.ts'

const EVERYWHERE: Counter = { key: 'spraying:everywhere', ...LIMITS.accountsFromEverywhere }

/** Tries of every closed network together, while the whole place is under attack: hashes are dear. */
const CLOSED: Counter = { key: 'spraying:closed', ...LIMITS.passwordsOfClosed }

const here = (network: string, isAlerted: boolean): Counter => ({
  key: `spraying:network:${network}`,
  ...(isAlerted ? LIMITS.accountsFromNetworkAlerted : LIMITS.accountsFromNetwork),
})

/**
 * For a network from which too many accounts failed, or an account that failed too often in a row (`ever`): what its tries are
 * counted by besides. null: both are open.
 * @throws TooMany at once, for one statement, while the whole place is under attack and closed networks have had their share
 */
export async function closedCounters(
  tx: Read,
  tools: Pick<Throttling, 'config'>,
  network: string,
  ever: Counter,
): Promise<Counter[] | null> {
  const asked = [EVERYWHERE, here(network, false), CLOSED, ever]
  const [all, its, closed, own] = await countsOf(tx, tools, asked)
  const isAlerted = (all?.count ?? 0) >= EVERYWHERE.limit
  if ((its?.count ?? 0) < here(network, isAlerted).limit) return (own?.failures ?? 0) < ever.limit ? null : []
  if (!isAlerted) return []
  if ((closed?.count ?? 0) >= CLOSED.limit) throw tooMany(closed?.wait ?? 0)
  return [CLOSED]
}

/** An account failed, tried from that network for the first time in an hour. */
export async function noteFailedAccount(tools: Throttling, network: string): Promise<void> {
  const all = await tools.db.write(system, async (tx) => {
    await count(tx, tools, [EVERYWHERE, here(network, false)])
    return (await countsOf(tx, tools, [EVERYWHERE]))[0]
  })
  if ((all?.count ?? 0) < EVERYWHERE.limit) return
  try {
    await throttle(tools, 'spraying:told', LIMITS.sprayingTold)
    tellSecurity(tools.db, {
      event: 'spraying',
      accounts: EVERYWHERE.limit,
      seconds: EVERYWHERE.windowSeconds,
    })
  } catch (error) {
    // Told already, a moment ago.
    if (!(error instanceof TooMany)) throw error
  }
}

/** What an account that opened, tried from that network for the first time in an hour, gives back. */
export const openedCounters = (network: string): Counter[] => [EVERYWHERE, here(network, false)]
