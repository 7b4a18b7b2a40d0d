// What identity forgets with time: consents that served nobody, proofs that have served, notices that were handed over.
import type { Read } from '#platform/db/db.ts'
import { type RetentionRule, simple } from '#platform/house/retention.ts'
import { register } from '#register'
import { expireConsents } from './consent/consent.ts'
import { forgetConsents, type SiteScope } from './store/queries.consent.ts'
import { forgetDeliveries } from './store/queries.logout.ts'

/** The sites of an entry: those of its sector and controller; of every authority that has no entry of its own, when all share it. */
async function sitesOf(tx: Read, id: string): Promise<SiteScope | null> {
  const known = await register(tx)
  const entry = known.entry(id)
  if (entry === undefined) return null
  const others = known.entries.filter(
    ({ kind, sector, controller }) =>
      kind === 'sites' && sector === entry.sector && controller !== 'each-authority',
  )
  return {
    sector: entry.sector,
    authorityCode: entry.controller === 'each-authority' ? null : entry.controller,
    except: others.map(({ controller }) => controller),
  }
}

export const retention: readonly RetentionRule[] = [
  {
    id: 'consent.expire',
    label: 'Accords sans usage',
    perEntry: true,
    async sweep(tx, { before, most, entry }) {
      const scope = await sitesOf(tx, entry)
      return scope === null ? 0 : expireConsents(tx, before, scope, most)
    },
  },
  simple('consent.delete', 'Preuves d’accord terminées', forgetConsents),
  simple('logout.delete', 'Avis de déconnexion remis aux sites', forgetDeliveries),
]
