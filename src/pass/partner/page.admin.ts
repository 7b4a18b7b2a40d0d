// One partner, as its administrators have it: its agreement, places, products, doors, what happened.
import { writtenSiret } from '#platform/french/siret.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { listSentence, longDate, mediumDate, number, plural } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { table } from '#platform/ui/table.ts'
import { adminFrame, storyOf, territory, todayThere } from '#territory'
import { type Device, devicesOf } from '../record/devices.ts'
import { sectorName } from '../record/sectors.ts'
import { keptPartner } from './keep.ts'
import { peoplePanel } from './people.admin.ts'
import { type KeptPartner, type KeptPlace, keptPlaces, type KeptProduct, keptProducts } from './queries.ts'
import { euros } from '../ledger/words.ts'
import {
  addressOf,
  className,
  HERE,
  KINDS,
  ONE,
  PARTNER,
  priceWords,
  quantityWords,
  sectorsWords,
  STANDINGS,
  type Standing,
  standingOf,
  TOLD,
} from './words.ts'

const none = (text: string): Html => html`<p class="soft">${text}</p>`
const quiet = (label: string, href: string): Html => linkButton(label, href, { kind: 'quiet' })

function head(partner: KeptPartner, standing: Standing): Html {
  const at = addressOf(partner.id)
  const [label, tone] = [STANDINGS[standing][0], STANDINGS[standing][1]]
  return html`<div class="row apart"><div class="stack tight"><h1>${partner.name}</h1><p class="row tiny-gap">${tag(tone, label)}${tag('idle', partner.isPrivate ? 'Privé' : 'Public')}</p></div>
    <div class="row">${partner.isPrivate && quiet('Décomptes', `${at}/decomptes`)}${quiet('Modifier', `${at}/modifier`)}${standing !== 'ended' && partner.mostHolders !== null && quiet('Rendre durable', `${at}/durable`)}${standing !== 'ended' && quiet('Mettre fin…', `${at}/fin`)}</div></div>`
}

/** What closed with the agreement of the authority. */
export function closedNotice({
  sectors,
  openSectors,
}: Pick<KeptPartner, 'sectors' | 'openSectors'>): Html | false {
  const closed = sectors.filter((id) => !openSectors.includes(id)).map(sectorName)
  if (closed.length === 0) return false
  return notice(
    'warn',
    `${closed.length === 1 ? 'Secteur fermé' : 'Secteurs fermés'}\u00a0: ${listSentence(closed)}`,
    html`<p>La convention de la collectivité ne l’ouvre pas aujourd’hui au pass. Les portes n’y ouvrent rien, rien ne s’y donne ni ne s’y vend&nbsp;; les droits des titulaires attendent, et rien n’est perdu.</p>`,
  )
}

const agreementPanel = (partner: KeptPartner, authority: string): Html =>
  panel(
    'Accord',
    facts([
      ['Signé par', authority],
      ['Du', longDate(partner.since)],
      ['Au', longDate(partner.until)],
      ['Titulaires au plus', partner.mostHolders === null ? '' : number(partner.mostHolders)],
      ['Secteurs', sectorsWords(partner)],
      ['SIRET', partner.siret === null ? '' : writtenSiret(partner.siret)],
      ['Ce qu’on y trouve', partner.about],
    ]),
  )

function placesPanel(at: string, places: readonly KeptPlace[]): Html {
  const rows = places.map(({ id, name, address, opening, closedOn }) => [
    html`<a href="${at}/lieux/${id}">${name}</a>`,
    address,
    closedOn === null ? opening : `Fermé depuis le ${mediumDate(closedOn)}`,
  ])
  const columns = [{ label: 'Lieu' }, { label: 'Adresse' }, { label: 'Ouverture' }]
  const body =
    rows.length === 0
      ? none('Aucun lieu\u00a0: ajoutez celui où l’on entre.')
      : table({ caption: 'Liste des lieux', captionHidden: true, columns, rows, dense: true })
  return panel('Lieux', body, { end: quiet('Ajouter un lieu', `${at}/lieux/nouveau`), bare: rows.length > 0 })
}

const pricesText = (product: KeptProduct): Html =>
  html`<ul class="plain">${product.prices.map(({ class: id, cents, reimbursedCents }) => html`<li>${className(id)}&nbsp;: ${priceWords(product, cents)}${reimbursedCents > 0 && html` <span class="meta">remboursé ${euros(reimbursedCents)}</span>`}</li>`)}</ul>`

function productsPanel(at: string, products: readonly KeptProduct[]): Html {
  const rows = products.map((product) => [
    html`<a href="${at}/produits/${product.id}">${product.name}</a>`,
    html`${KINDS[product.kind]}${product.quantity !== null && html` <span class="meta">${quantityWords(product)}</span>`}${product.daily !== null && html`<br><span class="meta">${euros(product.daily)} par porte et par jour au plus</span>`}`,
    sectorName(product.sector),
    pricesText(product),
    product.grid ?? 'Qui le demande',
    product.until === null
      ? `Depuis le ${mediumDate(product.since)}`
      : `Jusqu’au ${mediumDate(product.until)}`,
  ])
  const columns = ['Produit', 'Ce que c’est', 'Secteur', 'Prix', 'Grille', 'Jours'].map((label) => ({
    label,
  }))
  const body =
    rows.length === 0
      ? none('Aucun produit\u00a0: rien n’est encore proposé.')
      : table({ caption: 'Liste des produits', captionHidden: true, columns, rows, dense: true })
  return panel('Produits', body, {
    end: quiet('Ajouter un produit', `${at}/produits/nouveau`),
    bare: rows.length > 0,
  })
}

const DOORS = {
  open: ['En service', 'good'],
  waiting: ['À ouvrir', 'info'],
  over: ['Code périmé', 'idle'],
  closed: ['Secteur fermé', 'warn'],
  revoked: ['Retirée', 'idle'],
} as const
interface DoorsAt {
  now: Date
  zone: string
  /** Of their partner. */
  openSectors: readonly string[]
}

const doorStanding = (
  { revokedAt, enrolledAt, codeUntil, sector }: Device,
  { now, openSectors }: DoorsAt,
): keyof typeof DOORS =>
  revokedAt !== null
    ? 'revoked'
    : !openSectors.includes(sector)
      ? 'closed'
      : enrolledAt !== null
        ? 'open'
        : codeUntil > now
          ? 'waiting'
          : 'over'

/** Doors as a table, each named by `named`. */
export function doorsTable(
  devices: readonly Device[],
  at: DoorsAt,
  named: (device: Device, isRevoked: boolean) => Html | string,
): Html {
  const rows = devices.map((device) => {
    const [label, tone] = DOORS[doorStanding(device, at)]
    return [
      named(device, device.revokedAt !== null),
      device.place,
      sectorName(device.sector),
      device.lastSeenAt === null ? 'Jamais' : mediumDate(device.lastSeenAt, at.zone),
      device.missing === 0
        ? number(device.lastSeq)
        : `${number(device.lastSeq)}, dont ${plural(device.missing, 'manque', 'manquent')}`,
      tag(tone, label),
    ]
  })
  const columns = [
    ...['Porte', 'Lieu', 'Secteur', 'Vue la dernière fois'].map((label) => ({ label })),
    { label: 'Passages reçus', right: true },
    { label: 'État' },
  ]
  return table({ caption: 'Liste des portes', captionHidden: true, columns, rows, dense: true })
}

function doorsPanel(at: string, devices: readonly Device[], when: DoorsAt): Html {
  const body =
    devices.length === 0
      ? none('Aucune porte\u00a0: installez l’appareil qui lira les codes.')
      : doorsTable(devices, when, ({ id, label }, isRevoked) =>
          isRevoked ? label : html`<a href="${at}/portes/${id}">${label}</a>`,
        )
  return panel('Portes', body, {
    end: quiet('Installer une porte', `${at}/portes/nouvelle`),
    bare: devices.length > 0,
  })
}

const showPartner = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    const place = await territory(tx)
    const at = addressOf(partner.id)
    const told = (await storyOf(tx, PARTNER, partner.id))
      .toReversed()
      .map((event) => ({ at: event.at, by: event.actorLabel, said: TOLD[event.name] ?? event.name }))
    const main = html`<div class="stack">${head(partner, standingOf(partner, await todayThere(tx)))}${closedNotice(partner)}
      ${agreementPanel(partner, place.authority(partner.authorityId).name)}
      ${placesPanel(at, await keptPlaces(tx, partner.id))}
      ${productsPanel(at, await keptProducts(tx, partner.id))}
      ${doorsPanel(at, await devicesOf(tx, partner.id), { now: tx.now, zone: place.zone, openSectors: partner.openSectors })}
      ${await peoplePanel(tx, partner.id)}
      ${historyPanel(told, place.zone)}</div>`
    return page(agentPage(await adminFrame(ctx, tx), { title: partner.name, main, current: HERE }))
  })

export const partnerPage: readonly Route[] = [
  { get: ONE, action: 'passpartner.keep', title: 'Partenaire du pass', face: 'admin', handle: showPartner },
]
