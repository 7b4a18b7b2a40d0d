// The sites of the demonstration (demo-site/), as the account knows them: the town's own, and who signed in there; applications of agents.
import { ownAudience } from '#audiences'
import { giveConsent, keepSite, type OwnSite, sealValues, type SiteAddresses } from '#identity'
import { keepApplication } from '#intranet'
import { createPerson } from '#people'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database, Write } from '#platform/db/db.ts'

const METROPOLIS = '200046977'
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

/** On the desk of the agents of its authority, where signing in begins. */
const offeredTo =
  (clientId: string, { redirectUri }: SiteAddresses) =>
  async (tx: Write, authorityId: number): Promise<void> => {
    const audienceId = await ownAudience(tx, authorityId)
    const href = new URL('/connexion', redirectUri).href
    if (audienceId !== undefined) await keepApplication(tx, { authorityId, clientId, href, audienceId })
  }

/** Registers it, or says where it listens now. @returns null when the territory is not that of the demonstration */
export const connectDemoSite = (
  db: Database,
  config: Pick<Config, 'secret'>,
  addresses: SiteAddresses,
): Promise<{ clientId: string; clientSecret: string } | null> =>
  keepSite(db, config, SITE, addresses, { settled: offeredTo(SITE.id, addresses) })

/** Applications of the agents of the metropolis, by the guise of the site that stands for each (demo-site/guise.ts). */
const TOOLS: Readonly<Record<string, Pick<OwnSite, 'id' | 'name'>>> = {
  temps: { id: 'temps-et-conges', name: 'Temps et congés' },
  formation: { id: 'formation-en-ligne', name: 'Formation en ligne' },
  frais: { id: 'frais-de-mission', name: 'Frais de mission' },
}

/** The same for one of them. @returns null when there is none in that guise, or the territory is another */
export async function connectDemoTool(
  db: Database,
  config: Pick<Config, 'secret'>,
  guise: string,
  addresses: SiteAddresses,
): Promise<{ clientId: string; clientSecret: string } | null> {
  const tool = TOOLS[guise]
  if (tool === undefined) return null
  const site: OwnSite = {
    ...{ ...tool, authority: METROPOLIS, sector: 'relation' },
    ...{ allowedValues: ['name', 'email'], requiredValues: ['name'] },
  }
  const offered = { settled: offeredTo(tool.id, addresses) }
  return keepSite(db, config, site, addresses, offered)
}

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
