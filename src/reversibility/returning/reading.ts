// A copy being read back: rows are given new numbers, and whatever names them follows.
import type { Write } from '#platform/db/db.ts'
import { Conflict, ParvisError } from '#platform/errors.ts'
import type { House } from '#platform/house/house.ts'
import { aside, type Shape } from './queries.import.ts'
import type { Row } from './read.ts'

/** What a copy is judged by: the kinds of definitions and the settings that there are here. */
export type Judging = Pick<House, 'definitions' | 'gates' | 'retention' | 'effects' | 'settings'>

/** What is not taken, each with why. */
export type Refused = readonly (readonly [what: string, why: string])[]

/** Does what a screen would do. @returns why it is refused; null when it is done */
export async function asOnScreen(tx: Write, work: () => Promise<unknown>): Promise<string | null> {
  try {
    await aside(tx, work)
    return null
  } catch (error) {
    if (error instanceof ParvisError) return error.message
    throw error
  }
}

/** @throws Conflict for what a copy says and no screen would */
export function legible<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Conflict(`Ce que la copie dit (${what}) ne se lit pas\u00a0: rien n’a été importé.`, {
      cause: error,
    })
  }
}

/** What is being read, and what was read already. */
export interface Reading {
  tx: Write
  folder: string
  house: Judging
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
