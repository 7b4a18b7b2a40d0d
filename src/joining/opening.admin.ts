// Handlers of « Ouvrir le guichet »: the steps, a step seen to, the day; and a commune more.
import { z } from 'zod'
import type { FieldProblem } from '#platform/errors.ts'
import { type Context, one, page, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { day } from '#platform/screens/field.ts'
import { longDate } from '#platform/ui/french.ts'
import { panel } from '#platform/ui/desk.ts'
import { settableAuthorities } from '#settings'
import { awaitedNotices, adminFrame, counterAddress, localDay, territory } from '#territory'
import { HERE, hrefOf, openingPage, progressWords } from './pages/opening.ts'
import { isLeft, isOpen, look, open, openedBy, stepsOf } from './steps.ts'

const STEPS = 'etapes'

export const seenInput = z.object({ collectivite: z.string(), etape: z.string(), vu: z.enum(['oui', 'non']) })
export const openInput = z.object({ collectivite: z.string(), jour: day })

function show(ctx: Context, slug: string, again?: { day: string; problems: FieldProblem[] }): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const authority = await openedBy(tx, slug)
    const place = await territory(tx)
    const body = openingPage(await adminFrame(ctx, tx), {
      authority,
      counter: counterAddress(ctx.config.publicUrl, place, authority),
      awaited: awaitedNotices(ctx.config.publicUrl, place, authority),
      choices: settableAuthorities(ctx.actor, place),
      steps: await stepsOf(tx, ctx.opening, authority.id),
      day: again?.day ?? authority.opensOn ?? '',
      problems: again?.problems ?? [],
      now: tx.now,
      zone: place.zone,
    })
    return page(body, again === undefined ? 200 : 422)
  })
}

/** GET /administration/ouverture */
export const showOpening = (ctx: Context): Promise<Reply> => show(ctx, one(ctx.query, 'collectivite'))

/** POST /administration/ouverture/etapes */
export async function seeStep(
  ctx: Context,
  { collectivite: slug, etape, vu }: z.infer<typeof seenInput>,
): Promise<Reply> {
  await ctx.db.write(ctx.actor, (tx) => look(tx, ctx.opening, { slug, step: etape, isSeen: vu === 'oui' }))
  return redirect(`${hrefOf(slug)}#${STEPS}`)
}

export const openAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  show(ctx, one(values, 'collectivite'), { day: one(values, 'jour'), problems })

/** POST /administration/ouverture */
export async function openOn(
  ctx: Context,
  { collectivite: slug, jour }: z.infer<typeof openInput>,
): Promise<Reply> {
  await ctx.db.write(ctx.actor, (tx) => open(tx, ctx.opening, slug, jour))
  return redirect(hrefOf(slug), `Le guichet ouvre le ${longDate(jour)}.`)
}

/** On the home of the administration: what is left to see to, until nothing is. */
export async function firstSteps(ctx: Context): Promise<Html | null> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const [mine, ...others] = settableAuthorities(ctx.actor, place)
    // Whoever administers the whole territory is led by the metropolis's own steps.
    if (mine === undefined) return null
    const own = others.length === 0 ? mine : place.metropolis
    const steps = await stepsOf(tx, ctx.opening, own.id)
    const next = steps.find(isLeft)?.step
    if (next === undefined) return null
    const answers = isOpen(own, localDay(tx.now, place.zone))
    return panel(
      'Premiers pas',
      html`<p>${progressWords(steps, answers)}. ${answers ? 'À compléter' : 'La suivante'}&nbsp;: <a href="${next.href(own.slug)}">${next.title}</a>.</p><p><a href="${HERE}?collectivite=${own.slug}">${answers ? 'Toutes les étapes' : 'Toutes les étapes avant d’ouvrir'}</a></p>`,
    )
  })
}
