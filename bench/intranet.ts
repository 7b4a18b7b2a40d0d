// The agents' intranet at ten thousand agents: their home with its blocks, forums, the directory and the search, over HTTP, one page after another.
import { ownAudience } from '#audiences'
import { beginThread, openForum, reply } from '#forums'
import { actorOfPerson } from '#people'
import { type Actor, system } from '#platform/actor.ts'
import { territory } from '#territory'
import { fillAudiences, fillReaders, READERS } from './audiences.ts'
import { CONTENTS, fillContents } from './contents.ts'
import type { Options } from './options.ts'
import { signedIn } from './pages.ts'
import { type Latency, runPlan, type Shot } from './plan.ts'
import { type Program, startProgram, type World } from './world.ts'

const THREADS = 200
const POSTS = 100
/** Written in one transaction. */
const LOT = 100

export interface Intranet {
  readers: number
  contents: number
  threads: number
  /** Blocks of the home of each account. */
  blocks: Record<string, number>
  pages: Latency[]
}

async function actorAt({ db }: World, email: string): Promise<Actor> {
  return db.read(system, async (tx) => {
    const { id } = await tx.q
      .selectFrom('accounts.person')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    const actor = await actorOfPerson(tx, id)
    if (actor === null) throw new Error(`nobody is ${email}`)
    return actor
  })
}

/** A forum for all agents of the metropolis: many threads, of which one is long. @returns the number of the forum, and of that thread */
async function talk(world: World): Promise<{ forum: number; thread: number }> {
  const { db } = world
  const said = (at: number) => ({
    text: `Un message de quelques lignes, le ${at}e. ${'Ce que chacun en pense, en une phrase. '.repeat(6)}`,
    ...{ fileIds: [], once: undefined, quotes: undefined },
  })
  const [keeper, writer] = [
    await actorAt(world, 'communication@parvis.example'),
    await actorAt(world, 'voirie@parvis.example'),
  ]
  const forum = await db.write(keeper, async (tx) => {
    const { id } = (await territory(tx)).metropolis
    const audienceId = (await ownAudience(tx, id)) ?? 0
    return openForum(tx, id, { name: `Forum du banc, ${Date.now()}`, purpose: 'De quoi lire.', audienceId })
  })
  let thread = 0
  for (let from = 0; from < THREADS; from += LOT)
    await db.write(writer, async (tx) => {
      for (let at = from; at < from + LOT; at++)
        thread = await beginThread(tx, forum, `Sujet ${at}\u00a0: ce qui marche chez vous`, said(at))
    })
  for (let from = 0; from < POSTS; from += LOT)
    await db.write(writer, async (tx) => {
      for (let at = from; at < from + LOT; at++) await reply(tx, thread, said(at))
    })
  return { forum, thread }
}

/** On the card of each reader: what they do, and a number. */
const fillCards = ({ owner }: World) =>
  owner.query(
    `update directory.card c set job = 'Agent du banc', phone = '04 65 71 ' || lpad((p.id % 10000)::text, 4, '0'), place = 'Lyon',
      does = (array['Nids-de-poule', 'Marchés publics', 'Paie', 'Cartographie', 'Accueil du public'])[1 + p.id % 5]
    from accounts.person p where p.id = c.person_id and p.email like 'lecteur.%'`,
  )

const shotsOf = (who: string, cookie: string, pages: Readonly<Record<string, string>>): Shot[] =>
  Object.entries(pages).map(([name, path]) => ({
    ...({ name: `${who}: ${name}`, method: 'GET', status: 200 } as const),
    ...{ path, cookie },
  }))

const PAGES = {
  ...{ home: '/intranet', desk: '/intranet/bureau', forums: '/intranet/forums' },
  ...{ directory: '/intranet/annuaire', 'a name': '/intranet/annuaire?q=lecteur+4321' },
  ...{ 'what somebody does': '/intranet/annuaire?q=cartographie', search: '/rechercher?q=voirie' },
  contents: '/contenus',
}

/** Accounts of the demonstration, of the metropolis and of a town, as those who read. */
const READING = ['voirie', 'communication', 'agent.bron']

async function blocksOf({ origin }: Program, cookie: string): Promise<number> {
  const text = await (await fetch(`${origin}/intranet`, { headers: { cookie } })).text()
  return [...text.matchAll(/id="place-/g)].length
}

/** What each of them opens, with the number of blocks of their home. */
async function visitsOf(
  world: World,
  program: Program,
): Promise<{ blocks: Intranet['blocks']; shots: Shot[] }> {
  const { forum, thread } = await talk(world)
  const blocks: Intranet['blocks'] = {}
  const shots: Shot[] = []
  for (const who of READING) {
    const cookie = await signedIn(world, who)
    blocks[who] = await blocksOf(program, cookie)
    const own = { 'a forum': `/intranet/forums/${forum}`, 'a thread': `/intranet/forums/sujets/${thread}` }
    shots.push(...shotsOf(who, cookie, { ...PAGES, ...(who !== 'agent.bron' && own) }))
  }
  return { blocks, shots }
}

/** Readers, the contents that they have, and their cards, unless they are there. */
async function fillIntranet(world: World): Promise<void> {
  await fillReaders(world)
  await fillAudiences(world)
  await fillContents(world)
  await fillCards(world)
  await world.owner.query('vacuum analyze')
}

export async function measureIntranet(world: World, { visits }: Options): Promise<Intranet> {
  await fillIntranet(world)
  const program = await startProgram(world)
  try {
    const { blocks, shots } = await visitsOf(world, program)
    const asked = (times: number) =>
      runPlan({ origin: program.origin, connections: 1, visits: Array.from({ length: times }, () => shots) })
    await asked(3)
    const { latencies } = await asked(visits)
    return { readers: READERS, contents: CONTENTS, threads: THREADS, blocks, pages: latencies }
  } finally {
    await program.stop()
  }
}
