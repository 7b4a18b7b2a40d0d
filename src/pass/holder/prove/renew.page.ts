// POST /pass/droits/…/renouveler: what ends within a month goes on in one touch, where nothing is to be paid or proved; else what is, and where.
import { z } from 'zod'
import { Conflict, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { leftTo } from '../../life/left.ts'
import type { Entitlement } from '../../record/entitlements.ts'
import type { Pass } from '../../record/passes.ts'
import { endsSoon, missingText, type Offer, offersFor, renewOffer } from '../offers.ts'
import { change, HERE, livePass } from '../own.ts'

/** How each right that ends within a month is renewed, by its product. */
export async function renewalsOf(
  tx: Read,
  pass: Pass,
  { rights, today, csrf }: { rights: readonly Entitlement[]; today: string; csrf: string },
): Promise<ReadonlyMap<number, Html>> {
  const ending = rights.filter(({ until }) => endsSoon(until, today))
  if (ending.length === 0 || pass.stoppedAt !== null) return new Map()
  const offers = await offersFor(tx, pass)
  return new Map(
    ending.map(({ productId }) => [
      productId,
      lineOf(
        offers.find(({ product }) => product.id === productId),
        csrf,
      ),
    ]),
  )
}

const SOON = 'Il prend fin dans le mois'

function lineOf(offer: Offer | undefined, csrf: string): Html {
  if (offer === undefined) return html`<p class="meta">${SOON}, et n’est plus proposé.</p>`
  const { product, anew, price, missing, label } = offer
  if (anew === 'free')
    return html`<p class="meta">${SOON}.</p>${buttonForm('Renouveler', `${HERE}/droits/${product.id}/renouveler`, csrf, { kind: 'quiet', more: `${product.name}, ${product.partner}` })}`
  if (anew === 'paid')
    return html`<p class="meta">${SOON}&nbsp;: il se renouvelle à un guichet${price !== '' && `, ${[label, price].filter((word) => word !== '').join(', ')}`}.</p>`
  const lacks = missing.length > 0 && html` Il manque&nbsp;: ${missingText(missing)}.`
  return html`<p class="meta">${SOON}, et ce que vous avez prouvé ne le donne plus.${lacks} <a href="${HERE}/droits">Prouver</a></p>`
}

/** POST /pass/droits/:produit/renouveler */
const doRenew = async (ctx: Context): Promise<Reply> => {
  await change(
    ctx,
    'Pass\u00a0: a renouvelé un droit',
    async (tx) => {
      await leftTo(tx, 'buy')
      const pass = await livePass(tx)
      const offer = (await offersFor(tx, pass)).find(
        ({ product }) => String(product.id) === ctx.params.produit,
      )
      if (offer === undefined) throw new NotFound('Ce droit n’est plus proposé.')
      if (offer.anew !== 'free')
        throw new Conflict('Ce droit ne se renouvelle pas ici\u00a0: demandez à un guichet.')
      return { pass, offer }
    },
    (tx, { pass, offer }) => renewOffer(tx, pass, offer),
  )
  return redirect(HERE, 'Le droit est renouvelé.')
}

export const renewRoutes: readonly Route[] = [
  post({
    ...{ action: 'pass.hold', face: 'citizen', title: 'Renouveler un droit' },
    ...{ post: `${HERE}/droits/:produit/renouveler`, input: z.object({}), handle: doRenew },
  }),
]
