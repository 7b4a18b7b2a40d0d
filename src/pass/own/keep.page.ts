// What a partner sees of its doors and places, and what its managers change of them: a door installed or taken back, when a place opens.
import { type Html, html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { territory } from '#territory'
import { checkDoor, doorChoices, doorFields, doorSlip } from '../partner/door.admin.ts'
import { changePlace, closeDoor, keptDevice, keptPlace, openDoor } from '../partner/keep.ts'
import { doorsTable } from '../partner/page.admin.ts'
import { placeFields } from '../partner/place.admin.ts'
import { keptPlaces } from '../partner/queries.ts'
import { devicesOf } from '../record/devices.ts'
import { ownForm } from './form.page.ts'
import { managedPartner, ONE_OWN, ownAddress, ownPage, ownPartner, shownPage } from './pages.ts'

const PART = '/portes'

/** GET /pass/partenaire/:partenaire/portes */
const showDoors = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const partner = await ownPartner(tx, ctx)
    const at = ownAddress(partner)
    const { zone } = await territory(tx)
    const [devices, places] = [await devicesOf(tx, partner.id), await keptPlaces(tx, partner.id)]
    const doors: Html =
      devices.length === 0
        ? html`<p>Aucune porte n’est installée.</p>`
        : doorsTable(
            devices,
            { now: tx.now, zone, openSectors: partner.openSectors },
            ({ id, label }, isRevoked) =>
              isRevoked || !partner.manages ? label : html`<a href="${at}/portes/${id}">${label}</a>`,
          )
    const rows = places.map(({ id, name, address, opening, closedOn }) => [
      partner.manages ? html`<a href="${at}/lieux/${id}">${name}</a>` : name,
      address,
      closedOn === null ? opening : `Fermé depuis le ${mediumDate(closedOn)}`,
    ])
    const columns = [{ label: 'Lieu' }, { label: 'Adresse' }, { label: 'Ouverture' }]
    const main = html`${section('Portes', html`${doors}${partner.manages && html`<div class="row">${linkButton('Installer une porte', `${at}/portes/nouvelle`, { kind: 'quiet', icon: 'plus' })}</div>`}`)}
      ${section('Lieux', table({ caption: 'Liste des lieux', captionHidden: true, columns, rows }))}`
    return shownPage(ctx, tx, partner, { part: PART, title: 'Portes et lieux', main })
  })

const opening = ownForm(`${ONE_OWN}/portes/nouvelle`, {
  action: 'passpartner.manage',
  title: 'Installer une porte',
  part: PART,
  form: formOf(doorFields),
  button: 'Faire son code',
  partner: managedPartner,
  shown: doorChoices,
  async act(tx, partner, { label, place, sector }, ctx) {
    const name = await checkDoor(tx, partner, { place, sector })
    const code = await openDoor(ctx, tx, { partnerId: partner.id, placeId: place, sector, label })
    const { zone } = await territory(tx)
    const slip = doorSlip({ label, place: name, code, publicUrl: ctx.config.publicUrl, now: tx.now, zone })
    const main = html`${slip}<p class="no-print"><a href="${ownAddress(partner)}/portes">Revenir aux portes</a></p>`
    return page(await ownPage(ctx, tx, partner, { part: PART, title: 'Code de la porte', main }))
  },
})

const closing = ownForm(`${ONE_OWN}/portes/:porte`, {
  action: 'passpartner.manage',
  title: 'Retirer une porte',
  part: PART,
  form: formOf({}),
  button: 'Retirer cette porte',
  partner: managedPartner,
  async shown(tx, { id }, ctx) {
    const { label, place } = await keptDevice(tx, id, ctx.params.porte)
    return {
      title: `Retirer la porte «\u00a0${label}\u00a0»`,
      intro: html`<p>${place}. En ligne, elle n’ouvre plus rien aussitôt&nbsp;; sans réseau, au plus tard un jour après.</p>`,
    }
  },
  async act(tx, partner, _input, ctx) {
    const device = await keptDevice(tx, partner.id, ctx.params.porte)
    await closeDoor(tx, device)
    return redirect(`${ownAddress(partner)}${PART}`, `La porte «\u00a0${device.label}\u00a0» est retirée.`)
  },
})

const wording = ownForm(`${ONE_OWN}/lieux/:lieu`, {
  action: 'passpartner.manage',
  title: 'Modifier un lieu',
  part: PART,
  form: formOf(placeFields),
  button: 'Enregistrer',
  partner: managedPartner,
  async shown(tx, { id }, ctx) {
    const { name, address, opening: open } = await keptPlace(tx, id, ctx.params.lieu)
    return { title: `Modifier «\u00a0${name}\u00a0»`, typed: { name, address, opening: open } }
  },
  async act(tx, partner, said, ctx) {
    const place = await keptPlace(tx, partner.id, ctx.params.lieu)
    await changePlace(tx, place, { ...said, closedOn: place.closedOn })
    return redirect(`${ownAddress(partner)}${PART}`, 'Le lieu est modifié.')
  },
})

export const keepRoutes: readonly Route[] = [
  {
    get: `${ONE_OWN}/portes`,
    action: 'passpartner.work',
    title: 'Portes et lieux d’un partenaire',
    face: 'citizen',
    handle: showDoors,
  },
  ...opening,
  ...closing,
  ...wording,
]
