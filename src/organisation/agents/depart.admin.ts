// Handlers of a departure: its one screen, its confirmation, its undoing.
import { z } from 'zod'
import { depart, departureOf, holdersOn, undoDeparture } from '#people'
import type { Read } from '#platform/db/db.ts'
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import {
  type Context,
  one,
  page,
  type Posted,
  redirect,
  type Reply,
  type Values,
} from '#platform/http/route.ts'
import { day } from '#platform/screens/field.ts'
import { isTried } from '#platform/screens/tried.ts'
import { longDate } from '#platform/ui/french.ts'
import { addDays, adminFrame, localDay, territory } from '#territory'
import { leftAlone } from '../units/alone.ts'
import { agentOf } from './found.ts'
import { standInChoices } from './forms.ts'
import { DAY_ALONE, type DepartView, departPage, takerField } from './pages/depart.ts'
import { addressOf } from './words.ts'

/** How long a departure is undone. */
const DAYS = 30

/** The agent of the address, and the authority that they leave. @throws NotFound */
async function leaverOf(ctx: Context, tx: Read) {
  const agent = await agentOf(ctx, tx)
  const unitId = agent.posts[0]?.unitId
  if (unitId === undefined) throw new NotFound()
  return { agent, authorityId: (await territory(tx)).unit(unitId).authorityId }
}

async function viewOf(
  ctx: Context,
  tx: Read,
  typed: Values,
  problems: readonly FieldProblem[],
): Promise<DepartView> {
  const { agent, authorityId } = await leaverOf(ctx, tx)
  const whose = { personId: agent.personId, authorityId }
  const held = []
  for (const charge of ctx.charges) held.push({ charge, count: await charge.count(tx, whose) })
  const [, ...takers] = await standInChoices(tx, agent)
  const last = one(typed, 'last')
  const today = localDay(tx.now, (await territory(tx)).zone)
  const from = addDays(day.safeParse(last).data ?? today, 1)
  const staying = agent.posts.filter(({ to }) => to === null || to >= from)
  const none = ['', 'Personne\u00a0: revenir au service'] as const
  const alone = { units: await leftAlone(tx, staying, from), from }
  const administers = staying.some(({ role }) => role === 'admin')
  const isLast = administers && (await holdersOn(tx, authorityId, ['admin'], from)).held === 1
  return {
    agent,
    held,
    takers: [none, ...takers],
    alone,
    isLast,
    typed,
    problems,
    place: await territory(tx),
  }
}

/** GET …/depart */
export const showDepart = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const today = localDay(tx.now, (await territory(tx)).zone)
    return page(departPage(await adminFrame(ctx, tx), await viewOf(ctx, tx, { last: today }, [])))
  })

export const departInput = z.object({ last: day })

/** What nobody would answer any more after the day typed is read before it is done. */
const showAlone = (ctx: Context, values: Values): Promise<Reply | null> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const view = await viewOf(ctx, tx, values, [])
    return view.alone.units.length === 0 ? null : page(departPage(await adminFrame(ctx, tx), view))
  })

/** POST …/depart */
export const doDepart = async (
  ctx: Context,
  input: z.infer<typeof departInput>,
  { values }: Posted,
): Promise<Reply> =>
  (isTried(DAY_ALONE, values) ? null : await showAlone(ctx, values)) ?? leave(ctx, input, values)

const leave = (ctx: Context, { last }: z.infer<typeof departInput>, values: Values): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const { agent, authorityId } = await leaverOf(ctx, tx)
    const takers = ctx.charges.map((charge) => {
      const typed = one(values, takerField(charge))
      return [charge.id, /^\d{1,12}$/.test(typed) ? Number(typed) : null] as const
    })
    await depart(tx, {
      personId: agent.personId,
      authorityId,
      lastDay: last,
      takers: Object.fromEntries(takers),
    })
    return redirect(
      addressOf(agent),
      `Le départ est noté pour le ${longDate(last)}. Il se défait jusqu’au ${longDate(addDays(last, DAYS))}.`,
    )
  })

export const departAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    page(departPage(await adminFrame(ctx, tx), await viewOf(ctx, tx, values, problems)), 422),
  )

/** POST …/depart/annulation */
export const doUndoDepart = (ctx: Context): Promise<Reply> =>
  ctx.db.write(ctx.actor, async (tx) => {
    const { agent, authorityId } = await leaverOf(ctx, tx)
    await undoDeparture(tx, agent.personId, authorityId)
    return redirect(
      addressOf(agent),
      'Le départ est annulé. Ce qui avait changé de mains et n’a pas bougé depuis lui revient.',
    )
  })

/** The departure of that agent that can still be undone. */
export async function undoable(ctx: Context, tx: Read) {
  const { agent, authorityId } = await leaverOf(ctx, tx)
  const departure = await departureOf(tx, agent.personId, authorityId)
  if (departure === undefined) return null
  const today = localDay(tx.now, (await territory(tx)).zone)
  return addDays(departure.lastDay, DAYS) < today ? null : departure
}
