// Screens of those who publish job offers: all of them, a new one, one that is changed.
import { audiencesOf, PUBLIC } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route, type Values } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { type Choice, day, field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { addressee, audienceChoices } from '#publishing'
import { adminForm, adminList, authoritiesOf, type Day, localDay, storyOf, territory } from '#territory'
import { z } from 'zod'
import { applicationForms, formOfVacancy } from './apply/application.ts'
import { recruitersAt } from './recruit/named.admin.ts'
import { changeVacancy, publishVacancy, TOLD, VACANCY } from './record/keep.ts'
import { addressOf, KEPT } from './record/where.ts'
import { keptVacancies, type Said, type Vacancy } from './record/queries.ts'
import { BRANCHES, type Category, CATEGORIES, isBranch } from './record/words.ts'

const action = 'vacancy.keep'
const EVERY_AGENT = 'Tous les agents du territoire'

interface Line extends Vacancy {
  unit: string
  audience: string
  isOpen: boolean
}

async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const today = localDay(tx.now, place.zone)
  const names = new Map((await audiencesOf(tx)).map(({ id, name }) => [id, name]))
  return (await keptVacancies(tx)).map((one) => ({
    ...one,
    unit: place.unit(one.unitId).name,
    audience: one.audienceId === PUBLIC ? EVERY_AGENT : (names.get(one.audienceId) ?? 'Un public retiré'),
    isOpen: one.endsOn >= today,
  }))
}

const standing = ({ isOpen }: Line) =>
  isOpen ? { value: 'ouverte', label: 'Proposée' } : { value: 'finie', label: 'Retirée' }

export const keptList = listOf<Line>({
  at: KEPT,
  action,
  title: 'Offres d’emploi',
  one: 'offre',
  several: 'offres',
  intro: html`<p class="reading">Les postes que votre collectivité propose à des agents. Une offre est retirée d’elle-même le soir de son dernier jour.</p>`,
  add: { label: 'Publier une offre', href: `${KEPT}/nouvelle` },
  columns: [
    {
      label: 'Offre',
      text: ({ title }) => title,
      cell: ({ id, title }) => html`<a href="${KEPT}/${id}">${title}</a>`,
      sort: { name: 'titre', by: ({ title }) => title },
    },
    {
      label: 'État',
      text: (line) => standing(line).label,
      cell: (line) => tag(line.isOpen ? 'good' : 'idle', standing(line).label),
    },
    { label: 'Catégorie', text: ({ category }) => category },
    { label: 'Service', text: ({ unit }) => unit },
    {
      label: 'Jusqu’au',
      text: ({ endsOn }) => mediumDate(endsOn),
      sort: { name: 'fin', by: ({ endsOn }) => endsOn },
    },
    { label: 'Pour', text: ({ audience }) => audience },
  ],
  filters: [
    { name: 'q', label: 'Mots', in: ({ title, unit, place }) => [title, unit, place] },
    { name: 'etat', label: 'État', all: 'Toutes', of: standing },
  ],
  id: ({ id }) => id,
  order: '-fin',
  rows: lines,
  empty: { title: 'Aucune offre', text: 'La première paraît dès qu’elle est publiée.' },
  export: 'offres-d-emploi',
})

const form = formOf({
  unit: field({
    label: 'Service',
    hint: 'Celui où est le poste.',
    control: { list: [], seek: 'Chercher un service' },
    type: z.string().regex(/^\d{1,9}$/, 'Choisissez le service.'),
  }),
  title: field({
    label: 'Intitulé du poste',
    control: 'line',
    type: lineOf(120).refine((text) => text.length > 2, 'Écrivez l’intitulé du poste.'),
  }),
  category: field({
    label: 'Catégorie',
    control: CATEGORIES.map((one): Choice => [one, `Catégorie ${one}`]),
    type: z.enum(CATEGORIES, 'Choisissez la catégorie.'),
  }),
  branch: field({
    label: 'Filière',
    control: { list: Object.entries(BRANCHES).map(([value, label]): Choice => [value, label]) },
    medium: true,
    type: z.string().refine(isBranch, 'Choisissez la filière.'),
  }),
  position: field({
    label: 'Grades, encadrement, horaires',
    hint: 'Technicien principal. Encadre 9 agents.',
    optional: true,
    control: 'line',
    type: lineOf(160),
  }),
  place: field({
    label: 'Lieu',
    control: 'line',
    medium: true,
    type: lineOf(80).refine((text) => text.length > 1, 'Dites où est le poste.'),
  }),
  description: field({
    label: 'Le poste',
    hint: 'Ce qu’on y fait, avec qui, ce qu’il faut savoir faire.',
    control: 'text',
    rows: 8,
    type: lineOf(6000).refine((text) => text.length > 19, 'Décrivez le poste en quelques phrases.'),
  }),
  apply: field({
    label: 'Pour postuler',
    hint: 'Ce qui est à fournir, à qui l’envoyer, qui répond aux questions.',
    control: 'text',
    rows: 4,
    type: lineOf(1200).refine((text) => text.length > 2, 'Dites comment postuler.'),
  }),
  form: field({
    label: 'Candidature sur l’intranet',
    hint: 'Le formulaire que remplit qui postule. La candidature n’est lue que de vous et de qui vous nommez.',
    control: { list: [] },
    optional: true,
    medium: true,
    type: z.string(),
  }),
  until: field({
    label: 'Jusqu’au',
    hint: 'Le soir de ce jour, plus personne ne la lit.',
    control: 'day',
    medium: true,
    type: day,
  }),
  audience: field({
    label: 'Pour qui',
    hint: 'Parmi eux, les agents seuls la lisent.',
    control: { list: [] },
    medium: true,
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
})
type Typed = ReadFields<typeof form.fields>

/** The units of one’s own authorities. */
async function units(tx: Read): Promise<Choice[]> {
  const place = await territory(tx)
  return authoritiesOf(tx.actor, place, WRITING).flatMap(({ id, name }) =>
    place.unitsOf(id).map((unit): Choice => [String(unit.id), unit.name, name]),
  )
}

const NO_FORM = 'non'
/** Proposed for a new offer. */
const USUAL_FORM = 'candidature-interne'

/** Those in force, and the one that an offer has, in its version: what is asked of one is asked of all. */
async function formChoices(tx: Read, kept?: Vacancy): Promise<Choice[]> {
  const live = (await applicationForms(tx)).filter(({ id }) => id !== kept?.form?.id)
  const own = kept === undefined || kept.form === null ? [] : [await formOfVacancy(tx, kept)]
  return [
    [NO_FORM, 'Aucune\u00a0: comme il est dit ci-dessus'],
    ...own.map(({ id, title }): Choice => [id, title]),
    ...live.map(({ id, body }): Choice => [id, body.title]),
  ]
}

/** @throws BadInput */
async function formSaid(tx: Read, chosen: string, kept?: Vacancy): Promise<Said['form']> {
  if (chosen === NO_FORM || chosen === '') return null
  if (kept?.form?.id === chosen) return kept.form
  const found = (await applicationForms(tx)).find(({ id }) => id === chosen)
  if (found === undefined)
    throw new BadInput([{ field: 'form', message: 'Choisissez un formulaire de la liste.' }])
  return { id: found.id, version: found.version }
}

const choices = async (tx: Read, authorityId: number | null, kept?: Vacancy) => ({
  unit: await units(tx),
  form: await formChoices(tx, kept),
  audience: (await audienceChoices(tx, authorityId)).map(
    ([id, name]): Choice => [id, id === String(PUBLIC) ? EVERY_AGENT : name],
  ),
})

/** @throws BadInput */
async function saidOf(tx: Read, typed: Typed, kept?: Vacancy): Promise<Said> {
  const refuse = (name: string, message: string): never => {
    throw new BadInput([{ field: name, message }])
  }
  if (!(await units(tx)).some(([id]) => id === typed.unit))
    refuse('unit', 'Choisissez un service de la liste.')
  const place = await territory(tx)
  const { id: unitId, authorityId } = place.unit(Number(typed.unit))
  if (kept !== undefined && kept.authorityId !== authorityId)
    refuse('unit', 'Une offre reste à sa collectivité\u00a0: choisissez l’un de ses services.')
  const today: Day = localDay(tx.now, place.zone)
  if (kept === undefined && typed.until < today)
    refuse('until', 'Ce jour est passé\u00a0: choisissez-en un à venir.')
  const { title, category, branch, position, description, apply } = typed
  const { id: audienceId } = await addressee(tx, typed.audience, authorityId, kept)
  return {
    form: await formSaid(tx, typed.form, kept),
    ...{ unitId, audienceId, title, position, description, apply, place: typed.place, endsOn: typed.until },
    category: category satisfies Category,
    branch: isBranch(branch) ? branch : 'administrative',
  }
}

const typedOf = (kept: Vacancy): Values => ({
  ...{ unit: String(kept.unitId), audience: String(kept.audienceId), until: kept.endsOn, place: kept.place },
  ...{ title: kept.title, category: kept.category, branch: kept.branch, position: kept.position },
  ...{ description: kept.description, apply: kept.apply, form: kept.form?.id ?? NO_FORM },
})

/** The one that the address names. @throws NotFound */
async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Vacancy> {
  const found = (await keptVacancies(tx)).find(({ id }) => String(id) === params.offre)
  if (found === undefined) throw new NotFound()
  return found
}

async function intro(tx: Read, { id, endsOn, form: asks }: Vacancy) {
  const { zone } = await territory(tx)
  const told = (await storyOf(tx, VACANCY, id)).toReversed()
  const story = historyPanel(
    told.map(({ at, actorLabel, name }) => ({ at, by: actorLabel, said: TOLD[name] ?? name })),
    zone,
  )
  const isOpen = endsOn >= localDay(tx.now, zone)
  return html`<p class="row">${tag(isOpen ? 'good' : 'idle', isOpen ? 'Proposée' : 'Retirée')}${isOpen && html`<a href="${addressOf(id)}">La lire comme les agents</a>`}<span class="meta">Un dernier jour passé la retire tout de suite.</span></p>${asks !== null && html`<p><a href="${recruitersAt(id)}">Qui lit les candidatures</a></p>`}${story}`
}

const back = { href: KEPT, label: 'Toutes les offres' }

export const screens: readonly Route[] = [
  ...adminList(keptList),
  ...adminForm({
    at: `${KEPT}/nouvelle`,
    ...{ action, title: 'Publier une offre', form, button: 'Publier', back },
    shown: async (tx) => ({ typed: { form: USUAL_FORM }, choices: await choices(tx, null) }),
    async act(tx, typed) {
      const id = await publishVacancy(tx, await saidOf(tx, typed))
      return redirect(`${KEPT}/${id}`, 'L’offre est publiée.')
    },
  }),
  ...adminForm({
    at: `${KEPT}/:offre`,
    ...{ action, title: 'Une offre', form, button: 'Enregistrer', back },
    async shown(tx, ctx) {
      const kept = await asked(tx, ctx)
      return {
        ...{ title: kept.title, version: kept.version, typed: typedOf(kept) },
        choices: await choices(tx, kept.authorityId, kept),
        intro: await intro(tx, kept),
      }
    },
    async act(tx, typed, ctx, version) {
      const kept = await asked(tx, ctx)
      await changeVacancy(tx, kept.id, version, await saidOf(tx, typed, kept))
      return redirect(KEPT, 'L’offre est enregistrée.')
    },
  }),
]
