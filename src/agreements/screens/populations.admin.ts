// Populations: what decrees say, noted a decree at a time for as many communes as it names. They are added to, never changed.
import { z } from 'zod'
import { metropolitanAdministrator } from '#platform/access.ts'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect } from '#platform/http/route.ts'
import { field } from '#platform/screens/field.ts'
import { formOf, type FormScreen } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { mediumDate, number, plural } from '#platform/ui/french.ts'
import { adminForm, adminList, type Authority, type Day, type Territory, territory } from '#territory'
import { type Population, populationRows } from '../record/queries.ts'
import { actDate, KINDS } from '../record/words.ts'
import { populationOf, refuseUndecreed } from '../record/write.ts'
import { populationFields } from './fields.ts'
import { HERE } from './words.ts'

const POPULATIONS = `${HERE}/populations`

interface Counted extends Population {
  authority: Authority
}

/** « , réunie le 1er juil. 2027 »: under a code that was another’s before. */
const mergedWords = (since: Day | null): string => (since === null ? '' : `, réunie le ${mediumDate(since)}`)

const populations = listOf<Counted>({
  at: POPULATIONS,
  action: 'agreement.read',
  title: 'Populations',
  one: 'population',
  several: 'populations',
  intro: html`<p class="reading">Ce que disent les décrets. Une reconduction lit la dernière population connue au 1er janvier&nbsp;; une année commencée ne change plus. <a href="${HERE}">Revenir aux conventions</a></p>`,
  columns: [
    {
      label: 'Commune',
      text: ({ authority, since }) => `${authority.name}${mergedWords(since)}`,
      sort: { name: 'commune', by: ({ authority }) => authority.slug },
    },
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
    { label: 'Décret', text: ({ decree, decreeOn }) => `${decree}, ${actDate(decreeOn)}` },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Commune', in: ({ authority }) => [authority.name] },
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
    return (await populationRows(tx)).map((row) => ({
      ...row,
      authority: place.authority(row.authorityId),
    }))
  },
  add: { label: 'Noter un décret', href: `${POPULATIONS}/nouvelle`, who: metropolitanAdministrator },
  empty: {
    title: 'Aucune population',
    text: 'Le prix d’une convention dépend de la population de la commune.',
  },
  export: 'populations',
})

/** A line of a decree: a commune by its INSEE code, and how many inhabitants. */
const LINE = /^([0-9AB]{5})\s*[;\t]\s*(\d[\d\s\u00a0\u202f]*)$/
/** Problems that are said at once. */
const MOST_PROBLEMS = 10

const { figure: _, ...decreed } = populationFields

const populationForm = formOf({
  ...decreed,
  lines: field({
    label: 'Communes',
    hint: 'Une par ligne\u00a0: code INSEE, point-virgule, nombre d’habitants. Par exemple «\u00a069029\u202f; 42 916\u00a0».',
    control: 'text',
    rows: 12,
    type: z
      .string()
      .trim()
      .min(1, 'Écrivez au moins une commune.')
      .max(20_000, 'Écrivez moins de lignes à la fois.'),
  }),
})

interface Said {
  line: number
  authorityId: number
  figure: number
}

/** What the lines say; nothing is noted when one is wrong. @throws BadInput naming each */
function readLines(text: string, place: Territory): Said[] {
  const problems: FieldProblem[] = []
  const wrong = (line: number, what: string) =>
    problems.push({ field: 'lines', message: `Ligne ${line}\u00a0: ${what}` })
  const said: Said[] = []
  for (const [index, typed] of text.split('\n').entries()) {
    if (typed.trim() === '') continue
    const [, code = '', figure = ''] = LINE.exec(typed.trim()) ?? []
    const authority = place.authorityByCode(code)
    if (code === '') wrong(index + 1, 'elle ne se lit pas.')
    else if (authority === undefined) wrong(index + 1, `aucune commune du territoire n’a le code ${code}.`)
    else if (said.some(({ authorityId }) => authorityId === authority.id))
      wrong(index + 1, `${code} est écrit deux fois.`)
    else
      said.push({ line: index + 1, authorityId: authority.id, figure: Number(figure.replaceAll(/\D/g, '')) })
  }
  if (problems.length > 0) throw new BadInput(problems.slice(0, MOST_PROBLEMS))
  return said
}

const newPopulations: FormScreen<typeof populationForm.fields> = {
  at: `${POPULATIONS}/nouvelle`,
  action: 'agreement.write',
  title: 'Noter les populations d’un décret',
  form: populationForm,
  button: 'Noter',
  back: { href: POPULATIONS, label: 'Revenir aux populations' },
  shown: async () => ({ typed: { kind: 'municipal' } }),
  async act(tx, { lines, ...decree }) {
    await refuseUndecreed(tx, decree)
    const said = readLines(lines, await territory(tx))
    for (const { line, authorityId, figure } of said)
      await populationOf(tx, authorityId, { ...decree, figure }).catch((error: unknown) => {
        if (!(error instanceof BadInput)) throw error
        throw new BadInput([{ field: 'lines', message: `Ligne ${line}\u00a0: ${error.message}` }])
      })
    const noted = plural(said.length, 'population est notée', 'populations sont notées')
    return redirect(POPULATIONS, `${noted}\u00a0: elles vaudront à la prochaine reconduction.`)
  },
}

export const populationRoutes = [...adminList(populations), ...adminForm(newPopulations)]
