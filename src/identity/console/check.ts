// Calls the addresses of a site from here, under the guard of every call to a site: is each there, does it understand?
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { isInsideHost } from '../client/client-check.ts'
import { tryLogout } from '../engine/logout.ts'
import { CallFailed, callSite } from '../store/outbound.ts'
import type { ClientRow } from '../store/queries.client.ts'

export interface CheckedAddress {
  kind: string
  address: string
  tone: 'good' | 'warn' | 'bad'
  /** For the administrator: never a word of what the address answered. */
  said: string
}

type Verdict = Pick<CheckedAddress, 'tone' | 'said'>

/** More would make of us a tool to count the machines of others. */
const MOST = 20

const FAILURES: Readonly<Record<string, string>> = {
  'bad address': 'Cette adresse n’est pas lisible.',
  'not https': 'Cette adresse n’est pas en https.',
  'private address': 'Ce nom mène à un réseau privé\u00a0: Parvis n’y va pas.',
  timeout: 'Pas de réponse en cinq secondes.',
  network: 'Personne ne répond\u00a0: le nom, le port ou le certificat est à revoir.',
  'answer too long': 'La réponse est beaucoup trop longue.',
}

const failed = (reason: string): Verdict => ({
  tone: 'bad',
  said: FAILURES[reason] ?? 'Personne ne répond.',
})

async function get(
  url: string,
  { privateHosts }: ClientRow,
): Promise<{ status: number; body: Buffer } | string> {
  try {
    return await callSite({ method: 'GET', url, headers: { accept: '*/*' }, body: null, privateHosts })
  } catch (error) {
    if (error instanceof CallFailed) return error.message
    throw error
  }
}

// A browser goes there, not Parvis: it only helps to know that something answers.
async function visited(url: string, client: ClientRow): Promise<Verdict> {
  const { hostname, host } = new URL(url)
  const isAllowed = client.privateHosts.includes(host) || client.privateHosts.includes(hostname)
  if (isInsideHost(hostname) && !isAllowed)
    return {
      tone: 'warn',
      said: 'Adresse d’un poste ou d’un réseau privé\u00a0: seul un navigateur peut l’essayer.',
    }
  const answer = await get(url, client)
  if (typeof answer === 'string') return failed(answer)
  if (answer.status === 404)
    return { tone: 'bad', said: 'Le site répond, mais cette page n’existe pas (404).' }
  if (answer.status >= 500) return { tone: 'bad', said: `Le site répond par une panne (${answer.status}).` }
  return { tone: 'good', said: `Le site répond (${answer.status}).` }
}

async function keys(url: string, client: ClientRow): Promise<Verdict> {
  const answer = await get(url, client)
  if (typeof answer === 'string') return failed(answer)
  const count = answer.status === 200 ? keyCount(answer.body) : 0
  return count > 0
    ? { tone: 'good', said: `${count} clé(s) publiée(s).` }
    : { tone: 'bad', said: `Aucune clé à cette adresse (${answer.status}).` }
}

function keyCount(body: Buffer): number {
  try {
    const { keys: list } = JSON.parse(body.toString('utf8')) as { keys?: unknown }
    return Array.isArray(list) ? list.length : 0
  } catch {
    return 0
  }
}

/** A logout of nobody: signed, well formed, about a subject and a session that do not exist. */
async function told(db: Database, config: Config, client: ClientRow): Promise<Verdict> {
  const outcome = await tryLogout(db, config, client)
  if (outcome === '200' || outcome === '204')
    return {
      tone: 'good',
      said: `Le site a accepté une déconnexion d’essai, qui ne concerne personne (${outcome}).`,
    }
  if (outcome === '400')
    return {
      tone: 'warn',
      said: 'Le site répond, et refuse une déconnexion d’essai qui ne concerne personne (400). C’est permis\u00a0; vérifiez qu’il accepte les vraies.',
    }
  return /^\d+$/.test(outcome)
    ? { tone: 'bad', said: `Le site n’attend pas de déconnexion à cette adresse (${outcome}).` }
    : failed(outcome)
}

/** Every address of a site that can be tried from here. */
export async function checkAddresses(
  db: Database,
  config: Config,
  client: ClientRow,
): Promise<CheckedAddress[]> {
  const one = async (kind: string, address: string, judge: () => Promise<Verdict>) => ({
    kind,
    address,
    ...(await judge()),
  })
  const { redirectUris, postLogoutUris, backchannelUri, jwksUri } = client
  return Promise.all([
    ...redirectUris.slice(0, MOST).map((url) => one('Retour', url, () => visited(url, client))),
    ...postLogoutUris.slice(0, MOST).map((url) => one('Après déconnexion', url, () => visited(url, client))),
    ...(jwksUri === null ? [] : [one('Clés publiques', jwksUri, () => keys(jwksUri, client))]),
    ...(backchannelUri === null
      ? []
      : [one('Déconnexions à annoncer', backchannelUri, () => told(db, config, client))]),
  ])
}
