// GET /pass/droits: what one may add to a pass, what lacks for the rest and where to prove it; a code 2D-Doc read, its class alone kept.
import { z } from 'zod'
import { BadInput, Conflict, type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import {
  type Context,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { emptyState, errorSummary } from '#platform/ui/feedback.ts'
import { territory, todayThere } from '#territory'
import { proofIn } from '../proof/document/from-document.ts'
import { DOCUMENT, documentForm, documentSent } from '../proof/document/sent.ts'
import { trusted } from '../proof/document/trust-kind.ts'
import { BRACKETS, SHOWN } from '../proof/facts.ts'
import { keepProof } from '../proof/queries.ts'
import { isContestable } from '../record/contest.ts'
import { HOLDER_LIMITS } from './limits.ts'
import { missingText, nameIn, namesOf, type Offer, offersFor, takeOffer, untilText } from './offers.ts'
import { leftTo } from '../life/left.ts'
import { change, familyOf, HERE, holderId, holderName, livePass } from './own.ts'
import { underPass } from './page.ts'

const AT = `${HERE}/droits`
const TITLE = 'Ajouter un droit'

const words = (...parts: (string | false)[]): string => parts.filter(Boolean).join(', ')

function lineOf(ctx: Context, offer: Offer, contests: boolean): Html {
  const { product, state, label, price, because, missing } = offer
  const more =
    missing.length > 0 &&
    html`<p class="meta">${state === 'closed' ? 'Il manque' : 'Un autre tarif est peut-être le vôtre, il manque'}&nbsp;: ${missingText(missing)}.</p>`
  const said =
    state === 'held'
      ? html`<p>Vous l’avez déjà.</p>`
      : state === 'closed'
        ? html`<p>Pas encore, ${because.charAt(0).toLowerCase()}${because.slice(1)}.</p>${more}`
        : html`<p>${words(label, untilText(offer), price !== '' && `${price}, à payer à un guichet`)}</p><p class="meta">${because}.</p>${more}`
  return html`<li><div><h3>${product.partner}&nbsp;: ${product.name}</h3>${said}${contests && product.grid !== null && html`<p class="meta"><a href="${AT}/${product.id}/contester">Contester<span class="hidden">&nbsp;: ${product.name}, ${product.partner}</span></a></p>`}</div>${state === 'free' && buttonForm('Ajouter', `${AT}/${product.id}`, ctx.csrf, { kind: 'quiet', more: `${product.name}, ${product.partner}` })}</li>`
}

const list = (ctx: Context, title: string, offers: readonly Offer[], contests: boolean): Html | false =>
  offers.length > 0 &&
  section(title, html`<ul class="rights offers">${offers.map((offer) => lineOf(ctx, offer, contests))}</ul>`)

const WHERE = html`<p>Ce qui manque se prouve à un guichet, ou, pour le quotient et l’adresse, par le code 2D-Doc d’un avis d’impôt ou d’une facture. L’âge et la commune s’écrivent aussi dans <a href="/compte/profil">votre profil</a>.</p>`

async function rightsScreen(
  ctx: Context,
  typed = '',
  problems: readonly FieldProblem[] = [],
): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const offers = await offersFor(tx, await livePass(tx))
    const reads = problems.length > 0 || (await trusted(tx)).authorities.length > 0
    const contests = await isContestable(tx)
    const asks = ctx.config.quotient !== null && offers.some(({ missing }) => missing.includes('quotient'))
    const of = (...states: Offer['state'][]) => offers.filter(({ state }) => states.includes(state))
    const errors = problems.map(({ field, message }) => ({ id: field, message }))
    const main = html`<div class="sections wide">${errorSummary(errors)}<h1>${TITLE}</h1>
      ${offers.length === 0 && emptyState('Rien à ajouter', 'Aucun partenaire ne propose de droit aujourd’hui.')}
      ${list(ctx, 'À vous, tout de suite', of('free'), contests)}${list(ctx, 'À un guichet', of('paid'), contests)}${list(ctx, 'Ce qui demande une preuve', of('closed'), contests)}${list(ctx, 'Ce que vous avez', of('held'), contests)}
      ${(problems.length > 0 || offers.some(({ missing }) => missing.length > 0)) && section('Prouver', html`${WHERE}${asks && html`<p class="row">${linkButton('Demander votre quotient à la caisse', `${AT}/quotient`, { kind: 'quiet' })}</p>`}${reads && documentForm({ at: AT, csrf: ctx.csrf, typed, problems })}`)}</div>`
    const whole = underPass(ctx, { title: TITLE, main, errorCount: errors.length })
    return page(whole, errors.length > 0 ? 422 : 200)
  })
}

/** POST /pass/droits/:produit */
const doTake = async (ctx: Context): Promise<Reply> => {
  await change(
    ctx,
    'Pass\u00a0: y a ajouté un droit',
    async (tx) => {
      await leftTo(tx, 'buy')
      const pass = await livePass(tx)
      const offer = (await offersFor(tx, pass)).find(
        ({ product }) => String(product.id) === ctx.params.produit,
      )
      if (offer === undefined) throw new NotFound('Ce droit n’est plus proposé.')
      if (offer.state === 'held') throw new Conflict('Vous avez déjà ce droit.')
      if (offer.state !== 'free')
        throw new Conflict('Ce droit ne s’ajoute pas ici\u00a0: demandez à un guichet.')
      return { pass, offer }
    },
    (tx, { pass, offer }) => takeOffer(tx, pass, offer),
  )
  return redirect(HERE, 'Le droit est ajouté.')
}

/** POST /pass/droits: a document is read, and its class kept. */
const doProve = async (ctx: Context, { document }: { document: string }, posted: Posted): Promise<Reply> => {
  const personId = holderId(ctx.actor)
  await throttle(ctx, `pass:proof:${personId}`, HOLDER_LIMITS.passProofs)
  const sent = await documentSent(document, posted, `holder ${personId}`)
  const { isParent } = await familyOf(ctx)
  const proof = await ctx.db.read(ctx.actor, async (tx) => {
    await livePass(tx)
    const own = await namesOf(tx, personId, holderName(ctx.actor))
    // A child’s household is told by its parent’s papers.
    const parent = isParent && ctx.actor.by ? [nameIn(ctx.actor.by.name)] : []
    return proofIn(sent.text, {
      ...{ trust: await trusted(tx), today: await todayThere(tx), people: [own, ...parent] },
      ...{ communes: (await territory(tx)).communes, brackets: BRACKETS },
    })
  })
  if (!proof.ok) throw new BadInput([{ field: sent.field, message: proof.sentence }])
  const isKept = await change(
    ctx,
    'Pass\u00a0: a prouvé pour vous un de vos droits',
    async () => proof.proof,
    (tx, read) => keepProof(tx, { personId, proof: read }),
  )
  const { label } = SHOWN[proof.proof.shown]
  return redirect(
    AT,
    isKept
      ? `C’est lu (${label}). Voyez ce que cela ouvre.`
      : 'Ce qui était prouvé l’était déjà mieux\u00a0: rien ne change.',
  )
}

const base = { action: 'pass.hold', face: 'citizen', title: TITLE } as const
export const rightsRoutes: readonly Route[] = [
  { ...base, get: AT, handle: (ctx: Context) => rightsScreen(ctx) },
  post({
    ...{ ...base, post: AT, input: DOCUMENT, takesFiles: true as const, handle: doProve },
    again: (ctx, problems, { values }) => rightsScreen(ctx, one(values, 'document'), problems),
  }),
  post({ ...base, post: `${AT}/:produit`, input: z.object({}), handle: doTake }),
]
