// Does an address still lead somewhere? Of this site, its table of pages says; of another, it is asked through the guard: its head first, then
// its page, since many sites do not know the first.
import { FetchRefused, type guardedFetch } from '#platform/outside/guard.ts'
import type { Why } from './words.ts'

/** What is known of this site, and how others are asked. */
export interface Asking {
  /** Origin of this installation. */
  readonly publicUrl: string
  /** Is there a page at that path of this site? */
  isPage(path: string): Promise<boolean>
  readonly fetch: typeof guardedFetch
  /** Also within the house: tests alone. */
  readonly allowPrivate?: boolean
}

/** What was found. `isSure`: asking again would change nothing. */
export interface Found {
  readonly why: Why | null
  readonly isSure: boolean
}

const LIMITS = { timeoutMs: 10_000, maxBytes: 200_000, mostRedirects: 5 } as const
/** It answers, though not to a program, or not now: a reader may well have it. */
const CLOSED = new Set([401, 402, 403, 405, 406, 407, 429, 451])
/** Names that lead nowhere by design (RFC 2606): those of examples. */
const RESERVED = /(?:^|\.)(?:example|test|invalid|example\.(?:com|net|org))$/

/** The path of an address of this site; null for those of others. */
function ownPath(address: string, publicUrl: string): string | null {
  const url = URL.parse(address, publicUrl)
  return url !== null && url.origin === new URL(publicUrl).origin ? url.pathname : null
}

export async function askAddress(address: string, asking: Asking): Promise<Found> {
  const path = ownPath(address, asking.publicUrl)
  if (path !== null) return { why: (await asking.isPage(path)) ? null : 'unknown', isSure: true }
  if (RESERVED.test(hostOf(address))) return { why: null, isSure: true }
  const head = await answerOf(address, asking, true)
  if (head === 'inside') return { why: head, isSure: true }
  if (typeof head === 'number' && head < 400) return { why: null, isSure: false }
  return { why: whyOf(await answerOf(address, asking, false)), isSure: false }
}

export const hostOf = (address: string): string => URL.parse(address)?.hostname ?? ''

async function answerOf(
  address: string,
  { fetch, allowPrivate }: Asking,
  isHead: boolean,
): Promise<number | Why> {
  try {
    return (await fetch(address, { ...LIMITS, allowPrivate, isHead })).status
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error
    // More than is read of it came: it is there.
    if (error.reason === 'size') return 200
    if (error.reason === 'redirects') return 'lost'
    return error.reason === 'address' || error.reason === 'host' ? 'inside' : 'silent'
  }
}

function whyOf(answer: number | Why): Why | null {
  if (typeof answer === 'string') return answer
  if (answer < 400 || CLOSED.has(answer)) return null
  return answer === 404 || answer === 410 ? 'gone' : 'error'
}
