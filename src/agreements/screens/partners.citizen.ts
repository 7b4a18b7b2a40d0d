// The partnership, for anybody: which communes use what, and since when.
import { type Html, html } from '#platform/html.ts'
import type { Feature } from '#platform/partnership/feature.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { type Territory, territory } from '#territory'
import { type Partner, partnersOn } from '../dues/queries.ts'
import { yearOf } from '../life/life.ts'
import { type Offer, OFFERS } from '../price/grid.ts'
import { todayOf } from '../record/write.ts'
import { named, opensLabels } from './fields.ts'
import { byCommune } from './words.ts'

export const PARTNERS = 'Les communes partenaires'

/** Those of an offer, in French order, each with its first year. */
function offerSection(
  offer: Offer,
  partners: readonly Partner[],
  { place, features }: { place: Territory; features: readonly Feature[] },
): Html | false {
  const own = partners
    .filter((one) => one.offer === offer)
    .map(({ authorityId, since, opens }) => ({
      authority: place.authority(authorityId),
      year: yearOf(since),
      pass: opensLabels(opens, features),
    }))
    .toSorted((one, other) => byCommune(one.authority, other.authority))
  if (own.length === 0) return false
  const lines = own.map(
    ({ authority: { name }, year, pass }) =>
      html`<li>${name} <span class="meta">depuis ${year}${pass.length > 0 && `\u00a0; pass\u00a0: ${pass.join(', ').toLowerCase()}`}</span></li>`,
  )
  return section(
    OFFERS[offer],
    html`<p>${GIVES[offer]} ${plural(own.length, 'commune', 'communes')}&nbsp;:</p><ul class="partners">${lines}</ul>`,
  )
}

const GIVES: Readonly<Record<Offer, string>> = {
  full: 'Le compte, le guichet, l’aide, et l’outil où les agents traitent les demandes.',
  restricted:
    'Le compte, le guichet et l’aide. La commune traite ses demandes avec son propre outil\u00a0; vous les suivez de la même façon.',
}

/** GET /partenaires */
const showPartners = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const partners = await partnersOn(tx, await todayOf(tx), named(ctx.features))
    const list =
      partners.length === 0
        ? emptyState('Aucune commune n’est encore partenaire', 'Les conventions en vigueur s’affichent ici.')
        : html`<p>${plural(partners.length, 'commune utilise', 'communes utilisent')} le guichet avec la Métropole, sur ${place.authorities.length - 1}.</p>${offerSection('full', partners, { place, features: ctx.features })}${offerSection('restricted', partners, { place, features: ctx.features })}`
    const main = html`<div class="stack wide"><h1>${PARTNERS}</h1>
      <p class="lead">La Métropole et les communes partagent un compte, un guichet et une aide aux habitants. Chaque commune choisit par une convention ce qu’elle utilise.</p>${list}
      ${section('Qui décide', html`<p>Les prix et les conventions sont votés par les conseils. Un comité des partenaires se réunit au moins une fois par an. Chaque collectivité répond des données de ses propres démarches&nbsp;: voyez <a href="/donnees-personnelles">les données personnelles</a>.</p>`)}</div>`
    return page(citizenPage(frameOf(ctx), { title: PARTNERS, main }))
  })

export const partnerRoutes: readonly Route[] = [
  { get: '/partenaires', action: 'partner.read', title: PARTNERS, face: 'citizen', handle: showPartners },
]
