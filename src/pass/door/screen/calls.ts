// What a door asks of the server, each call signed by its key (DPoP, RFC 9449). Pure: in a browser, in a turnstile, in tests.
import { type Bytes, randomBytes, toText, utf8 } from '../../token/bytes.ts'
import { ES256 } from '../../token/keys.ts'
import { type KnownCards, readerText } from '../../gate/card.ts'
import type { IssuerKey } from '../../token/issuers.ts'
import type { Refusal } from '../../token/words.ts'
import type { Product } from '../../gate/state.ts'
import type { Entry, Head } from '../../gate/journal.ts'
import type { Audience } from '../../token/claims.ts'

const AT = '/api/v1/pass/porte'

/** A line of the chain, as it is kept and sent. */
export interface Line extends Entry {
  /** What was shown, of what was accepted alone: its proof. */
  text?: string
  challenge?: string | null
  /** Why it was let in all the same. */
  why?: string
}

export interface NamedProduct extends Product {
  name: string
  /** What its classes are called. */
  classes?: Readonly<Record<string, string>>
}

/** What the server tells of the door, as `GET` answers it. */
export interface Told {
  device: { name: string; label: string }
  partner: string
  place: { name: string; label: string }
  audience: Audience
  zone: string
  until: string
  keys: IssuerKey[]
  products: NamedProduct[]
  fetchedAt: number
  list: string
  time: string
  head: Head
  /** Where chips are read for its partner and sector; null: nowhere. */
  reader: { place: number } | null
}

export interface Checked {
  result: 'ok' | Refusal
  product: string | null
  class: string | null
  left: number | null
  cents: number | null
  before: number | null
  paperUntil: number | null
}

/** What a wallet answered: null as long as it did not. */
export interface Heard {
  told: Checked | null
}

export interface Received {
  head: Head
  broken: number | null
  found: { seq: number; found: string }[]
}

/**
 * `away`: no answer, or none that means anything; `refused`: this door is no door any more; `clock`: its clock is too far from the
 * server’s for it to prove anything; `no`: this call alone.
 */
export type Answer<T> =
  | { is: 'ok'; value: T }
  | { is: 'away' | 'refused' | 'clock' }
  | { is: 'no'; status: number; detail: string }

export interface Server {
  enrol(code: string): Promise<Answer<{ id: number }>>
  state(nonce: Bytes): Promise<Answer<Told>>
  list(): Promise<Answer<Bytes>>
  cards(): Promise<Answer<{ cards: KnownCards }>>
  check(
    asked: { seq: number; text: string; challenge: string | null },
    patience: number,
  ): Promise<Answer<Checked>>
  /** Asks a wallet, for that line: a link to show, until a moment. */
  ask(seq: number): Promise<Answer<{ link: string; until: string }>>
  heard(seq: number): Promise<Answer<Heard>>
  /** Waits no more: whoever answers then is refused. */
  unask(seq: number): Promise<Answer<Heard>>
  undo(seq: number): Promise<Answer<null>>
  send(lines: readonly Line[]): Promise<Answer<Received>>
}

export interface Calling {
  keys: CryptoKeyPair
  /** Where calls are sent, and how the server names itself: the proof bears the second. */
  origin: string
  publicUrl: string
  /** In seconds, as the server would say it. */
  now: () => number
  /** Told of each call whether something answered. */
  heard?: (isThere: boolean) => void
}

/** Seconds that clocks may differ by before a proof is none. */
const MOST_DRIFT = 300
export const BUSY = 503
/** Milliseconds for all but a check, behind which somebody waits. */
const PATIENCE = 20_000

async function shownKey({ publicKey }: CryptoKeyPair): Promise<JsonWebKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  return { kty, crv, x, y } as JsonWebKey
}

/** @returns the header of one call; another call asks for another */
async function proofFor({ keys, publicUrl, now }: Calling, verb: string, path: string): Promise<string> {
  const part = (value: unknown) => toText(utf8(JSON.stringify(value)))
  const head = { typ: 'dpop+jwt', alg: 'ES256', jwk: await shownKey(keys) }
  const said = {
    htm: verb,
    htu: new URL(path.split('?', 1)[0] ?? path, publicUrl).href,
    jti: toText(randomBytes(16)),
    iat: now(),
  }
  const signed = `${part(head)}.${part(said)}`
  const signature = await crypto.subtle.sign(ES256, keys.privateKey, utf8(signed))
  return `${signed}.${toText(new Uint8Array(signature))}`
}

/** A refused proof is a revoked door, unless the clocks are too far apart for any proof. */
function refusal(reply: Response): 'refused' | 'clock' {
  const there = Date.parse(reply.headers.get('date') ?? '')
  return Math.abs(there - Date.now()) > MOST_DRIFT * 1000 ? 'clock' : 'refused'
}

async function why(reply: Response): Promise<string> {
  const said = (await reply.json().catch(() => ({}))) as { detail?: string; problems?: { message: string }[] }
  return said.problems?.[0]?.message ?? said.detail ?? 'Le serveur n’a pas accepté.'
}

type Read<T> = (reply: Response) => Promise<T>

const asJson = async <T>(reply: Response): Promise<T> => (await reply.json()) as T
const asBytes = async (reply: Response): Promise<Bytes> => new Uint8Array(await reply.arrayBuffer())
const asNothing = (): Promise<null> => Promise.resolve(null)

export function serverOf(calling: Calling): Server {
  async function call<T>(read: Read<T>, sent: Sent): Promise<Answer<T>> {
    const answer = await answerTo(read, sent)
    calling.heard?.(answer.is !== 'away')
    return answer
  }
  async function answerTo<T>(
    read: Read<T>,
    { verb = 'POST', path, body, patience = PATIENCE }: Sent,
  ): Promise<Answer<T>> {
    const url = AT + path
    const json = body === undefined ? null : JSON.stringify(body)
    try {
      const reply = await fetch(new URL(url, calling.origin), {
        method: verb,
        headers: {
          dpop: await proofFor(calling, verb, url),
          ...(json === null ? {} : { 'content-type': 'application/json' }),
        },
        body: json,
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(patience),
      })
      if (reply.ok) return { is: 'ok', value: await read(reply) }
      if (reply.status === 401 || reply.status === 403) return { is: refusal(reply) }
      // Too much to do is an answer: there is a network, and nothing was taken.
      if (reply.status >= 500 && reply.status !== BUSY) return { is: 'away' }
      return { is: 'no', status: reply.status, detail: await why(reply) }
    } catch {
      return { is: 'away' }
    }
  }
  return {
    enrol: (code) => call(asJson<{ id: number }>, { path: '', body: { code } }),
    state: (nonce) => call(asJson<Told>, { verb: 'GET', path: `?tire=${toText(nonce)}` }),
    list: () => call(asBytes, { verb: 'GET', path: '/liste' }),
    cards: () => call(asJson<{ cards: KnownCards }>, { verb: 'GET', path: '/cartes' }),
    check: ({ text, ...asked }, patience) => {
      const card = readerText(text)
      const body = { ...asked, ...(card === null ? { text } : { card }), cents: null }
      return call(asJson<Checked>, { path: '/controles', body, patience })
    },
    ask: (seq) =>
      call(asJson<{ link: string; until: string }>, { path: '/presentations', body: { seq, cents: null } }),
    heard: (seq) => call(asJson<Heard>, { verb: 'GET', path: `/presentations/${seq}`, patience: 5000 }),
    unask: (seq) => call(asJson<Heard>, { verb: 'DELETE', path: `/presentations/${seq}`, patience: 5000 }),
    undo: (seq) => call(asNothing, { path: '/annulations', body: { seq } }),
    send: (lines) => call(asJson<Received>, { path: '/journal', body: { lines } }),
  }
}

interface Sent {
  verb?: 'GET' | 'POST' | 'DELETE'
  path: string
  body?: unknown
  /** Milliseconds. */
  patience?: number
}
