// Gives the square of one partner and sector to an application of a phone: as what is printed on a card, with a value of its own. As the system.
import { randomUUID } from 'node:crypto'
import type { Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { addDays, endOfDay, territory, todayThere } from '#territory'
import { issueTokens } from '../issue/tokens.ts'
import { type App, addSupport, endSupport, supportsOf } from '../record/passes.ts'
import { sectorName } from '../record/sectors.ts'
import { printed } from '../token/present.ts'
import { onPaper } from '../holder/paper.ts'
import type { ShownCard } from './shown.ts'

export const APPS: Readonly<Record<App, string>> = { apple: 'Apple Wallet', google: 'Google Wallet' }
/** Days; what is shown is a paper, which lasts a year. */
const LASTS = 364

/**
 * One application has it once: the one before is replaced.
 * @param pair « partner:sector »
 * @throws Conflict in words when it opens nothing on paper there
 */
export async function giveFile(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { passId, app, pair }: { passId: number; app: App; pair: string },
): Promise<ShownCard> {
  const today = await todayThere(tx)
  const rights = (await onPaper(tx, passId, today)).find(
    ([one]) => one !== undefined && `${one.partnerId}:${one.sector}` === pair,
  )
  const [first] = rights ?? []
  if (rights === undefined || first === undefined)
    throw new Conflict('Ce droit ne se montre plus par un carré\u00a0: relisez la page.')
  const label = `${APPS[app]}\u00a0: ${first.partner}`.slice(0, 80)
  for (const one of await supportsOf(tx, passId))
    if (one.endedAt === null && one.app === app && one.label === label)
      await endSupport(tx, { passId, id: one.id, as: 'replaced' })
  const until = addDays(today, LASTS)
  const supportId = await addSupport(tx, { passId, kind: 'wallet', label, app, expiresOn: until })
  const { partnerId, sector, partner } = first
  const [token] = await issueTokens(tools, tx, { passId, partnerId, sector, supportId }, 'paper')
  if (token === undefined) throw new Conflict('Ce droit ne s’ouvre pas aujourd’hui.')
  const { zone, metropolis } = await territory(tx)
  return {
    ...{ serial: randomUUID(), issuer: metropolis.name, partner, sector: sectorName(sector) },
    rights: rights.map((one) => [one.product, one.label].filter((word) => word !== '').join(', ')),
    ...{ square: printed(token), until: endOfDay(until, zone) },
  }
}
