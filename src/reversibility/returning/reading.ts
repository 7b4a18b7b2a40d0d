// A copy being read back: rows are given new numbers, and whatever names them follows.
import type { Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import type { Shape } from './queries.import.ts'
import type { Row } from './read.ts'

/** What is being read, and what was read already. */
export interface Reading {
  tx: Write
  folder: string
  /** The commune, here. */
  authorityId: number
  code: string
  numbers: Numbers
  /** How each history ended there. */
  heads: ReadonlyMap<string, string>
}

type Numbers = ReturnType<typeof numbers>

export function numbers() {
  const known = new Map<string, Map<unknown, unknown>>()
  const here = (table: string, former: unknown): unknown => known.get(table)?.get(former) ?? null
  return {
    here,
    set(table: string, former: unknown, now: unknown): void {
      const held = known.get(table) ?? new Map<unknown, unknown>()
      known.set(table, held.set(former, now))
    },
    /**
     * The row with what it names as it is here: nothing, where that is not of the copy. Natural keys stay.
     * @throws Conflict when it names something otherwise than PostgreSQL would have: PostgreSQL would take it for a number of here
     */
    follow: (row: Row, { references }: Shape): Row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => {
          const of = references.get(name)
          if (of === undefined || value === null) return [name, value]
          if (typeof value === 'number') return [name, here(of, value)]
          throw new Conflict(
            `La copie ne nomme pas par un numéro ce que « ${name} » dit\u00a0: rien n’a été importé.`,
          )
        }),
      ),
  }
}
