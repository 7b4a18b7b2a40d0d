// What row-level security costs: the statements of a page, as the program sends them, with policies and as the owner of
// the tables, whom they do not bind.
import pg from 'pg'
import { createApp, houseOf } from '../src/app.ts'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db/db.ts'
import type { Options } from './options.ts'
import { AGENTS, signedIn } from './pages.ts'
import { percentile } from './plan.ts'
import { type Statement, statementsOf } from './record.ts'
import type { World } from './world.ts'

export interface Wall {
  name: string
  /** Milliseconds for all the statements of the page. */
  withPolicies: number
  without: number
}

export async function measureWalls(world: World, { visits }: Options): Promise<Wall[]> {
  const db = openDatabase(world.urls, systemClock, houseOf(world.config))
  const app = await createApp(world.config, db)
  const { web, system, owner } = world.urls
  const clients = [web, system, owner].map((url) => new pg.Client(url)) as [pg.Client, pg.Client, pg.Client]
  const bound: Played = { actor: clients[0], system: clients[1] }
  const free: Played = { actor: clients[2], system: clients[2] }
  await Promise.all(clients.map((client) => client.connect()))
  const walls: Wall[] = []
  try {
    for (const name of AGENTS) {
      const cookie = await signedIn(world, name)
      for (const [label, url] of [
        ['list', '/agents'],
        ['late', '/agents?delai=retard'],
        ['words', '/agents?q=nid+de+poule'],
      ] as const) {
        const get = async () => void (await app.inject({ url, headers: { cookie } }))
        // What comes again is prepared by the program, and hence here.
        for (let visit = 0; visit < 5; visit++) await get()
        const statements = await statementsOf(get)
        walls.push({
          name: `${name}: ${label}`,
          ...(await compare(bound, free, statements, Math.min(visits, 60))),
        })
      }
    }
    return walls
  } finally {
    await Promise.all(clients.map((client) => client.end()))
    await app.close()
    await db.close()
  }
}

/** Which connection plays what the actor asked, and what the system asked. */
interface Played {
  actor: pg.Client
  system: pg.Client
}

// Turn by turn, so that whatever else the machine does weighs on both alike.
async function compare(
  bound: Played,
  free: Played,
  statements: readonly Statement[],
  times: number,
): Promise<Omit<Wall, 'name'>> {
  const taken = { bound: [] as number[], free: [] as number[] }
  for (let time = 0; time < times + 3; time++) {
    const [first, second] = [await play(bound, statements), await play(free, statements)]
    if (time < 3) continue
    taken.bound.push(first)
    taken.free.push(second)
  }
  const middle = (times: number[]) =>
    percentile(
      times.toSorted((a, b) => a - b),
      0.5,
    )
  return { withPolicies: middle(taken.bound), without: middle(taken.free) }
}

async function play({ actor, system }: Played, statements: readonly Statement[]): Promise<number> {
  const start = performance.now()
  for (const { text, values, name, isSystem } of statements) {
    const client = isSystem ? system : actor
    const query = { text, values: [...values] }
    // Several statements in one message take no values.
    await (values.length === 0
      ? client.query(text)
      : client.query(name === undefined ? query : { ...query, name }))
  }
  return performance.now() - start
}
