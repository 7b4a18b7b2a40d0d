// Every commune of France by its name, its postal code or its INSEE code, from the official list (package @etalab/decoupage-administratif):
// those of today, those that are now part of another (one was born there), arrondissements.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { readableName } from '../typography.ts'

export interface FrenchCommune {
  /** INSEE code. */
  code: string
  name: string
  department: string
  postcodes: readonly string[]
  /** One of today; otherwise a part of another, or an arrondissement. */
  isWhole: boolean
}

interface Listed {
  code: string
  nom: string
  type: string
  departement?: string
  codesPostaux?: string[]
}

const TODAY = 'commune-actuelle'

interface Communes {
  byName: ReadonlyMap<string, readonly FrenchCommune[]>
  byPostcode: ReadonlyMap<string, readonly FrenchCommune[]>
}

/** Words that say nothing of which one it is. */
const SILENT = / (?:arrondissement|cedex(?: \d+)?)(?= )/g

/** As names are compared: « St-Priest » is « saint priest », « Paris 3e arrondissement » is « paris 3 ». */
const keyOf = (name: string): string => {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll(/[^a-z\d]+/g, ' ')
  // Most names have neither a number nor a saint cut short.
  if (!/\d|\bste?s?\b|cedex/.test(plain)) return plain.trim()
  return ` ${plain} `
    .replaceAll(/ st(e?s?) /g, ' saint$1 ')
    .replaceAll(/ 0?(\d\d?) ?(?:er|e|eme|ere|nd|nde)(?= )/g, ' $1')
    .replaceAll(SILENT, '')
    .replaceAll(/ +/g, ' ')
    .trim()
}

let known: Communes | undefined

/** Read once, when somebody first asks: the file is of eight megabytes, and only these lines of it are kept. */
function communes(): Communes {
  if (known !== undefined) return known
  const path = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json')
  const listed = JSON.parse(readFileSync(path, 'utf8')) as Listed[]
  // Those of today first: one of them often bears the code of the largest of those that made it, and sometimes its name.
  const whole = listed.filter(({ type }) => type === TODAY)
  const parts = listed.filter(({ type }) => type !== TODAY)
  const seen = new Set<string>()
  const [byName, byPostcode] = [new Map<string, FrenchCommune[]>(), new Map<string, FrenchCommune[]>()]
  for (const { code, nom, type, departement, codesPostaux = [] } of [...whole, ...parts]) {
    const [name, isWhole] = [readableName(nom), type === TODAY]
    const department = departement ?? code.slice(0, /^9[78]/.test(code) ? 3 : 2)
    const key = keyOf(name)
    if (seen.has(code + key)) continue
    seen.add(code + key)
    const one = { code, name, department, postcodes: codesPostaux, isWhole }
    const others = byName.get(key)
    if (others === undefined) byName.set(key, [one])
    else others.push(one)
    for (const postcode of codesPostaux) {
      const there = byPostcode.get(postcode)
      if (there === undefined) byPostcode.set(postcode, [one])
      else there.push(one)
    }
  }
  known = { byName, byPostcode }
  return known
}

/** Those that a postal code serves; none for a code that is of no place (CEDEX). */
export const communesAt = (postcode: string): readonly FrenchCommune[] =>
  communes().byPostcode.get(postcode) ?? []

const preferWhole = (found: readonly FrenchCommune[]): readonly FrenchCommune[] => {
  const whole = found.filter(({ isWhole }) => isWhole)
  return whole.length === 0 ? found : whole
}

/**
 * Those that a text names: « Nantes », « 44000 », « Saint-Denis (974) », « 44000 Nantes », « Arbignieu (01015) ». Several where a name or
 * a postal code is that of several; none when nothing is named.
 */
export function communesNamed(typed: string): readonly FrenchCommune[] {
  const text = typed.slice(0, 100)
  const [, department = ''] = /\((\d{2,3}|2[AB])\)/i.exec(text) ?? []
  const [code = department] = /(?<![\dA-Za-z])(?:\d{5}|2[AB]\d{3})(?!\d)/i.exec(text) ?? []
  const number = code.toUpperCase()
  const name = keyOf(number === '' ? text : text.replace(code, ' '))
  if (name === '') return preferWhole(communesAt(number))
  const named = communes().byName.get(name) ?? []
  if (number === '') return preferWhole(named)
  const exact = named.filter(({ code }) => code === number)
  if (exact.length > 0) return exact
  return preferWhole(named.filter((one) => one.department === number || one.postcodes.includes(number)))
}

/** How it is written so that it is read as that one alone: « Nantes (44) », « Arbignieu (01015) ». */
export function writtenCommune({
  name,
  department,
  code,
}: Pick<FrenchCommune, 'name' | 'department' | 'code'>): string {
  const short = `${name} (${department})`
  const [found, ...others] = communesNamed(short)
  return found?.code === code && others.length === 0 ? short : `${name} (${code})`
}
