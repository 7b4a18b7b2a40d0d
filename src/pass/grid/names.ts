// What classes are called: as the grid in force names them, wherever somebody reads one.
import { live } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { GRID } from './kind.ts'

export interface ClassNames {
  /** « tarif solidaire », within a sentence; '' without a class. @param grid undefined: not known, the name that all grids agree on */
  of: (grid: string | null | undefined, id: string) => string
  /** Of a grid, by id: « Tarif solidaire ». */
  all: (grid: string | null) => Readonly<Record<string, string>>
}

const uncapital = (text: string): string => text.charAt(0).toLocaleLowerCase('fr') + text.slice(1)
/** Of a class that no grid in force names. */
const bare = (id: string): string => `tarif ${id.replaceAll('-', ' ')}`

export async function classNames(tx: Read): Promise<ClassNames> {
  const grids = (await live(tx, GRID)).map(({ body }) => body)
  const labels = (id: string, which: typeof grids) => [
    ...new Set(
      which.flatMap(({ classes }) => classes.filter((one) => one.id === id).map((one) => one.label)),
    ),
  ]
  return {
    of(grid, id) {
      if (id === '') return ''
      const found = labels(id, grid === undefined ? grids : grids.filter((one) => one.id === grid))
      return found[0] === undefined || found.length > 1 ? bare(id) : uncapital(found[0])
    },
    all: (grid) =>
      Object.fromEntries(
        grids
          .filter(({ id }) => id === grid)
          .flatMap(({ classes }) => classes.map(({ id, label }) => [id, label])),
      ),
  }
}
