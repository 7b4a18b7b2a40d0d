// A directory of agents (LDAP, Active Directory), read as the lines that are pasted: what of an entry says the name, the address, the
// unit and the role is said by whoever administers. Pure.
import type { DirectoryEntry, DirectoryQuery } from '#platform/outside/ldap.ts'
import { meaningIn } from '#platform/outside/meanings.ts'
import { pasted } from '#platform/sheets/delimited.ts'
import { type Role, ROLES } from '#platform/roles.ts'
import { COLUMNS } from './spreadsheet.ts'

/** What an authority says of its directory; its password apart. */
export interface Directory extends Pick<DirectoryQuery, 'address' | 'bindDn' | 'base' | 'filter'> {
  /** Attributes. */
  name: string
  email: string
  unit: string
  /** '': nothing says it. */
  role: string
  /** The role of whoever is told none. */
  otherwise: Role
  /** What values of the last two mean here, one a line: « VOI = Voirie ». */
  words: string
  /** Whether whoever is new there is invited by itself. */
  invites: 'yes' | 'no'
  /** How many in a hundred may leave in one reading; more wait for a word of whoever administers. */
  share: number
}

export const attributesOf = ({ name, email, unit, role }: Directory): string[] =>
  [name, email, unit, role].filter((attribute) => attribute !== '')

/** The lines of an import; the first names the columns. */
export function linesOf(entries: readonly DirectoryEntry[], directory: Directory): string {
  const { name, email, unit, role, otherwise, words } = directory
  const meaning = meaningIn(words)
  const rows = entries.map(({ texts }) => {
    const all = (attribute: string) => texts[attribute] ?? []
    return [
      all(name)[0] ?? '',
      all(email)[0] ?? '',
      meaning(all(unit)) ?? all(unit)[0] ?? '',
      meaning(all(role)) ?? ROLES[otherwise].label,
      '',
      '',
    ]
  })
  const ordered = rows.sort(([a = ''], [b = '']) => a.localeCompare(b, 'fr'))
  return pasted([COLUMNS, ...ordered])
}
