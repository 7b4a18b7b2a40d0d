// Real time as whoever publishes keeps it: what is followed, at which address, for whom, and whether it was read.
import { audiencesOf, ownAudience, PUBLIC } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { addressee, audienceChoices, feedAddress } from '#publishing'
import { adminForm, adminList, authoritiesOf, type Territory, territory } from '#territory'
import { z } from 'zod'
import { addConnector, changeConnector, removeConnector } from './act.ts'
import { isKind, KINDS, type KindName } from './kinds.ts'
import { type Connector, keptConnectors, type SaidOfConnector } from './queries.ts'
import { ageOf, WHY } from './words.ts'

const HERE = '/administration/temps-reel'
const action = 'live.keep'
const back = { href: HERE, label: 'Tout ce qui est suivi' }

interface Shown extends Connector {
  place: Territory
  audience: string
  now: Date
}

const stateOf = ({ why, readAt }: Connector) =>
  why !== null ? tag('warn', 'Non lu') : readAt === null ? tag('idle', 'À lire') : tag('good', 'Lu')

async function lines(tx: Read): Promise<Shown[]> {
  const place = await territory(tx)
  const names = new Map((await audiencesOf(tx)).map(({ id, name }) => [id, name]))
  return (await keptConnectors(tx)).map((one) => ({
    ...{ ...one, place, now: tx.now },
    audience: names.get(one.audienceId) ?? 'Un public retiré',
  }))
}

export const list = listOf<Shown>({
  at: HERE,
  action,
  title: 'En temps réel',
  one: 'suivi',
  several: 'suivis',
  intro: html`<p class="reading">Trafic, travaux, véhicules partagés, vigilance météo&nbsp;: ce que les agents lisent sur leur accueil, tiré toutes les dix minutes des données que d’autres publient. Ce qui n’est plus lu garde son dernier état, avec son âge.</p>`,
  add: { label: 'Suivre une adresse', href: `${HERE}/nouveau` },
  columns: [
    {
      label: 'Nom',
      text: ({ name }) => name,
      cell: ({ id, name }) => html`<a href="${HERE}/${id}">${name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    { label: 'État', text: ({ why }) => (why === null ? 'Lu' : WHY[why]), cell: stateOf },
    { label: 'Âge', text: ({ readAt, now, place }) => ageOf(readAt, now, place.zone).text },
    { label: 'Quoi', text: ({ kind }) => KINDS[kind].label },
    { label: 'De', text: ({ place, authorityId }) => place.authority(authorityId).name },
    { label: 'Pour', text: ({ audience }) => audience },
    { label: 'Adresse', text: ({ address }) => address },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom, adresse', in: ({ name, address }) => [name, address] },
  ],
  id: ({ id }) => id,
  order: 'nom',
  rows: lines,
  empty: { title: 'Rien n’est suivi', text: 'Ajoutez l’adresse d’une vigilance, de travaux, d’un réseau.' },
})

const fields = {
  kind: field({
    label: 'Ce que vous suivez',
    control: Object.entries(KINDS).map(([kind, { label, format }]) => [kind, label, format] as const),
    type: z.string().refine(isKind, 'Choisissez ce que vous suivez.'),
  }),
  name: field({
    label: 'Nom',
    hint: 'Lu sur l’accueil\u00a0: «\u00a0Tram et métro\u00a0», «\u00a0Vigilance du Rhône\u00a0».',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 1, 'Nommez ce que vous suivez.'),
  }),
  address: field({
    label: 'Adresse des données',
    hint: 'Celle des données elles-mêmes, pas de la page qui les montre.',
    control: 'url',
    type: lineOf(1000).refine((text) => text !== '', 'Écrivez l’adresse des données.'),
  }),
  audience: field({
    label: 'Pour qui',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
}
const authority = field({
  label: 'Collectivité',
  control: { list: [] },
  medium: true,
  type: z.string().min(1, 'Choisissez la collectivité.'),
})
const newForm = formOf({ authority, ...fields })
const changeForm = formOf(fields)
type Typed = ReadFields<typeof fields>

const OURS = 'Cette adresse est de ce site\u00a0: ce qu’il dit se lit déjà ici.'

/** What was typed, judged. @throws BadInput beside what is wrong */
async function judged(
  tx: Read,
  { kind, name, address, audience }: Typed,
  { config }: Pick<Context, 'config'>,
  { authorityId, kept }: { authorityId: number; kept?: Connector },
): Promise<SaidOfConnector> {
  const asked = feedAddress(address, config.publicUrl, OURS)
  const { id: audienceId } = await addressee(tx, audience, authorityId, kept)
  return { kind: kind as KindName, name, address: asked, audienceId }
}

async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Shown> {
  const found = (await lines(tx)).find(({ id }) => String(id) === params.suivi)
  if (found === undefined) throw new NotFound()
  return found
}

/** What it said, or why it says nothing. */
function saidBy({ why, lines: said, readAt, now, place, kind, id }: Shown): Html {
  const age = ageOf(readAt, now, place.zone).text
  const state =
    why !== null
      ? notice('warn', 'La dernière lecture n’a rien donné', html`<p>${WHY[why]}</p>`)
      : html`<p class="meta">${readAt === null ? 'Pas encore lu\u00a0: il l’est dans les cinq minutes.' : `Lu ${age}.`}</p>`
  const shown =
    said.length === 0
      ? html`<p>${readAt === null ? 'Rien encore.' : KINDS[kind].calm}</p>`
      : html`<ul>${said.map(({ title, detail }) => html`<li>${[title, detail].filter((text) => text !== '').join(', ')}</li>`)}</ul>`
  return html`${state}${panel('Ce qui en est lu', shown)}<p><a href="${HERE}/${id}/retrait">Ne plus le suivre</a></p>`
}

export const screens: readonly Route[] = [
  ...adminList(list),
  ...adminForm({
    at: `${HERE}/nouveau`,
    action,
    title: 'Suivre une adresse en temps réel',
    form: newForm,
    button: 'Suivre',
    back,
    async shown(tx) {
      const place = await territory(tx)
      const own = authoritiesOf(tx.actor, place, WRITING)
      const choices = own.map(({ slug, name }) => [slug, name] as const)
      // Those who work there, until somebody else is chosen.
      const home = tx.actor.memberships[0]?.authorityId ?? place.metropolis.id
      const agents = own.some(({ id }) => id === home) ? await ownAudience(tx, home) : undefined
      const slug = place.authority(home).slug
      return {
        typed: { authority: agents === undefined ? '' : slug, audience: String(agents ?? PUBLIC) },
        choices: {
          authority: own.length > 1 ? [['', 'Choisissez'] as const, ...choices] : choices,
          audience: await audienceChoices(tx, null),
        },
      }
    },
    async act(tx, { authority: slug, ...typed }, ctx) {
      const own = authoritiesOf(tx.actor, await territory(tx), WRITING).find((one) => one.slug === slug)
      if (own === undefined)
        throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
      const id = await addConnector(tx, own.id, await judged(tx, typed, ctx, { authorityId: own.id }))
      return redirect(`${HERE}/${id}`, 'C’est suivi\u00a0: l’adresse est lue dans les cinq minutes.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:suivi`,
    action,
    title: 'Un suivi en temps réel',
    form: changeForm,
    button: 'Enregistrer',
    back,
    async shown(tx, ctx) {
      const kept = await asked(tx, ctx)
      const { kind, name, address, audienceId, version } = kept
      return {
        title: name,
        typed: { kind, name, address, audience: String(audienceId) },
        version,
        choices: { audience: await audienceChoices(tx, kept.authorityId) },
        intro: saidBy(kept),
      }
    },
    async act(tx, typed, ctx, version) {
      const kept = await asked(tx, ctx)
      const said = await judged(tx, typed, ctx, { authorityId: kept.authorityId, kept })
      await changeConnector(tx, kept.id, version, said)
      return redirect(HERE, 'C’est enregistré.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:suivi/retrait`,
    action,
    title: 'Ne plus suivre',
    form: formOf({}),
    button: 'Ne plus le suivre',
    back: { href: `${HERE}/:suivi`, label: 'Revenir au suivi' },
    async shown(tx, ctx) {
      const { name, version } = await asked(tx, ctx)
      return {
        version,
        title: `Ne plus suivre «\u00a0${name}\u00a0»`,
        intro: html`<p class="reading">Il quitte l’accueil des agents. Rien n’en est gardé.</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      await removeConnector(tx, (await asked(tx, ctx)).id, version)
      return redirect(HERE, 'Ce n’est plus suivi.')
    },
  }),
]
