// How many live in a commune, as a list of sheets is narrowed: the brackets of agreements, and « like mine ».
import type { Read } from '#platform/db/db.ts'
import type { Offered } from '#platform/screens/list.ts'
import { number } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { isAlike, likeMine, type Sheet } from './sheets.ts'

/** In the address: communes like that of whoever reads. */
const MINE = 'comme-la-mienne'

const BOUNDS = [5000, 20_000, 40_000, 80_000]
const BRACKETS = [0, ...BOUNDS].map((from, at) => ({ from, to: (BOUNDS[at] ?? Infinity) - 1 }))

const labelOf = ({ from, to }: { from: number; to: number }): string => {
  if (from === 0) return `Moins de ${number(to + 1)} habitants`
  return to === Infinity
    ? `${number(from)} habitants et plus`
    : `De ${number(from)} à ${number(to)} habitants`
}

const mine = async (tx: Read) => likeMine(tx.actor.elected ?? [], await territory(tx))

/** What the filter offers: like theirs first, for whoever is elected in a commune. */
export async function sizesOffered(tx: Read): Promise<Offered> {
  const alike = await mine(tx)
  const own =
    alike === null
      ? []
      : [
          {
            value: MINE,
            label: `Comme ${alike.commune.name} (de ${number(alike.from)} à ${number(alike.to)})`,
          },
        ]
  return {
    all: 'Toutes',
    options: [...own, ...BRACKETS.map((one) => ({ value: String(one.from), label: labelOf(one) }))],
  }
}

/** Does a sheet fit what the filter asks? Nothing asked, or what it never offered, keeps all. */
export async function fitsSize(tx: Read, asked: string): Promise<(sheet: Sheet) => boolean> {
  const bounds = asked === MINE ? await mine(tx) : BRACKETS.find(({ from }) => String(from) === asked)
  return bounds === undefined || bounds === null ? () => true : (sheet) => isAlike(sheet, bounds)
}
