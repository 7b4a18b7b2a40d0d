// A year of readings of the example territory: by groups, as the program counts them, of nobody.
import { anonymous, system } from '#platform/actor.ts'
import type { Database, Read, Write } from '#platform/db/db.ts'
import type { CountedThing } from '#platform/ledger/counted.ts'
import type { House } from '#platform/house/house.ts'
import { recentContents, tellOpinions } from '#publishing'
import { addCounts, type Count, keepThings, readersOn, tellMonths } from '#steering'
import { localDay, territory } from '#territory'

/** Deterministic chance. */
interface Dice {
  roll(): number
  chance(probability: number): boolean
  between(least: number, most: number): number
}

interface Group {
  reader: string
  people: number
  isPublic: boolean
}

/** What share of a group reads a thing of that kind in a month. */
const SHARE: Readonly<Record<string, number>> = { content: 0.05, space: 0.3, section: 0.55 }
/** January to December: nobody is there in August. */
const SEASON = [1, 1, 1.1, 1, 0.9, 1, 0.6, 0.4, 1.1, 1.1, 1.05, 0.8]
/** Elected members of the example have few accounts; those of the story had theirs. */
const COUNCILS: Readonly<Record<string, number>> = { '69029': 39, '69266': 55, '69259': 43, '69256': 49 }

async function groupsOf(tx: Read, today: string): Promise<Group[]> {
  const place = await territory(tx)
  const sizes = Map.groupBy([...(await readersOn(tx, today)).values()], (reader) => reader)
  const agents = [...sizes].map(([reader, list]) => ({ reader, people: list.length * 3, isPublic: false }))
  const councils = place.authorities.flatMap(({ id, code, level }) => {
    const people = level === 'metropolis' ? 150 : COUNCILS[code]
    return people === undefined ? [] : [{ reader: `elected:${id}`, people, isPublic: false }]
  })
  const counters = place.authorities.flatMap(({ id, code, level }) =>
    level === 'metropolis' || code in COUNCILS
      ? [{ reader: `public:${id}`, people: level === 'metropolis' ? 900 : 160, isPublic: true }]
      : [],
  )
  const known = new Set(agents.map(({ reader }) => reader))
  return [...agents, ...councils.filter(({ reader }) => !known.has(reader)), ...counters]
}

/** How many of that group read it in that month. */
function drawn(
  dice: Dice,
  { people }: Group,
  kind: string,
  { liking, month }: { liking: number; month: number },
): number {
  const expected = people * (SHARE[kind] ?? 0.05) * liking * (SEASON[month - 1] ?? 1)
  return Math.floor(expected * (0.7 + 0.6 * dice.roll()) + dice.roll() * 0.8)
}

/** First days of the twelve months that are over, and of the one that runs. */
function monthsUntil(today: string): string[] {
  const whole = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1
  return Array.from({ length: 13 }, (_, at) => {
    const month = whole - 12 + at
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
  })
}

/** What some readers answered at the foot of what everybody reads, in the three months that are over. */
async function answer(tx: Write, open: ReadonlySet<string>, today: string, dice: Dice): Promise<void> {
  for (const id of [...open].slice(0, 15)) {
    const liking = 0.55 + 0.3 * dice.roll()
    for (const month of monthsUntil(today).slice(-4, -1)) {
      const all = dice.between(4, 26)
      const helped = Array.from({ length: all }, () => dice.chance(liking)).filter(Boolean).length
      await tellOpinions(tx, Number(id), month, { helped, others: all - helped })
    }
  }
}

export async function tellUse(db: Database, { counted }: Pick<House, 'counted'>, dice: Dice): Promise<void> {
  const open = new Set(
    (await db.read(anonymous(), (tx) => recentContents(tx, anonymous(), 500))).map(({ id }) => String(id)),
  )
  await db.write(system, async (tx) => {
    const today = localDay(tx.now, (await territory(tx)).zone)
    const groups = await groupsOf(tx, today)
    const things: (CountedThing & { kind: string; liking: number })[] = []
    for (const { kind, things: of } of counted) {
      const there = await of(tx)
      await keepThings(tx, kind, there)
      for (const thing of there) things.push({ ...thing, kind, liking: dice.roll() ** 2 * 2 })
    }
    for (const month of monthsUntil(today)) {
      const counts = things.flatMap((thing): Count[] => {
        // The rooms of the example are opened on its day: their year is told with the rest.
        if (thing.kind !== 'space' && localDay(thing.since, 'UTC') > `${month.slice(0, 7)}-20`) return []
        const readers = groups.filter(
          ({ isPublic }) => !isPublic || (thing.kind === 'content' && open.has(thing.thing)),
        )
        return readers.flatMap((group) => {
          const count = drawn(dice, group, thing.kind, {
            liking: thing.liking,
            month: Number(month.slice(5, 7)),
          })
          return count === 0 ? [] : [{ kind: thing.kind, thing: thing.thing, reader: group.reader, count }]
        })
      })
      await addCounts(tx, month, counts)
    }
    await tellMonths(tx, today)
    await answer(tx, open, today, dice)
  })
}
