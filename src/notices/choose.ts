// Handlers: choosing which notices are mailed too, and when one is left alone; the same at the account and at the desk.
import { z } from 'zod'
import type { FieldProblem } from '#platform/errors.ts'
import {
  blocksOf,
  type Context,
  page,
  type Posted,
  redirect,
  type Reply,
  type Values,
} from '#platform/http/route.ts'
import { keepWishes } from './keep.ts'
import { choosePage } from './pages/choose.ts'
import { frameAt } from './pages/frame.ts'
import { CHOICES, kindsAt, type Place, readerOf } from './places.ts'
import { choicesOf, quietOf } from './queries.wishes.ts'
import { HOURS, type Quiet } from './quiet.ts'
import { channelsOf, sortKinds } from './wishes.ts'

const posted = z.union([z.string(), z.array(z.string())]).optional()
const isTicked = posted.transform((given) => given !== undefined)
const hour = z.enum(HOURS as [string, ...string[]], 'Choisissez une heure dans la liste.')

export const ChooseInput = z
  .object({
    /** Kinds that are mailed too. */
    courriel: posted.transform((given) => [given ?? []].flat()),
    calme: isTicked,
    debut: hour,
    fin: hour,
    repos: isTicked,
  })
  .refine(({ calme, debut, fin }) => !calme || debut !== fin, {
    path: ['fin'],
    error: 'Choisissez une autre heure de fin\u00a0: sinon aucun courriel ne partirait jamais.',
  })

type Chosen = z.infer<typeof ChooseInput>

/** A usual evening, proposed to whoever has chosen nothing. */
const USUAL: Quiet = { starts: '19:00', ends: '08:00', weekends: true }

/** What the form shows before anything is typed. */
function shownBy(wanted: readonly string[], quiet: Quiet | undefined): Values {
  const { starts, ends, weekends } = quiet ?? USUAL
  return {
    courriel: [...wanted],
    debut: starts,
    fin: ends,
    ...(quiet === undefined ? {} : { calme: 'oui' }),
    ...(weekends ? { repos: 'oui' } : {}),
  }
}

async function screen(
  ctx: Context,
  place: Place,
  typed: Values | null,
  problems: FieldProblem[],
): Promise<Reply> {
  const personId = readerOf(ctx)
  const { chosen, owed } = sortKinds(kindsAt(ctx, place))
  const more = await blocksOf(ctx, 'notifications')
  return ctx.db.read(ctx.actor, async (tx) => {
    const said = await choicesOf(tx, personId)
    const quiet = (await quietOf(tx, personId)).find((one) => one.place === place)
    const wanted = chosen.filter((kind) => channelsOf(kind, said).includes('mail')).map(({ id }) => id)
    const view = { place, chosen, owed, problems, typed: typed ?? shownBy(wanted, quiet) }
    return page(
      choosePage(ctx, await frameAt(ctx, tx, place), { ...view, more }),
      problems.length > 0 ? 422 : 200,
    )
  })
}

/** GET /compte/notifications/choix, /agents/notifications/choix */
export const showChoices =
  (place: Place) =>
  (ctx: Context): Promise<Reply> =>
    screen(ctx, place, null, [])

/** Everything typed is kept. */
export const chooseAgain =
  (place: Place) =>
  (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
    screen(ctx, place, values, problems)

/** POST: what is not ticked is not mailed. What nobody takes off is not asked. */
export const doChoose =
  (place: Place) =>
  async (ctx: Context, { courriel, calme, debut, fin, repos }: Chosen): Promise<Reply> => {
    const personId = readerOf(ctx)
    const quiet = calme ? { starts: debut, ends: fin, weekends: repos } : null
    await ctx.db.write(ctx.actor, (tx) =>
      keepWishes(tx, personId, place, kindsAt(ctx, place), { mailed: courriel, quiet }),
    )
    return redirect(CHOICES[place], 'Vos choix sont enregistrés.')
  }
