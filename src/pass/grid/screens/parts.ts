// What is written of a grid on screen, part by part; its rows have forms of their own. Data.
import { z } from 'zod'
import { type Group, linesOf, type Part } from '#drafting'
import { slugFor } from '#platform/plain-words.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { SECTORS } from '#register'
import { FACTS, type FactId, LEVEL_WORDS, LEVELS } from '../../proof/facts.ts'
import type { Grid, Lasts } from '../definition.ts'
import { FACT_NAMES } from '../words.ts'

type GridPart = Part<Grid>

const title: GridPart = {
  field: field({
    label: 'Nom de la grille',
    control: 'line',
    type: lineOf(200).pipe(z.string().min(1, 'Donnez-lui un nom.')),
  }),
  at: ['title'],
  read: (grid) => grid.title,
  write: (typed) => typed,
}

const oneOf = (
  name: 'controller' | 'processing' | 'sector',
  said: { label: string; hint?: string },
  choices: Readonly<Record<string, string>>,
): GridPart => ({
  field: field({
    ...said,
    control: { list: Object.entries(choices) },
    type: z.string().min(1, 'Choisissez.'),
    medium: true,
  }),
  at: [name],
  read: (grid) => grid[name],
  write: (typed) => typed,
})

/** « 12 mois », « 31/08 » */
const lastsTyped = (lasts: Lasts): string =>
  'months' in lasts ? `${lasts.months} mois` : lasts.until.split('-').toReversed().join('/')

const lastsIn = z.string().transform((typed, context): Lasts => {
  const months = /^\s*(\d{1,2})\s*mois\s*$/i.exec(typed)?.[1]
  const [, day, month] = /^\s*(?:jusqu['’]au\s+)?(\d{1,2})\s*\/\s*(\d{1,2})\s*$/i.exec(typed) ?? []
  if (months !== undefined) return { months: Number(months) }
  if (day !== undefined && month !== undefined)
    return { until: `${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
  context.addIssue(
    'Écrivez un nombre de mois («\u00a012 mois\u00a0»), ou un jour de l’année («\u00a031/08\u00a0»).',
  )
  return z.NEVER
})

const lasts: GridPart = {
  field: field({
    label: 'Le droit dure',
    hint: '«\u00a012 mois\u00a0» à partir du jour où il est donné, ou «\u00a031/08\u00a0»\u00a0: jusqu’à ce jour de l’année. Jamais après la fin d’une preuve.',
    control: 'line',
    type: lastsIn,
    medium: true,
  }),
  at: ['lasts'],
  read: (grid) => lastsTyped(grid.lasts),
  write: (typed) => typed,
}

/** « solidaire = Tarif solidaire »; of a new one, its name alone. */
const classes: GridPart = {
  field: field({
    label: 'Classes',
    hint: 'Une par ligne. Devant «\u00a0=\u00a0», le nom court que gardent les prix\u00a0: ne le changez pas. Une nouvelle classe\u00a0: son nom seul.',
    control: 'text',
    rows: 6,
    type: lineOf(4000),
  }),
  at: ['classes'],
  read: (grid) => grid.classes.map(({ id, label }) => `${id} = ${label}`).join('\n'),
  write: (typed) =>
    linesOf(typed).map((line) => {
      const [, id, label] = /^([a-z0-9-]+)\s*=\s*(.+)$/.exec(line) ?? []
      return id === undefined || label === undefined ? { id: slugFor(line), label: line } : { id, label }
    }),
}

const LEVEL_CHOICES = LEVELS.map((level) => [level, LEVEL_WORDS[level]] as const)

const proofOf = (fact: FactId): GridPart => ({
  field: field({
    label: FACT_NAMES[fact],
    control: { list: [['', 'Aucune ligne ne le demande'], ...LEVEL_CHOICES] },
    type: z.string(),
    medium: true,
  }),
  at: ['proofs', fact],
  read: (grid) => grid.proofs[fact] ?? '',
  write: (typed) => (typed === '' ? undefined : typed),
})

export const GROUPS: readonly Group<Grid>[] = [
  {
    name: 'declaration',
    title: 'Ce qu’elle donne, et qui en répond',
    parts: {
      titre: title,
      secteur: oneOf('sector', { label: 'Secteur' }, SECTORS),
      responsable: oneOf('controller', { label: 'Qui donne le droit' }, {}),
      fiche: oneOf('processing', { label: 'Fiche du registre', hint: 'Sans elle, rien ne se publie.' }, {}),
      duree: lasts,
    },
  },
  { name: 'classes', title: 'Classes', parts: { classes } },
  {
    name: 'preuves',
    title: 'Preuves demandées',
    parts: Object.fromEntries(FACTS.map((fact) => [fact.replace('_', '-'), proofOf(fact)])),
  },
]
