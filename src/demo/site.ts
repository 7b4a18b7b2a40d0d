// The town's own site of the demonstration (demo-site/), as the account knows it, and the people who signed in there.
import { ownAudience } from '#audiences'
import { giveConsent, keepSite, type OwnSite, sealValues, type SiteAddresses } from '#identity'
import { keepApplication } from '#intranet'
import { createPerson } from '#people'
import { system } from '#platform/actor.ts'
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

/** Residents who signed in there, how many days ago each. */
const VISITORS = [
  ['Lucie Terraillon', 2],
  ['Omar Caravelle', 5],
  ['Jeanne Parilly', 9],
  ['Mathis Rebufer', 13],
  ['Salomé Essartine', 16],
  ['Idriss Boutasse', 21],
  ['Paulette Vinatière', 27],
  ['Hugo Genève', 33],
  ['Anna Montgolfier', 41],
  ['Bilal Champfleur', 56],
  ['Suzanne Lacouture', 78],
  ['Théo Brossolet', 104],
] as const

/** Registers it, or says where it listens now. @returns null when the territory is not that of the demonstration */
export const connectDemoSite = (
  db: Database,
  config: Pick<Config, 'secret'>,
  addresses: SiteAddresses,
): Promise<{ clientId: string; clientSecret: string } | null> =>
  keepSite(db, config, SITE, addresses, {
    // On the desk of the agents of its town, where signing in begins.
    async settled(tx, authorityId) {
      const audienceId = await ownAudience(tx, authorityId)
      const href = new URL('/connexion', addresses.redirectUri).href
      if (audienceId !== undefined)
        await keepApplication(tx, { authorityId, clientId: SITE.id, href, audienceId })
    },
  })

const mailOf = (name: string): string =>
  `${name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.')}@parvis.example`

/** Some residents sign in there in the past year, each agreeing to its page; nothing without a site beside the program. */
export async function visitDemoSite(
  db: Database,
  config: Pick<Config, 'secret' | 'demoSite'>,
): Promise<void> {
  const { demoSite: origin } = config
  if (origin === undefined) return
  const at = (path: string): string => new URL(path, origin).href
  const addresses = {
    redirectUri: at('/retour'),
    postLogoutUri: at('/au-revoir'),
    backchannelUri: at('/deconnexion-annoncee'),
  }
  const registered = await connectDemoSite(db, config, addresses)
  if (registered === null) return
  await db.write(system, async (tx) => {
    for (const [name, ago] of VISITORS) {
      const then = { ...tx, now: new Date(tx.now.getTime() - ago * 86_400_000) }
      const personId = await createPerson(then, { email: mailOf(name), name })
      const seal = () => sealValues([name])
      const said = { scopes: ['openid', 'profile'], required: ['name'], asked: [], chosen: [], seal }
      await giveConsent(then, { personId, clientId: registered.clientId, ...said })
    }
  })
}
