// The screens of reply templates: their list, and the forms that add, change and take one away, each tried before it is done.
import { html, type Html } from '#platform/html.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { one, redirect } from '#platform/http/route.ts'
import type { Choice } from '#platform/screens/field.ts'
import type { ReadFields } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { prose } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { noteShown, type Preview, previewOn, previewSample, spoken } from '#requests'
import {
  addTemplate,
  catalogue,
  changeTemplate,
  type KeptTemplate,
  keptTemplates,
  mayWriteTemplate,
  removeTemplate,
  requireSound,
  sendersOf,
  templateOf,
  type TemplateText,
  workflowsSending,
} from '#services'
import { adminForm, adminList, administeredAuthorities, territory } from '#territory'
import { actsOf, NONE, readTemplate, TEMPLATE, typedOf, WHOLE } from './form.ts'

const HERE = '/administration/modeles'
const action = 'template.write'
const back = { href: HERE, label: 'Tous les modèles' }

interface Line extends KeptTemplate {
  whose: string
  mayWrite: boolean
  act: string
  titles: readonly string[]
  senders: readonly string[]
}

async function lines(tx: Read): Promise<Line[]> {
  const [workflows, known, place] = [await workflowsSending(tx), await catalogue(tx), await territory(tx)]
  const acts = new Map(actsOf(workflows).map(([id, label]) => [id, label]))
  const theirs = new Set(administeredAuthorities(tx, place).map(({ id }) => id))
  const read = (await keptTemplates(tx)).filter(
    ({ authorityId }) => authorityId === undefined || theirs.has(authorityId),
  )
  return read.map((template) => ({
    ...template,
    whose:
      template.authorityId === undefined ? 'Tout le territoire' : place.authority(template.authorityId).name,
    mayWrite: mayWriteTemplate(tx, place, template),
    act:
      template.transition === undefined ? 'Toutes' : (acts.get(template.transition) ?? template.transition),
    titles: (template.services ?? []).map((slug) => known.service(slug)?.definition.shortTitle ?? slug),
    senders: [...new Set(sendersOf(template.id, workflows).map(({ act }) => act))],
  }))
}

const usedBy = ({ senders }: Line): string =>
  senders.length === 0 ? 'Choisi par les agents' : `Envoyé par\u00a0: ${senders.join(', ')}`

export const list = listOf<Line>({
  at: HERE,
  action,
  title: 'Modèles de réponse',
  one: 'modèle',
  several: 'modèles',
  add: { label: 'Écrire un modèle', href: `${HERE}/nouveau` },
  intro: html`<p class="reading">Ce que les agents choisissent pour répondre, et ce que les parcours envoient d’eux-mêmes. Une commune écrit les siens à côté de ceux du territoire&nbsp;: ses agents voient les deux, les siens d’abord.</p>`,
  columns: [
    {
      label: 'Modèle',
      text: ({ title }) => title,
      cell: ({ id, title, mayWrite }) =>
        mayWrite
          ? html`<a href="${HERE}/${id}">${title}</a>`
          : html`${title}<br><a class="meta" href="${HERE}/nouveau?modele=${id}">Partir de celui-ci</a>`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    { label: 'À qui', text: ({ whose }) => whose, sort: { name: 'qui', by: ({ whose }) => whose } },
    { label: 'Action', text: ({ act }) => act, sort: { name: 'action', by: ({ act }) => act } },
    { label: 'Démarches', text: ({ titles }) => (titles.length === 0 ? 'Toutes' : titles.join(', ')) },
    {
      label: 'Utilisé par',
      text: usedBy,
      cell: (line) =>
        html`${usedBy(line)}${line.claimsDone === true && html` ${tag('info', 'Dit que c’est fait')}`}`,
    },
    { label: 'Texte', text: ({ text }) => spoken(text), cell: null },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Titre ou texte',
      in: ({ title, text }) => [title, spoken(text)],
    },
    { name: 'qui', label: 'À qui', all: 'Tous', of: ({ whose }) => ({ value: whose, label: whose }) },
    { name: 'action', label: 'Action', all: 'Toutes', of: ({ act }) => ({ value: act, label: act }) },
  ],
  id: ({ id }) => id,
  order: 'titre',
  size: 100,
  rows: lines,
  empty: { title: 'Aucun modèle' },
  export: 'modeles-de-reponse',
})

/** For whom one writes: the whole territory for its administrators, and towns. */
async function owners(tx: Read): Promise<{ id?: number; choice: Choice }[]> {
  const place = await territory(tx)
  const towns = administeredAuthorities(tx, place).filter(({ level }) => level === 'commune')
  return [
    ...(mayWriteTemplate(tx, place, {}) ? [{ choice: [WHOLE, 'Tout le territoire'] as const }] : []),
    ...towns.map(({ id, slug, name }) => ({ id, choice: [slug, name] as const })),
  ]
}

/** What a template says, with whose it is. @throws BadInput beside the list, for one that is not theirs */
async function written(tx: Read, input: ReadFields<(typeof TEMPLATE)['fields']>): Promise<TemplateText> {
  const owner = (await owners(tx)).find(({ choice: [value] }) => value === input.pour)
  if (owner === undefined) throw new BadInput([{ field: 'pour', message: 'Choisissez dans la liste.' }])
  return { ...readTemplate(input), ...(owner.id !== undefined && { authorityId: owner.id }) }
}

async function choices(tx: Read) {
  const known = await catalogue(tx)
  return {
    pour: (await owners(tx)).map(({ choice }) => choice),
    acte: actsOf(await workflowsSending(tx)),
    demarches: known.every
      .filter(({ formVersion }) => formVersion !== null)
      .map(({ slug, definition }) => [slug, definition.shortTitle] as const)
      .toSorted(([, a], [, b]) => a.localeCompare(b, 'fr')),
  }
}

/** Whoever’s request it is tried on reads it in their journal. */
const noted = async (tx: Write, { demande }: { demande: string }): Promise<void> =>
  demande === '' ? undefined : noteShown(tx, demande)

const previewPanel = (title: string, { text, holes }: Preview): Html =>
  panel(
    title,
    html`${prose(text)}${holes.length > 0 && html`<p class="meta">${plural(holes.length, 'place à remplir', 'places à remplir')} par l’agent avant l’envoi&nbsp;: ${holes.join(', ')}</p>`}`,
  )

/** How it reads, with invented values and on the request that is named. */
async function tried(tx: Read, id: string, template: TemplateText, ref: string): Promise<Html> {
  await requireSound(tx, { id, ...template })
  const onRequest = ref === '' ? null : await previewOn(tx, template.text, ref)
  const unknown =
    ref !== '' &&
    onRequest === null &&
    notice(
      'warn',
      'Demande inconnue',
      html`<p>Cette référence n’existe pas, ou cette demande n’est pas à votre portée.</p>`,
    )
  return html`${previewPanel('Exemple, avec des valeurs inventées', await previewSample(tx, template.text))}${unknown}${onRequest !== null && previewPanel(`Sur la demande ${ref}`, onRequest)}
    <p class="reading">Rien n’est encore enregistré. Relisez, corrigez ci-dessous s’il le faut, puis enregistrez.</p>`
}

export const screens = [
  ...adminList(list),
  ...adminForm({
    at: `${HERE}/nouveau`,
    action,
    title: 'Écrire un modèle',
    form: TEMPLATE,
    button: 'Enregistrer',
    back,
    async shown(tx, { query }) {
      const from = (await keptTemplates(tx)).find(({ id }) => id === one(query, 'modele'))
      return { choices: await choices(tx), typed: from === undefined ? { fait: 'non' } : typedOf(from) }
    },
    noted,
    tried: async (tx, input) => tried(tx, '', await written(tx, input), input.demande),
    async act(tx, input) {
      await addTemplate(tx, await written(tx, input))
      return redirect(HERE, 'Le modèle est enregistré\u00a0: les agents le voient dès maintenant.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:modele`,
    action,
    title: 'Changer un modèle',
    form: TEMPLATE,
    button: 'Enregistrer',
    back,
    async shown(tx, { params }) {
      const template = await templateOf(tx, params.modele ?? '')
      const senders = sendersOf(template.id, await workflowsSending(tx))
      const used = senders.map(
        ({ workflow, act }) => html`<li>«&nbsp;${act}&nbsp;», parcours ${workflow}</li>`,
      )
      return {
        choices: await choices(tx),
        without: ['pour'],
        typed: typedOf(template),
        version: template.version,
        title: template.title,
        intro:
          used.length === 0
            ? html`<p class="reading">Choisi par les agents. <a href="${HERE}/${template.id}/retirer">Le retirer</a></p>`
            : panel('Envoyé de lui-même par', html`<ul>${used}</ul>`),
      }
    },
    noted,
    tried: (tx, input, { params }) => tried(tx, params.modele ?? '', readTemplate(input), input.demande),
    async act(tx, input, { params }, version) {
      await changeTemplate(tx, params.modele ?? '', readTemplate(input), version)
      return redirect(HERE, 'Le modèle est enregistré.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:modele/retirer`,
    action,
    title: 'Retirer un modèle',
    form: NONE,
    button: 'Retirer',
    back: { href: `${HERE}/:modele`, label: 'Revenir au modèle' },
    async shown(tx, { params }) {
      const { title, version } = await templateOf(tx, params.modele ?? '')
      return {
        title: `Retirer «\u00a0${title}\u00a0»`,
        version,
        intro: html`<p class="reading">Il n’est plus proposé aux agents. Les réponses déjà envoyées restent ce qu’elles sont.</p>`,
      }
    },
    async act(tx, _, { params }, version) {
      await removeTemplate(tx, params.modele ?? '', version)
      return redirect(HERE, 'Le modèle est retiré.')
    },
  }),
]
