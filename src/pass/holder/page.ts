// GET /pass: « Mon pass », for whoever holds it or acts for them. Opening it; the code of the moment; what it opens, served for, and where it is.
import { z } from 'zod'
import { Conflict } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { buttonForm, csrfField } from '#platform/ui/button.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { territory, todayThere } from '#territory'
import { entitlementsOf } from '../record/entitlements.ts'
import { openPass, type Pass, passOf, type Support, supportsOf } from '../record/passes.ts'
import { change, type Family, familyOf, firstNameOf, HERE, holderId, holderName, type Helped } from './own.ts'
import { MANIFEST } from './phone/install.ts'
import { phoneFace, phoneOver } from './phone/parts.ts'
import { carriersPart, lostPart, paperLine, rightsPart, stoppedPart, usesPart } from './parts.ts'
import { renewalsOf } from './prove/renew.page.ts'
import { ownUses, weeksOf } from './queries.ts'

/** A page under « Mon pass ». */
export function underPass(
  ctx: Context,
  { title, main, errorCount = 0 }: { title: string; main: Html; errorCount?: number },
): Html {
  return citizenPage(frameOf(ctx), {
    ...{ title, main, errorCount, current: HERE },
    crumbs: [{ href: HERE, label: titleOf(ctx) }],
  })
}

/** « Mon pass », « Pass de Hugo Morandat » */
const titleOf = ({ actor }: Pick<Context, 'actor'>): string =>
  actor.by ? `Pass ${ofPerson(holderName(actor))}` : 'Mon pass'

const turnTo = ({ csrf }: Context, { mandateId, name }: Helped): Html =>
  html`<form method="post" action="/compte/proches/${mandateId}/agir">${csrfField(csrf)}<input type="hidden" name="suite" value="${HERE}"><button class="link">${name}</button></form>`

/** Whose pass is shown, and those to which one may turn. */
function holders(ctx: Context, { helped }: Family): Html | false {
  const { actor, csrf, door } = ctx
  const me = html`<b aria-current="true">${firstNameOf(holderName(actor))}</b>`
  if (actor.by)
    return html`<nav class="holders" aria-label="Pass de"><form method="post" action="${door.ownName}">${csrfField(csrf)}<input type="hidden" name="suite" value="${HERE}"><button class="link">Mon pass</button></form>${me}</nav>`
  return (
    helped.length > 0 &&
    html`<nav class="holders" aria-label="Pass de">${me}${helped.map((one) => turnTo(ctx, one))}</nav>`
  )
}

/** On the device of whoever carries it on their phone; in their own name alone. */
const keptHere = ({ actor, readers }: Context) =>
  actor.by ? {} : { kept: { reader: readers.own }, manifest: MANIFEST }

function closedPage(ctx: Context, family: Family): Html {
  const title = titleOf(ctx)
  const main = html`<div class="sections reading">${holders(ctx, family)}<h1>${title}</h1>
    <p class="lead">Un seul code ouvre la piscine, la médiathèque, le musée ou la déchèterie, sur un téléphone, une carte ou du papier. Chaque lieu vous connaît par un numéro qui n’est qu’à lui&nbsp;: personne ne suit ce que vous faites de l’un à l’autre. C’est gratuit, vous voyez tout ce qui sert, et vous arrêtez quand vous voulez.</p>
    <div class="row">${buttonForm(ctx.actor.by ? 'Ouvrir ce pass' : 'Ouvrir mon pass', `${HERE}/ouvrir`, ctx.csrf, { fields: { pour: String(holderId(ctx.actor)) } })}<a href="/pass/partenaires">Qui accepte le pass</a></div>${!ctx.actor.by && phoneOver(ctx)}</div>`
  return citizenPage(frameOf(ctx), { title, main, current: HERE, ...keptHere(ctx) })
}

/** The code: asked of the server when no script runs; a phone that carries the pass shows its own. */
function face(ctx: Context, family: Family, supports: readonly Support[]): Html {
  const name = firstNameOf(holderName(ctx.actor))
  const byItself = html`<p>Montrez-le au lecteur, ou dites-le. Il ne sert qu’une fois, dans la minute.</p>
    ${buttonForm('Montrer mon code', `${HERE}/code`, ctx.csrf)}`
  const phone = supports.find(({ kind, endedAt }) => kind === 'phone' && endedAt === null)
  return html`<section class="pass-face" aria-labelledby="code">${holders(ctx, family)}<h2 id="code">Le code ${ofPerson(name)}</h2>
    ${ctx.actor.by ? byItself : phoneFace(ctx, phone, byItself)}</section>`
}

async function openedPage(ctx: Context, pass: Pass): Promise<Html> {
  const family = await familyOf(ctx)
  return ctx.db.read(ctx.actor, async (tx) => {
    const [{ zone }, today] = [await territory(tx), await todayThere(tx)]
    const rights = await entitlementsOf(tx, pass.id, today)
    const weeks = await weeksOf(tx, pass.id)
    const supports = await supportsOf(tx, pass.id)
    const renewals = await renewalsOf(tx, pass, { rights, today, csrf: ctx.csrf })
    const isStopped = pass.stoppedAt !== null
    const title = titleOf(ctx)
    const main = html`<h1>${title}</h1><div class="pass-grid">
      ${isStopped ? stoppedPart(pass, { zone, csrf: ctx.csrf, before: holders(ctx, family) }) : face(ctx, family, supports)}
      <div class="stack wide">${rightsPart(rights, { weeks, today, renewals, isAlone: !ctx.actor.by && !isStopped })}${usesPart(await ownUses(tx), zone)}${carriersPart(supports, zone, isStopped ? null : paperLine(ctx.csrf, supports))}${!isStopped && lostPart(frameOf(ctx).site.phone)}</div></div>${isStopped && !ctx.actor.by && phoneOver(ctx)}`
    return citizenPage(frameOf(ctx), { title, main, current: HERE, ...keptHere(ctx) })
  })
}

/** GET /pass */
const showPass = async (ctx: Context): Promise<Reply> => {
  const pass = await ctx.db.read(ctx.actor, (tx) => passOf(tx, holderId(ctx.actor)))
  return page(pass === undefined ? closedPage(ctx, await familyOf(ctx)) : await openedPage(ctx, pass))
}

const OTHER = 'Vous n’agissez plus pour la même personne\u00a0: relisez la page.'
const OPENING = z.object({ pour: z.coerce.number('Relisez la page.').int() })

/** POST /pass/ouvrir: twice is as once. */
const doOpen = async (ctx: Context, { pour }: z.output<typeof OPENING>): Promise<Reply> => {
  // Read for one person, and sent for another since.
  if (pour !== holderId(ctx.actor)) throw new Conflict(OTHER)
  await change(
    ctx,
    'Pass\u00a0: l’a ouvert pour vous',
    async () => null,
    (tx) => openPass(tx, holderId(ctx.actor), null),
  )
  return redirect(HERE, 'Le pass est ouvert.')
}

const base = { action: 'pass.hold', face: 'citizen', title: 'Mon pass' } as const

export const pageRoutes: readonly Route[] = [
  { ...base, get: HERE, keeps: 'own', handle: showPass },
  post({ ...base, post: `${HERE}/ouvrir`, input: OPENING, handle: doOpen }),
]
