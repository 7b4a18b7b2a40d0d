// Time of the pages that people open all day, over HTTP, on the big base.
import { sql } from 'kysely'
import { openSession } from '#people'
import { system } from '#platform/actor.ts'
import { cookieOf } from './drafts.ts'
import type { Options } from './options.ts'
import { type Latency, runPlan, type Shot } from './plan.ts'
import { type Program, startProgram, type World } from './world.ts'

export const AGENTS = ['voirie', 'chef.voirie', 'agent.bron', 'accueil'] as const

const LISTS: readonly (readonly [name: string, query: string])[] = [
  ['list', ''],
  ['late', '?delai=retard'],
  ['words', '?q=nid+de+poule'],
  ['one commune', '?commune=69029'],
  ['closed', '?etat=closes'],
]

/** Cookie of a session of that demonstration account. */
export async function signedIn(world: World, name: string): Promise<string> {
  return world.db.write(system, async (tx) => {
    const { id } = await tx.q
      .selectFrom('accounts.person')
      .select('id')
      .where('email', '=', `${name}@parvis.example`)
      .executeTakeFirstOrThrow()
    const { cookie } = await openSession(tx, id, { factors: 2 })
    return `${cookieOf(world, crypto.randomUUID())}; ${cookie.name}=${cookie.value}`
  })
}

const shown = (name: string, path: string, cookie: string): Shot => ({
  name,
  method: 'GET',
  path,
  cookie,
  status: 200,
})

/** Address of the fifth page, by following « next » as an agent does. */
async function fifthPage({ origin }: Program, cookie: string): Promise<string> {
  let path = '/agents'
  for (let page = 1; page < 5; page++) {
    const text = await (await fetch(`${origin}${path}`, { headers: { cookie } })).text()
    const next = /href="(\/agents\?[^"]*apres=[^"]*)"/.exec(text)?.[1]
    if (next === undefined) return path
    path = next.replaceAll('&amp;', '&')
  }
  return path
}

async function agentShots(world: World, program: Program, name: string): Promise<Shot[]> {
  const cookie = await signedIn(world, name)
  const refs = await openedBy(program, cookie)
  return [
    ...LISTS.map(([label, query]) => shown(`${name}: ${label}`, `/agents${query}`, cookie)),
    shown(`${name}: page 5`, await fifthPage(program, cookie), cookie),
    ...(refs[0] === undefined ? [] : [shown(`${name}: a request`, `/agents/demandes/${refs[0]}`, cookie)]),
  ]
}

async function openedBy({ origin }: Program, cookie: string): Promise<string[]> {
  const text = await (await fetch(`${origin}/agents`, { headers: { cookie } })).text()
  return [...text.matchAll(/\/agents\/demandes\/(\d{4}-\d{5,6})/g)].map((match) => match[1] as string)
}

async function publicShots(world: World): Promise<Shot[]> {
  const { ref, visitor } = await world.db.write(system, async (tx) => {
    const row = await tx.q
      .selectFrom('requests.request')
      .innerJoin('requests.tracking', 'requests.tracking.request_id', 'requests.request.id')
      .select(['requests.request.id', 'requests.request.ref'])
      .orderBy('requests.request.received_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const visitor = crypto.randomUUID()
    await sql`insert into requests.code_grant (visitor_id, request_id, granted_at) values (${visitor}, ${row.id}, ${tx.now})`.execute(
      tx.q,
    )
    return { ref: row.ref, visitor }
  })
  const resident = await signedIn(world, 'habitante')
  const anyone = cookieOf(world, crypto.randomUUID())
  return [
    shown('home', '/', anyone),
    shown('search services', '/demarches?q=lampadaire+en+panne', anyone),
    shown('follow-up', `/suivi/${ref}`, cookieOf(world, visitor)),
    shown('own requests', '/compte', resident),
  ]
}

/** Asks for each page one after another: the time a person waits when nobody else asks. */
export async function measurePages(world: World, { visits }: Options): Promise<Latency[]> {
  const program = await startProgram(world)
  try {
    const shots = await publicShots(world)
    for (const name of AGENTS) shots.push(...(await agentShots(world, program, name)))
    await runPlan({ origin: program.origin, connections: 1, visits: Array.from({ length: 3 }, () => shots) })
    return (
      await runPlan({
        origin: program.origin,
        connections: 1,
        visits: Array.from({ length: visits }, () => shots),
      })
    ).latencies
  } finally {
    await program.stop()
  }
}
