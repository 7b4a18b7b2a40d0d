// Handlers: the page of an account's security, and the change of password on it.
import { system } from '#platform/actor.ts'
import { type FieldProblem, Unauthenticated } from '#platform/errors.ts'
import { blocksOf, type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import { territory } from '#territory'
import { changeOf } from '../address/queries.ts'
import { readStanding, sessionsOf } from '../entry/queries.ts'
import { readFactors } from '../factors/queries.ts'
import { readReset } from '../factors/queries.reset.ts'
import { securityPage } from './pages/security.ts'
import { paperOf } from '../paper/queries.ts'
import { passkeysOf } from '../passkeys/queries.ts'
import { accountById } from '#people'
import { changePassword } from '../password/recovery.ts'
import { digest } from '#people'
import { writerOf } from '#people'

async function securityScreen(ctx: Context, problems: FieldProblem[]): Promise<Reply> {
  const { sessionToken, actor } = ctx
  const { personId } = actor
  if (personId === null || sessionToken === null) throw new Unauthenticated()
  const view = await ctx.db.read(system, async (tx) => {
    const account = await accountById(tx, personId)
    return {
      factors: await readFactors(tx, personId),
      passkeys: await passkeysOf(tx, personId),
      sessions: await sessionsOf(tx, personId, digest(sessionToken)),
      email: account?.email ?? '',
      hasPassword: account?.passwordHash != null,
      isShared: (await readStanding(tx, digest(sessionToken)))?.isShared === true,
      paper: await paperOf(tx, personId),
      change: await changeOf(tx, personId),
      reset: await readReset(tx, { personId }),
      zone: (await territory(tx)).zone,
    }
  })
  const blocks = await blocksOf(ctx, 'security')
  return page(securityPage(ctx, { ...view, blocks, problems }), problems.length > 0 ? 422 : 200)
}

export const showSecurity = (ctx: Context): Promise<Reply> => securityScreen(ctx, [])

export const changePasswordAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> =>
  securityScreen(ctx, problems)

export async function doChangePassword(
  ctx: Context,
  input: { current: string; password: string },
): Promise<Reply> {
  const { sessionToken: oldToken, actor } = ctx
  if (actor.personId === null) throw new Unauthenticated()
  const session = await changePassword(ctx, { personId: actor.personId, oldToken, ...input }, writerOf(ctx))
  return { ...redirect('/compte/securite', 'Votre mot de passe est changé.'), cookies: [session.cookie] }
}
