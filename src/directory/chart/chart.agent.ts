// GET /intranet/organigramme: the units of an authority on a day; GET /intranet/unites/:unite: one of them.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { homeUnit } from '#platform/actor.ts'
import { type Context, one, page, type Reply } from '#platform/http/route.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { dayOrNone } from '#platform/screens/field.ts'
import { intranetFrame, localDay, type Territory, territory } from '#territory'
import { agentsOfUnit } from '../agents/queries.ts'
import { type Chart, chartScreen, unitScreen } from './pages.ts'
import { chartPaper } from './paper.ts'
import { foresee } from './planned.ts'
import { formerUnits, plannedUntil, staffedOn } from './queries.ts'
import { chartOf, pathTo, unitsOn } from './tree.ts'

/** As far as anything is planned. */
const FAR = '9999-12-31'
/** Agents of a unit that its page names; the directory has the others. */
const MOST = 50

/** What the address asks; a day that is none is today, and said. */
async function askedChart(
  ctx: Context,
  tx: Read,
): Promise<{ chart: Chart; place: Territory; problem: string | null }> {
  const place = await territory(tx)
  const unitId = homeUnit(ctx.actor)
  const own = unitId === null ? place.metropolis : place.authority(place.unit(unitId).authorityId)
  const authority = place.authorities.find(({ slug }) => slug === one(ctx.query, 'collectivite')) ?? own
  const read = dayOrNone.safeParse(one(ctx.query, 'au'))
  const today = localDay(tx.now, place.zone)
  const day = (read.success ? read.data : null) ?? today
  const planned = await plannedUntil(tx, authority.id, FAR)
  const then = planned.filter((change) => change.day <= day && day > today)
  const { touched, staffed, ...foreseen } = foresee(place, await staffedOn(tx, authority.id, day), then)
  const units = foreseen.place.units.filter(({ authorityId }) => authorityId === authority.id)
  const ids = units.map(({ id }) => id)
  const former = await formerUnits(tx, ids, day)
  const branches = chartOf(unitsOn(units, former, { day, today }), staffed)
  const asked = one(ctx.query, 'unite')
  const focus = asked === '' ? unitId : Number(asked)
  const chart = {
    ...{ authority, branches, day, today },
    focus: pathTo(branches, focus).length > 0 ? focus : null,
    own: unitId,
    ...{ planned, then, touched },
  }
  return { chart, place, problem: read.success ? null : (read.error.issues[0]?.message ?? null) }
}

export const showChart = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { chart, ...said } = await askedChart(ctx, tx)
    return page(chartScreen(await intranetFrame(ctx, tx), chart, said), said.problem === null ? 200 : 422)
  })

/** GET /intranet/organigramme/pdf: the whole of it, to print. */
export async function sendChart(ctx: Context): Promise<Reply> {
  const { paper, name } = await ctx.db.read(ctx.actor, async (tx) => {
    const { chart, place } = await askedChart(ctx, tx)
    return {
      paper: chartPaper(chart, place, tx.now),
      name: `organigramme-${chart.authority.slug}-${chart.day}.pdf`,
    }
  })
  const headers = { 'content-disposition': `attachment; filename="${name}"` }
  return { kind: 'bytes', body: await drawPaper(paper, ctx.actor.personId), type: 'application/pdf', headers }
}

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
