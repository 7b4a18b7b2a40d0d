// GET /intranet/emplois/:offre: the post, why it is near one’s profile, how to apply, until when.
import { WHO_ELSE, whySeen } from '#audiences'
import { NotFound } from '#platform/errors.ts'
import { mayEver } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { capital, dayDate, quoted } from '#platform/ui/french.ts'
import { poster } from '#platform/ui/poster.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { intranetFrame } from '#territory'
import { type Offer, offersFor, whyNear } from './list.ts'
import { ownApplicationTo, ownDraft, recruits } from './apply/queries.ts'
import { stateTag } from './apply/shown.ts'
import { access } from './record/access.ts'
import { addressOf, applyAt, HERE, PROFILE, RECEIVED } from './record/where.ts'
import { branchText, scoreText } from './record/words.ts'

/** Its grade, where it is, until when. */
export const factsOf = ({ category, branch, position, unit, authority, place, endsOn }: Offer) =>
  facts([
    [
      'Poste',
      [`Catégorie ${category}`, branchText(branch).toLowerCase(), position].filter(Boolean).join(', '),
    ],
    ['Direction', `${unit}, ${authority}`],
    ['Lieu', place],
    ['Jusqu’au', `${capital(dayDate(endsOn))} au soir`],
  ])

/** What whoever reads may do of it in their own name: prepare an application, see theirs, read those that came. */
async function applyWay(tx: Read, ctx: Context, { id, form }: Offer): Promise<Html | null> {
  if (form === null || !mayEver(access['vacancy.seek'], ctx.actor)) return null
  if (await recruits(tx, id))
    return html`<p><a href="${RECEIVED}?offre=${id}">Lire les candidatures reçues</a></p>`
  const own = await ownApplicationTo(tx, id)
  if (own !== undefined)
    return html`<p>${stateTag(own.state)} <a href="${applyAt(id)}">Voir ma candidature</a></p>`
  const isBegun = (await ownDraft(tx, id)) !== undefined
  return html`<p>${linkButton(isBegun ? 'Reprendre ma candidature' : 'Préparer ma candidature', applyAt(id))}</p>`
}

/** @throws NotFound for what is over, or is for others */
async function offerAsked(tx: Read, { params }: Context): Promise<Offer> {
  const offer = (await offersFor(tx)).find(({ id }) => String(id) === params.offre)
  if (offer === undefined) throw new NotFound('Cette offre n’existe pas, ou n’est plus proposée.')
  return offer
}

/** GET /intranet/emplois/:offre/affichette: the sheet for the notice board. */
export const showPoster = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const offer = await offerAsked(tx, ctx)
    const { id, title, category, branch, position, unit, authority, place, endsOn } = offer
    const main = poster({
      ...{ kind: 'Offre d’emploi', title, author: authority },
      lines: [
        [`Catégorie ${category}`, branchText(branch).toLowerCase(), position].filter(Boolean).join(', '),
        `${unit}, ${place}`,
        `Jusqu’au ${dayDate(endsOn)} au soir`,
      ],
      address: `${ctx.config.publicUrl}${addressOf(id)}`,
      back: { href: addressOf(id), label: 'Revenir à l’offre' },
    })
    return page(
      agentPage(await intranetFrame(ctx, tx), { title: `Affichette\u00a0: ${title}`, main, current: HERE }),
    )
  })

/** @throws NotFound for what is over, or is for others */
export const showOne = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const offer = await offerAsked(tx, ctx)
    const why = await whySeen(tx, offer.audienceId)
    const { title, points, description, apply } = offer
    const near =
      points.length > 0 &&
      panel(
        'Et votre profil',
        html`<p>${tag('info', scoreText(points))}</p>${whyNear(points)}<p><a href="${PROFILE}">Changer mon profil</a></p>`,
      )
    const main = html`<div class="stack"><p class="row"><a href="${HERE}">Toutes les offres</a><a href="${HERE}/${offer.id}/affichette">Affichette</a></p><h1>${title}</h1>
      <section class="panel" aria-label="${quoted(title)}"><div class="inside sheet stack">${factsOf(offer)}${prose(description)}</div></section>
      ${panel('Pour postuler', html`${prose(apply)}${await applyWay(tx, ctx, offer)}`)}${near}
      ${why !== null && html`<details class="fold"><summary>Pourquoi je vois ceci</summary><p>${why} ${WHO_ELSE}</p></details>`}</div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title, main, current: HERE }))
  })
