// What a site may be allowed that is weaker than the rest, because its software cannot do better: one by one, by its authority.
// Without PKCE, the code is bound to the browser by `nonce` alone (RFC 9700, 2.1.1). Values in the ID token go where it goes:
// the site's session, and the address of a sign-out (`id_token_hint`).
import { errors } from 'oidc-provider'

export type ConcessionId = 'without_pkce' | 'id_token_values'

export interface Concession {
  id: ConcessionId
  /** What is allowed. */
  label: string
  /** When it is needed. */
  hint: string
  /** What is weaker then. */
  weaker: string
}

export const CONCESSIONS: readonly Concession[] = [
  {
    id: 'without_pkce',
    label: 'Se connecter sans PKCE',
    hint: 'Pour LemonLDAP::NG 2.16 ou passport-openidconnect. Le site doit alors envoyer et vérifier un «\u00a0nonce\u00a0».',
    weaker:
      'Un code de connexion volé n’est plus refusé par Parvis\u00a0: c’est au site de le reconnaître, par son «\u00a0nonce\u00a0». Parvis exige ce «\u00a0nonce\u00a0» et la preuve du site, mais ne peut pas vérifier que le site le contrôle.',
  },
  {
    id: 'id_token_values',
    label: 'Recevoir les valeurs dans le jeton d’identité',
    hint: 'Pour un logiciel qui ne lit pas la réponse d’identité (userinfo), comme Auth.js sans réglage.',
    weaker:
      'Les valeurs accordées voyagent avec le jeton d’identité\u00a0: dans la session du site, et dans l’adresse de la page quand le site demande une déconnexion. Elles peuvent rester dans des journaux.',
  },
]

export const CONCESSION_IDS = CONCESSIONS.map(({ id }) => id)

export const concessionLabel = (id: string): string => CONCESSIONS.find((one) => one.id === id)?.label ?? id

/** Are the values to be put in the ID token of that site? */
export const takesIdTokenValues = (concessions: unknown): boolean =>
  isConceded(concessions, 'id_token_values')

/**
 * Must that request use PKCE?
 * @throws InvalidRequest without `nonce` where PKCE is not asked
 */
export function requiresPkce(concessions: unknown, nonce: unknown): boolean {
  if (!isConceded(concessions, 'without_pkce')) return true
  if (typeof nonce !== 'string' || nonce === '')
    throw new errors.InvalidRequest('without PKCE, this site must send a nonce')
  return false
}

const isConceded = (concessions: unknown, id: ConcessionId): boolean =>
  Array.isArray(concessions) && concessions.includes(id)
