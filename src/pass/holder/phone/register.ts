// A phone begins to carry a pass: one at most, and never in the place of another that its holder did not name.
import type { Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { drawBatch, phoneSecret } from '../../issue/codes.ts'
import { addSupport, type Pass } from '../../record/passes.ts'
import { toText } from '../../token/bytes.ts'
import { ES256 } from '../../token/keys.ts'
import { tellPhone } from '../tell.ts'
import type { Registered } from './inputs.ts'
import { lockPass, type Phone, phoneOf } from './queries.ts'

/** What a phone is told once, and keeps. */
export interface Begun {
  support: number
  /** In base64url: it imports it at once as a key that no script reads. */
  secret: string
  /** Numbers to show, in base64url. */
  ids: string[]
  /** Seconds, by the clock of the server. */
  now: number
}

export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)

/** @throws BadInput for what is no point of the curve */
export async function refuseForged(key: Registered['cle']): Promise<void> {
  const read = await crypto.subtle.importKey('jwk', key, ES256, false, ['verify']).catch(() => null)
  if (read === null)
    throw new BadInput('La clé de ce téléphone n’en est pas une\u00a0: rechargez la page, puis recommencez.')
}

/**
 * As the system: whose pass it is was judged.
 * @returns the phone that carries it already and was not named to be replaced; `stopped` when the pass opens nothing any more
 */
export async function registerPhone(
  ctx: Context,
  tx: Write,
  {
    pass,
    key,
    replaces,
    label,
  }: { pass: Pass; key: Registered['cle']; replaces: number | null; label: string },
): Promise<Begun | { other: Phone } | 'stopped'> {
  if (!(await lockPass(tx, pass.id))) return 'stopped'
  const other = await phoneOf(tx, pass.id)
  if (other !== undefined && other.id !== replaces) return { other }
  const supportId = await addSupport(tx, { passId: pass.id, kind: 'phone', label, holderKey: { ...key } })
  const ids = await drawBatch(tx, { passId: pass.id, supportId })
  await tellPhone(tx, ctx, pass, { label, supportId, isAnother: other !== undefined })
  return {
    support: supportId,
    secret: toText(phoneSecret(ctx, supportId)),
    ids: ids.map(toText),
    now: secondsOf(tx.now),
  }
}
