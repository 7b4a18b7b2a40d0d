// Spraying: many accounts, few tries each, so that no account’s own limit is reached. Each account tried from a network for
// the first time in an hour votes: a failure adds one, a success takes one away. A network with too many failures waits;
// when the whole place has too many, every network waits sooner, and the journal says so (OWASP ASVS 5.0 V6.3.1).
import { type Counter, count, countsOf, type Throttling, throttle, tooMany } from '#platform/throttle.ts'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db.ts'
import { TooMany } from '#platform/errors.ts'
import { LIMITS } from '#platform/limits.ts'
import { tellSecurity } from '#platform/security-notes.ts'

const SENTENCE =
  'Trop de comptes différents ont été essayés depuis votre réseau. Attendez une heure, utilisez une clé d’accès, ou un appareil qui s’est déjà connecté.'

const EVERYWHERE: Counter = { key: 'spraying:everywhere', ...LIMITS.accountsFromEverywhere }

const here = (network: string, isAlerted: boolean): Counter => ({
  key: `spraying:network:${network}`,
  ...(isAlerted ? LIMITS.accountsFromNetworkAlerted : LIMITS.accountsFromNetwork),
})

/** @throws TooMany for a network from which too many accounts failed */
export async function refuseSpraying(
  tx: Read,
  tools: Pick<Throttling, 'config'>,
  network: string,
): Promise<void> {
  const [all, its] = await countsOf(tx, tools, [EVERYWHERE, here(network, false)])
  const isAlerted = (all?.count ?? 0) >= EVERYWHERE.limit
  if ((its?.count ?? 0) >= here(network, isAlerted).limit) throw tooMany(its?.wait ?? 0, SENTENCE)
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
