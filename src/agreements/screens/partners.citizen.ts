// The partnership, for anybody: which communes use what, and since when.
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { mediumDate, plural } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { type Territory, territory } from '#territory'
import { type Partner, partnersOn } from '../dues/queries.ts'
import { OFFERS } from '../price/grid.ts'
import { todayOf } from '../record/write.ts'

const TITLE = 'Les communes partenaires'

function partnersTable(partners: readonly Partner[], place: Territory): Html {
  const rows = partners
    .map((one) => ({ ...one, name: place.authority(one.authorityId).name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'fr'))
    .map(({ name, offer, since, endsOn }) => [name, OFFERS[offer], mediumDate(since), mediumDate(endsOn)])
  return table({
    caption: TITLE,
    captionHidden: true,
    columns: [
      { label: 'Commune' },
      { label: 'Offre' },
      { label: 'Depuis le' },
      { label: 'Jusqu’au, au plus tard' },
    ],
    rows,
  })
}

/** GET /partenaires */
const showPartners = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const partners = await partnersOn(tx, await todayOf(tx))
    const list =
      partners.length === 0
        ? emptyState('Aucune commune n’est encore partenaire', 'Les conventions en vigueur s’affichent ici.')
        : html`<p>${plural(partners.length, 'commune utilise', 'communes utilisent')} le guichet avec la Métropole, sur ${place.authorities.length - 1}.</p>${partnersTable(partners, place)}`
    const main = html`<div class="stack wide"><h1>${TITLE}</h1>
      <p class="lead">La Métropole et les communes partagent un compte, un guichet et une aide aux habitants. Chaque commune choisit par une convention ce qu’elle utilise.</p>${list}
      ${section('Deux offres', html`<p><b>${OFFERS.full}</b>&nbsp;: le compte, le guichet, l’aide, et l’outil où les agents traitent les demandes.</p><p><b>${OFFERS.restricted}</b>&nbsp;: le compte, le guichet et l’aide. La commune traite ses demandes avec son propre outil&nbsp;; vous les suivez de la même façon.</p>`)}
      ${section('Qui décide', html`<p>Les prix et les conventions sont votés par les conseils. Un comité des partenaires se réunit au moins une fois par an. Chaque collectivité répond des données de ses propres démarches&nbsp;: voyez <a href="/donnees-personnelles">les données personnelles</a>.</p>`)}</div>`
    return page(citizenPage(frameOf(ctx), { title: TITLE, main }))
  })

export const partnerRoutes: readonly Route[] = [
  { get: '/partenaires', action: 'partner.read', title: TITLE, face: 'citizen', handle: showPartners },
]
