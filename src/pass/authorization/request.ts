// What a wallet asks its holder (OAuth 2.0 authorization request, RFC 6749 and 7636; OpenID4VCI 1.0, 5): judged before anybody is asked.
// What names no known wallet, or another address than its own, is answered to nobody: who would hear it is not known.
import { z } from 'zod'
import type { Read } from '#platform/db/db.ts'
import type { Values } from '#platform/http/route.ts'
import { seal, unseal } from '#platform/http/seal.ts'
import type { Asking } from '../credential/code.ts'
import type { AuthorizationWord } from '../credential/dialect.ts'
import { addresses, CONFIGURATION, DETAILS_TYPE, SCOPE } from '../credential/words.ts'
import { type Program, programBy } from './programs.ts'

/** A request left beforehand, or shown to its holder: until it is no good. */
export const ASKED_SECONDS = 600
const URN = 'urn:ietf:params:oauth:request_uri:'
const MOST_STATE = 500

export type Judged =
  | { program: Program; asking: Asking }
  /** Told to the wallet, at its own address. */
  | { program: Program; asking: Pick<Asking, 'returnTo' | 'state'>; word: AuthorizationWord; why: string }

interface Installation {
  publicUrl: string
  secret: Buffer
}

/** Each name once. @returns null when one is said twice */
function once(values: Values): Map<string, string> | null {
  const read = new Map<string, string>()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') return null
    read.set(name, value)
  }
  return read
}

const details = z
  .array(z.object({ type: z.literal(DETAILS_TYPE), credential_configuration_id: z.literal(CONFIGURATION) }))
  .length(1)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** @returns null when nothing is wrong with what is asked for */
function wrongIn(said: ReadonlyMap<string, string>, publicUrl: string): [AuthorizationWord, string] | null {
  const { issuer } = addresses(publicUrl)
  const asked = said.get('authorization_details')
  if (said.has('request')) return ['request_not_supported', 'Les demandes signées ne sont pas lues.']
  if (said.get('response_type') !== 'code')
    return ['unsupported_response_type', 'response_type doit être code.']
  if ((said.get('response_mode') ?? 'query') !== 'query')
    return ['invalid_request', 'response_mode doit être query.']
  if ((said.get('state') ?? '').length > MOST_STATE) return ['invalid_request', 'state est trop long.']
  if (said.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(said.get('code_challenge') ?? ''))
    return ['invalid_request', 'Il faut code_challenge, par S256.']
  if ((said.get('resource') ?? issuer) !== issuer)
    return ['invalid_target', `resource ne peut être que ${issuer}.`]
  if (asked !== undefined && !details.safeParse(parsed(asked)).success)
    return ['invalid_authorization_details', `Il n’y a que ${CONFIGURATION}, une fois.`]
  if (asked === undefined && !(said.get('scope') ?? '').split(' ').includes(SCOPE))
    return ['invalid_scope', `scope doit contenir ${SCOPE}.`]
  return null
}

/** @returns null for a wallet that is not known, or not at that address */
export async function judge(
  tx: Read,
  publicUrl: string,
  said: ReadonlyMap<string, string>,
): Promise<Judged | null> {
  const clientId = said.get('client_id') ?? ''
  const program = await programBy(tx, clientId)
  const returnTo = said.get('redirect_uri') ?? ''
  if (program === undefined || program.endedAt !== null || !program.returns.includes(returnTo)) return null
  const state = said.get('state') ?? null
  const wrong = wrongIn(said, publicUrl)
  if (wrong !== null)
    return {
      program,
      asking: { returnTo, state: state?.slice(0, MOST_STATE) ?? null },
      word: wrong[0],
      why: wrong[1],
    }
  const challenge = said.get('code_challenge') ?? ''
  const isDetailed = said.has('authorization_details')
  return { program, asking: { clientId, returnTo, state, challenge, isDetailed } }
}

const sealed = z.object({
  ...{ clientId: z.string(), returnTo: z.string(), state: z.string().nullable() },
  ...{ challenge: z.string(), isDetailed: z.boolean(), until: z.number() },
})

/** Kept by whoever carries it: a request costs the installation nothing until its holder agrees. */
export function sealAsking(secret: Buffer, purpose: string, asking: Asking, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + ASKED_SECONDS
  return seal(secret, purpose, Buffer.from(JSON.stringify({ ...asking, until })).toString('base64url'))
}

/** @returns null for what we did not seal for that purpose, or is over */
export function unsealAsking(secret: Buffer, purpose: string, text: string, now: Date): Asking | null {
  const body = unseal(secret, purpose, text)
  if (body === null) return null
  const { until, ...asking } = sealed.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
  return until * 1000 > now.getTime() ? asking : null
}

const PUSHED = 'pass wallet pushed'

export const pushedUri = (secret: Buffer, asking: Asking, now: Date): string =>
  URN + sealAsking(secret, PUSHED, asking, now)

/** Of a request left beforehand, or said whole. @returns null when nobody can be answered */
export async function judgeAsked(
  tx: Read,
  { publicUrl, secret }: Installation,
  values: Values,
): Promise<Judged | null> {
  const said = once(values)
  if (said === null) return null
  const uri = said.get('request_uri')
  if (uri === undefined) return judge(tx, publicUrl, said)
  const asking = uri.startsWith(URN) ? unsealAsking(secret, PUSHED, uri.slice(URN.length), tx.now) : null
  if (asking === null || said.get('client_id') !== asking.clientId) return null
  const program = await programBy(tx, asking.clientId)
  return program === undefined || program.endedAt !== null ? null : { program, asking }
}

/** Where the holder is sent back, with what is told (RFC 9207: by whom). */
export function answerTo(
  publicUrl: string,
  { returnTo, state }: Pick<Asking, 'returnTo' | 'state'>,
  told: Readonly<Record<string, string>>,
): string {
  const said = new URLSearchParams({
    ...told,
    ...(state === null ? {} : { state }),
    iss: addresses(publicUrl).issuer,
  })
  return `${returnTo}${returnTo.includes('?') ? '&' : '?'}${said.toString()}`
}
