// Our cookies: their names, reading one, writing one. Behind TLS they are `__Host-`: no sister host can give or replace them
// (RFC 6265bis, 4.1.3.2). On a laptop, in clear, browsers refuse that prefix: there one name given twice is believed never.
import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'
import type { Keeping } from './reader-names.ts'
import type { Cookie } from './route.ts'
import { mayKeepCookies } from './whence.ts'

export const SESSION = 'parvis_session'
export const DEVICE = 'parvis_device'
export const VISITOR = 'parvis_visitor'
export const COMMUNE = 'parvis_commune'
/** Who asked to keep pages, or one of their own, on this device. */
export const KEEPS: Readonly<Record<Keeping, string>> = { pages: 'parvis_keeps', own: 'parvis_holds' }
/** Holds the message of an act until the next page. */
export const FLASH = 'parvis_flash'

type Where = Pick<Config, 'publicUrl'>

export const isSecure = ({ publicUrl }: Where): boolean => publicUrl.startsWith('https:')

/** The name as the browser knows it. */
export const cookieName = (where: Where, name: string): string => (isSecure(where) ? `__Host-${name}` : name)

/** The value of a cookie of ours; undefined: not given; null: given with several values, so by somebody else too. */
export function readCookie(
  where: Where,
  header: string | undefined,
  name: string,
): string | null | undefined {
  const start = `${cookieName(where, name)}=`
  let found: string | undefined
  for (const part of (header ?? '').split(';')) {
    // Spaces and tabs alone (RFC 6265, 4.2.1): other blanks are part of a name, and make it another.
    const pair = part.replace(/^[ \t]{0,8}/, '')
    if (!pair.startsWith(start)) continue
    const value = pair.slice(start.length)
    if (found !== undefined && found !== value) return null
    found = value
  }
  return found
}

const YEAR = 365 * 24 * 3600

/** The options of every cookie: for this host alone, out of reach of scripts, not sent with the posts of other sites. */
export const cookieOptions = (where: Where) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isSecure(where),
})

/** Keeps a cookie in the browser, unless another site makes it ask. */
export function setCookie(
  where: Where,
  reply: FastifyReply,
  { name, value, maxAge, readable }: Cookie,
): void {
  if (!mayKeepCookies(reply.request)) return
  const options = { ...cookieOptions(where), ...(readable === true ? { httpOnly: false } : {}) }
  const known = cookieName(where, name)
  if (value === null) reply.clearCookie(known, options)
  else reply.setCookie(known, value, maxAge === undefined ? options : { ...options, maxAge })
}

/** The visitor's cookie, for a year. */
export const visitorCookie = (sealed: string): Cookie => ({ name: VISITOR, value: sealed, maxAge: YEAR })
