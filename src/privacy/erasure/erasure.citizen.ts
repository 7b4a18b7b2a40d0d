// Handlers of an erasure: what it would do, doing it, its certificate.
import { RECENT_MINUTES, requireRecent } from '#signin'
import { sitesTold } from '#identity'
import { system } from '#platform/actor.ts'
import { type FieldProblem, Forbidden, NotFound } from '#platform/errors.ts'
import { DEVICE, SESSION } from '#platform/http/cookies.ts'
import { type Context, one, page, type Reply, redirect } from '#platform/http/route.ts'
import { namesFor, personOf } from '../data/data.citizen.ts'
import { certificateOf, erasePerson, foreseeErasure } from './erasure.ts'
import { agentErasurePage, certificatePage, erasurePage } from './pages/erasure.ts'

const HERE = '/compte/donnees/effacement'

async function erasureScreen(
  ctx: Context,
  problems: readonly FieldProblem[],
  status: number,
): Promise<Reply> {
  try {
    const report = await foreseeErasure(ctx.db, ctx.held, personOf(ctx))
    const { nameOf } = await ctx.db.read(ctx.actor, namesFor)
    return page(erasurePage(ctx, { report, nameOf, problems }), status)
  } catch (error) {
    if (error instanceof Forbidden) return page(agentErasurePage(ctx, error.message))
    throw error
  }
}

export const showErasure = (ctx: Context): Promise<Reply> => erasureScreen(ctx, [], 200)
export const erasureAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> =>
  erasureScreen(ctx, problems, 422)

export async function doErasure(ctx: Context): Promise<Reply> {
  // The page is shown again: nobody erases themselves by a form kept from another day.
  const first = await requireRecent({ ...ctx, url: HERE }, RECENT_MINUTES)
  if (first !== null) return first
  const personId = personOf(ctx)
  const writer = { site: { name: ctx.site.name }, origin: ctx.config.publicUrl }
  const { db, held, visitorId } = ctx
  const { token } = await db.write(system, (tx) => erasePerson(tx, held, { personId, writer, visitorId }))
  const cookies = [SESSION, DEVICE].map((name) => ({ name, value: null }))
  return { ...redirect(token === null ? '/' : `/effacement?jeton=${token}`), cookies }
}

export async function showCertificate(ctx: Context): Promise<Reply> {
  return ctx.db.read(system, async (tx) => {
    const erasure = await certificateOf(tx, one(ctx.query, 'jeton'))
    if (erasure === null)
      throw new NotFound('Ce certificat n’existe pas. Vérifiez que l’adresse est entière.')
    const sites = await sitesTold(tx, erasure.personId, erasure.at)
    return page(certificatePage(ctx, { erasure, sites, ...(await namesFor(tx)) }))
  })
}
