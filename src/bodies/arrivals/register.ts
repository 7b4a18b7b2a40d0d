// The national register of elected members (répertoire national des élus), as the State publishes it: several files, one line a mandate.
// Of a line, what leaves this file is whose seat it is, a name, a function and days: neither birth, nor sex, nor profession. Pure.
import type { FieldProblem } from '#platform/errors.ts'
import { wordsOf } from '#platform/plain-words.ts'
import { day } from '#platform/screens/field.ts'
import { cellsOf } from '#platform/sheets/delimited.ts'
import { FILE } from '#platform/sheets/sent.ts'
import type { Authority } from '#territory'
import type { Post } from '../record/kinds.ts'

/** A line, understood. */
export interface ElectedRow {
  /** Its number in the file. */
  line: number
  authorityId: number
  name: string
  post: Post
  rank: number | null
  /** First day of the mandate. */
  since: string
}

export interface ReadRegister {
  /** Of mayors, or of whole councils: who is not in it sits there no more. */
  isWhole: boolean
  rows: ElectedRow[]
  problems: FieldProblem[]
  /** Lines of other authorities. */
  left: number
}

const MOST_LINES = 20_000

const plain = (text: string): string => wordsOf(text).join(' ')

/** Columns that are read; every other is passed over. */
const COLUMNS = {
  commune: 'code de la commune',
  particular: 'libelle de la collectivite a statut particulier',
  family: 'nom de l elu',
  given: 'prenom de l elu',
  since: 'date de debut du mandat',
  post: 'libelle de la fonction',
} as const
type Column = keyof typeof COLUMNS

const IS_NAME = /^\p{L}[\p{L}\p{M} .'’-]+$/u

/** By what the function is called, in plain words; the first that fits. */
const FUNCTIONS: readonly (readonly [RegExp, Post])[] = [
  [/^maire$/, 'mayor'],
  [/vice president/, 'vice_president'],
  [/^president/, 'president'],
  [/adjoint/, 'deputy'],
  [/delegue/, 'delegate'],
  [/^$|^autre membre|^conseiller|^membre/, 'councillor'],
]

/** What is wrong in a line, with the value that is. */
class Fault extends Error {}
const fault = (sentence: string, value: string): Fault =>
  new Fault(`${sentence} («\u00a0${value.slice(0, 80)}\u00a0»)`)

/** « DE LA TOUR » as people write it. */
const capitals = (text: string): string =>
  text !== text.toUpperCase()
    ? text
    : text
        .toLowerCase()
        .replaceAll(
          /(^|[\s'’-])(\p{L})/gu,
          (_, before: string, letter: string) => before + letter.toUpperCase(),
        )

interface Ground {
  authorities: readonly Authority[]
  metropolis: Authority
  at: (cells: readonly string[], column: Column) => string
  isMayors: boolean
  today: string
}

/** Whose seat it is; undefined: another authority’s. */
function authorityOf(cells: readonly string[], { authorities, metropolis, at }: Ground) {
  const code = at(cells, 'commune')
  if (code !== '') return authorities.find((authority) => authority.code === code.padStart(5, '0'))
  return plain(at(cells, 'particular')) === plain(metropolis.name)
    ? authorities.find(({ id }) => id === metropolis.id)
    : undefined
}

function rowOf(
  cells: readonly string[],
  { id }: Authority,
  { at, isMayors, today }: Ground,
): Omit<ElectedRow, 'line'> {
  const [family, given] = [at(cells, 'family'), at(cells, 'given')]
  const name = `${capitals(given)} ${capitals(family)}`.trim()
  if (family === '' || name.length > 120) throw fault('le nom manque, ou dépasse 120 caractères', name)
  if (!IS_NAME.test(name))
    throw fault(
      'un nom n’a que des lettres, des espaces, des traits d’union, des points et des apostrophes',
      name,
    )
  const since = day.safeParse(at(cells, 'since'))
  if (!since.success) throw fault('le début du mandat n’est pas un jour', at(cells, 'since'))
  if (since.data > today) throw fault('ce mandat n’a pas commencé', at(cells, 'since'))
  const said = isMayors ? 'maire' : plain(at(cells, 'post'))
  const post = FUNCTIONS.find(([words]) => words.test(said))?.[1]
  if (post === undefined) throw fault('cette fonction n’est pas connue', at(cells, 'post'))
  const isRanked = post === 'deputy' || post === 'vice_president'
  const rank = isRanked ? Number(/^\d{1,3}/.exec(said)?.[0] ?? 0) : 0
  return { authorityId: id, name, post, rank: rank > 0 && rank <= 200 ? rank : null, since: since.data }
}

const nothing = (message: string): ReadRegister => ({
  isWhole: false,
  rows: [],
  problems: [{ field: FILE, message }],
  left: 0,
})

/** What a file says of these authorities, or everything that is wrong in it, a sentence a line. */
export function registerIn(
  text: string,
  authorities: readonly Authority[],
  metropolis: Authority,
  today: string,
): ReadRegister {
  const [head = [], ...lines] = cellsOf(text)
  const places = new Map(head.map((name, place) => [plain(name), place]))
  const at = (cells: readonly string[], column: Column): string =>
    (cells[places.get(COLUMNS[column]) ?? -1] ?? '').trim()
  const has = (column: Column): boolean => places.has(COLUMNS[column])
  if (!(has('family') && has('given') && has('since') && (has('commune') || has('particular'))))
    return nothing(
      'Ce n’est pas un fichier du répertoire national des élus\u00a0: sa première ligne nomme ses colonnes («\u00a0Nom de l’élu\u00a0», «\u00a0Date de début du mandat\u00a0»…).',
    )
  if (lines.length > MOST_LINES)
    return nothing(
      `Ce fichier a plus de ${MOST_LINES} lignes\u00a0: gardez celles de votre département avant de le choisir.`,
    )
  const ground: Ground = { authorities, metropolis, at, isMayors: has('commune') && !has('post'), today }
  const read: ReadRegister = { isWhole: !ground.isMayors, rows: [], problems: [], left: 0 }
  // The same from end to end is the same person: two of one name differ by their birth.
  const seen = new Set<string>()
  for (const [index, cells] of lines.entries()) {
    const whole = JSON.stringify(cells.map((cell) => cell.trim()))
    if (seen.has(whole) || cells.every((cell) => cell.trim() === '')) continue
    seen.add(whole)
    const authority = authorityOf(cells, ground)
    if (authority === undefined) {
      read.left += 1
      continue
    }
    const line = index + 2
    try {
      read.rows.push({ line, ...rowOf(cells, authority, ground) })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      read.problems.push({ field: FILE, message: `Ligne ${line}\u00a0: ${error.message}.` })
    }
  }
  if (read.rows.length === 0 && read.problems.length === 0)
    return nothing('Aucune ligne de ce fichier n’est de vos collectivités.')
  return read
}
