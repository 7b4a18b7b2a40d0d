// Why a grid may not be published, in French: what it names does not exist, what it reads is not proved, a case that has no class or two.
import { type Facts, factsRead } from '#rules'
import { listSentence, quoted } from '#platform/ui/french.ts'
import type { Problem } from '#platform/house/definition.ts'
import { FACTS, type FactId } from '../proof/facts.ts'
import type { Grid } from './definition.ts'
import { compile, type Fault, faultsOf, MOST_CASES } from './prove.ts'
import { ANOTHER, OLDEST } from './space.ts'
import { conditionProblems, FACT_NAMES, type Place, quotientWords } from './words.ts'

/** What a grid is judged on. */
export interface Beside {
  readonly places: readonly Place[]
  readonly authorities: ReadonlySet<string>
  /** Categories of data of its entry of the register; null: there is no such entry. */
  readonly categories: readonly string[] | null
}

// For each fact, the categories of the register that cover its class: one is enough.
const CATEGORIES_OF: Readonly<Record<FactId, readonly string[]>> = {
  age: ['derived', 'birth'],
  commune: ['derived', 'address'],
  quotient: ['income'],
  disability: ['health'],
  pupil: ['schooling'],
  student: ['schooling'],
  job_seeker: ['profession'],
}

export function gridProblems(grid: Grid, { places, authorities, categories }: Beside): Problem[] {
  const shape = [
    ...namesIn(grid),
    ...grid.rows.flatMap(({ label, when }) =>
      conditionProblems(when, places).map((sentence) =>
        at('rows', `Ligne ${quoted(label)}\u00a0: ${sentence}`),
      ),
    ),
    ...proofsIn(grid),
    ...(authorities.has(grid.controller)
      ? []
      : [at('controller', `Aucune collectivité n’a le code ${grid.controller}.`)]),
    ...registerIn(grid, categories),
  ]
  // What conditions compare wrongly cuts no space.
  return shape.some((problem) => problem.at === 'rows')
    ? shape
    : [...shape, ...faultSentences(grid, places).map((sentence) => at('rows', sentence))]
}

const at = (part: string, sentence: string): Problem => ({ at: part, sentence })

function namesIn({ classes, rows, otherwise }: Grid): Problem[] {
  const twice = (ids: readonly string[]) => ids.filter((id, index) => ids.indexOf(id) < index)
  const known = new Set(classes.map(({ id }) => id))
  return [
    ...twice(classes.map(({ id }) => id)).map((id) => at('classes', `La classe ${id} est écrite deux fois.`)),
    ...twice(rows.map(({ id }) => id)).map((id) => at('rows', `La ligne ${id} est écrite deux fois.`)),
    ...rows
      .filter((row) => !known.has(row.class))
      .map((row) => at('rows', `Ligne ${quoted(row.label)}\u00a0: la classe ${row.class} n’existe pas.`)),
    ...(otherwise === undefined || otherwise === null || known.has(otherwise)
      ? []
      : [at('otherwise', `La classe ${otherwise} n’existe pas.`)]),
  ]
}

/** The facts that its rows read. */
export const factsIn = (grid: Grid): FactId[] => {
  const read = grid.rows.flatMap(({ when }) => factsRead(when))
  return FACTS.filter((fact) => read.includes(fact))
}

function proofsIn(grid: Grid): Problem[] {
  const read = factsIn(grid)
  const asked = FACTS.filter((fact) => grid.proofs[fact] !== undefined)
  return [
    ...read
      .filter((fact) => !asked.includes(fact))
      .map((fact) => at('proofs', `Dites comment «\u00a0${FACT_NAMES[fact]}\u00a0» se prouve.`)),
    ...asked
      .filter((fact) => !read.includes(fact))
      .map((fact) =>
        at('proofs', `Aucune ligne ne lit «\u00a0${FACT_NAMES[fact]}\u00a0»\u00a0: ne le demandez pas.`),
      ),
  ]
}

function registerIn(grid: Grid, categories: readonly string[] | null): Problem[] {
  if (categories === null) return [at('processing', `Le registre n’a pas de fiche ${grid.processing}.`)]
  return factsIn(grid)
    .filter((fact) => !CATEGORIES_OF[fact].some((category) => categories.includes(category)))
    .map((fact) =>
      at(
        'processing',
        `La fiche ${grid.processing} du registre ne prévoit pas «\u00a0${FACT_NAMES[fact]}\u00a0».`,
      ),
    )
}

/** What the proof says of a grid, in sentences. */
export const faultSentences = (grid: Grid, places: readonly Place[]): string[] =>
  faultsOf(grid).map((fault) => faultSentence(grid, fault, places))

const labelOf = ({ rows }: Grid, id: string): string => rows.find((row) => row.id === id)?.label ?? id

/** A fault, with a case that shows it. */
function faultSentence(grid: Grid, { kind, rows, example }: Fault, places: readonly Place[]): string {
  const lines = listSentence(rows.map((id) => quoted(labelOf(grid, id))))
  const shown = example === null ? '' : exampleWords(grid, example, places)
  switch (kind) {
    case 'tooMany':
      return `Cette grille distingue plus de ${MOST_CASES} cas\u00a0: faites-en plusieurs, ou nommez moins de communes et d’âges.`
    case 'gap':
      return `Aucune ligne ne répond pour ce cas\u00a0: ${shown}. Ajoutez une ligne, ou dites ce qu’ont les autres.`
    case 'overlap':
      return `Les lignes ${lines} répondent différemment pour ce cas\u00a0: ${shown}. Ajoutez une ligne qui dit les deux à la fois.`
    case 'idle':
      return `La ligne ${lines} ne répond pour personne\u00a0: sa condition est impossible, ou d’autres lignes plus précises la couvrent.`
  }
}

/** « de 0 à 25 ans, commune de résidence : Bron, rien d’autre de prouvé » */
function exampleWords(grid: Grid, example: Facts, places: readonly Place[]): string {
  const { facts, parts } = compile(grid).space
  const known = facts.filter((fact) => example[fact] !== undefined)
  const said = known.map((fact) => {
    const value = example[fact]
    if (fact !== 'age') return `${FACT_NAMES[fact].toLowerCase()}\u00a0: ${valueWords(fact, value, places)}`
    return agesWords(Number(value), parts.get('age')?.find((part) => part.value === value)?.to)
  })
  const others =
    known.length === 0 ? ['rien de prouvé'] : known.length < facts.length ? ['rien d’autre de prouvé'] : []
  return [...said, ...others].join(', ')
}

function valueWords(fact: FactId, value: unknown, places: readonly Place[]): string {
  if (value === ANOTHER) return 'une autre'
  if (fact === 'quotient') return quotientWords(value)
  if (fact === 'commune') return places.find(({ code }) => code === value)?.name ?? String(value)
  return value === true ? 'oui' : 'non'
}

const agesWords = (from: number, to = from): string =>
  to >= OLDEST ? `${from} ans ou plus` : from === to ? `${from} ans` : `de ${from} à ${to} ans`
