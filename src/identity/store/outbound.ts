// Calls to addresses that a site chose: never inside the house, but for the hosts its own registration allows (OWASP SSRF).
// The name is resolved once and the connection goes to the address that was checked; redirects are not followed.
import { lookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '#platform/outside/guard.ts'

export interface Call {
  method: 'GET' | 'POST'
  url: string
  headers: Readonly<Record<string, string>>
  body: string | null
  /** `host` or `host:port` that may be called though it is inside. */
  privateHosts: readonly string[]
}

/** Why a call was refused or failed; `message` holds no address. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
}

const TIMEOUT_MS = 5000
const MOST_BYTES = 64 * 1024

// One internal address among public ones is enough to refuse: the name cannot be trusted.
const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0]
    if (error || first === undefined) callback(error ?? new CallFailed('unknown host'), '')
    else if (!addresses.every(({ address }) => isPublicAddress(address)))
      callback(new CallFailed('private address'), '')
    else if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

function checked({ url: text, privateHosts }: Call): { url: URL; isInside: boolean } {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new CallFailed('bad address')
  const isInside = privateHosts.includes(url.host) || privateHosts.includes(url.hostname)
  if (!isInside && url.protocol !== 'https:') throw new CallFailed('not https')
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  if (!isInside && isIP(bare) !== 0 && !isPublicAddress(bare)) throw new CallFailed('private address')
  return { url, isInside }
}

export interface Called {
  status: number
  body: Buffer
}

/** @throws CallFailed */
export async function callSite(call: Call): Promise<Called> {
  const { url, isInside } = checked(call)
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(error instanceof CallFailed ? error : new CallFailed(signal.aborted ? 'timeout' : 'network'))
    const outgoing = send(url, {
      method: call.method,
      agent: false,
      signal,
      lookup: isInside ? lookup : publicOnly,
      headers: {
        ...call.headers,
        'accept-encoding': 'identity',
        'user-agent': 'Parvis',
        ...(call.body === null ? {} : { 'content-length': String(Buffer.byteLength(call.body)) }),
      },
    })
    outgoing.once('error', fail)
    outgoing.once('response', (incoming) => {
      const parts: Buffer[] = []
      let size = 0
      incoming.on('data', (part: Buffer) => {
        size += part.length
        if (size > MOST_BYTES) outgoing.destroy(new CallFailed('answer too long'))
        else parts.push(part)
      })
      incoming.once('error', fail)
      incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(parts) }))
    })
    outgoing.end(call.body ?? undefined)
  })
}
