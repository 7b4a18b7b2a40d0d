// Handlers: the only parent who acts for a child erases the child's record, by the mechanism of every erasure.
import { childOf } from '#mandates'
import { RECENT_MINUTES, requireRecent } from '#signin'
import { system } from '#platform/actor.ts'
import { Conflict, type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, page, type Reply, redirect } from '#platform/http/route.ts'
import { namesFor, personOf } from '../data/data.citizen.ts'
import { erasePerson, foreseeErasure } from './erasure.ts'
import { childErasurePage, sharedChildPage } from './pages/child.ts'

const addressOf = (ctx: Context): string => `/compte/proches/enfants/${ctx.params.enfant ?? ''}/effacement`

async function screen(ctx: Context, problems: readonly FieldProblem[], status: number): Promise<Reply> {
  const child = await ctx.db.read(system, (tx) => childOf(tx, ctx.params.enfant ?? '', personOf(ctx)))
  if (child === null) throw new NotFound()
  if (child.others.length > 0) return page(sharedChildPage(ctx, child), status)
  const report = await foreseeErasure(ctx.db, ctx.held, child.personId)
  const { nameOf } = await ctx.db.read(ctx.actor, namesFor)
  return page(childErasurePage(ctx, { child, report, nameOf, problems }), status)
}

export const showEraseChild = (ctx: Context): Promise<Reply> => screen(ctx, [], 200)
export const childAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> =>
  screen(ctx, problems, 422)

export async function doEraseChild(ctx: Context): Promise<Reply> {
  const first = await requireRecent({ ...ctx, url: addressOf(ctx) }, RECENT_MINUTES)
  if (first !== null) return first
  const { token } = await ctx.db.write(system, async (tx) => {
    const child = await childOf(tx, ctx.params.enfant ?? '', personOf(ctx))
    if (child === null) throw new NotFound()
    if (child.others.length > 0)
      throw new Conflict('Un autre parent agit pour cet enfant\u00a0: son dossier ne s’efface pas.')
    return erasePerson(tx, ctx.held, { personId: child.personId, writer: null })
  })
  return redirect(token === null ? '/compte/proches' : `/effacement?jeton=${token}`)
}
