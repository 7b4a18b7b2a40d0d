// Handlers: the accesses that people did not recognise, and what was found.
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { adminFrame, territory } from '#territory'
import { type IncidentsView, incidentsPage } from './pages/incidents.ts'
import { handleIncident, incidentsFor } from './handle.ts'

function incidentsScreen(ctx: Context, again: IncidentsView['again']): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const incidents = await incidentsFor(tx)
    if (again !== null && !incidents.some(({ id }) => id === again.id)) throw new NotFound()
    const { zone } = await territory(tx)
    return page(
      incidentsPage(await adminFrame(ctx, tx), { incidents, again, zone }),
      again === null ? 200 : 422,
    )
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
  return redirect('/administration/acces-signales', 'C’est clos. La personne lit ce que vous avez trouvé.')
}

/** The same with what was refused, beside its access. */
export const handleAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  incidentsScreen(ctx, { id: idOf(ctx), typed: values, problems })
