// The sites of the authorities that the person administers: their list, one more, and what changes of one.
import { page, redirect } from '#platform/http/route.ts'
import type { FormScreen } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { html } from '#platform/html.ts'
import { type ClientRow, clientsOfAuthorities } from '../store/queries.client.ts'
import { administered, deskOf, ownClient } from './admin-desk.ts'
import { changeClient, registerClient } from './client.ts'
import { secretPage } from './pages/secret.ts'
import { asTyped, edition, registration, toChange, toClient } from './registration.ts'

const SITES = '/administration/sites'
const back = { href: SITES, label: 'Revenir aux sites' }

const stateOf = ({ disabledAt }: ClientRow): string => (disabledAt === null ? 'En service' : 'Hors service')

/** GET /administration/sites */
export const clients = listOf<ClientRow>({
  at: SITES,
  action: 'client.list',
  title: 'Sites connectés au compte',
  one: 'site',
  several: 'sites',
  add: { label: 'Connecter un site', href: `${SITES}/nouveau` },
  columns: [
    {
      label: 'Site',
      text: ({ name }) => name,
      cell: (client) =>
        html`<a href="${SITES}/${client.id}">${client.name}</a>${client.disabledAt !== null && html` ${tag('bad', stateOf(client))}`}`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    {
      label: 'Collectivité',
      text: ({ authorityName }) => authorityName,
      sort: { name: 'collectivite', by: ({ authorityName }) => authorityName },
    },
    { label: 'Secteur', text: ({ sector }) => sector, sort: { name: 'secteur', by: ({ sector }) => sector } },
    {
      label: 'Adresses de retour',
      text: ({ redirectUris }) => redirectUris.join('\n'),
      cell: ({ redirectUris }) => redirectUris.map((address) => html`<span>${address}</span> `),
    },
    { label: 'État', text: stateOf, cell: null },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Nom, adresse',
      in: ({ name, redirectUris }) => [name, ...redirectUris],
    },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ authorityCode, authorityName }) => ({ value: authorityCode, label: authorityName }),
    },
    {
      name: 'secteur',
      label: 'Secteur',
      all: 'Tous',
      of: ({ sector }) => ({ value: sector, label: sector }),
    },
    {
      name: 'etat',
      label: 'État',
      all: 'Tous',
      of: (client) => ({
        value: client.disabledAt === null ? 'en-service' : 'hors-service',
        label: stateOf(client),
      }),
    },
  ],
  id: ({ id }) => id,
  rows: async (tx) =>
    clientsOfAuthorities(
      tx,
      (await administered(tx)).map(({ id }) => id),
    ),
  empty: {
    title: 'Aucun site pour l’instant',
    text: 'Un site de votre collectivité peut reconnaître les habitants grâce à leur compte.',
  },
  export: 'sites-connectes',
})

/** GET and POST /administration/sites/nouveau */
export const newClient: FormScreen<typeof registration.fields> = {
  at: `${SITES}/nouveau`,
  action: 'client.register',
  title: 'Connecter un site au compte',
  form: registration,
  button: 'Connecter ce site',
  back,
  async shown(tx, ctx) {
    const { authorities } = await deskOf(ctx, tx)
    return {
      typed: { auth: 'client_secret_basic' },
      choices: { authority: authorities.map(({ code, name }) => [code, name] as const) },
    }
  },
  async act(tx, input, ctx) {
    const { frame, authorities } = await deskOf(ctx, tx)
    const issued = await registerClient(tx, toClient(input, authorities))
    return page(
      secretPage(frame, { ...issued, name: input.name, issuer: ctx.config.publicUrl, isChange: false }),
    )
  },
}

/** GET and POST /administration/sites/:site/modifier */
export const clientChange: FormScreen<typeof edition.fields> = {
  at: `${SITES}/:site/modifier`,
  action: 'client.change',
  title: 'Modifier un site connecté au compte',
  form: edition,
  button: 'Enregistrer',
  back: { href: `${SITES}/:site`, label: 'Revenir au site' },
  async shown(tx, ctx) {
    const client = await ownClient(ctx, tx, await deskOf(ctx, tx))
    return {
      title: `Modifier «\u00a0${client.name}\u00a0»`,
      typed: asTyped(client),
      without: client.authMethod === 'private_key_jwt' ? [] : ['keys'],
    }
  },
  async act(tx, input, ctx) {
    const { id } = await ownClient(ctx, tx, await deskOf(ctx, tx))
    await changeClient(tx, id, toChange(input))
    return redirect(`${SITES}/${id}`, 'Les réglages du site sont enregistrés.')
  },
}
