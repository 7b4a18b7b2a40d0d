// Grids of prices: each vote adds one, none changes.
import { z } from 'zod'
import { metropolitanAdministrator } from '#platform/access.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import { day, field, several, whole } from '#platform/screens/field.ts'
import { formOf, type FormScreen, type ReadFields } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { adminForm, adminList, type Territory, territory } from '#territory'
import { bracketWords, type Grid, type Voted } from '../price/grid.ts'
import { rateWords, wholeEuros } from '../price/money.ts'
import { gridRows, insertGrid } from '../record/queries.ts'
import { todayOf } from '../record/write.ts'
import { brackets, typedBrackets } from '../price/brackets.ts'
import { required } from './fields.ts'
import { communeChoices } from './forms.admin.ts'
import { GRIDS, HERE } from './words.ts'

interface Said extends Grid {
  said: string
}

/** « 50 % en 2027 : Ville de Bron, Ville d’Oullins » */
function discountWords({ discount }: Grid, place: Territory): string {
  if (discount === null) return 'Aucune'
  const names = discount.authorityIds.map((id) => place.authority(id).name)
  return `${discount.percent}\u00a0% en ${discount.year}\u00a0: ${names.join(', ')}`
}

const grids = listOf<Said>({
  at: GRIDS,
  action: 'agreement.read',
  title: 'Grilles de prix',
  one: 'grille',
  several: 'grilles',
  intro: html`<p class="reading">Chaque vote fait une nouvelle grille. Une convention garde celle qu’elle a signée, jusqu’à un avenant. Une remise est celle du vote, pour les communes qu’il nomme. La borne basse d’une tranche en fait partie. <a href="${HERE}">Revenir aux conventions</a></p>`,
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
    { label: 'Remise des partenaires initiaux', text: ({ said }) => said },
  ],
  id: ({ id }) => id,
  order: '-vote',
  async rows(tx) {
    const place = await territory(tx)
    return (await gridRows(tx)).map((grid) => ({ ...grid, said: discountWords(grid, place) }))
  },
  add: { label: 'Ajouter une grille votée', href: `${GRIDS}/nouvelle`, who: metropolitanAdministrator },
  empty: { title: 'Aucune grille', text: 'Une convention a besoin d’une grille votée.' },
  export: 'grilles',
})

const DISCOUNT = 'Remise votée avec la grille'

/** A number between these, or nothing: null. */
const none = (least: number, most: number) =>
  z
    .string()
    .transform((text) => (text.trim() === '' ? null : text))
    .pipe(whole(least, most).nullable())

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
  discountPercent: field({
    label: 'Remise des partenaires initiaux, en %',
    hint: 'Si le vote en donne une. Qui rejoint plus tard n’en a pas.',
    ...{ under: DISCOUNT, optional: true, control: 'line', medium: true },
    type: none(1, 100),
  }),
  discountYear: field({
    label: 'Année de la remise',
    ...{ under: DISCOUNT, optional: true, control: 'line', medium: true },
    type: none(1990, 2200),
  }),
  discountOf: field({
    label: 'Partenaires initiaux',
    hint: 'Les communes que le vote nomme.',
    ...{ under: DISCOUNT, optional: true, control: { several: [] } },
    type: several,
  }),
})

const DISCOUNT_PARTS = {
  discountPercent: 'Écrivez la remise, ou effacez l’année et les communes.',
  discountYear: 'Écrivez l’année où la remise vaut.',
  discountOf: 'Choisissez les communes que le vote nomme.',
} as const

/** The discount that was typed: whole, or none. @throws BadInput beside each part that lacks */
function discountOf(
  { discountPercent: percent, discountYear: year, discountOf: ids }: ReadFields<typeof gridForm.fields>,
  { authorities }: Territory,
): Voted | null {
  const authorityIds = authorities
    .filter(({ id, level }) => level === 'commune' && ids.includes(String(id)))
    .map(({ id }) => id)
  if (percent === null && year === null && authorityIds.length === 0) return null
  const given = { discountPercent: percent, discountYear: year, discountOf: authorityIds[0] ?? null }
  const lacking = (Object.keys(given) as (keyof typeof given)[]).filter((name) => given[name] === null)
  if (percent === null || year === null || lacking.length > 0)
    throw new BadInput(lacking.map((name) => ({ field: name, message: DISCOUNT_PARTS[name] })))
  return { percent, year, authorityIds }
}

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
    return {
      typed: { brackets: lines, rate: String((last?.rate ?? 2000) / 100) },
      choices: { discountOf: (await communeChoices(tx)).slice(1) },
    }
  },
  async act(tx, said) {
    const { votedOn, deliberation, brackets: made, rate } = said
    if (votedOn > (await todayOf(tx)))
      throw new BadInput([{ field: 'votedOn', message: 'Une grille s’ajoute une fois votée.' }])
    if ((await gridRows(tx)).some((grid) => grid.deliberation === deliberation))
      throw new BadInput([{ field: 'deliberation', message: 'La grille de cette délibération est déjà là.' }])
    const discount = discountOf(said, await territory(tx))
    await insertGrid(tx, { votedOn, deliberation, brackets: made, rate: rate * 100, discount })
    return redirect(GRIDS, 'La grille est ajoutée. Les conventions signées gardent la leur.')
  },
}

export const gridRoutes = [...adminList(grids), ...adminForm(newGrid)]
