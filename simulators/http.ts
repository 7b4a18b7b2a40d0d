// The little of HTTP that the simulators need, on node:http alone.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** What a page or an endpoint answers. */
export interface Answer {
  status: number
  type?: string
  body?: string
  location?: string
  cookie?: string
}

export const html = (body: string, status = 200): Answer => ({
  status,
  type: 'text/html; charset=utf-8',
  body,
})
export const json = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
})
export const redirect = (location: string): Answer => ({ status: 303, location })
/** An error of OAuth 2.0 (RFC 6749, 5.2). */
export const oauthError = (error: string, description: string, status = 400): Answer =>
  json({ error, error_description: description }, status)

const CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"

export function send(response: ServerResponse, { status, type, body, location, cookie }: Answer): void {
  response.statusCode = status
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('content-security-policy', CSP)
  if (type !== undefined) response.setHeader('content-type', type)
  if (location !== undefined) response.setHeader('location', location)
  if (cookie !== undefined) response.setHeader('set-cookie', cookie)
  response.end(body ?? '')
}

/** The form in the body. @throws when it is larger than 64 kB */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > 65_536) throw new Error('body too large')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

export function cookieOf(request: IncomingMessage, name: string): string | null {
  const found = (request.headers.cookie ?? '').split(/; */).find((item) => item.startsWith(`${name}=`))
  return found?.slice(name.length + 1) ?? null
}

export function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name]
  return typeof value === 'string' ? value : null
}

/** Waits without keeping the process alive. */
export async function pause(milliseconds: number): Promise<void> {
  await wait(milliseconds, undefined, { ref: false })
}
