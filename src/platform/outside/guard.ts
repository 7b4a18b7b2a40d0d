// Fetches an address that someone else chose without letting it reach inside the house (OWASP: server-side request forgery).
// Every address a name resolves to is checked, and the connection goes to the checked addresses only: no second resolution.
import { lookup } from 'node:dns'
import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Limits of one fetch, redirects included. */
export interface GuardOptions {
  timeoutMs: number
  /** Most bytes of the answer. */
  maxBytes: number
  /** When given, the only host names that may be contacted, redirects included. */
  allowHosts?: readonly string[] | undefined
  /** Also addresses of the internal network: only for an address the operator chose. */
  allowPrivate?: boolean | undefined
  /** Most redirects that are followed; 3 when absent. */
  mostRedirects?: number | undefined
  headers?: Record<string, string> | undefined
  /** Asks for its head alone: no body comes. */
  isHead?: boolean | undefined
  /** POSTs it instead; a redirect is then the answer. */
  posted?: string | undefined
}

/** An answer of any status; `url` is where it came from after redirects. */
export interface GuardedAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  url: string
}

/** Why a fetch was refused or failed; `message` holds no address. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused'
  readonly reason: 'address' | 'host' | 'redirects' | 'size' | 'timeout' | 'network'

  constructor(reason: FetchRefused['reason']) {
    super(`outbound fetch refused: ${reason}`)
    this.reason = reason
  }
}

const MOST_REDIRECTS = 3
const REDIRECTS = new Set([301, 302, 303, 307, 308])

const INTERNAL_V4 = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // The metadata service of one large host answers on a public-looking address.
  ['168.63.129.16', 32],
] as const)
  INTERNAL_V4.addSubnet(net, bits, 'ipv4')

// IPv6 the other way round: only global unicast, less the ranges that wrap an IPv4 address or lead nowhere.
const GLOBAL_V6 = new BlockList()
GLOBAL_V6.addSubnet('2000::', 3, 'ipv6')
const SPECIAL_V6 = new BlockList()
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  SPECIAL_V6.addSubnet(net, bits, 'ipv6')

/** True for an IP address (text) of the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !INTERNAL_V4.check(address, 'ipv4')
  return family === 6 && GLOBAL_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6')
}

/** GETs `url` under guard (or posts to it), following redirects as far as it may, each checked again. Rejects with FetchRefused only. */
export async function guardedFetch(url: string, options: GuardOptions): Promise<GuardedAnswer> {
  const signal = AbortSignal.timeout(options.timeoutMs)
  let target = url
  for (let hop = 0; hop <= (options.mostRedirects ?? MOST_REDIRECTS); hop++) {
    const answer = await get(checkedUrl(target, options), options, signal)
    const { location } = answer.headers
    if (!REDIRECTS.has(answer.status) || location === undefined || options.posted !== undefined) return answer
    target = URL.parse(location, target)?.href ?? ''
  }
  throw new FetchRefused('redirects')
}

function checkedUrl(text: string, { allowHosts, allowPrivate }: GuardOptions): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new FetchRefused('address')
  const host = bareHost(url)
  if (allowHosts && !allowHosts.includes(host)) throw new FetchRefused('host')
  // No lookup takes place for a literal address: it is checked here. URL has already normalised 0x7f.1 and the like.
  if (isIP(host) !== 0 && !allowPrivate && !isPublicAddress(host)) throw new FetchRefused('address')
  return url
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function get(url: URL, options: GuardOptions, signal: AbortSignal): Promise<GuardedAnswer> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(refusal(error, signal))
    const outgoing = request(url, {
      agent: false,
      signal,
      method: options.posted !== undefined ? 'POST' : options.isHead === true ? 'HEAD' : 'GET',
      lookup: options.allowPrivate ? lookup : lookupPublic,
      // Identity: a small compressed answer could grow without limit.
      headers: { accept: '*/*', ...options.headers, 'accept-encoding': 'identity', 'user-agent': 'Parvis' },
    })
    outgoing.once('error', fail)
    outgoing.once('response', (incoming) => {
      read(incoming, options.maxBytes).then(
        (body) =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body, url: url.href }),
        (error: Error) => {
          outgoing.destroy()
          fail(error)
        },
      )
    })
    outgoing.end(options.posted)
  })
}

async function read(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw new FetchRefused('size')
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBytes) throw new FetchRefused('size')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

// One internal address among public ones is enough to refuse: the name cannot be trusted.
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0]
    if (error || !first) callback(error ?? new FetchRefused('network'), '')
    else if (!addresses.every(({ address }) => isPublicAddress(address)))
      callback(new FetchRefused('address'), '')
    else if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

function refusal(error: Error, signal: AbortSignal): FetchRefused {
  if (error instanceof FetchRefused) return error
  return new FetchRefused(signal.aborted ? 'timeout' : 'network')
}

/** What libraries fetch with. */
export type GuardedFetch = (
  url: string,
  options: { method?: string; headers?: unknown; body?: unknown },
) => Promise<Response>

/** A fetch under guard for libraries, by GET or POST; what is refused or fails is, for them, nobody who answers. */
export const fetchWithin =
  (limits: (url: string) => Pick<GuardOptions, 'timeoutMs' | 'maxBytes' | 'allowPrivate'>): GuardedFetch =>
  async (url, { method = 'GET', headers, body }) => {
    const posted = method === 'POST' ? String(body ?? '') : undefined
    const given = Object.fromEntries(new Headers(headers as HeadersInit | undefined))
    const answer = await guardedFetch(url, { ...limits(url), headers: given, posted }).catch(
      (cause: unknown) => {
        throw new TypeError('fetch failed', { cause })
      },
    )
    const said = Object.entries(answer.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    )
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: said })
  }
