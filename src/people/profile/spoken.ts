// Values of the profile and their sources in words, for people.
import { mediumDate, monthYear } from '#platform/ui/french.ts'
import type { ProfileValue } from './queries.ts'
import { ELSEWHERE } from './checks.ts'
import type { ProfileValueId } from './kinds.ts'

const FRANCE = '99100'

function birthdate(text: string): string {
  const [year = '', month, day] = text.split('-')
  if (month === '00') return `${year} (jour et mois inconnus)`
  return day === '00' ? `${monthYear(`${year}-${month}-01`)} (jour inconnu)` : mediumDate(text)
}

/** The name of a commune of the territory, by its code. */
export type NameOf = (code: string) => string | undefined

const communeName = (code: string, nameOf: NameOf): string =>
  code === ELSEWHERE ? 'Hors de la métropole' : (nameOf(code) ?? `Commune de code ${code}`)

/** A value as people read it: dates in full, names of communes rather than codes. */
export function spokenValue(id: ProfileValueId, value: string, nameOf: NameOf): string {
  switch (id) {
    case 'birthdate':
      return birthdate(value)
    case 'gender':
      return value === 'female' ? 'Féminin' : 'Masculin'
    case 'birthplace':
    case 'commune':
      return communeName(value, nameOf)
    case 'birthcountry':
      return value === FRANCE ? 'France' : `Pays de code ${value}`
    default:
      return value
  }
}

/** Who says so: « Vérifié au guichet (pièce vue : passeport) ». */
export function spokenSource({
  source,
  level,
  proof,
}: Pick<ProfileValue, 'source' | 'level' | 'proof'>): string {
  if (source === 'declared') return 'Déclaré par vous'
  if (source === 'franceconnect') return 'FranceConnect'
  if (level === 'declared' || proof === null) return 'Déclaré au guichet'
  return `Vérifié au guichet (pièce vue\u00a0: ${proof.charAt(0).toLowerCase()}${proof.slice(1)})`
}
