// GET /intranet/organigramme: the units of an authority on a day; GET /intranet/unites/:unite: one of them.
import { NotFound } from '#platform/errors.ts'
import { homeUnit } from '#platform/actor.ts'
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { dayOrNone } from '#platform/screens/field.ts'
import { intranetFrame, localDay, territory } from '#territory'
import { agentsOfUnit } from '../agents/queries.ts'
import { chartScreen, unitScreen } from './pages.ts'
import { staffedOn } from './queries.ts'
import { chartOf } from './tree.ts'

/** Agents of a unit that its page names; the directory has the others. */
const MOST = 50

export const showChart = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const unitId = homeUnit(ctx.actor)
    const own = unitId === null ? place.metropolis : place.authority(place.unit(unitId).authorityId)
    const authority = place.authorities.find(({ slug }) => slug === one(ctx.query, 'collectivite')) ?? own
    const read = dayOrNone.safeParse(one(ctx.query, 'au'))
    const day = (read.success ? read.data : null) ?? localDay(tx.now, place.zone)
    const problem = read.success ? null : (read.error.issues[0]?.message ?? null)
    const units = place.units.filter(({ authorityId }) => authorityId === authority.id)
    const branches = chartOf(units, await staffedOn(tx, authority.id, day), day)
    const frame = await intranetFrame(ctx, tx)
    const said = { branches, day, slug: authority.slug, place, problem }
    return page(chartScreen(frame, said), read.success ? 200 : 422)
  })

/** @throws NotFound when it is closed, or none */
export const showUnit = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const unit = place.units.find(
      ({ id, closedOn }) => String(id) === ctx.params['unite'] && closedOn === null,
    )
    if (unit === undefined) throw new NotFound()
    const agents = await agentsOfUnit(tx, unit.id, MOST + 1)
    const shown = { unit, place, agents: agents.slice(0, MOST), hasMore: agents.length > MOST, now: tx.now }
    return page(unitScreen(await intranetFrame(ctx, tx), shown))
  })
