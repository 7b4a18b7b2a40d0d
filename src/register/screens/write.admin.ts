// An entry of the register is begun, written, and withdrawn.
import { withdrawFor } from '#definitions'
import { type Drafted, draftRoutes } from '#drafting'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { adminForm, territory } from '#territory'
import { z } from 'zod'
import { beginEntry } from '../entry/change.ts'
import { CATEGORIES, type ProcessingEntry } from '../entry/definition.ts'
import { PROCESSING } from '../entry/kind.ts'
import { register } from '../entry/register.ts'
import { controllerWords } from '../entry/words.ts'
import { GROUPS } from './parts.ts'
import { shownEntry } from './register.admin.ts'

const HERE = '/administration/registre'
const action = 'definition.draft'

const ENTRIES: Drafted<ProcessingEntry> = {
  kind: PROCESSING,
  at: HERE,
  param: 'id',
  groups: GROUPS,
  back: 'Revenir à la fiche',
  titleOf: ({ title }) => title,
  async choices(tx) {
    const place = await territory(tx)
    const shared = ['each-authority', 'platform'].map(
      (controller) => [controller, controllerWords(controller, place)] as const,
    )
    return { responsable: [...shared, ...place.authorities.map(({ code, name }) => [code, name] as const)] }
  },
  // What the platform itself holds goes with the program that holds it.
  refuse({ live, draft }) {
    const isPlatform = live?.body.kind === 'platform'
    const gone = isPlatform ? live.body.categories.filter((id) => !draft?.categories.includes(id)) : []
    return gone.map((id) => ({
      field: 'categories',
      message: `La plateforme elle-même tient «\u00a0${CATEGORIES[id]}\u00a0»\u00a0: une donnée s’ajoute à cette fiche, elle ne s’en retire pas ici.`,
    }))
  },
  page: shownEntry,
}

const BEGUN = formOf({
  titre: field({
    label: 'Nom du traitement',
    control: 'line',
    type: lineOf(300).pipe(z.string().min(1, 'Donnez-lui un nom.')),
  }),
  comme: field({
    label: 'Elle commence comme',
    hint: 'Tout en est repris\u00a0: relisez, changez ce qui diffère, puis publiez.',
    control: { list: [] },
    type: z.string(),
  }),
})

const beginRoutes = adminForm({
  at: `${HERE}/nouvelle`,
  action,
  title: 'Nouvelle fiche du registre',
  form: BEGUN,
  button: 'Commencer le brouillon',
  back: { href: HERE, label: 'Tout le registre' },
  async shown(tx) {
    const { entries } = await register(tx)
    const models = entries.filter(({ kind }) => kind !== 'platform')
    return { choices: { comme: models.map(({ id, title }) => [id, title] as const) } }
  },
  async act(tx, { titre, comme }) {
    const id = await beginEntry(tx, { title: titre, like: comme })
    return redirect(`${HERE}/${id}`, 'Le brouillon est commencé\u00a0: rien n’est publié.')
  },
})

const withdrawRoutes = adminForm({
  at: `${HERE}/:id/retirer`,
  action,
  title: 'Retirer une fiche du registre',
  form: formOf({}),
  button: 'Retirer cette fiche',
  back: { href: `${HERE}/:id`, label: 'Revenir à la fiche' },
  async shown(tx, { params }) {
    const entry = (await register(tx)).entry(params.id ?? '')
    return {
      title: `Retirer du registre\u00a0: ${entry?.title ?? params.id ?? ''}`,
      intro: html`<p class="reading">Une fiche se retire quand plus rien ne s’en sert&nbsp;: ni démarche, ni site, ni durée. Ses versions restent lisibles dans l’histoire des définitions, et son nom n’est pas repris.</p>`,
    }
  },
  // Withdrawal is the system’s, in a transaction of its own.
  async act(_, _typed, { db, actor, defining, params }) {
    const problems = await withdrawFor(db, actor, defining, { kind: PROCESSING, id: params.id ?? '' })
    if (problems.length > 0)
      throw new BadInput(problems.map(({ sentence }) => ({ field: '', message: sentence })))
    return redirect(HERE, 'La fiche est retirée du registre.')
  },
})

export const writeRoutes: readonly Route[] = [...beginRoutes, ...draftRoutes(ENTRIES), ...withdrawRoutes]
