// GET /intranet/emplois/:offre: the post, why it is near one’s profile, how to apply, until when.
import { WHO_ELSE, whySeen } from '#audiences'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { facts, prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { capital, dayDate, quoted } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { intranetFrame } from '#territory'
import { HERE, type Offer, offersFor, PROFILE, whyNear } from './list.ts'
import { branchText, scoreText } from './words.ts'

const factsOf = ({ category, branch, position, unit, authority, place, endsOn }: Offer) =>
  facts([
    [
      'Poste',
      [`Catégorie ${category}`, branchText(branch).toLowerCase(), position].filter(Boolean).join(', '),
    ],
    ['Direction', `${unit}, ${authority}`],
    ['Lieu', place],
    ['Jusqu’au', `${capital(dayDate(endsOn))} au soir`],
  ])

/** @throws NotFound for what is over, or is for others */
export const showOne = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const offer = (await offersFor(tx)).find(({ id }) => String(id) === ctx.params.offre)
    if (offer === undefined) throw new NotFound('Cette offre n’existe pas, ou n’est plus proposée.')
    const why = await whySeen(tx, offer.audienceId)
    const { title, points, description, apply } = offer
    const near =
      points.length > 0 &&
      panel(
        'Et votre profil',
        html`<p>${tag('info', scoreText(points))}</p>${whyNear(points)}<p><a href="${PROFILE}">Changer mon profil</a></p>`,
      )
    const main = html`<div class="stack"><p><a href="${HERE}">Toutes les offres</a></p><h1>${title}</h1>
      <section class="panel" aria-label="${quoted(title)}"><div class="inside sheet stack">${factsOf(offer)}${prose(description)}</div></section>
      ${panel('Pour postuler', prose(apply))}${near}
      ${why !== null && html`<details class="fold"><summary>Pourquoi je vois ceci</summary><p>${why} ${WHO_ELSE}</p></details>`}</div>`
    return page(agentPage(await intranetFrame(ctx, tx), { title, main, current: HERE }))
  })
