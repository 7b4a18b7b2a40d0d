// Handlers: change one's address, answer from either side.
import { type FieldProblem, NotFound, Unauthenticated } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply, redirect } from '#platform/http/route.ts'
import { RECENT_MINUTES, requireRecent } from '../entry/recent.ts'
import { profileOf, writerOf } from '#people'
import { acceptChange, askChange, refuseChange, seeChange } from './change.ts'
import { answeredPage, changePage, linkPage } from './pages/address.ts'
import { deadLinkPage } from '../entry/pages/dead-link.ts'

const SECURITY = '/compte/securite'

function personOf({ actor }: Context): number {
  if (actor.personId === null) throw new Unauthenticated()
  return actor.personId
}

async function changeScreen(ctx: Context, email: string, problems: FieldProblem[]): Promise<Reply> {
  const profile = await ctx.db.read(ctx.actor, (tx) => profileOf(tx, personOf(ctx)))
  return page(
    changePage(ctx, { current: profile?.email ?? '', email, problems }),
    problems.length > 0 ? 422 : 200,
  )
}

export async function showChange(ctx: Context): Promise<Reply> {
  return (await requireRecent(ctx, RECENT_MINUTES)) ?? changeScreen(ctx, '', [])
}

export const changeAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  changeScreen(ctx, one(values, 'email'), problems)

export async function doChange(ctx: Context, { email }: { email: string }, posted: Posted): Promise<Reply> {
  const first = await requireRecent(ctx, RECENT_MINUTES, posted)
  if (first !== null) return first
  await askChange(ctx, personOf(ctx), email, writerOf(ctx))
  return redirect(
    SECURITY,
    'Nous venons de vous écrire, à chacune de vos adresses. Regardez votre messagerie.',
  )
}

export async function doCancel(ctx: Context): Promise<Reply> {
  await refuseChange(ctx, { personId: personOf(ctx) })
  return redirect(SECURITY, 'Le changement d’adresse est annulé.')
}

const deadLink = (ctx: Context): Reply =>
  page(deadLinkPage(ctx, { href: '/connexion', label: 'Se connecter' }), 410)

/** Shows buttons and changes nothing: mail scanners open links before people do. */
export async function showLink(ctx: Context): Promise<Reply> {
  const token = one(ctx.query, 'jeton')
  const side = await seeChange(ctx, token)
  return side === null ? deadLink(ctx) : page(linkPage(ctx, token, side))
}

export async function doAnswer(
  ctx: Context,
  { jeton: token, choix }: { jeton: string; choix: 'accepter' | 'refuser' },
): Promise<Reply> {
  try {
    if (choix === 'refuser') await refuseChange(ctx, { token })
    const said =
      choix === 'refuser' ? 'refused' : (await acceptChange(ctx, token, writerOf(ctx))) ? 'done' : 'waiting'
    return page(answeredPage(ctx, said))
  } catch (error) {
    if (error instanceof NotFound) return deadLink(ctx)
    throw error
  }
}
