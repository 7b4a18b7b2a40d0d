// Asks the family quotient of somebody (API Particulier v3, by civil identity) and keeps its class alone: the value, the family and the
// address that come with it are read by nobody. Off, slow or refused, it says so and the person proves it otherwise.
import { z } from 'zod'
import { circuitBreaker, OPEN_FOR } from '#platform/limits/breaker.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { type Brackets, monthsAfter, type Proof, quotientClass } from './facts.ts'

/** Who is asked about. */
export interface CivilIdentity {
  readonly birthName: string
  readonly givenNames: readonly string[]
  /** `YYYY-MM-DD` */
  readonly birthdate: string
  /** INSEE codes, when they are known. */
  readonly birthCommune?: string | undefined
  readonly birthCountry?: string | undefined
}

export const QUOTIENT_REFUSALS = {
  off: 'Le quotient familial ne se demande pas en ligne ici. Montrez un avis d’impôt, ou venez à un guichet.',
  birth:
    'Votre date de naissance n’est pas connue en entier\u00a0: la caisse ne peut pas vous retrouver. Montrez un avis d’impôt, ou venez à un guichet.',
  unknown:
    'La caisse ne vous a pas trouvé avec ce nom et cette date de naissance. Vérifiez-les, ou montrez un avis d’impôt.',
  away: 'La caisse ne répond pas en ce moment. Rien n’est perdu\u00a0: réessayez plus tard, ou montrez un avis d’impôt.',
  busy: 'La caisse reçoit trop de demandes en ce moment. Réessayez dans une minute, ou montrez un avis d’impôt.',
} as const satisfies Record<string, string>

export type QuotientRefusal = keyof typeof QUOTIENT_REFUSALS
export type QuotientAnswer =
  | { readonly ok: true; readonly proof: Proof }
  | { readonly ok: false; readonly kind: QuotientRefusal; readonly sentence: string }

/** Whoever tells quotients. It never rejects. */
export interface Quotients {
  /** @param today `YYYY-MM-DD`, in the zone of the territory */
  ask(who: CivilIdentity, said: { today: string; brackets: Brackets }): Promise<QuotientAnswer>
}

export interface QuotientAccess {
  readonly baseUrl: string
  readonly token: string
  /** SIRET of whoever asks. */
  readonly recipient: string
  readonly now?: () => number
  readonly timeoutMs?: number
}

const TIME_LIMIT = 3_000
const MOST_BYTES = 100_000
const HOLDS_MONTHS = 12
const PATH = 'v3/dss/quotient_familial/identite'
// A quotient may be negative after some abatements; none is that large.
const ANSWER = z.object({
  data: z.object({ quotient_familial: z.object({ valeur: z.number().min(-100_000).max(1_000_000) }) }),
})

const no = (kind: QuotientRefusal): QuotientAnswer => ({ ok: false, kind, sentence: QUOTIENT_REFUSALS[kind] })

/** null: nobody is asked. @throws on a bad address */
export function quotients(access: QuotientAccess | null): Quotients {
  if (access === null) return { ask: async () => no('off') }
  const { now = Date.now, timeoutMs = TIME_LIMIT, token, recipient } = access
  const base = new URL(access.baseUrl.replace(/\/*$/, '/'))
  const breaker = circuitBreaker(now)
  return {
    async ask(who, { today, brackets }) {
      if (!isWhole(who.birthdate)) return no('birth')
      if (breaker.isOpen()) return no('away')
      const url = new URL(`${PATH}?${parametersOf(who, recipient)}`, base)
      const said = await answerAt(url, { token, timeoutMs })
      if (said === 'failed') breaker.failed()
      else if ('waits' in said) breaker.openFor(said.waits)
      else {
        breaker.succeeded()
        return said.value === null ? no('unknown') : proved(quotientClass(said.value, brackets), today)
      }
      return no(said === 'failed' ? 'away' : 'busy')
    },
  }
}

const isWhole = (birthdate: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(birthdate) && !birthdate.includes('-00')

function parametersOf(who: CivilIdentity, recipient: string): URLSearchParams {
  const [year = '', month = '', day = ''] = who.birthdate.split('-')
  return new URLSearchParams([
    ['nomNaissance', who.birthName],
    ...who.givenNames.map((name) => ['prenoms[]', name]),
    ['anneeDateNaissance', year],
    ['moisDateNaissance', String(Number(month))],
    ['jourDateNaissance', String(Number(day))],
    ...(who.birthCommune === undefined ? [] : [['codeCogInseeCommuneNaissance', who.birthCommune]]),
    ...(who.birthCountry === undefined ? [] : [['codeCogInseePaysNaissance', who.birthCountry]]),
    ['recipient', recipient],
  ])
}

/** The value, or null for nobody known; for how many milliseconds one is asked to wait; or that it failed. */
type Said = { readonly value: number | null } | { readonly waits: number } | 'failed'

async function answerAt(url: URL, { token, timeoutMs }: { token: string; timeoutMs: number }): Promise<Said> {
  try {
    const allowHosts = [url.hostname.replace(/^\[|\]$/g, '')]
    const { status, headers, body } = await guardedFetch(url.href, {
      ...{ timeoutMs, maxBytes: MOST_BYTES, allowHosts, allowPrivate: true, mostRedirects: 0 },
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    })
    if (status === 429) return { waits: Math.min(OPEN_FOR, (Number(headers['retry-after']) || 5) * 1_000) }
    // Nobody of that identity, or one that it does not take: the service is well.
    if (status === 404 || status === 422) return { value: null }
    if (status !== 200) return 'failed'
    return { value: ANSWER.parse(JSON.parse(body.toString('utf8'))).data.quotient_familial.valeur }
  } catch {
    return 'failed'
  }
}

const proved = (value: Proof['class'], today: string): QuotientAnswer => ({
  ok: true,
  proof: {
    ...{ fact: 'quotient', class: value, source: 'api', level: 'verified', shown: 'familyAnswer' },
    ...{ seenOn: today, endsOn: monthsAfter(today, HOLDS_MONTHS) },
  },
})
