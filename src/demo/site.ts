// The town's own site of the demonstration (demo-site/), as the account knows it.
import { keepSite, type OwnSite, type SiteAddresses } from '#identity'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'

const SITE: OwnSite = {
  id: 'site-de-bron',
  authority: '69029',
  sector: 'etat-civil',
  name: 'Le site de Bron',
  allowedValues: ['name', 'email', 'lives_in_commune', 'is_adult'],
  requiredValues: ['name'],
}

/** Registers it, or says where it listens now. @returns null when the territory is not that of the demonstration */
export const connectDemoSite = (
  db: Database,
  config: Pick<Config, 'secret'>,
  addresses: SiteAddresses,
): Promise<{ clientId: string; clientSecret: string } | null> => keepSite(db, config, SITE, addresses)
