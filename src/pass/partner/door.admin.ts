// Forms of a door: installed with a code that is shown once, on a slip to print; taken back.
import { z } from 'zod'
import { showPaperCode } from '#signin'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminForm, adminFrame, territory } from '#territory'
import { HERE as DOOR } from '../door/screen/places.ts'
import { sectorName } from '../record/sectors.ts'
import { SECTOR_CLOSED, closeDoor, keptDevice, keptPartner, openDoor } from './keep.ts'
import { keptPlaces } from './queries.ts'
import { addressOf, ONE } from './words.ts'

const action = 'passpartner.keep'
const back = { href: ONE, label: 'Revenir au partenaire' }
const CODE_MS = 86_400_000

export const doorFields = {
  label: field({
    label: 'Nom de la porte',
    hint: 'Celui que les personnes de l’accueil lui donnent\u00a0: Tourniquet 2.',
    control: 'line',
    type: lineOf(60).refine((text) => text !== '', 'Écrivez le nom de la porte.'),
  }),
  place: field({
    label: 'Lieu',
    control: { list: [] },
    medium: true,
    type: z
      .string()
      .regex(/^\d{1,9}$/, 'Choisissez un lieu.')
      .transform(Number),
  }),
  sector: field({
    label: 'Secteur',
    hint: 'Elle ne voit que lui.',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez un secteur.'),
  }),
}

export interface Offered {
  readonly id: number
  readonly sectors: readonly string[]
  readonly openSectors: readonly string[]
}

/** What its lists hold. */
export async function doorChoices(tx: Read, { id, openSectors }: Offered) {
  const open = (await keptPlaces(tx, id)).filter(({ closedOn }) => closedOn === null)
  return {
    typed: { place: String(open[0]?.id ?? ''), sector: openSectors[0] ?? '' },
    choices: {
      place: open.map((place): [string, string] => [String(place.id), place.name]),
      sector: openSectors.map((sector): [string, string] => [sector, sectorName(sector)]),
    },
  }
}

/** @throws BadInput */
export async function checkDoor(
  tx: Read,
  { id, sectors, openSectors }: Offered,
  { place, sector }: { place: number; sector: string },
): Promise<string> {
  if (!sectors.includes(sector))
    throw new BadInput([{ field: 'sector', message: 'Ce partenaire n’a pas ce secteur.' }])
  if (!openSectors.includes(sector)) throw new BadInput([{ field: 'sector', message: SECTOR_CLOSED }])
  const found = (await keptPlaces(tx, id)).find((one) => one.id === place && one.closedOn === null)
  if (found === undefined)
    throw new BadInput([{ field: 'place', message: 'Choisissez un lieu de la liste.' }])
  return found.name
}

/** The slip with its code, shown once. */
export function doorSlip(said: {
  label: string
  place: string
  code: string
  publicUrl: string
  now: Date
  zone: string
}): Html {
  const told = facts([
    ['Lieu', said.place],
    ['Adresse à ouvrir sur l’appareil', copyableValue(`${said.publicUrl}${DOOR}`)],
    ['Code', copyableValue(showPaperCode(said.code))],
    ['À taper avant', dateTime(new Date(said.now.getTime() + CODE_MS), said.zone)],
  ])
  return html`<h1>Porte «&nbsp;${said.label}&nbsp;»</h1>
    ${notice('warn', 'Imprimez ou recopiez ce code maintenant\u00a0: il n’est montré qu’une fois, et sert une fois.')}
    <section class="panel" aria-label="À faire là où elle est"><div class="inside stack">${told}<p>Ouvrez cette adresse sur l’appareil de la porte, tapez le code. L’appareil se fait alors une clé qui n’en sort pas&nbsp;; perdu ou volé, il se retire ici en un geste.</p></div></section>
    <div class="row no-print"><print-page><button type="button" class="button quiet" hidden>Imprimer ce bon</button><noscript><p class="meta">Pour imprimer&nbsp;: Ctrl et P.</p></noscript></print-page></div>`
}

const opening = adminForm({
  at: `${ONE}/portes/nouvelle`,
  action,
  title: 'Installer une porte',
  button: 'Faire son code',
  back,
  form: formOf(doorFields),
  async shown(tx, ctx) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    return { title: `${partner.name}\u00a0: installer une porte`, ...(await doorChoices(tx, partner)) }
  },
  async act(tx, { label, place, sector }, ctx): Promise<Reply> {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    const name = await checkDoor(tx, partner, { place, sector })
    const code = await openDoor(ctx, tx, { partnerId: partner.id, placeId: place, sector, label })
    const { zone } = await territory(tx)
    const slip = doorSlip({ label, place: name, code, publicUrl: ctx.config.publicUrl, now: tx.now, zone })
    const main = html`<div class="stack desk-form">${slip}<div class="row no-print">${linkButton(back.label, addressOf(partner.id), { kind: 'quiet' })}</div></div>`
    return page(
      agentPage(await adminFrame(ctx, tx), {
        title: `Porte «\u00a0${label}\u00a0»`,
        main,
        current: addressOf(partner.id),
      }),
    )
  },
})

const closing = adminForm({
  at: `${ONE}/portes/:porte`,
  action,
  title: 'Retirer une porte',
  button: 'Retirer cette porte',
  back,
  form: formOf({}),
  async shown(tx, ctx) {
    const { id } = await keptPartner(tx, ctx.params.partenaire)
    const { label, place } = await keptDevice(tx, id, ctx.params.porte)
    return {
      title: `Retirer la porte «\u00a0${label}\u00a0»`,
      intro: html`<p class="reading">${place}. En ligne, elle n’ouvre plus rien aussitôt&nbsp;; sans réseau, au plus tard un jour après. Pour la remettre, installez-la de nouveau avec un autre code.</p>`,
    }
  },
  async act(tx, _input, ctx) {
    const { id } = await keptPartner(tx, ctx.params.partenaire)
    const device = await keptDevice(tx, id, ctx.params.porte)
    await closeDoor(tx, device)
    return redirect(addressOf(id), `La porte «\u00a0${device.label}\u00a0» est retirée.`)
  },
})

export const doorForms: readonly Route[] = [...opening, ...closing]
