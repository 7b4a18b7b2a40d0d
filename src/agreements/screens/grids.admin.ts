// Grids of prices: each vote adds one, none changes.
import { metropolitanAdministrator } from '#platform/access.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import { day, field, whole } from '#platform/screens/field.ts'
import { formOf, type FormScreen } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { adminForm, adminList } from '#territory'
import { bracketWords, type Grid } from '../price/grid.ts'
import { rateWords, wholeEuros } from '../price/money.ts'
import { gridRows, insertGrid } from '../record/queries.ts'
import { todayOf } from '../record/write.ts'
import { brackets, typedBrackets } from '../price/brackets.ts'
import { required } from './fields.ts'
import { HERE } from './words.ts'

const GRIDS = `${HERE}/grilles`

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
  add: { label: 'Ajouter une grille votée', href: `${GRIDS}/nouvelle`, who: metropolitanAdministrator },
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

export const gridRoutes = [...adminList(grids), ...adminForm(newGrid)]
