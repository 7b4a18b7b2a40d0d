// What every call of a directory shares: counted, under its key, one change at a time.
import type { CallContext } from '#platform/api/call.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { MINUTE, type Limits } from '#platform/limits/limits.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { callingKey } from '../keys/keys.ts'
import type { Key } from '../keys/queries.ts'
import { bad, SCIM, ScimError } from '../protocol/dialect.ts'
import { lockDirectory } from './queries.ts'

export const LIMITS = { provisioningCalled: { limit: 600, windowSeconds: MINUTE } } as const satisfies Limits

/** What a row of a key's calls says first. */
export const provisioned = {
  face: 'api',
  action: 'agent.provision',
  by: ['provisioning'],
  dialect: SCIM,
} as const

const counted = (ctx: CallContext): Promise<void> =>
  throttle(ctx, `provisioning:${ctx.actor.keyId}`, LIMITS.provisioningCalled)

export async function read<T>(ctx: CallContext, work: (tx: Read, key: Key) => Promise<T>): Promise<T> {
  await counted(ctx)
  return ctx.db.read(ctx.actor, async (tx) => work(tx, await callingKey(tx)))
}

/** Calls that change one directory take turns: what each finds stands until it ends. */
export async function write<T>(ctx: CallContext, work: (tx: Write, key: Key) => Promise<T>): Promise<T> {
  await counted(ctx)
  return ctx.db.write(ctx.actor, async (tx) => {
    const key = await callingKey(tx)
    await lockDirectory(tx, key)
    return inWords(work(tx, key))
  })
}

/** What verbs of screens refuse beside a field has none here: their sentence alone. */
async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    throw bad('invalidValue', error.problems.map(({ message }) => message).join(' '))
  }
}

export const idOf = ({ params }: CallContext): string => params['id'] ?? ''

/** The same for what is another's and for what never was. @throws ScimError 404 */
export function found<T>(row: T | undefined, missing: string): T {
  if (row === undefined) throw new ScimError(404, missing)
  return row
}
