// From where a request comes, by what the browser says (Fetch Metadata, RFC 6454): our own page, somebody else's, unsaid.
import type { FastifyRequest } from 'fastify'

export type Whence = 'here' | 'elsewhere' | 'unsaid'

type Asked = Pick<FastifyRequest, 'headers' | 'host' | 'method'>

const hostOf = (address: string): string | null => URL.parse(address)?.host ?? null

/** A sister host of the same domain is somebody else: anybody may hold one. */
export function whence({ headers, host }: Asked): Whence {
  const site = headers['sec-fetch-site']
  if (site === 'same-origin') return 'here'
  if (site === 'cross-site' || site === 'same-site') return 'elsewhere'
  const said = headers.origin ?? headers.referer
  if (said !== undefined) return hostOf(said) === host.toLowerCase() ? 'here' : 'elsewhere'
  return site === 'none' ? 'here' : 'unsaid'
}

/** Does another site make this browser act? Nothing is done, told or kept then. */
export const isForeignAct = (request: Asked): boolean =>
  request.method !== 'GET' && request.method !== 'HEAD' && whence(request) === 'elsewhere'

/**
 * May the answer keep cookies in the browser? Whoever follows a link from another site is at ours then, with our cookies. A
 * picture, a frame or a script of another site comes without them: what it kept would replace them.
 */
export function mayKeepCookies(request: Asked): boolean {
  if (isForeignAct(request)) return false
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, accept } = request.headers
  if (whence(request) === 'here') return true
  if (site !== undefined) return mode === 'navigate' && isOfPage(request.headers)
  return accept === undefined || accept.includes('text/html')
}

/** Is a page asked (Fetch Metadata)? A worker of ours hands a visit on without its destination (src/extranet/offline). */
export const isOfPage = (headers: Asked['headers']): boolean => {
  const { 'sec-fetch-dest': to = 'document', 'sec-fetch-mode': mode } = headers
  return to === 'document' || (to === 'empty' && mode === 'navigate')
}

/** Does somebody go to that page (Fetch Metadata)? No picture, frame or script; whoever does not say is believed. */
export const isVisit = (header: (name: string) => string | null): boolean =>
  (header('sec-fetch-dest') ?? 'document') === 'document'

/** The page of ours that the form stood on, or null: path and query. */
export function formerPage({ headers, host }: Asked): string | null {
  const page = URL.parse(headers.referer ?? '')
  const isOurs = page !== null && page.host === host.toLowerCase() && !page.pathname.startsWith('//')
  return isOurs ? page.pathname + page.search : null
}
