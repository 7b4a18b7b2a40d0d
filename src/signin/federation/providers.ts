// The two providers of the State: what is asked of each, and what each level of assurance is worth here.
import type { Config } from '#platform/config.ts'
import type { ProviderSettings } from './settings.ts'

export type ProviderId = 'franceconnect' | 'proconnect'

export interface Provider {
  readonly id: ProviderId
  /** As people know it. */
  readonly name: string
  /** What is asked at `/authorize`, beside what every request holds. */
  readonly parameters: Readonly<Record<string, string>>
  /** For each level accepted, how many factors it proves; a level that is absent is refused. */
  readonly levels: Readonly<Record<string, 1 | 2>>
  /** How long the provider's own session lasts, in milliseconds: afterwards there is nothing to sign out of. */
  readonly sessionLife: number
}

const HOUR = 3_600_000

const TWO_FACTORS = [
  'eidas0-mfa',
  'eidas1-mfa',
  'eidas2',
  'eidas3',
  'https://proconnect.gouv.fr/assurance/self-asserted-2fa',
  'https://proconnect.gouv.fr/assurance/consistency-checked-2fa',
]

/** FranceConnect v2, low level. A password there: one factor here. */
const franceConnect: Provider = {
  id: 'franceconnect',
  name: 'FranceConnect',
  // idp_birthdate: the only one that says that a day or a month of birth is presumed.
  parameters: { scope: 'openid identite_pivot preferred_username email idp_birthdate', acr_values: 'eidas1' },
  levels: { eidas1: 1, eidas2: 1, eidas3: 1 },
  sessionLife: HOUR / 2,
}

/** ProConnect. Two factors are asked; who comes back with one gives the second here. */
const proConnect: Provider = {
  id: 'proconnect',
  name: 'ProConnect',
  parameters: {
    scope: 'openid given_name usual_name email uid siret idp_id',
    claims: JSON.stringify({ id_token: { acr: { essential: true, values: TWO_FACTORS.slice(0, 4) } } }),
  },
  levels: { eidas0: 1, eidas1: 1, ...Object.fromEntries(TWO_FACTORS.map((acr) => [acr, 2 as const])) },
  sessionLife: 12 * HOUR,
}

export const providers: Readonly<Record<ProviderId, Provider>> = {
  franceconnect: franceConnect,
  proconnect: proConnect,
}

/** The installation's registration at the provider; null: not used, its buttons and pages are absent. */
export function settingsOf(config: Pick<Config, ProviderId>, id: ProviderId): ProviderSettings | null {
  return config[id]
}

/** Where the provider sends people back, exactly as registered. */
export const returnAddress = (publicUrl: string, id: ProviderId): string =>
  `${publicUrl}/connexion/${id}/retour`

/** Where the provider sends people back once signed out, exactly as registered. */
export const signedOutAddress = (publicUrl: string): string => `${publicUrl}/deconnexion/retour`
