// What a phone asks of the server: by the session of its page, signed by its key.
import { toText } from '../../token/bytes.ts'
import { prove } from './proof.ts'

/**
 * `away`: no answer, or none that means anything; `gone`: this phone carries the pass no more; `to`: a page asks first; `no`: not now,
 * and why.
 */
export type Answer<T> =
  | { is: 'ok'; value: T }
  | { is: 'away' | 'gone' }
  | { is: 'clock'; now: number }
  | { is: 'to'; to: string }
  | { is: 'no'; said: string }

export interface Begun {
  support: number
  secret: string
  ids: string[]
  now: number
}

const HERE = '/pass'
/** Milliseconds. */
const PATIENCE = 15_000

interface Said {
  said?: string
  to?: string
  now?: number
}

async function post<T>(path: string, values: Record<string, string>): Promise<Answer<T>> {
  try {
    const reply = await fetch(HERE + path, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(values),
      signal: AbortSignal.timeout(PATIENCE),
    })
    const body = (await reply.json()) as T & Said
    if (reply.ok) return { is: 'ok', value: body }
    if (reply.status === 410) return { is: 'gone' }
    if (body.to !== undefined) return { is: 'to', to: body.to }
    if (body.now !== undefined) return { is: 'clock', now: body.now }
    return reply.status >= 500 ? { is: 'away' } : { is: 'no', said: body.said ?? '' }
  } catch {
    return { is: 'away' }
  }
}

/** @param replaces the phone that the page named, '' for none */
export async function begin(csrf: string, keys: CryptoKeyPair, replaces: string): Promise<Answer<Begun>> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey)
  return post('/telephone', { _csrf: csrf, cle: JSON.stringify({ kty, crv, x, y }), remplace: replaces })
}

/** Who asks, and when it is there. */
export interface Asking {
  csrf: string
  support: number
  key: CryptoKey
  /** Seconds, as the server would say it. */
  now: () => number
}

async function ask<T>(
  path: string,
  { csrf, support, key, now }: Asking,
  jetons?: string,
): Promise<Answer<T>> {
  const at = now()
  const preuve = await prove(key, { path: HERE + path, support, at, said: jetons ?? '' })
  return post(path, {
    ...{ _csrf: csrf, telephone: String(support), a: String(at), preuve },
    ...(jetons === undefined ? {} : { jetons }),
  })
}

export const refill = (by: Asking) => ask<{ ids: string[]; now: number }>('/numeros', by)

export const sayAloud = (by: Asking) => ask<{ spoken: string; until: number; now: number }>('/code-dit', by)

export interface WantedTokens {
  partner: number
  sector: string
  /** 33 bytes each, in base64url. */
  keys: string[]
}

export const tokens = (by: Asking, wanted: readonly WantedTokens[]) =>
  ask<{ tokens: string[][]; now: number }>('/jetons', by, JSON.stringify(wanted))

/** A public key as it is sent: its first coordinate, after 2 or 3 for the parity of the second. */
export const shortKey = ({ x, odd }: { x: Uint8Array; odd: boolean }): string =>
  toText(Uint8Array.of(odd ? 3 : 2, ...x))
