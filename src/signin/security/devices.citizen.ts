// Handlers: prove again who one is, close a device, close the others.
import { system } from '#platform/actor.ts'
import { type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { plural } from '#platform/ui/french.ts'
import { readFactors } from '../factors/queries.ts'
import { localPath } from '#platform/http/local-path.ts'
import { deleteApplicationPasswords, digest } from '#people'
import { paperConfirmPage } from '../paper/pages/security.ts'
import { opensByPaperAlone } from '../paper/queries.ts'
import { confirmPage } from './pages/confirm.ts'
import { deleteOtherSessions, deleteSessionById } from '../entry/queries.ts'
import { proveAgain } from '../entry/recent.ts'
import { confirmPassword } from '../secret/confirm.ts'

const SECURITY = '/compte/securite'

function whoIs({ actor, sessionToken }: Context): { personId: number; sessionToken: string } {
  if (actor.personId === null || sessionToken === null) throw new Unauthenticated()
  return { personId: actor.personId, sessionToken }
}

async function confirmScreen(ctx: Context, suite: string, problems: FieldProblem[]): Promise<Reply> {
  const { personId } = whoIs(ctx)
  const { passkeys, onPaper } = await ctx.db.read(system, async (tx) => ({
    ...(await readFactors(tx, personId)),
    onPaper: await opensByPaperAlone(tx, personId),
  }))
  if (onPaper) return page(paperConfirmPage(ctx, { next: localPath(suite) ?? '' }))
  const view = { next: localPath(suite) ?? '', hasPasskey: passkeys > 0, problems }
  return page(confirmPage(ctx, view), problems.length > 0 ? 422 : 200)
}

export const showConfirm = (ctx: Context): Promise<Reply> => confirmScreen(ctx, one(ctx.query, 'suite'), [])

export const confirmAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  confirmScreen(ctx, one(values, 'suite'), problems)

export async function doConfirm(
  ctx: Context,
  input: { current: string; suite?: string | undefined },
): Promise<Reply> {
  await confirmPassword(ctx, whoIs(ctx).personId, input.current)
  return { ...redirect(localPath(input.suite ?? '') ?? SECURITY), cookies: [await proveAgain(ctx)] }
}

/** Closing is never made difficult: no proof is asked again. */
export async function doClose(ctx: Context): Promise<Reply> {
  const { personId } = whoIs(ctx)
  const isClosed = await ctx.db.write(system, (tx) => deleteSessionById(tx, personId, ctx.params.id ?? ''))
  if (!isClosed) throw new NotFound()
  return redirect(SECURITY, 'Cet appareil est déconnecté.')
}

export async function doCloseOthers(ctx: Context): Promise<Reply> {
  const { personId, sessionToken } = whoIs(ctx)
  const count = await ctx.db.write(system, async (tx) => {
    await deleteApplicationPasswords(tx, personId)
    return deleteOtherSessions(tx, personId, digest(sessionToken))
  })
  return redirect(
    SECURITY,
    count === 0
      ? 'Aucun autre appareil n’était connecté.'
      : `${plural(count, 'autre appareil est déconnecté', 'autres appareils sont déconnectés')}.`,
  )
}
