// The screens of keys: their list, the form that makes one, the page that shows it once, the one that takes it back.
import { z } from 'zod'
import { unitChoices } from '#organisation'
import { html } from '#platform/html.ts'
import { page, redirect, type Route } from '#platform/http/route.ts'
import { EVERY_ROLE, ROLES } from '#platform/roles.ts'
import { type Choice, day, field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { addDays, adminForm, adminFrame, adminList, localDay, territory } from '#territory'
import { heldKey, keyKeepers, makeKey, revokeKey } from './keys.ts'
import { madePage } from './pages/made.ts'
import { type Key, keysKept } from './queries.ts'

export const HERE = '/administration/annuaires'

interface Line extends Key {
  authority: string
  arrival: string
  standing: 'good' | 'over' | 'revoked'
  zone: string
}

const STANDINGS = { good: 'En service', over: 'Terminée', revoked: 'Retirée' } as const

const list = listOf<Line>({
  at: HERE,
  action: 'key.read',
  title: 'Annuaires',
  one: 'clé',
  several: 'clés',
  intro: html`<p class="reading">L’annuaire de votre collectivité (Entra ID, Okta…) peut inviter vos agents, changer leurs services et noter leur départ de lui-même, par le protocole SCIM&nbsp;2.0. Une clé ne voit et ne change que les agents de sa collectivité.</p>`,
  add: { label: 'Faire une clé', href: `${HERE}/nouvelle` },
  columns: [
    {
      label: 'Annuaire',
      text: ({ name }) => name,
      cell: ({ id, name, standing }) =>
        standing === 'revoked' ? name : html`<a href="${HERE}/${id}">${name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    { label: 'Collectivité', text: ({ authority }) => authority },
    { label: 'Les agents arrivent à', text: ({ arrival }) => arrival },
    {
      label: 'Dernier appel',
      text: ({ lastUsedAt, zone }) => (lastUsedAt === null ? 'Jamais' : mediumDate(lastUsedAt, zone)),
      sort: { name: 'appel', by: ({ lastUsedAt }) => lastUsedAt?.toISOString() ?? '' },
    },
    {
      label: 'Dernier jour',
      text: ({ endsOn }) => mediumDate(endsOn),
      sort: { name: 'fin', by: ({ endsOn }) => endsOn },
    },
    {
      label: 'État',
      text: ({ standing }) => STANDINGS[standing],
      cell: ({ standing }) => tag(standing === 'good' ? 'good' : 'idle', STANDINGS[standing]),
    },
  ],
  id: ({ id }) => id,
  async rows(tx) {
    const place = await territory(tx)
    const today = localDay(tx.now, place.zone)
    return (await keysKept(tx, keyKeepers)).map(
      (key): Line => ({
        ...key,
        authority: place.authority(key.authorityId).name,
        arrival: `${place.unit(key.unitId).name}, ${ROLES[key.role].label.toLowerCase()}`,
        standing: key.revokedAt !== null ? 'revoked' : key.endsOn < today ? 'over' : 'good',
        zone: place.zone,
      }),
    )
  },
  empty: { title: 'Aucune clé', text: 'Faites-en une pour relier l’annuaire de votre collectivité.' },
})

const back = { href: HERE, label: 'Revenir aux annuaires' }
const given = EVERY_ROLE.filter((role) => role !== 'admin')

const making = adminForm({
  at: `${HERE}/nouvelle`,
  action: 'key.change',
  title: 'Faire une clé d’annuaire',
  button: 'Faire la clé',
  back,
  form: formOf({
    name: field({
      label: 'Nom de l’annuaire',
      hint: 'Par exemple Entra ID. Les histoires des agents disent que c’est lui qui a agi.',
      medium: true,
      control: 'line',
      type: z.string().trim().min(1, 'Écrivez un nom.').max(60, 'Écrivez 60 caractères au plus.'),
    }),
    ends: field({
      label: 'Dernier jour',
      hint: 'Deux ans au plus. Faites la clé suivante avant ce jour.',
      medium: true,
      control: 'day',
      type: day,
    }),
    unit: field({
      label: 'Service où arrivent les agents qu’il crée',
      medium: true,
      control: { list: [] },
      type: z
        .string()
        .regex(/^\d{1,9}$/, 'Choisissez un service.')
        .transform(Number),
    }),
    role: field({
      label: 'Leur fonction à l’arrivée',
      control: given.map((name): Choice => [name, ROLES[name].label, ROLES[name].does]),
      type: z.enum(given, 'Choisissez une fonction.'),
    }),
  }),
  async shown(tx) {
    const today = localDay(tx.now, (await territory(tx)).zone)
    return { typed: { ends: addDays(today, 365) }, choices: { unit: await unitChoices(tx) } }
  },
  async act(tx, { name, ends, unit, role }, ctx) {
    const key = await makeKey(tx, { name, unitId: unit, role, endsOn: ends })
    return page(
      madePage(await adminFrame(ctx, tx), { name, key, address: `${ctx.config.publicUrl}/scim/v2`, back }),
    )
  },
})

const revoking = adminForm({
  at: `${HERE}/:cle`,
  action: 'key.change',
  title: 'Retirer une clé d’annuaire',
  button: 'Retirer cette clé',
  back,
  form: formOf({}),
  async shown(tx, ctx) {
    const { name } = await heldKey(tx, Number(ctx.params.cle))
    return {
      title: `Retirer la clé «\u00a0${name}\u00a0»`,
      intro: html`<p class="reading">Elle n’ouvre plus rien dès maintenant, et les invitations qu’elle a envoyées ne peuvent plus être acceptées. Les agents arrivés par elle gardent leurs fonctions.</p>`,
    }
  },
  async act(tx, _input, ctx) {
    const { name } = await revokeKey(tx, Number(ctx.params.cle))
    return redirect(HERE, `La clé «\u00a0${name}\u00a0» est retirée\u00a0: elle n’ouvre plus rien.`)
  },
})

export const keyScreens: readonly Route[] = [...adminList(list), ...making, ...revoking]
