// Grids of prices and populations: what was voted, what was decreed. Both are added to, never changed.
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import { day, field, whole } from '#platform/screens/field.ts'
import { formOf, type FormScreen } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { longDate, mediumDate, number } from '#platform/ui/french.ts'
import { adminForm, adminList, territory } from '#territory'
import { bracketWords, type Grid } from '../price/grid.ts'
import { rateWords, wholeEuros } from '../price/money.ts'
import { gridRows, insertGrid, type Population, populationRows } from '../record/queries.ts'
import { populationOf, todayOf } from '../record/write.ts'
import { brackets, typedBrackets } from './brackets.ts'
import { commune, populationFields, required } from './fields.ts'
import { KINDS } from '../record/words.ts'
import { HERE } from './words.ts'

const GRIDS = `${HERE}/grilles`
const POPULATIONS = `${HERE}/populations`

const grids = listOf<Grid>({
  at: GRIDS,
  action: 'agreement.read',
  title: 'Grilles de prix',
  one: 'grille',
  several: 'grilles',
  intro: html`<p class="reading">Chaque vote fait une nouvelle grille. Une convention garde celle qu’elle a signée, jusqu’à un avenant. La borne basse d’une tranche en fait partie. <a href="${HERE}">Revenir aux conventions</a></p>`,
  columns: [
    {
      label: 'Votée le',
      text: ({ votedOn }) => mediumDate(votedOn),
      sort: { name: 'vote', by: ({ votedOn }) => votedOn },
    },
    { label: 'Délibération', text: ({ deliberation }) => deliberation },
    {
      label: 'Prix par an, TTC\u00a0: offre globale, restreinte',
      text: ({ brackets }) =>
        brackets
          .map(({ from, full, restricted }) => `${from}\u00a0: ${full / 100}, ${restricted / 100}`)
          .join('\n'),
      cell: (grid) =>
        html`<ul class="plain">${grid.brackets.map((bracket) => html`<li>${bracketWords(grid, bracket)}&nbsp;: ${wholeEuros(bracket.full)}, ${wholeEuros(bracket.restricted)}</li>`)}</ul>`,
    },
    { label: 'TVA', text: ({ rate }) => rateWords(rate), right: true },
  ],
  id: ({ id }) => id,
  order: '-vote',
  rows: gridRows,
  add: { label: 'Ajouter une grille votée', href: `${GRIDS}/nouvelle` },
  empty: { title: 'Aucune grille', text: 'Une convention a besoin d’une grille votée.' },
  export: 'grilles',
})

const gridForm = formOf({
  votedOn: field({ label: 'Votée le', control: 'day', type: day, medium: true }),
  deliberation: field({
    label: 'Délibération',
    control: 'line',
    type: required('Écrivez le numéro de la délibération.', 40),
    medium: true,
  }),
  brackets: field({
    label: 'Tranches',
    hint: 'Une par ligne\u00a0: premier nombre d’habitants\u202f; prix annuel TTC de l’offre globale\u202f; de l’offre restreinte. Par exemple «\u00a05 000\u202f; 5 400\u202f; 4 200\u00a0». La première commence à 0.',
    control: 'text',
    rows: 7,
    type: brackets,
  }),
  rate: field({ label: 'TVA, en %', control: 'line', type: whole(0, 50), medium: true }),
})

const newGrid: FormScreen<typeof gridForm.fields> = {
  at: `${GRIDS}/nouvelle`,
  action: 'agreement.write',
  title: 'Ajouter une grille votée',
  form: gridForm,
  button: 'Ajouter cette grille',
  back: { href: GRIDS, label: 'Revenir aux grilles' },
  async shown(tx) {
    const last = (await gridRows(tx)).at(-1)
    const lines = last === undefined ? '' : typedBrackets(last.brackets)
    return { typed: { brackets: lines, rate: String((last?.rate ?? 2000) / 100) } }
  },
  async act(tx, { votedOn, deliberation, brackets: made, rate }) {
    if (votedOn > (await todayOf(tx)))
      throw new BadInput([{ field: 'votedOn', message: 'Une grille s’ajoute une fois votée.' }])
    if ((await gridRows(tx)).some((grid) => grid.deliberation === deliberation))
      throw new BadInput([{ field: 'deliberation', message: 'La grille de cette délibération est déjà là.' }])
    await insertGrid(tx, { votedOn, deliberation, brackets: made, rate: rate * 100 })
    return redirect(GRIDS, 'La grille est ajoutée. Les conventions signées gardent la leur.')
  },
}

interface Counted extends Population {
  name: string
}

const populations = listOf<Counted>({
  at: POPULATIONS,
  action: 'agreement.read',
  title: 'Populations',
  one: 'population',
  several: 'populations',
  intro: html`<p class="reading">Ce que disent les décrets. Une reconduction lit la dernière population connue au 1er janvier&nbsp;; une année commencée ne change plus. <a href="${HERE}">Revenir aux conventions</a></p>`,
  columns: [
    { label: 'Commune', text: ({ name }) => name, sort: { name: 'commune', by: ({ name }) => name } },
    {
      label: 'Habitants',
      text: ({ figure }) => String(figure),
      cell: ({ figure }) => number(figure),
      right: true,
      sort: { name: 'habitants', by: ({ figure }) => figure },
    },
    { label: 'Population', text: ({ kind }) => KINDS[kind] },
    {
      label: 'Millésime',
      text: ({ year }) => String(year),
      sort: { name: 'millesime', by: ({ year }) => year },
    },
    { label: 'Décret', text: ({ decree, decreeOn }) => `${decree}, ${longDate(decreeOn)}` },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Commune', in: ({ name }) => [name] },
    {
      name: 'millesime',
      label: 'Millésime',
      all: 'Tous',
      of: ({ year }) => ({ value: String(year), label: String(year) }),
    },
  ],
  id: ({ id }) => id,
  order: 'commune',
  size: 100,
  async rows(tx) {
    const place = await territory(tx)
    return (await populationRows(tx)).map((row) => ({ ...row, name: place.authority(row.authorityId).name }))
  },
  add: { label: 'Noter une population', href: `${POPULATIONS}/nouvelle` },
  empty: {
    title: 'Aucune population',
    text: 'Le prix d’une convention dépend de la population de la commune.',
  },
  export: 'populations',
})

const populationForm = formOf({ commune, ...populationFields })

const newPopulation: FormScreen<typeof populationForm.fields> = {
  at: `${POPULATIONS}/nouvelle`,
  action: 'agreement.write',
  title: 'Noter une population',
  form: populationForm,
  button: 'Noter',
  back: { href: POPULATIONS, label: 'Revenir aux populations' },
  async shown(tx) {
    const communes = (await territory(tx)).authorities.filter(({ level }) => level === 'commune')
    const last = (await populationRows(tx)).toSorted((one, other) => one.id - other.id).at(-1)
    const typed =
      last === undefined
        ? { kind: 'municipal' }
        : { kind: last.kind, year: String(last.year), decree: last.decree, decreeOn: last.decreeOn }
    return { typed, choices: { commune: communes.map(({ id, name }) => [String(id), name] as const) } }
  },
  async act(tx, { commune: authorityId, ...said }) {
    if ((await territory(tx)).authorities.every(({ id }) => id !== authorityId)) throw new NotFound()
    await populationOf(tx, authorityId, said)
    return redirect(POPULATIONS, 'La population est notée\u00a0: elle vaudra à la prochaine reconduction.')
  },
}

export const gridRoutes = [
  ...adminList(grids),
  ...adminForm(newGrid),
  ...adminList(populations),
  ...adminForm(newPopulation),
]
