// Who accepts the pass, for anybody: what one may hold there, at which price in each class, where and when it opens.
import type { Read } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, one, page, type Reply, type Route } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { appliedFilters, filters } from '#platform/ui/filters.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { type Day, territory, todayThere } from '#territory'
import { type Partner, partners } from '../record/queries.ts'
import { sectorName } from '../record/sectors.ts'
import { type KeptPlace, keptPlaces, type KeptProduct, keptProducts } from './queries.ts'
import { className, KINDS, priceWords, quantityWords, standingOf } from './words.ts'

export const OPEN = '/pass/partenaires'
export const OPEN_TITLE = 'Qui accepte le pass'

interface Shown {
  partner: Partner
  places: readonly KeptPlace[]
  products: readonly KeptProduct[]
}

/** Those whose agreement runs, with what may be had there today. */
async function shownOn(tx: Read, today: Day): Promise<Shown[]> {
  const shown: Shown[] = []
  for (const partner of await partners(tx)) {
    const standing = standingOf(partner, today)
    if (standing === 'ended' || standing === 'coming') continue
    const places = (await keptPlaces(tx, partner.id)).filter(
      ({ closedOn }) => closedOn === null || closedOn > today,
    )
    const products = (await keptProducts(tx, partner.id)).filter(
      ({ since, until, sector }) =>
        since <= today && (until === null || today <= until) && partner.openSectors.includes(sector),
    )
    if (places.length > 0 && products.length > 0) shown.push({ partner, places, products })
  }
  return shown
}

const priceText = (product: KeptProduct): Html =>
  html`<ul class="plain">${product.prices.map(({ class: id, cents }) => html`<li>${className(id)}&nbsp;: ${priceWords(product, cents)}</li>`)}</ul>`

function productsTable({ partner, products }: Shown): Html {
  const rows = products.map((product) => [
    product.name,
    quantityWords(product) || KINDS[product.kind],
    priceText(product),
    plural(product.months, 'mois', 'mois'),
  ])
  const columns = ['Produit', 'Ce que c’est', 'Prix', 'Valable'].map((label) => ({ label }))
  return table({ caption: `Ce qu’on peut avoir\u00a0: ${partner.name}`, captionHidden: true, columns, rows })
}

const closedText = ({ products }: Shown, today: Day): Html | false => {
  const days = [
    ...new Set(
      products.flatMap(({ closedDays }) =>
        closedDays
          .filter(([, to]) => to >= today)
          .map(([from, to]) =>
            from === to ? `le ${longDate(from)}` : `du ${longDate(from)} au ${longDate(to)}`,
          ),
      ),
    ),
  ]
  return days.length > 0 && html`<p class="meta">Fermé ${days.slice(0, 3).join(', ')}.</p>`
}

function partnerSection(shown: Shown, today: Day): Html {
  const { partner, places } = shown
  const where = places.map(
    ({ name, address, opening }) =>
      html`<li><b>${name}</b>, ${address}${opening !== '' && html`<br><span class="meta">${opening}</span>`}</li>`,
  )
  return section(
    partner.name,
    html`<p>${partner.about}</p><p class="meta">${partner.isPrivate ? 'Partenaire privé' : 'Service public'}, ${partner.openSectors.map(sectorName).join(', ').toLowerCase()}${partner.mostHolders !== null && ', à l’essai'}</p>
    ${productsTable(shown)}<ul>${where}</ul>${closedText(shown, today)}`,
    { id: `partenaire-${partner.id}` },
  )
}

/** GET /pass/partenaires */
const showOpen = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const [place, today] = [await territory(tx), await todayThere(tx)]
    const all = await shownOn(tx, today)
    const isIn = (name: string) => (shown: Shown) =>
      shown.places.some(({ address }) => address.endsWith(` ${name}`))
    const communes = place.communes.filter(({ name }) => all.some(isIn(name)))
    const commune = communes.find(({ code }) => code === one(ctx.query, 'commune'))
    const sectors = [...new Set(all.flatMap(({ partner }) => partner.openSectors))].toSorted()
    const sector = sectors.find((id) => id === one(ctx.query, 'secteur'))
    const found = all.filter(
      (shown) =>
        (commune === undefined || isIn(commune.name)(shown)) &&
        (sector === undefined || shown.partner.openSectors.includes(sector)),
    )
    const bar = filters({
      action: OPEN,
      label: 'Choisir les partenaires',
      filters: [
        {
          ...{ kind: 'list', name: 'commune', label: 'Commune', all: 'Toutes' },
          options: communes.map(({ code, name }) => ({ value: code, label: name })),
          value: commune?.code,
        },
        {
          ...{ kind: 'list', name: 'secteur', label: 'Secteur', all: 'Tous' },
          options: sectors.map((id) => ({ value: id, label: sectorName(id) })),
          value: sector,
        },
      ],
      button: 'Voir',
    })
    const applied = appliedFilters(
      [
        ...(commune === undefined
          ? []
          : [{ label: commune.name, without: `${OPEN}?secteur=${sector ?? ''}` }]),
        ...(sector === undefined
          ? []
          : [{ label: sectorName(sector), without: `${OPEN}?commune=${commune?.code ?? ''}` }]),
      ],
      OPEN,
    )
    const list =
      all.length === 0
        ? emptyState(
            'Personne n’accepte encore le pass',
            'Les partenaires s’affichent ici dès leur premier jour.',
          )
        : found.length === 0
          ? emptyState('Aucun partenaire ici', 'Retirez un filtre.', { href: OPEN, label: 'Tout voir' })
          : found.map((shown) => partnerSection(shown, today))
    const main = html`<div class="sections wide"><h1>${OPEN_TITLE}</h1>
      <p class="lead">Un seul support pour les services publics et privés du territoire. Chacun vous connaît par un numéro qui n’est qu’à lui&nbsp;: aucun ne sait ce que vous faites chez les autres.</p>
      ${all.length > 0 && html`${bar}${applied}`}${list}</div>`
    return page(citizenPage(frameOf(ctx), { title: OPEN_TITLE, main }))
  })

export const openRoutes: readonly Route[] = [
  { get: OPEN, action: 'passpartner.read', title: OPEN_TITLE, face: 'citizen', handle: showOpen },
]
