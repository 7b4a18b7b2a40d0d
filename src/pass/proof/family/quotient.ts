// Asks the family quotient of a household (API Particulier v3, by civil identity) and gives its class alone: the value, the family and the
// address that come with it are kept by nobody. Off, slow or refused, it says so and the person proves it otherwise.
import { z } from 'zod'
import { circuitBreaker, OPEN_FOR } from '#platform/limits/breaker.ts'
import { guardedFetch } from '#platform/outside/guard.ts'
import { isNamed, type Named } from '../document/same-person.ts'
import { type Brackets, monthsAfter, type Proof, quotientClass } from '../facts.ts'

/** Who is asked about: whoever has a file at the fund. */
export interface CivilIdentity {
  readonly birthName: string
  readonly givenNames: readonly string[]
  /** `YYYY-MM-DD` */
  readonly birthdate: string
  /** INSEE codes of a commune and of a country, and sex, when they are known. */
  readonly birthCommune?: string | undefined
  readonly birthCountry?: string | undefined
  readonly sex?: 'M' | 'F' | undefined
}

/** Whose class it will be: one of that household. */
export interface Member extends Named {
  /** `YYYY-MM-DD`; undefined: not known, the name alone is compared. */
  readonly birthdate?: string | undefined
}

const ELSE = 'montrez un avis d’impôt par son code 2D-Doc, ou venez à un guichet'
export const QUOTIENT_REFUSALS = {
  off: `Le quotient familial ne se demande pas en ligne ici\u00a0: ${ELSE}.`,
  birth: `La date de naissance n’est pas connue en entier\u00a0: la caisse ne peut pas retrouver le dossier. Pour le prouver autrement, ${ELSE}.`,
  unknown: `La caisse n’a pas de dossier avec ce nom, ces prénoms et cette naissance. Si vous n’êtes pas allocataire, ${ELSE}.`,
  stranger: `La caisse a répondu, mais le titulaire du pass n’est pas de ce foyer. Rien n’est gardé\u00a0: ${ELSE}.`,
  away: `La caisse ne répond pas en ce moment. Rien n’est perdu\u00a0: réessayez plus tard, ou ${ELSE}.`,
  busy: `La caisse reçoit trop de demandes en ce moment. Réessayez dans une minute, ou ${ELSE}.`,
} as const satisfies Record<string, string>

export type QuotientRefusal = keyof typeof QUOTIENT_REFUSALS
export type QuotientAnswer =
  | { readonly ok: true; readonly proof: Proof }
  | { readonly ok: false; readonly kind: QuotientRefusal; readonly sentence: string }

/** What is asked, and for whom. */
export interface QuotientQuestion {
  readonly who: CivilIdentity
  readonly member: Member
  /** `YYYY-MM-DD`, in the zone of the territory */
  readonly today: string
  readonly brackets: Brackets
}

/** Whoever tells quotients. It never rejects. */
export interface Quotients {
  ask(question: QuotientQuestion): Promise<QuotientAnswer>
}

/** How this installation is known there. */
export interface QuotientAccess {
  readonly baseUrl: string
  readonly token: string
  /** SIRET of whoever asks. */
  readonly recipient: string
  /** Milliseconds; 3 s when absent. */
  readonly timeoutMs?: number
}

const TIME_LIMIT = 3_000
const MOST_BYTES = 100_000
const HOLDS_MONTHS = 12
const PATH = 'v3/dss/quotient_familial/identite'
/** France, among countries of birth. */
const FRANCE = '99100'

const person = z.object({
  nom_naissance: z.string().nullish(),
  nom_usage: z.string().nullish(),
  prenoms: z.string(),
  date_naissance: z.string(),
})
// A quotient may be negative after some abatements; none is that large.
const ANSWER = z.object({
  data: z.object({
    quotient_familial: z.object({ valeur: z.number().min(-100_000).max(1_000_000) }),
    allocataires: z.array(person).max(10),
    enfants: z.array(person).max(50),
  }),
})
type Household = z.infer<typeof ANSWER>['data']

const no = (kind: QuotientRefusal): QuotientAnswer => ({ ok: false, kind, sentence: QUOTIENT_REFUSALS[kind] })

/** @param now milliseconds @throws on a bad address */
export function quotients(access: QuotientAccess, now: () => number): Quotients {
  const { timeoutMs = TIME_LIMIT, token, recipient } = access
  const base = new URL(`${access.baseUrl}/`)
  const breaker = circuitBreaker(now)
  return {
    async ask({ who, member, today, brackets }) {
      if (!isWhole(who.birthdate)) return no('birth')
      if (breaker.isOpen()) return no('away')
      const url = new URL(`${PATH}?${parametersOf(who, recipient)}`, base)
      const said = await answerAt(url, { token, timeoutMs })
      if (said === 'failed') breaker.failed()
      else if ('waits' in said) breaker.openFor(said.waits)
      else breaker.succeeded()
      if (said === 'failed') return no('away')
      if ('waits' in said) return no('busy')
      if (said.household === null) return no('unknown')
      if (!isOf(said.household, member)) return no('stranger')
      return proved(quotientClass(said.household.quotient_familial.valeur, brackets), today)
    },
  }
}

const isWhole = (birthdate: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(birthdate) && !birthdate.includes('-00')

/** Nobody has the class of a household that is not theirs. */
const isOf = ({ allocataires, enfants }: Household, member: Member): boolean =>
  [...allocataires, ...enfants].some(
    ({ nom_naissance: born, nom_usage: used, prenoms, date_naissance: date }) =>
      (member.birthdate === undefined || member.birthdate === date) &&
      isNamed([prenoms, born, used].join(' '), member),
  )

function parametersOf(who: CivilIdentity, recipient: string): URLSearchParams {
  const [year = '', month = '', day = ''] = who.birthdate.split('-')
  const country = who.birthCountry ?? (who.birthCommune === undefined ? undefined : FRANCE)
  const known = {
    codeCogInseePaysNaissance: country,
    codeCogInseeCommuneNaissance: who.birthCommune,
    sexeEtatCivil: who.sex,
  }
  return new URLSearchParams([
    ['nomNaissance', who.birthName],
    ...who.givenNames.map((name) => ['prenoms[]', name]),
    ['anneeDateNaissance', year],
    ['moisDateNaissance', String(Number(month))],
    ['jourDateNaissance', String(Number(day))],
    ...Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ['recipient', recipient],
  ])
}

/** The household, or null for nobody known; for how many milliseconds one is asked to wait; or that it failed. */
type Said = { readonly household: Household | null } | { readonly waits: number } | 'failed'

async function answerAt(url: URL, { token, timeoutMs }: { token: string; timeoutMs: number }): Promise<Said> {
  try {
    const allowHosts = [url.hostname.replace(/^\[|\]$/g, '')]
    const { status, headers, body } = await guardedFetch(url.href, {
      ...{ timeoutMs, maxBytes: MOST_BYTES, allowHosts, allowPrivate: true, mostRedirects: 0 },
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    })
    if (status === 429) return { waits: Math.min(OPEN_FOR, (Number(headers['retry-after']) || 5) * 1_000) }
    // Nobody of that identity, or one that it does not take: the service is well.
    if (status === 404 || status === 422) return { household: null }
    if (status !== 200) return 'failed'
    return { household: ANSWER.parse(JSON.parse(body.toString('utf8'))).data }
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
