// The screens of kiosks: their list, the form that makes one, the page that shows its code once, the one that takes it back.
import { z } from 'zod'
import { showPaperCode } from '#signin'
import type { Write } from '#platform/db/db.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, mediumDate } from '#platform/ui/french.ts'
import { copyableValue } from '#platform/ui/islands.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminForm, adminFrame, adminList, territory } from '#territory'
import { heldDevice, makeDevice, revokeDevice } from './device.ts'
import { type Device, devicesKept } from './queries.ts'

export const HERE = '/administration/bornes'
/** Where the code is typed. */
const THERE = '/kiosque'

const STANDINGS = {
  open: 'En service',
  waiting: 'À ouvrir',
  over: 'Code périmé',
  revoked: 'Retirée',
} as const

interface Line extends Device {
  authority: string
  zone: string
  standing: keyof typeof STANDINGS
}

const standingOf = ({ revokedAt, openedAt, codeUntil }: Device, now: Date): Line['standing'] =>
  revokedAt !== null ? 'revoked' : openedAt !== null ? 'open' : codeUntil > now ? 'waiting' : 'over'

const list = listOf<Line>({
  at: HERE,
  action: 'kiosk.keep',
  title: 'Bornes des agents',
  one: 'borne',
  several: 'bornes',
  intro: html`<p class="reading">Un écran partagé dans un dépôt ou un atelier, pour les agents qui n’ont pas d’ordinateur&nbsp;: ils y entrent avec leur numéro et six chiffres, pour quelques minutes, et n’y trouvent ni réglages, ni demandes d’habitants. Une borne perdue ou déplacée se retire ici&nbsp;: elle n’ouvre plus rien aussitôt.</p>`,
  add: { label: 'Installer une borne', href: `${HERE}/nouvelle` },
  ways: [{ label: 'Donner un premier accès à un agent', href: '/compte/borne/equipe' }],
  columns: [
    {
      label: 'Lieu',
      text: ({ place }) => place,
      cell: ({ id, place, standing }) =>
        standing === 'revoked' ? place : html`<a href="${HERE}/${id}">${place}</a>`,
      sort: { name: 'lieu', by: ({ place }) => place },
    },
    { label: 'Collectivité', text: ({ authority }) => authority },
    { label: 'Installée', text: ({ madeAt, zone }) => mediumDate(madeAt, zone) },
    {
      label: 'Dernière entrée',
      text: ({ lastUsedAt, zone }) => (lastUsedAt === null ? 'Jamais' : mediumDate(lastUsedAt, zone)),
      sort: { name: 'entree', by: ({ lastUsedAt }) => lastUsedAt?.toISOString() ?? '' },
    },
    {
      label: 'État',
      text: ({ standing }) => STANDINGS[standing],
      cell: ({ standing }) =>
        tag(standing === 'open' ? 'good' : standing === 'waiting' ? 'info' : 'idle', STANDINGS[standing]),
    },
  ],
  id: ({ id }) => id,
  async rows(tx) {
    const place = await territory(tx)
    return (await devicesKept(tx)).map(
      (device): Line => ({
        ...device,
        authority: place.authority(device.authorityId).name,
        zone: place.zone,
        standing: standingOf(device, tx.now),
      }),
    )
  },
  empty: { title: 'Aucune borne', text: 'Installez-en une là où des agents n’ont pas d’ordinateur.' },
})

const back = { href: HERE, label: 'Revenir aux bornes' }

async function madePage(ctx: Context, tx: Write, place: string, code: string): Promise<Html> {
  const { zone } = await territory(tx)
  const until = dateTime(new Date(tx.now.getTime() + 86_400_000), zone)
  const told = facts([
    ['Adresse à ouvrir sur la borne', copyableValue(`${ctx.config.publicUrl}${THERE}`)],
    ['Code', copyableValue(showPaperCode(code))],
    ['À taper avant', until],
  ])
  const title = `Borne «\u00a0${place}\u00a0»`
  const main = html`<div class="stack desk-form"><h1>${title}</h1>
    ${notice('warn', 'Recopiez le code maintenant\u00a0: il n’est montré qu’une fois, et sert une fois.')}
    ${panel('À faire là où elle est', html`${told}<p>Ouvrez cette adresse sur la borne, tapez le code. Réglez aussi son système pour qu’il n’ouvre que cette adresse, en plein écran, et n’enregistre aucun mot de passe.</p>`)}
    <div class="row">${linkButton(back.label, back.href, { kind: 'quiet' })}</div></div>`
  return agentPage(await adminFrame(ctx, tx), { title, main, current: HERE })
}

const making = adminForm({
  at: `${HERE}/nouvelle`,
  action: 'kiosk.keep',
  title: 'Installer une borne',
  button: 'Faire son code',
  back,
  form: formOf({
    place: field({
      label: 'Où elle est',
      hint: 'Le nom que les agents lui donnent\u00a0: Dépôt de Gerland.',
      medium: true,
      control: 'line',
      type: z.string().trim().min(2, 'Écrivez où elle est.').max(60, 'Écrivez 60 caractères au plus.'),
    }),
    authority: field({
      label: 'Collectivité',
      hint: 'Ses agents, et eux seuls, y entrent.',
      medium: true,
      control: { list: [] },
      type: z
        .string()
        .regex(/^\d{1,9}$/, 'Choisissez une collectivité.')
        .transform(Number),
    }),
  }),
  async shown(tx) {
    const place = await territory(tx)
    const own = new Set(
      tx.actor.memberships.filter(({ role }) => role === 'admin').map(({ authorityId }) => authorityId),
    )
    const all = own.has(place.metropolis.id)
    const options = place.authorities
      .filter(({ id }) => all || own.has(id))
      .map(({ id, name }): [string, string] => [String(id), name])
    const first = tx.actor.memberships.find(({ role }) => role === 'admin')?.authorityId
    return { typed: { authority: first === undefined ? '' : String(first) }, choices: { authority: options } }
  },
  async act(tx, { place, authority }, ctx): Promise<Reply> {
    const code = await makeDevice(ctx, tx, { authorityId: authority, place })
    return page(await madePage(ctx, tx, place, code))
  },
})

const revoking = adminForm({
  at: `${HERE}/:borne`,
  action: 'kiosk.keep',
  title: 'Retirer une borne',
  button: 'Retirer cette borne',
  back,
  form: formOf({}),
  async shown(tx, ctx) {
    const { place } = await heldDevice(tx, ctx.params.borne)
    return {
      title: `Retirer la borne «\u00a0${place}\u00a0»`,
      intro: html`<p class="reading">Elle n’ouvre plus rien dès maintenant, et qui s’y trouve est dehors. Pour la remettre en service, installez-la de nouveau avec un autre code.</p>`,
    }
  },
  async act(tx, _input, ctx) {
    const { place } = await revokeDevice(tx, ctx.params.borne)
    return redirect(HERE, `La borne «\u00a0${place}\u00a0» est retirée\u00a0: elle n’ouvre plus rien.`)
  },
})

export const deviceScreens: readonly Route[] = [...adminList(list), ...making, ...revoking]
