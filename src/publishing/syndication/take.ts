// Screens of what is taken up: an item made a content, a content whose source has changed, and what becomes of it when its source ends.
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { panel } from '#platform/ui/desk.ts'
import { adminForm, territory } from '#territory'
import { z } from 'zod'
import { asked as contentAsked, backTo, PUBLISHING } from '../acts/place.ts'
import { contentArticle } from '../reading/article.ts'
import { viewOf } from '../reading/view.ts'
import { originOf } from '../record/queries.origin.ts'
import { editionOf } from '../record/queries.ts'
import { typeVersion } from '../types/kind.ts'
import { chooseEnd, lookAtSource, offeredOf, takeItem, typesFor } from './act.ts'
import { action, asked, HERE, numberIn } from './asked.ts'
import { type Item, itemOf, type Source } from './queries.ts'

async function itemAsked(tx: Read, ctx: Pick<Context, 'params'>): Promise<[Source, Item]> {
  const source = await asked(tx, ctx)
  const item = await itemOf(tx, source.id, numberIn(ctx.params.element))
  if (item === undefined) throw new NotFound()
  return [source, item]
}

const ends = field({
  label: 'Si la source n’est plus en ligne',
  control: [
    ['rester', 'Le garder en ligne', 'Vous êtes prévenu\u00a0: vous le relisez, ou l’archivez.'],
    ['suivre', 'L’archiver aussi', 'Plus personne ne le lit. Vous êtes prévenu.'],
  ],
  type: z.string().transform((typed) => typed === 'suivre'),
})

const takeForm = formOf({
  type: field({
    label: 'En faire',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez ce que vous en faites.'),
  }),
  title: field({
    label: 'Votre titre',
    control: 'line',
    type: lineOf(160).refine(
      (text) => text.length > 4,
      'Écrivez un titre plus long\u00a0: ce dont il s’agit.',
    ),
  }),
  unit: field({
    label: 'Tenu à jour par',
    control: { list: [], seek: 'Chercher un service' },
    type: z.string().min(1, 'Choisissez le service qui en répond.'),
  }),
  ends,
})

/** What whoever takes it up reads first: what some only read is shown whole, since nobody else would. */
async function itemShown(tx: Read, { name }: Source, item: Item): Promise<Html> {
  const { offered, whence } = await offeredOf(tx, item)
  if (offered === undefined)
    return html`<p class="reading">${item.summary} <a href="${item.href}" rel="external noopener">Lire à la source</a></p><p class="reading">Vous obtenez un brouillon, qui garde le lien vers ${name}&nbsp;: complétez-le, puis choisissez à qui il s’adresse.</p>`
  const unsaid = { spaceId: null, theme: '', about: [], documents: [], picture: null, shown: null }
  const view = await viewOf(tx, { ...unsaid, ...offered })
  return html`${panel(offered.title, html`<article class="stack reading">${contentArticle(view)}</article>`)}
    <p class="reading">Ce contenu n’est pas public&nbsp;: vous pouvez le reprendre parce que qui l’a publié l’a permis. Vous obtenez un brouillon avec ce texte, sans images ni documents joints. Ses lecteurs liront «&nbsp;Repris de&nbsp;: ${whence}&nbsp;»&nbsp;; ceux qui lisent aussi la source y trouveront un lien.</p>`
}

const takenRoutes = adminForm({
  at: `${HERE}/:source/elements/:element`,
  action,
  title: 'Reprendre un élément',
  form: takeForm,
  button: 'Reprendre',
  back: { href: `${HERE}/:source`, label: 'Revenir à la source' },
  async shown(tx, ctx) {
    const [source, item] = await itemAsked(tx, ctx)
    const place = await territory(tx)
    const types = await typesFor(tx, item)
    return {
      title: `Reprendre «\u00a0${item.title}\u00a0»`,
      typed: { type: types[0]?.type.id ?? '', title: item.title, ends: 'rester' },
      choices: {
        type: types.map(({ type }) => [type.id, type.title] as const),
        unit: place
          .unitsOf(source.authorityId)
          .map(
            ({ id, name: label }) => [String(id), label, place.authority(source.authorityId).name] as const,
          ),
      },
      intro: await itemShown(tx, source, item),
      // Of the web, nothing tells that a page is read no more.
      without: item.ofContentId === null ? ['ends'] : [],
    }
  },
  async act(tx, typed, ctx) {
    const [source, item] = await itemAsked(tx, ctx)
    const found = (await typesFor(tx, item)).find(({ type }) => type.id === typed.type)
    const unit = (await territory(tx)).unitsOf(source.authorityId).find(({ id }) => String(id) === typed.unit)
    if (found === undefined || unit === undefined)
      throw new BadInput([
        { field: found === undefined ? 'type' : 'unit', message: 'Choisissez dans la liste.' },
      ])
    const chosen = { type: found.type, title: typed.title, unitId: unit.id, endsWith: typed.ends }
    const id = await takeItem(tx, source, item, chosen)
    return redirect(`${PUBLISHING.at}/${id}/texte`, 'C’est repris\u00a0: complétez le brouillon.')
  },
})

const changedRoutes = adminForm({
  at: `${PUBLISHING.at}/:contenu/source`,
  action: 'content.publish',
  title: 'La source a changé',
  form: formOf({
    choice: field({
      label: 'Ce que vous faites',
      control: [
        [
          'suivre',
          'Suivre la source',
          'Son titre, son essentiel, son adresse ou son texte deviennent une nouvelle version, que vous publiez.',
        ],
        ['garder', 'Garder le texte', 'Vous êtes prévenu du prochain changement.'],
      ],
      type: z.enum(['suivre', 'garder'], 'Choisissez.'),
    }),
  }),
  button: 'Continuer',
  back: backTo(PUBLISHING),
  async shown(tx, ctx) {
    const kept = await contentAsked(PUBLISHING, tx, ctx)
    const origin = await originOf(tx, kept.id)
    if (!origin?.now) throw new NotFound()
    const { title, summary } = origin.now
    const href = origin.ofFace === null || origin.ofFace === 'public' ? origin.now.href : origin.href
    return {
      version: kept.version,
      intro: html`<p class="reading"><b>${origin.sourceName} dit maintenant&nbsp;:</b> ${title}</p>${summary !== '' && html`<p class="reading">${summary}</p>`}${href !== null && html`<p><a href="${href}" rel="external noopener">Lire à la source</a></p>`}`,
    }
  },
  async act(tx, { choice }, ctx, version) {
    const kept = await contentAsked(PUBLISHING, tx, ctx)
    const last = await editionOf(tx, kept.id, kept.edition)
    const type = await typeVersion(tx, kept.type, last?.typeVersion ?? 0)
    await lookAtSource(tx, kept, version, type, choice === 'suivre')
    return redirect(`${PUBLISHING.at}/${kept.id}`, 'C’est noté.')
  },
})

const endRoutes = adminForm({
  at: `${PUBLISHING.at}/:contenu/fin-de-source`,
  action: 'content.publish',
  title: 'Quand sa source n’est plus en ligne',
  form: formOf({ ends }),
  button: 'Enregistrer',
  back: backTo(PUBLISHING),
  async shown(tx, ctx) {
    const kept = await contentAsked(PUBLISHING, tx, ctx)
    const origin = await originOf(tx, kept.id)
    if (!origin?.ofFace) throw new NotFound()
    return {
      version: kept.version,
      typed: { ends: origin.endsWith ? 'suivre' : 'rester' },
      intro: html`<p class="reading">Repris de&nbsp;: ${origin.sourceName}.</p>`,
    }
  },
  async act(tx, { ends: endsWith }, ctx, version) {
    const kept = await contentAsked(PUBLISHING, tx, ctx)
    await chooseEnd(tx, kept, version, endsWith)
    return redirect(`${PUBLISHING.at}/${kept.id}`, 'C’est noté.')
  },
})

export const takeRoutes: readonly Route[] = [...takenRoutes, ...changedRoutes, ...endRoutes]
