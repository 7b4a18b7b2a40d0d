// What a phone that carries a pass asks as it goes: numbers to show, what is said aloud, tokens for doors without a network. Each is asked
// by whoever is signed in, and signed by the key of that phone: one that was replaced learns that it was, and nothing else.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Context, json, type Reply } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { z } from 'zod'
import { drawBatch, drawSpoken } from '../../issue/codes.ts'
import { issueTokens } from '../../issue/tokens.ts'
import { passOf } from '../../record/passes.ts'
import { toText } from '../../token/bytes.ts'
import { ES256, importKey } from '../../token/keys.ts'
import { spokenGroups } from '../../token/spoken.ts'
import { HOLDER_LIMITS } from '../limits.ts'
import { holderId } from '../own.ts'
import { isProved, MOST_DRIFT } from '../screen/proof.ts'
import { type AskedWith, WANTED_TOKENS } from './inputs.ts'
import { lockPass, type PhoneKey, phoneOf } from './queries.ts'
import { secondsOf } from './register.ts'

interface Carrying {
  passId: number
  supportId: number
}

const GONE = { gone: true, said: 'Ce téléphone ne porte plus ce pass.' }
const SUSPENDED = 'Ce téléphone est suspendu\u00a0: il n’ouvre rien tant qu’un guichet ne l’a pas repris.'
const CLOCK = 'L’heure de ce téléphone n’est pas celle du serveur.'
const UNPROVED = 'Ce téléphone n’a pas signé ce qu’il demande\u00a0: rechargez la page.'

const keyOf = ({ x, y }: PhoneKey): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, ES256, false, ['verify'])

/** @param said all that was sent besides the proof, as it was signed */
async function asPhone(
  ctx: Context,
  { telephone, a, preuve }: AskedWith,
  said: string,
  work: (tx: Write, carrying: Carrying) => Promise<object>,
): Promise<Reply> {
  const pass = await ctx.db.read(ctx.actor, (tx) => passOf(tx, holderId(ctx.actor)))
  if (pass === undefined) return json(GONE, 410)
  return ctx.db.write(system, async (tx) => {
    const phone = (await lockPass(tx, pass.id)) ? await phoneOf(tx, pass.id) : undefined
    if (phone?.id !== telephone) return json(GONE, 410)
    const now = secondsOf(tx.now)
    if (Math.abs(now - a) > MOST_DRIFT) return json({ said: CLOCK, now }, 409)
    const asked = { path: ctx.url, support: telephone, at: a, said }
    if (!(await isProved(await keyOf(phone.key), asked, preuve))) return json({ said: UNPROVED }, 403)
    if (phone.isSuspended) return json({ said: SUSPENDED, suspended: true }, 409)
    return json({ ...(await work(tx, { passId: pass.id, supportId: phone.id })), now })
  })
}

const counted = (ctx: Context, name: 'passNumbers' | 'passSpoken' | 'passTokens'): Promise<void> =>
  throttle(ctx, `pass:${name}:${holderId(ctx.actor)}`, HOLDER_LIMITS[name])

/** POST /pass/numeros */
export async function doRefill(ctx: Context, asked: AskedWith): Promise<Reply> {
  await counted(ctx, 'passNumbers')
  return asPhone(ctx, asked, '', async (tx, carrying) => ({
    ids: (await drawBatch(tx, carrying)).map(toText),
  }))
}

/** POST /pass/code-dit */
export async function doSay(ctx: Context, asked: AskedWith): Promise<Reply> {
  await counted(ctx, 'passSpoken')
  return asPhone(ctx, asked, '', async (tx, carrying) => {
    const { spoken, until } = await drawSpoken(tx, carrying)
    return { spoken: spokenGroups(spoken), until: secondsOf(until) }
  })
}

type Audiences = z.output<typeof WANTED_TOKENS>

/** @throws BadInput for a key that is no point of the curve */
async function refuseForgedCopies(audiences: Audiences): Promise<void> {
  const read = await Promise.all(audiences.flatMap(({ keys }) => keys.map(importKey)))
  if (read.includes(null))
    throw new BadInput('Une clé de ce téléphone n’en est pas une\u00a0: rechargez la page.')
}

/** POST /pass/jetons: as many tokens as keys for each partner and sector; none where nothing opens. */
export async function doIssue(
  ctx: Context,
  { jetons, ...asked }: AskedWith & { jetons: string },
): Promise<Reply> {
  await counted(ctx, 'passTokens')
  const read = WANTED_TOKENS.safeParse(jetons)
  if (!read.success) throw new BadInput(read.error.issues[0]?.message ?? '')
  await refuseForgedCopies(read.data)
  return asPhone(ctx, asked, jetons, async (tx, { passId }) => {
    const tokens: string[][] = []
    for (const { partner: partnerId, sector, keys } of read.data)
      tokens.push((await issueTokens(ctx, tx, { passId, partnerId, sector }, keys)).map(toText))
    return { tokens }
  })
}
