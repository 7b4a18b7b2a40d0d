// The proof of competence, timed: every rule of the territory, then one subject of 300 rows over every commune, kind of place and date.
import { anonymous } from '#platform/actor.ts'
import { faultsIn, type Ground, groundOf } from '#services'
import { addDays } from '#territory'
import type { World } from './world.ts'

export interface Proof {
  label: string
  rules: number
  faults: number
  /** Milliseconds, the median of the visits. */
  median: number
}

const ROWS = 300
const KINDS = ['street', 'cycleway', 'park', 'school', 'cemetery'] as const

/** One subject whose rows differ by commune, kind of place and date: the worst table that people would read. */
function wideTable(ground: Ground): Ground {
  const [model] = ground.rules
  if (model === undefined) throw new Error('a rule is needed')
  const { communes } = ground.place
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const from = addDays(ground.today, n % 30)
    const commune = communes[n % communes.length]?.code ?? ''
    return { ...model, id: `row-${n}`, commune, placeKind: KINDS[n % KINDS.length] ?? 'street', from }
  })
  return { ...ground, rules: [...ground.rules, ...rows] }
}

function timed(label: string, ground: Ground, times: number): Proof {
  const taken: number[] = []
  let faults = 0
  for (let n = 0; n < times; n++) {
    const start = performance.now()
    faults = faultsIn(ground).length
    taken.push(performance.now() - start)
  }
  const median = taken.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0
  return { label, rules: ground.rules.length, faults, median }
}

export const measureRules = ({ db }: World, visits: number): Promise<Proof[]> =>
  db.read(anonymous(), async (tx) => {
    const ground = await groundOf(tx)
    return [
      timed('every rule', ground, visits),
      timed(`and ${ROWS} more of one subject`, wideTable(ground), visits),
    ]
  })
