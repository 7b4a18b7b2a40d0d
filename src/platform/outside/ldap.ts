// Reads a directory that a town hall named (LDAP version 3, RFC 4511): only where the operator allows it, always encrypted, for a while
// and so many bytes; what the server refers to elsewhere is not followed, and what it says is cleaned.
import { connect, type Socket } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import {
  Client,
  type Entry,
  FilterParser,
  InvalidCredentialsError,
  InvalidDNSyntaxError,
  NoSuchObjectError,
} from 'ldapts'
import { cleanText } from '../http/clean-text.ts'

export interface DirectoryQuery {
  /** `ldaps://host:port`, or `ldap://host:port`, which is encrypted (StartTLS) before anything is said. */
  address: string
  bindDn: string
  password: string
  base: string
  filter: string
  attributes: readonly string[]
}

export interface DirectoryLimits {
  /** The hosts, with their port, that the operator allows. */
  allowed: readonly string[]
  timeoutMs?: number
  maxBytes?: number
  maxEntries: number
}

export interface DirectoryEntry {
  /** What it keeps whatever its name or address becomes; null when the server says none. */
  readonly id: string | null
  /** Its account is out of use (Active Directory). */
  readonly isDisabled: boolean
  /** The texts of each attribute that was asked, by the name it was asked under. */
  readonly texts: Readonly<Record<string, readonly string[]>>
}

/** Why nothing was read; the message is a sentence for whoever administers, and holds nothing of the server’s. */
export class DirectoryRefused extends Error {
  override readonly name = 'DirectoryRefused'
}

const TIMEOUT_MS = 15_000
const MAX_BYTES = 16_000_000
const PAGE = 500
const LONGEST_VALUE = 500

/** Active Directory's number of an entry, in bytes; everybody else's (RFC 4530). */
const STABLE = ['objectGUID', 'entryUUID'] as const
const CONTROL = 'userAccountControl'
/** ADS_UF_ACCOUNTDISABLE */
const DISABLED = 2

const PORTS: Record<string, string> = { 'ldaps:': '636', 'ldap:': '389' }

/** `host:port` of an address; null when it is none. */
export function directoryHost(address: string): string | null {
  const url = URL.parse(address)
  const port = PORTS[url?.protocol ?? '']
  if (url === null || port === undefined || url.hostname === '') return null
  if (url.username !== '' || url.password !== '' || !/^\/?$/.test(url.pathname + url.search + url.hash))
    return null
  return `${url.hostname.toLowerCase()}:${url.port === '' ? port : url.port}`
}

/** Is it a filter (RFC 4515)? */
export function isFilter(text: string): boolean {
  try {
    FilterParser.parseString(text)
    return true
  } catch {
    return false
  }
}

/** @throws DirectoryRefused */
export async function searchDirectory(
  query: DirectoryQuery,
  { allowed, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, maxEntries }: DirectoryLimits,
): Promise<DirectoryEntry[]> {
  const host = directoryHost(query.address)
  if (host === null || !allowed.includes(host))
    throw new DirectoryRefused('L’exploitant de la plateforme n’autorise pas cette adresse d’annuaire.')
  const bounds = boundsOf(timeoutMs, maxBytes)
  const client = clientOf(query.address, bounds)
  try {
    const entries = await Promise.race([bounds.passed, read(client, query)])
    if (entries.length > maxEntries) throw tooMany(maxEntries)
    return entries.map((entry) => cleaned(entry, query.attributes))
  } catch (error) {
    throw told(error)
  } finally {
    bounds.end()
  }
}

const tooMany = (most: number) =>
  new DirectoryRefused(
    `L’annuaire donne plus de ${most.toLocaleString('fr-FR')} personnes\u00a0: précisez le filtre.`,
  )

/** Sockets that are cut when their time or their bytes are over: a server that speaks slowly or without end holds nothing. */
function boundsOf(timeoutMs: number, maxBytes: number) {
  const sockets: Socket[] = []
  const { promise: passed, reject } = Promise.withResolvers<never>()
  passed.catch(() => {})
  const cut = (why: string) => {
    reject(new DirectoryRefused(why))
    for (const socket of sockets) socket.destroy()
  }
  const late = setTimeout(
    () => cut('L’annuaire met trop de temps à répondre. Réessayez, ou précisez le filtre.'),
    timeoutMs,
  )
  const watch = setInterval(() => {
    if (sockets.some(({ bytesRead }) => bytesRead > maxBytes))
      cut('L’annuaire répond trop longuement\u00a0: précisez le filtre.')
  }, 20)
  return {
    passed,
    hold<S extends Socket>(socket: S): S {
      sockets.push(socket)
      return socket
    },
    end() {
      clearTimeout(late)
      clearInterval(watch)
      for (const socket of sockets) socket.destroy()
    },
  }
}

function clientOf(url: string, { hold }: ReturnType<typeof boundsOf>): Client {
  return new Client({
    url,
    createConnection: ((port: number, host: string) =>
      hold(connect(port, host))) as unknown as typeof connect,
    createSecureConnection: ((...given: Parameters<typeof connectSecurely>) =>
      hold(connectSecurely(...given))) as typeof connectSecurely,
  })
}

async function read(client: Client, query: DirectoryQuery): Promise<Entry[]> {
  const { address, bindDn, password, base, filter, attributes } = query
  if (address.startsWith('ldap:')) await client.startTLS({ host: new URL(address).hostname })
  await client.bind(bindDn, password)
  const { searchEntries } = await client.search(base, {
    scope: 'sub',
    derefAliases: 'never',
    filter,
    attributes: [...attributes, ...STABLE, CONTROL],
    explicitBufferAttributes: [STABLE[0]],
    paged: { pageSize: PAGE },
  })
  return searchEntries
}

/** Cut again once it is cleaned, or in small letters: writing a text otherwise may make it longer. */
export const cutText = (text: string): string => text.slice(0, LONGEST_VALUE).toWellFormed()

function cleaned(entry: Entry, attributes: readonly string[]): DirectoryEntry {
  const given = new Map(Object.entries(entry).map(([name, value]) => [name.toLowerCase(), value]))
  const valuesOf = (name: string) =>
    [given.get(name.toLowerCase()) ?? []].flat().map((value) =>
      cutText(cleanText(cutText(value.toString())))
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
  const stable = STABLE.flatMap((name) => [given.get(name.toLowerCase()) ?? []].flat())[0]
  return {
    id: stable === undefined ? null : idOf(stable),
    isDisabled: (Number(valuesOf(CONTROL)[0] ?? 0) & DISABLED) !== 0,
    texts: Object.fromEntries(attributes.map((name) => [name, valuesOf(name)])),
  }
}

/** Of sixteen bytes, or of a text; null when it is neither. */
function idOf(stable: Buffer | string): string | null {
  const text = typeof stable === 'string' ? stable.toLowerCase() : stable.toString('hex')
  return /^[0-9a-f-]{16,64}$/.test(text) ? text : null
}

function told(error: unknown): DirectoryRefused {
  if (error instanceof DirectoryRefused) return error
  if (error instanceof InvalidCredentialsError)
    return new DirectoryRefused('L’annuaire refuse ce compte ou ce mot de passe.')
  if (error instanceof NoSuchObjectError || error instanceof InvalidDNSyntaxError)
    return new DirectoryRefused('L’annuaire n’a pas cette branche, ou n’a pas le droit de la montrer.')
  return new DirectoryRefused(
    'L’annuaire ne répond pas comme il faut\u00a0: vérifiez l’adresse, le certificat et les droits du compte.',
  )
}
