// What a holder stops: one support, or all of the pass; and takes up again. Each is asked on a page of its own, and says what becomes of the rest.
import { z } from 'zod'
import { Conflict, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { endSupport, type Pass, stopPass, type Support, supportsOf, takeUpPass } from '../record/passes.ts'
import { leftTo } from '../life/left.ts'
import { change, HERE, livePass, ownPass } from './own.ts'
import { underPass } from './page.ts'
import { tellStopped } from './tell.ts'

/** A support of one's own that lives. @throws NotFound for another's, or one that ended */
async function ownSupport(tx: Read, { params }: Pick<Context, 'params'>): Promise<Support> {
  await leftTo(tx, 'stop')
  const { id } = await ownPass(tx)
  const found = (await supportsOf(tx, id)).find(
    (one) => String(one.id) === params.support && one.endedAt === null,
  )
  if (found === undefined) throw new NotFound('C’est déjà arrêté.')
  return found
}

/** Asked before it is done. */
function asked(
  ctx: Context,
  { title, text, button, at }: { title: string; text: Html; button: string; at: string },
): Reply {
  const main = html`<div class="sections reading"><h1>${title}</h1>${text}
    <div class="row">${buttonForm(button, at, ctx.csrf)}<a href="${HERE}">Ne rien changer</a></div></div>`
  return page(underPass(ctx, { title, main }))
}

/** GET /pass/supports/:support */
const askSupport = async (ctx: Context): Promise<Reply> => {
  const { id, label } = await ctx.db.read(ctx.actor, (tx) => ownSupport(tx, ctx))
  return asked(ctx, {
    title: `Arrêter\u00a0: ${label}`,
    text: html`<p>Il n’ouvrira plus rien&nbsp;: dans les 15&nbsp;minutes, et jusqu’à 24&nbsp;heures aux portes sans réseau. Vos droits et vos entrées restent, et le reste de votre pass marche toujours.</p>`,
    button: 'Arrêter',
    at: `${HERE}/supports/${id}`,
  })
}

/** POST /pass/supports/:support */
const doEndSupport = async (ctx: Context): Promise<Reply> => {
  await change(
    ctx,
    'Pass\u00a0: a arrêté un de ses supports',
    (tx) => ownSupport(tx, ctx),
    async (tx, { id, passId }) => {
      if (!(await endSupport(tx, { passId, id, as: 'lost' }))) throw new Conflict('C’est déjà arrêté.')
    },
  )
  return redirect(HERE, 'C’est arrêté. Vos droits restent.')
}

/** The whole of it. */
async function stoppable(tx: Read, which: typeof livePass): Promise<Pass> {
  await leftTo(tx, 'stop')
  return which(tx)
}

/** GET /pass/arret */
const askStop = async (ctx: Context): Promise<Reply> => {
  await ctx.db.read(ctx.actor, (tx) => stoppable(tx, livePass))
  return asked(ctx, {
    title: 'Arrêter tout le pass',
    text: html`<p>Téléphone, carte et papier s’arrêtent ensemble&nbsp;: comptez 15&nbsp;minutes, et jusqu’à 24&nbsp;heures aux portes sans réseau. Vos droits et vos entrées restent, et vous le reprenez quand vous voulez&nbsp;: téléphone, carte et papier seront alors à refaire.</p>`,
    button: 'Tout arrêter',
    at: `${HERE}/arret`,
  })
}

/** POST /pass/arret */
const doStop = async (ctx: Context): Promise<Reply> => {
  await change(
    ctx,
    'Pass\u00a0: l’a arrêté en entier',
    (tx) => stoppable(tx, livePass),
    async (tx, pass) => {
      await stopPass(tx, pass.id)
      await tellStopped(tx, ctx, pass)
    },
  )
  return redirect(HERE, 'Le pass est arrêté. Vos droits restent.')
}

/** POST /pass/reprise */
const doTakeUp = async (ctx: Context): Promise<Reply> => {
  await change(
    ctx,
    'Pass\u00a0: l’a repris',
    (tx) => stoppable(tx, ownPass),
    (tx, { id }) => takeUpPass(tx, id),
  )
  return redirect(HERE, 'Le pass est repris.')
}

const base = { action: 'pass.hold', face: 'citizen' } as const
const input = z.object({})
const SUPPORT = { ...base, title: 'Arrêter un support du pass' }
const WHOLE = { ...base, title: 'Arrêter le pass' }

export const stopRoutes: readonly Route[] = [
  { ...SUPPORT, get: `${HERE}/supports/:support`, handle: askSupport },
  post({ ...SUPPORT, post: `${HERE}/supports/:support`, input, handle: doEndSupport }),
  { ...WHOLE, get: `${HERE}/arret`, handle: askStop },
  post({ ...WHOLE, post: `${HERE}/arret`, input, handle: doStop }),
  post({ ...base, title: 'Reprendre le pass', post: `${HERE}/reprise`, input, handle: doTakeUp }),
]
