// The forms by which Communication arranges a page for an audience, for another, or no more; and all its routes.
import { audiencesOf, ownAudience, PUBLIC, seenBy, seenPanel } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { post, redirect, type Route } from '#platform/http/route.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { addressee, audienceChoices } from '#publishing'
import { adminForm, territory } from '#territory'
import { z } from 'zod'
import { ALL, PAGES } from '../places.ts'
import { addressArrangement, makeArrangement, removeArrangement } from './act.ts'
import { asked, HERE, type Line } from './lines.ts'
import { doRank, RankInput, showList, TITLE } from './list.page.ts'
import { doPlace, PlaceInput, showOne, showPreview } from './one.page.ts'

const action = 'intranet.arrange'
const back = { href: HERE, label: 'Toutes les pages des agents' }
const backToOne = { href: `${HERE}/:page`, label: 'Revenir au rangement' }
const triedButton = 'Voir qui l’aura'

const audience = field({
  label: 'Pour qui',
  hint: 'Un public de la collectivité\u00a0: il peut laisser de côté une direction ou un établissement.',
  control: { list: [] },
  type: z.string().min(1, 'Choisissez pour qui.'),
})
const newForm = formOf({
  page: field({
    label: 'Quelle page',
    control: PAGES.map((name) => [name, ALL[name].title] as const),
    type: z.enum(PAGES, 'Choisissez une page.'),
  }),
  audience,
})
const audienceForm = formOf({ audience })

/** « Public » holds residents too: a page of agents is for an audience of their authority. */
async function choices(tx: Read, kept?: Line) {
  const all = await audienceChoices(tx, kept?.authorityId ?? null)
  return { audience: [['', 'Choisissez'] as const, ...all.filter(([id]) => id !== String(PUBLIC))] }
}

/** The audience that was chosen, of its authority. @throws BadInput beside it */
async function judged(tx: Read, typed: string, kept?: Line) {
  const found = (await audiencesOf(tx)).find(({ id }) => String(id) === typed)
  const authorityId = kept?.authorityId ?? found?.authorityId ?? null
  if (found === undefined || found.authorityId === null || authorityId === null)
    throw new BadInput([{ field: 'audience', message: 'Choisissez un public de la liste.' }])
  return { authorityId, audience: await addressee(tx, typed, authorityId, kept) }
}

async function preview(tx: Read, typed: string, kept?: Line): Promise<Html> {
  const { audience: chosen } = await judged(tx, typed, kept)
  return html`${seenPanel('Qui l’aura', await seenBy(tx, chosen.rule))}<p class="reading">Parmi eux, les agents de la collectivité qui ne sont pas d’un public regardé avant. Rien n’est encore changé&nbsp;: relisez, puis enregistrez.</p>`
}

const forms: readonly Route[] = [
  ...adminForm({
    at: `${HERE}/nouvelle`,
    action,
    title: 'Arranger une page pour un public',
    form: newForm,
    button: 'Continuer',
    triedButton,
    back,
    async shown(tx) {
      const { metropolis } = await territory(tx)
      const agents = await ownAudience(tx, tx.actor.memberships[0]?.authorityId ?? metropolis.id)
      return { typed: { page: 'home', audience: String(agents ?? '') }, choices: await choices(tx) }
    },
    tried: (tx, typed) => preview(tx, typed.audience),
    async act(tx, typed) {
      const { authorityId, audience: chosen } = await judged(tx, typed.audience)
      const id = await makeArrangement(tx, { authorityId, page: typed.page, audienceId: chosen.id })
      return redirect(`${HERE}/${id}`, 'Le rangement est fait\u00a0: placez maintenant ses blocs.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:page/public`,
    action,
    title: 'Changer de public',
    form: audienceForm,
    button: 'Enregistrer',
    triedButton,
    back: backToOne,
    async shown(tx, ctx) {
      const one = await asked(tx, ctx)
      return {
        typed: { audience: String(one.audienceId) },
        version: one.version,
        choices: await choices(tx, one),
        intro: html`<p class="reading">${one.arranged.title}, aujourd’hui pour «&nbsp;${one.audience}&nbsp;».</p>`,
      }
    },
    tried: async (tx, typed, ctx) => preview(tx, typed.audience, await asked(tx, ctx)),
    async act(tx, typed, ctx, version) {
      const one = await asked(tx, ctx)
      const { audience: chosen } = await judged(tx, typed.audience, one)
      await addressArrangement(tx, one.id, version, chosen.id)
      return redirect(`${HERE}/${one.id}`, `Il est pour «\u00a0${chosen.name}\u00a0».`)
    },
  }),
  ...adminForm({
    at: `${HERE}/:page/retrait`,
    action,
    title: 'Retirer un rangement',
    form: formOf({}),
    button: 'Retirer',
    back: backToOne,
    async shown(tx, ctx) {
      const { arranged, audience: name, version } = await asked(tx, ctx)
      return {
        version,
        title: `Retirer le rangement de «\u00a0${name}\u00a0»`,
        intro: html`<p class="reading">${arranged.title}&nbsp;: ceux qui l’avaient auront le suivant dont ils rencontrent le public, ou celui de Parvis. Ce que chacun a arrangé pour soi reste.</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      await removeArrangement(tx, (await asked(tx, ctx)).id, version)
      return redirect(HERE, 'Le rangement est retiré.')
    },
  }),
]

const face = 'admin'

export const screens: readonly Route[] = [
  { get: HERE, action, title: TITLE, face, handle: showList },
  ...forms,
  { get: `${HERE}/:page`, action, title: 'Page d’agents arrangée', face, handle: showOne },
  post({
    ...{ post: `${HERE}/:page`, action, title: 'Page d’agents arrangée', face },
    input: PlaceInput,
    handle: doPlace,
  }),
  { get: `${HERE}/:page/apercu`, action, title: 'Aperçu d’une page d’agents', face, handle: showPreview },
  post({
    ...{ post: `${HERE}/:page/rang`, action, title: 'Ordre des pages d’agents', face },
    input: RankInput,
    handle: doRank,
  }),
]
