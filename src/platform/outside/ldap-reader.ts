// The program that reads one directory (ldap.ts), says what it found, and ends.
import { connect, type Socket } from 'node:net'
import { connect as connectSecurely, type ConnectionOptions } from 'node:tls'
import { Client, type Entry, InvalidCredentialsError, InvalidDNSyntaxError, NoSuchObjectError } from 'ldapts'
import { cleanText } from '../http/clean-text.ts'
import {
  cutText,
  type DirectoryEntry,
  type DirectoryFound,
  DirectoryRefused,
  type DirectoryWork,
  WRONG,
} from './ldap.ts'

const PAGE = 500
/** Milliseconds between two looks at how much was said. */
const LOOK = 20

/** Active Directory's number of an entry, in bytes; everybody else's (RFC 4530). */
const STABLE = ['objectGUID', 'entryUUID'] as const
const CONTROL = 'userAccountControl'
/** ADS_UF_ACCOUNTDISABLE */
const DISABLED = 2

async function search(work: DirectoryWork): Promise<DirectoryFound> {
  const bytes = bytesOf(work.maxBytes)
  try {
    const entries = await Promise.race([bytes.passed, read(clientOf(work, bytes.hold), work)])
    return known(entries.map((entry) => cleaned(entry, work.query.attributes)))
  } catch (error) {
    return told(error)
  }
}

/** Rejects once more was said than a directory has to say: a server that speaks without end is left. */
function bytesOf(most: number) {
  const sockets: Socket[] = []
  const { promise: passed, reject } = Promise.withResolvers<never>()
  setInterval(() => {
    if (sockets.some(({ bytesRead }) => bytesRead > most))
      reject(new DirectoryRefused('L’annuaire répond trop longuement\u00a0: précisez le filtre.'))
  }, LOOK)
  return {
    passed,
    hold<S extends Socket>(socket: S): S {
      sockets.push(socket)
      return socket
    },
  }
}

function clientOf({ query, believed }: DirectoryWork, hold: <S extends Socket>(socket: S) => S): Client {
  const ca = [...believed]
  return new Client({
    url: query.address,
    createConnection: ((port: number, host: string) =>
      hold(connect(port, host))) as unknown as typeof connect,
    // By port and host, or over a connection that is there already (StartTLS).
    createSecureConnection: ((port: number | ConnectionOptions, host: string) =>
      hold(
        connectSecurely(typeof port === 'number' ? { port, host, ca } : { ...port, ca }),
      )) as typeof connectSecurely,
  })
}

async function read(client: Client, { query, maxEntries }: DirectoryWork): Promise<Entry[]> {
  const { address, bindDn, password, base, filter, attributes } = query
  if (address.startsWith('ldap:')) await client.startTLS({ host: new URL(address).hostname })
  await client.bind(bindDn, password)
  const pages = client.searchPaginated(base, {
    scope: 'sub',
    derefAliases: 'never',
    filter,
    attributes: [...attributes, ...STABLE, CONTROL],
    explicitBufferAttributes: [STABLE[0]],
    paged: { pageSize: PAGE },
  })
  const found: Entry[] = []
  for await (const { searchEntries } of pages) {
    if (found.length + searchEntries.length > maxEntries) throw tooMany(maxEntries)
    found.push(...searchEntries)
  }
  return found
}

const tooMany = (most: number) =>
  new DirectoryRefused(
    `L’annuaire donne plus de ${most.toLocaleString('fr-FR')} personnes\u00a0: précisez le filtre.`,
  )

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

/** @throws DirectoryRefused when one number is said of two entries: who is who would be chance */
function known(entries: DirectoryEntry[]): DirectoryEntry[] {
  const numbers = entries.flatMap(({ id }) => id ?? [])
  if (new Set(numbers).size < numbers.length)
    throw new DirectoryRefused('L’annuaire donne le même identifiant à deux personnes\u00a0: rien n’est lu.')
  return entries
}

function told(error: unknown): string {
  if (error instanceof DirectoryRefused) return error.message
  if (error instanceof InvalidCredentialsError) return 'L’annuaire refuse ce compte ou ce mot de passe.'
  if (error instanceof NoSuchObjectError || error instanceof InvalidDNSyntaxError)
    return 'L’annuaire n’a pas cette branche, ou n’a pas le droit de la montrer.'
  return WRONG
}

// Nobody waits for it any more.
process.once('disconnect', () => process.exit())
process.once('message', async (work: DirectoryWork) => {
  process.send?.(await search(work), () => process.exit())
})
