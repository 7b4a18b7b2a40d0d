// Screens of syndication: the sources of an authority, what each said last, an item taken up, a content whose source has changed.
import { BadInput } from '#platform/errors.ts'
import { the } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { dateTime, longDate } from '#platform/ui/french.ts'
import { adminForm, adminList, authoritiesOf, authorityNoun, territory, type Territory } from '#territory'
import { z } from 'zod'
import { PUBLISHING } from '../acts/place.ts'
import { addSource, changeSource, removeSource } from './act.ts'
import { action, asked, HERE } from './asked.ts'
import { family, NO_FAMILY } from './family.ts'
import { feedAddress } from './address.ts'
import { directorates, followed } from './followed.ts'
import { type Item, itemsOf, keptSources, type Source } from './queries.ts'
import { takeRoutes } from './take.ts'
import { FAMILIES, WHY } from './words.ts'

const MOST_ITEMS = 60
const OURS = 'Cette adresse est de ce site\u00a0: choisissez plutôt la collectivité ci-dessous.'

interface Line extends Source {
  place: Territory
}

const stateOf = ({ why, readAt }: Source) =>
  why !== null ? tag('warn', 'Non lue') : readAt === null ? tag('idle', 'À lire') : tag('good', 'Lue')

const whatOf = ({ address, ofAuthorityId, ofUnitId, place }: Line): string =>
  address ??
  `Ce que publie ${the(authorityNoun(place.authority(ofAuthorityId ?? 0)))}${ofUnitId === null ? '' : `\u00a0: ${place.unit(ofUnitId).name}`}`

export const list = listOf<Line>({
  at: HERE,
  action,
  title: 'Sources',
  one: 'source',
  several: 'sources',
  intro: html`<p class="reading">Les flux d’autres sites, et ce que publient les autres collectivités du territoire&nbsp;: choisissez un élément, donnez-lui votre titre et votre public, et gardez le lien vers sa source. Vous êtes prévenu si elle change.</p>`,
  add: { label: 'Ajouter une source', href: `${HERE}/nouvelle` },
  columns: [
    {
      label: 'Source',
      text: ({ name }) => name,
      cell: ({ id, name }) => html`<a href="${HERE}/${id}">${name}</a>`,
      sort: { name: 'nom', by: ({ name }) => name },
    },
    { label: 'État', text: ({ why }) => (why === null ? 'Lue' : WHY[why]), cell: stateOf },
    { label: 'Ce qu’elle est', text: whatOf },
    { label: 'Pour', text: ({ place, authorityId }) => place.authority(authorityId).name },
    { label: 'Accueil des agents', text: ({ family: of }) => (of === null ? '' : FAMILIES[of]) },
    {
      label: 'Lue le',
      text: ({ readAt }) => readAt?.toISOString() ?? '',
      cell: ({ readAt, place }) => (readAt === null ? '' : dateTime(readAt, place.zone)),
      sort: { name: 'lue', by: ({ readAt }) => readAt?.toISOString() ?? '' },
    },
    { label: 'Éléments', text: ({ items }) => String(items), right: true },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom, adresse', in: (line) => [line.name, whatOf(line)] },
    {
      name: 'collectivite',
      label: 'Collectivité',
      all: 'Toutes',
      of: ({ place, authorityId }) => {
        const { slug, name } = place.authority(authorityId)
        return { value: slug, label: name }
      },
    },
  ],
  id: ({ id }) => id,
  order: 'nom',
  rows: async (tx) => {
    const place = await territory(tx)
    return (await keptSources(tx)).map((source) => ({ ...source, place }))
  },
  empty: {
    title: 'Aucune source',
    text: 'Ajoutez le flux d’un site que vous suivez, ou une commune voisine.',
  },
})

const name = field({
  label: 'Nom',
  hint: 'Montré au lecteur\u00a0: le nom du journal, du site, de la commune.',
  control: 'line',
  type: lineOf(120).refine((text) => text.length > 1, 'Nommez la source.'),
})

const newForm = formOf({
  authority: field({
    label: 'Pour',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez la collectivité.'),
  }),
  name,
  address: field({
    label: 'Adresse du flux',
    hint: 'RSS, Atom ou JSON. Souvent donnée au bas des pages\u00a0: https://www.exemple.fr/actualites.rss',
    optional: true,
    control: 'url',
    type: lineOf(1000),
  }),
  of: field({
    label: 'Ou une collectivité du territoire, une direction',
    hint: 'Ce qu’elle publie ici pour tout le monde, et ce qu’elle propose à votre rédaction\u00a0; d’une direction, ce que publient aussi ses services.',
    optional: true,
    control: { list: [] },
    medium: true,
    type: z.string(),
  }),
  family,
})

const itemsPanel = ({ id }: Source, items: readonly Item[], zone: string): Html =>
  panel(
    `Ce qu’elle dit (${items.length})`,
    items.length === 0
      ? html`<p>Rien n’a encore été lu. Elle l’est toutes les heures.</p>`
      : html`<ul class="plain stack tight">${items.map(
          ({ id: itemId, title, summary, href, datedAt, contentId, isOffered }) =>
            html`<li><b>${title}</b>${isOffered && html` ${tag('info', 'Proposé à votre rédaction')}`}${datedAt !== null && html` <span class="meta">${longDate(datedAt, zone)}</span>`}${summary !== '' && html`<br>${summary}`}<br><span class="row">${
              contentId === null
                ? html`<a href="${HERE}/${id}/elements/${itemId}">Reprendre<span class="hidden"> ${title}</span></a>`
                : html`<a href="${PUBLISHING.at}/${contentId}">Déjà repris<span class="hidden">&nbsp;: ${title}</span></a>`
            }${!isOffered && html`<a href="${href}" rel="external noopener">Lire à la source<span class="hidden">&nbsp;: ${title}</span></a>`}</span></li>`,
        )}</ul>`,
  )

const sourceRoutes: readonly Route[] = [
  ...adminForm({
    at: `${HERE}/nouvelle`,
    action,
    title: 'Ajouter une source',
    form: newForm,
    button: 'Ajouter',
    back: { href: HERE, label: 'Toutes les sources' },
    async shown(tx) {
      const place = await territory(tx)
      const own = authoritiesOf(tx.actor, place, WRITING)
      const choices = (all: typeof own) => all.map(({ slug, name: label }) => [slug, label] as const)
      return {
        typed: { authority: own.length === 1 ? (own[0]?.slug ?? '') : '', family: NO_FAMILY },
        choices: {
          authority: own.length > 1 ? [['', 'Choisissez'], ...choices(own)] : choices(own),
          of: [['', 'Aucune'], ...choices(place.authorities), ...directorates(place, own)],
        },
      }
    },
    async act(tx, typed, { config }) {
      const place = await territory(tx)
      const wrong = (of: string, message: string): never => {
        throw new BadInput([{ field: of, message }])
      }
      const authority =
        authoritiesOf(tx.actor, place, WRITING).find(({ slug }) => slug === typed.authority) ??
        wrong('authority', 'Choisissez une collectivité de la liste.')
      if ((typed.address === '') === (typed.of === ''))
        return wrong(
          'address',
          'Écrivez l’adresse d’un flux, ou choisissez une collectivité\u00a0: l’un ou l’autre.',
        )
      const of = typed.of === '' ? null : followed(place, typed.of)
      if (of === undefined) return wrong('of', 'Choisissez une collectivité ou une direction de la liste.')
      if (of?.id === authority.id && of.unitId === null)
        return wrong(
          'of',
          'Vous publiez déjà ce qu’elle publie\u00a0: choisissez-en une autre, ou une de ses directions.',
        )
      const address = of === null ? feedAddress(typed.address, config.publicUrl, OURS) : null
      const said = {
        ...{ authorityId: authority.id, name: typed.name, address },
        ...{ ofAuthorityId: of?.id ?? null, ofUnitId: of?.unitId ?? null, family: typed.family },
      }
      const id = await addSource(tx, said)
      return redirect(`${HERE}/${id}`, 'La source est ajoutée\u00a0: elle est lue dans l’heure.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:source`,
    action,
    title: 'Une source',
    form: formOf({ name, family }),
    button: 'Enregistrer',
    back: { href: HERE, label: 'Toutes les sources' },
    async shown(tx, ctx) {
      const source = await asked(tx, ctx)
      const place = await territory(tx)
      const { why, readAt } = source
      const state =
        why !== null
          ? notice('warn', 'La source n’a pas été lue', html`<p>${WHY[why]}</p>`)
          : readAt !== null && html`<p class="meta">Lue le ${dateTime(readAt, place.zone)}.</p>`
      const what = html`<p class="reading">${whatOf({ ...source, place })} <a href="${HERE}/${source.id}/retrait">Ne plus la lire</a></p>`
      return {
        title: source.name,
        typed: { name: source.name, family: source.family ?? NO_FAMILY },
        version: source.version,
        intro: html`${state}${what}${itemsPanel(source, await itemsOf(tx, source.id, MOST_ITEMS), place.zone)}`,
      }
    },
    async act(tx, typed, ctx, version) {
      await changeSource(tx, (await asked(tx, ctx)).id, version, typed)
      return redirect(HERE, 'La source est enregistrée.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:source/retrait`,
    action,
    title: 'Ne plus lire une source',
    form: formOf({}),
    button: 'Ne plus la lire',
    back: { href: `${HERE}/:source`, label: 'Revenir à la source' },
    async shown(tx, ctx) {
      const source = await asked(tx, ctx)
      return {
        title: `Ne plus lire «\u00a0${source.name}\u00a0»`,
        version: source.version,
        intro: html`<p class="reading">Ce que vous en avez repris reste, avec le lien vers sa source. Vous ne serez plus prévenu de ce qui change.</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      await removeSource(tx, (await asked(tx, ctx)).id, version)
      return redirect(HERE, 'La source n’est plus lue.')
    },
  }),
]

export const screens: readonly Route[] = [...adminList(list), ...sourceRoutes, ...takeRoutes]
