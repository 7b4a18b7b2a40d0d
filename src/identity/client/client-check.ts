// What a site may register: exact addresses, https but on one's own machine, nothing that leads inside the house.
// OAuth 2.0 Security BCP (RFC 9700, 2.1 and 4.1); RFC 8252, 8.4 for loopback.
import { isIP } from 'node:net'
import type { FieldProblem } from '#platform/errors.ts'
import { isPublicAddress } from '#platform/outside/guard.ts'
import { CONCESSION_IDS } from '../store/concessions.ts'
import { VALUE_IDS } from '../store/values.ts'
import type { NewClient } from '../store/registered.ts'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/
const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']

/** Is the name one that only this machine or the local network answers to? */
export function isInsideHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0) return !isPublicAddress(bare)
  return (
    bare === 'localhost' ||
    !bare.includes('.') ||
    /\.(localhost|local|internal|intranet|lan|home\.arpa)$/.test(bare)
  )
}

// The address is kept letter for letter: what a browser would rewrite is refused, so that nothing is left to interpretation.
function addressProblem(address: string): string | null {
  const url = URL.parse(address)
  if (url === null || address.length > 500)
    return 'Écrivez une adresse complète, par exemple https://www.exemple.fr/retour.'
  if (address.includes('#')) return 'Une adresse ne peut pas contenir «\u00a0#\u00a0».'
  if (url.username !== '' || url.password !== '') return 'Une adresse ne peut pas contenir d’identifiant.'
  if (address.includes('*')) return 'Écrivez l’adresse exacte, sans «\u00a0*\u00a0».'
  if (url.href !== address && url.href !== `${address}/`)
    return `Écrivez l’adresse comme un navigateur la montre : ${url.href}`
  return null
}

/** Where the browser is sent: https, or http on one's own machine. */
export function redirectProblem(address: string): string | null {
  const problem = addressProblem(address)
  if (problem !== null) return problem
  const { protocol, hostname } = new URL(address)
  if (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) return null
  return 'L’adresse doit commencer par https:// (http:// n’est permis que pour localhost).'
}

/** What Parvis calls itself: https and public, unless its host is one that this site was allowed. */
function callProblem(address: string, privateHosts: readonly string[]): string | null {
  const problem = addressProblem(address)
  if (problem !== null) return problem
  const { protocol, hostname, host } = new URL(address)
  if (protocol !== 'https:' && protocol !== 'http:') return 'L’adresse doit commencer par https://.'
  if (privateHosts.includes(host) || privateHosts.includes(hostname)) return null
  if (protocol !== 'https:') return 'L’adresse doit commencer par https://.'
  return isInsideHost(hostname)
    ? 'Cette adresse est dans un réseau privé\u00a0: elle n’est pas permise pour ce site.'
    : null
}

function keysProblem(client: NewClient): string | null {
  if (client.authMethod !== 'private_key_jwt')
    return client.jwks === null && client.jwksUri === null
      ? null
      : 'Les clés ne servent qu’avec private_key_jwt.'
  if ((client.jwks === null) === (client.jwksUri === null))
    return 'Donnez les clés publiques du site, ou leur adresse.'
  if (client.jwksUri !== null) return callProblem(client.jwksUri, client.privateHosts)
  const keys = client.jwks?.keys ?? []
  if (keys.length === 0 || keys.some((key) => PRIVATE_PARTS.some((part) => part in key)))
    return 'Donnez des clés publiques, et elles seules.'
  return null
}

/** Everything that is wrong with a registration; an empty list when nothing is. */
export function clientProblems(client: NewClient): FieldProblem[] {
  const problems: (FieldProblem | null)[] = [
    /^[\p{L}\p{N}][^<>\p{Cc}]{1,79}$/u.test(client.name)
      ? null
      : {
          field: 'name',
          message:
            'Écrivez le nom du site, en 80 caractères au plus, sans «\u00a0<\u00a0» ni «\u00a0>\u00a0».',
        },
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(client.sector) && client.sector.length <= 40
      ? null
      : { field: 'sector', message: 'Écrivez le secteur en minuscules sans accent, par exemple etat-civil.' },
    client.redirectUris.length === 0
      ? { field: 'redirect', message: 'Donnez au moins une adresse de retour.' }
      : null,
    ...client.redirectUris.map((address) => asProblem('redirect', redirectProblem(address))),
    ...client.postLogoutUris.map((address) => asProblem('postlogout', redirectProblem(address))),
    client.backchannelUri === null
      ? null
      : asProblem('backchannel', callProblem(client.backchannelUri, client.privateHosts)),
    asProblem('keys', keysProblem(client)),
    ...client.privateHosts.map((host) =>
      /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/.test(host)
        ? null
        : { field: 'privatehost', message: 'Écrivez un nom de machine, par exemple siu.mairie.lan.' },
    ),
    client.requiredValues.every((id) => client.allowedValues.includes(id)) &&
    client.allowedValues.every((id) => (VALUE_IDS as readonly string[]).includes(id))
      ? null
      : { field: 'values', message: `Choisissez parmi : ${VALUE_IDS.join(', ')}.` },
    client.concessions.every((id) => (CONCESSION_IDS as readonly string[]).includes(id))
      ? null
      : { field: 'concessions', message: `Choisissez parmi : ${CONCESSION_IDS.join(', ')}.` },
  ]
  return problems.filter((problem) => problem !== null)
}

const asProblem = (field: string, message: string | null): FieldProblem | null =>
  message === null ? null : { field, message }
