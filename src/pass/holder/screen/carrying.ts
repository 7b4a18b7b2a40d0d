// What a phone does with the server while it carries a pass: numbers and tokens fetched, its clock set right, and told that it is over.
import { audienceName, type Claims, readClaims } from '../../token/claims.ts'
import { readSigned } from '../../token/cose.ts'
import { fromText } from '../../token/bytes.ts'
import { newKeys, publicKeyOf } from '../../token/keys.ts'
import { onlineKey } from '../../token/online.ts'
import { present } from '../../token/present.ts'
import { alone, change, type Copy, keep, type Phone, phoneFor } from './base.ts'
import { type Answer, type Asking, begin, refill, sayAloud, shortKey, tokens } from './calls.ts'
import { COPIES, copyFor, readIds, wantsCopies, wantsIds } from './codes.ts'

/** What becomes of it: `over`, this phone carries the pass no more. */
export type Outcome = 'done' | 'away' | 'over' | { said: string }

const seconds = (): number => Math.floor(Date.now() / 1000)

/** Seconds, as the server would say it. */
export const nowFor = ({ drift }: Pick<Phone, 'drift'>): number => seconds() + drift

const asking = (csrf: string, phone: Phone): Asking => ({
  ...{ csrf, support: phone.support, key: phone.keys.privateKey },
  now: () => nowFor(phone),
})

/** Asks, once more with the clock of the server when the two were too far apart. */
async function asked<T extends { now: number }>(
  csrf: string,
  phone: Phone,
  work: (by: Asking) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const first = await work(asking(csrf, phone))
  if (first.is !== 'clock') return first
  return work(asking(csrf, { ...phone, drift: first.now - seconds() }))
}

const outcome = <T>(answer: Exclude<Answer<T>, { is: 'ok' }>): Outcome => {
  if (answer.is === 'gone') return 'over'
  return answer.is === 'no' ? { said: answer.said } : 'away'
}

/** @param replaces the phone that the page named, '' for none @returns where a page asks first, or what became of it */
export async function register(
  whose: string,
  csrf: string,
  replaces: string,
): Promise<Outcome | { to: string }> {
  const keys = await newKeys()
  const answer = await begin(csrf, keys, replaces)
  if (answer.is === 'to') return { to: answer.to }
  if (answer.is !== 'ok') return outcome(answer)
  const { support, secret, ids, now } = answer.value
  await keep({
    ...{ whose, support, keys, isDoubtful: false, drift: now - seconds() },
    mac: await onlineKey(fromText(secret) ?? new Uint8Array()),
    ids: readIds(ids) ?? [],
    ...{ copies: [], copiesOf: '', copiesAt: 0 },
  })
  return 'done'
}

/** Numbers, when there are few left. */
export const fetchIds = (whose: string, csrf: string): Promise<Outcome> =>
  alone(async () => {
    const phone = await phoneFor(whose)
    if (phone === undefined) return 'over'
    if (!wantsIds(phone)) return 'done'
    await change(whose, (kept) => {
      kept.isDoubtful = true
    })
    const answer = await asked(csrf, phone, refill)
    const ids = answer.is === 'ok' ? readIds(answer.value.ids) : null
    await change(whose, (kept) => {
      // Refused, nothing was drawn; without an answer, nobody knows.
      if (answer.is === 'no' || ids !== null) kept.isDoubtful = false
      if (answer.is !== 'ok' || ids === null) return
      kept.ids = ids
      kept.drift = answer.value.now - seconds()
    })
    return answer.is === 'ok' ? 'done' : outcome(answer)
  })

export interface Spoken {
  words: string
  /** In seconds, as the server says it. */
  until: number
}

/** What is said aloud, for its minute; null when it is not to be had now. */
export async function fetchSpoken(csrf: string, phone: Phone): Promise<Spoken | 'over' | null> {
  const answer = await asked(csrf, phone, sayAloud)
  if (answer.is === 'gone') return 'over'
  if (answer.is !== 'ok') return null
  const { spoken, until, now } = answer.value
  await change(phone.whose, (kept) => {
    kept.drift = now - seconds()
  })
  return { words: spoken, until }
}

/** Copies for each partner and sector of the page, each with a key of its own. @param rights what the page says of them */
export const fetchCopies = (
  whose: string,
  csrf: string,
  { audiences, rights }: { audiences: readonly string[]; rights: string },
): Promise<Outcome> =>
  alone(async () => {
    const phone = await phoneFor(whose)
    if (phone === undefined) return 'over'
    if (!wantsCopies(phone, rights, Date.now())) return 'done'
    const keys = await Promise.all(
      audiences.map(() => Promise.all(Array.from({ length: COPIES }, () => newKeys()))),
    )
    const wanted = await Promise.all(
      audiences.map(async (audience, at) => {
        const [partner = '', sector = ''] = audience.split('/')
        const shown = await Promise.all((keys[at] ?? []).map(({ publicKey }) => publicKeyOf(publicKey)))
        return { partner: Number(partner), sector, keys: shown.map(shortKey) }
      }),
    )
    const answer = await asked(csrf, phone, (by) => tokens(by, wanted))
    if (answer.is !== 'ok') return outcome(answer)
    const copies = answer.value.tokens.flatMap((texts, at) =>
      texts.flatMap((text, of): Copy[] => {
        const [token, key, audience] = [fromText(text), keys[at]?.[of]?.privateKey, audiences[at]]
        return token && key && audience ? [{ audience, token, key, shownAt: null }] : []
      }),
    )
    await change(whose, (kept) => {
      Object.assign(kept, { copies, copiesOf: rights, copiesAt: Date.now() })
      kept.drift = answer.value.now - seconds()
    })
    return 'done'
  })

const claimsOf = ({ token }: Copy): Claims | null => {
  const signed = readSigned(token)
  return signed && readClaims(signed.payload)
}

/** Is there something to show there, and still good? */
export const canShow = (phone: Phone, audience: string): boolean =>
  phone.copies.some((copy) => copy.audience === audience && (claimsOf(copy)?.expiresAt ?? 0) > nowFor(phone))

/** Takes the copy to show there, for one showing. */
export const takeCopy = (whose: string, audience: string): Promise<Copy | undefined> =>
  change(whose, (kept) => {
    const copy = copyFor(kept.copies, audience)
    if (copy !== undefined) copy.shownAt = Date.now()
    return copy
  })

/** @param challenge what the door shows to be signed; '' when it shows nothing */
export async function showCopy(copy: Copy, challenge: string, now: number): Promise<string> {
  const claims = claimsOf(copy)
  if (claims === null) throw new Error('a token that was issued is read')
  return present(copy.token, copy.key, { to: challenge || audienceName(claims.audience), now })
}
