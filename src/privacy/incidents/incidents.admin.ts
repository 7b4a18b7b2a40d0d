// Handlers: the accesses that people did not recognise, and what was found.
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { adminNav } from '#platform/http/navigation.ts'
import { agentFrameOf } from '#platform/http/frame.ts'
import { type Context, one, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { localDay, territory } from '#territory'
import { incidentsPage } from './pages/incidents.ts'
import { handleIncident, incidentsFor } from './handle.ts'

const HERE = '/administration/acces-signales'

interface Typed {
  id: number
  text: string
  problems: readonly FieldProblem[]
}

async function incidentsScreen(ctx: Context, typed: Typed | null): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const incidents = await incidentsFor(tx)
    const place = await territory(tx)
    const mine = ctx.actor.memberships.find(({ role }) => role === 'admin')
    const name = mine === undefined ? place.metropolis.name : place.authority(mine.authorityId).name
    const frame = agentFrameOf(ctx, name, adminNav(ctx), localDay(tx.now, place.zone))
    return page(incidentsPage(frame, { incidents, typed, zone: place.zone }), typed === null ? 200 : 422)
  })
}

/** GET /administration/acces-signales */
export const showIncidents = (ctx: Context): Promise<Reply> => incidentsScreen(ctx, null)

function idOf(ctx: Context): number {
  const id = Number(ctx.params.id)
  if (!Number.isSafeInteger(id)) throw new NotFound()
  return id
}

/** POST /administration/acces-signales/:id */
export async function doHandle(ctx: Context, { constat }: { constat: string }): Promise<Reply> {
  const writer = { site: { name: ctx.site.name }, origin: ctx.config.publicUrl }
  await handleIncident(ctx.db, ctx.actor, { id: idOf(ctx), finding: constat }, writer)
  return redirect(HERE, 'C’est clos. La personne lit ce que vous avez trouvé.')
}

export async function handleAgain(
  ctx: Context,
  problems: FieldProblem[],
  { values }: Posted,
): Promise<Reply> {
  const id = idOf(ctx)
  if (!(await ctx.db.read(ctx.actor, incidentsFor)).some((incident) => incident.id === id))
    throw new NotFound()
  return incidentsScreen(ctx, { id, text: one(values, 'constat'), problems })
}
