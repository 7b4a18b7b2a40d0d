// A table of a list as spreadsheets hold it: value, label, and what else is known. Each fault is said with its line. Pure.
import { cleanText } from '#platform/http/clean-text.ts'
import { isSameWords } from '#platform/plain-words.ts'
import { csvOf } from '#platform/screens/csv.ts'
import { cellsOf } from '#platform/sheets/delimited.ts'
import {
  type Entry,
  LONGEST,
  MOST_COLUMNS,
  MOST_ROWS,
  plainLabel,
  type ReferenceList,
} from '../record/definition.ts'

const VALUE = 'Valeur'
const LABEL = 'Intitulé'

/** A fault, and its line in the file. */
export interface LineFault {
  line: number
  sentence: string
}

export type ReadTable = { faults: readonly LineFault[] } | Required<Pick<ReferenceList, 'columns' | 'rows'>>

interface Line {
  n: number
  cells: readonly string[]
}

const shown = (text: string): string => `«\u00a0${text.slice(0, 60)}${text.length > 60 ? '…' : ''}\u00a0»`

function headFaults({ n, cells }: Line): LineFault[] {
  const [value = '', label = '', ...others] = cells
  const say = (sentence: string): LineFault => ({ line: n, sentence })
  if (!isSameWords(value, VALUE) || !isSameWords(label, LABEL))
    return [
      say(
        `les deux premières colonnes s’appellent ${shown(VALUE)} et ${shown(LABEL)}, et non ${shown(value)} et ${shown(label)}.`,
      ),
    ]
  const names = others.map((name) => plainLabel(name))
  return [
    ...(others.length > MOST_COLUMNS ? [say(`${MOST_COLUMNS} autres colonnes au plus.`)] : []),
    ...(others.some((name) => name === '' || name.length > 60)
      ? [say('une colonne n’a pas de nom, ou un nom de plus de 60 caractères.')]
      : []),
    ...(names.some((name, at) => name !== '' && names.indexOf(name) < at)
      ? [say('deux colonnes ont le même nom.')]
      : []),
  ]
}

/** All that is wrong in a line by itself, in the order of its cells. */
function rowFaults({ cells }: Line, width: number): string[] {
  const [value = '', label = '', ...more] = cells
  return [
    value === '' && 'la valeur manque.',
    value.length > LONGEST.value && `la valeur dépasse ${LONGEST.value} caractères.`,
    label === '' && 'l’intitulé manque.',
    label.length > LONGEST.label && `l’intitulé dépasse ${LONGEST.label} caractères.`,
    label !== '' && plainLabel(label) === '' && `l’intitulé ${shown(label)} n’a ni lettre ni chiffre.`,
    more.some((cell) => cell.length > LONGEST.more) && `une case dépasse ${LONGEST.more} caractères.`,
    cells.length > width && `cette ligne a ${cells.length} cases, et le tableau ${width} colonnes.`,
    cells.some((cell) => /\p{Cc}/u.test(cell)) && 'une case tient sur plusieurs lignes.',
  ].filter((one) => one !== false)
}

/** As it was before the export made a text of what begins like a formula (csv.ts). */
const plainCell = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '')

const withoutEnd = (cells: readonly string[]): string[] => {
  const last = cells.findLastIndex((cell) => cell !== '')
  return cells.slice(0, last + 1)
}

/** The rows of a sheet, or everything that is wrong in it, line by line. */
export function tableIn(text: string): ReadTable {
  const [head, ...lines] = cellsOf(cleanText(text))
    .map((cells, index): Line => ({ n: index + 1, cells: withoutEnd(cells.map(plainCell)) }))
    .filter(({ cells }) => cells.length > 0)
  if (head === undefined) return { faults: [{ line: 1, sentence: 'rien n’est écrit.' }] }
  const faults = headFaults(head)
  if (faults.length > 0) return { faults }
  if (lines.length === 0)
    return { faults: [{ line: head.n, sentence: 'aucune ligne ne suit les noms des colonnes.' }] }
  if (lines.length > MOST_ROWS)
    return {
      faults: [
        {
          line: lines[MOST_ROWS]?.n ?? 0,
          sentence: `une liste a ${MOST_ROWS} lignes au plus\u00a0: celle-ci en a ${lines.length}.`,
        },
      ],
    }
  const columns = head.cells.slice(2)
  const [values, labels] = [new Map<string, number>(), new Map<string, number>()]
  const rows: Entry[] = []
  for (const one of lines) {
    const [value = '', label = '', ...more] = one.cells
    const [sameValue, sameLabel] = [values.get(value), labels.get(plainLabel(label))]
    const own = [
      ...rowFaults(one, head.cells.length),
      ...(value !== '' && sameValue !== undefined
        ? [`la valeur ${shown(value)} est déjà celle de la ligne ${sameValue}.`]
        : []),
      ...(plainLabel(label) !== '' && sameLabel !== undefined
        ? [`la ligne ${sameLabel} se lit déjà ${shown(label)}.`]
        : []),
    ]
    faults.push(...own.map((sentence) => ({ line: one.n, sentence })))
    if (sameValue === undefined) values.set(value, one.n)
    if (sameLabel === undefined) labels.set(plainLabel(label), one.n)
    rows.push({ value, label, ...(more.some((cell) => cell !== '') && { more }) })
  }
  return faults.length > 0 ? { faults } : { columns, rows }
}

/** The table as its import reads it. */
export const csvOfTable = ({ columns = [], rows = [] }: Pick<ReferenceList, 'columns' | 'rows'>): string =>
  csvOf([
    [VALUE, LABEL, ...columns],
    ...rows.map(({ value, label, more = [] }) => [value, label, ...columns.map((_, at) => more[at] ?? '')]),
  ])
