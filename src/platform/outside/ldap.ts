// Reads a directory that a town hall named (LDAP version 3, RFC 4511): only where the operator allows it, always encrypted, for a while
// and so many bytes; what the server refers to elsewhere is not followed, and what it says is cleaned. By a program of its own
// (ldap-reader.ts): bytes that are no LDAP make the library turn without end or take all memory, and it is then ended alone.
import { fork } from 'node:child_process'
import { getCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { FilterParser } from 'ldapts'

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
  /** When its time is over; a quarter of a minute unless told. */
  over?: AbortSignal
  maxBytes?: number
  /** Of memory, to read them in. */
  maxMegabytes?: number
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
const MAX_MEGABYTES = 256
const LONGEST_VALUE = 500

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

/** What the reader is given; `believed`: the certificates that this program believes. */
export interface DirectoryWork {
  query: DirectoryQuery
  maxBytes: number
  maxEntries: number
  believed: readonly string[]
}

/** What it found: entries, or the sentence of a refusal. */
export type DirectoryFound = DirectoryEntry[] | string

export const WRONG =
  'L’annuaire ne répond pas comme il faut\u00a0: vérifiez l’adresse, le certificat et les droits du compte.'

/** @throws DirectoryRefused */
export async function searchDirectory(
  query: DirectoryQuery,
  limits: DirectoryLimits,
): Promise<DirectoryEntry[]> {
  const host = directoryHost(query.address)
  if (host === null || !limits.allowed.includes(host))
    throw new DirectoryRefused('L’exploitant de la plateforme n’autorise pas cette adresse d’annuaire.')
  const { maxBytes = MAX_BYTES, maxEntries } = limits
  const believed = getCACertificates('default')
  const found = await aside({ query, maxBytes, maxEntries, believed }, limits)
  if (typeof found === 'string') throw new DirectoryRefused(found)
  return found
}

const READER = fileURLToPath(new URL('./ldap-reader.ts', import.meta.url))

async function aside(
  work: DirectoryWork,
  { over = AbortSignal.timeout(TIMEOUT_MS), maxMegabytes = MAX_MEGABYTES }: DirectoryLimits,
): Promise<DirectoryFound> {
  const reader = fork(READER, {
    execArgv: [`--max-old-space-size=${maxMegabytes}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // It knows nothing of this program’s own secrets.
    env: {},
  })
  const { promise, resolve } = Promise.withResolvers<DirectoryFound>()
  const wrong = () => resolve(WRONG)
  const late = () => resolve('L’annuaire met trop de temps à répondre. Réessayez, ou précisez le filtre.')
  over.addEventListener('abort', late)
  reader.once('message', (found) => resolve(found as DirectoryFound))
  reader.on('error', wrong).once('disconnect', wrong)
  reader.send(work)
  try {
    return await promise
  } finally {
    over.removeEventListener('abort', late)
    reader.kill('SIGKILL')
  }
}

/** Cut again once it is cleaned, or in small letters: writing a text otherwise may make it longer. */
export const cutText = (text: string): string => text.slice(0, LONGEST_VALUE).toWellFormed()
