// A year of information for audiences: what the list of a reader costs, as the program asks it, policies on.
import { actorOfPerson } from '#people'
import type { Actor } from '#platform/actor.ts'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { noticesForAudiences } from '../src/publishing/information/queries.ts'
import { readersOfRule } from '../src/audiences/queries.ts'
import type { Rule } from '../src/audiences/rule.ts'
import type { Options } from './options.ts'
import { CONTENT_LISTS, CONTENTS, type Digests, fillContents, latencyOf, measureDigests } from './contents.ts'
import type { Latency } from './plan.ts'
import { ENTRIES, fillSearch, SEARCHES } from './search.ts'
import type { World } from './world.ts'

export const READERS = 10_000
const ITEMS = 100_000
const AUDIENCES = 600

export interface Audiences {
  readers: number
  items: number
  contents: number
  audiences: number
  lists: Latency[]
  digests: Digests
  entries: number
  searches: Latency[]
}

const METROPOLIS = `(select id from territory.authority where level = 'metropolis')`

const isFilled = async ({ owner }: World, what: string): Promise<boolean> =>
  (await owner.query(`select from ${what} limit 1`)).rowCount !== 0

/** Readers in all the units of the metropolis, unless they are there. */
export async function fillReaders(world: World): Promise<void> {
  const { owner } = world
  if (await isFilled(world, `accounts.person where email like 'lecteur.%'`)) return
  await owner.query(
    `with unit as (select id, row_number() over (order by id) - 1 as rank from territory.unit where authority_id = ${METROPOLIS}),
      person as (
        insert into accounts.person (email, email_verified_at, name, created_at)
        select 'lecteur.' || g || '@banc.example', now(), 'Claude Lecteur ' || g, now() from generate_series(1, $1::int) g returning id)
    insert into accounts.membership (person_id, unit_id, role, valid_from)
    select p.id, u.id, (array['handler', 'manager', 'editor', 'reception'])[1 + p.rank % 4], current_date - 100
    from (select id, row_number() over (order by id) as rank from person) p
    join unit u on u.rank = p.rank % (select count(*) from unit)`,
    [READERS],
  )
}

/** Audiences of a unit and those below, a role of one, or all but some, unless they are there. */
export async function fillAudiences(world: World): Promise<void> {
  const { owner } = world
  if (await isFilled(world, `audiences.audience where name like 'Public %'`)) return
  await owner.query(
    `with unit as (select id, row_number() over (order by id) - 1 as rank, count(*) over () as count from territory.unit
        where authority_id = ${METROPOLIS})
    insert into audiences.audience (authority_id, name, rule)
    select ${METROPOLIS}, 'Public ' || g, jsonb_build_object('from', null, 'until', null, 'also', '[]'::jsonb,
      'who', case g % 3 when 0 then jsonb_build_array('staff:' || u.id)
        when 1 then jsonb_build_array('staff:' || u.id || ':manager', 'staff:' || u.id || ':editor')
        else jsonb_build_array('role:' || (array['handler', 'manager', 'editor', 'reception'])[1 + g % 4]) end,
      'except', case g % 3 when 2 then jsonb_build_array('staff:' || u.id) else '[]'::jsonb end)
    from generate_series(1, $1::int) g join unit u on u.rank = g % u.count`,
    [AUDIENCES],
  )
}

/** A year of items. */
async function fillItems({ owner }: World): Promise<void> {
  await owner.query(
    `insert into publishing.notice (authority_id, theme, title, text, published_at, ends_at, audience_id)
    select ${METROPOLIS}, 'Vie des services', 'Information ' || g, repeat('Un texte. ', 60), now() - g * interval '1 year' / $1::int,
      case when g % 2 = 0 then now() - g * interval '1 year' / $1::int + interval '20 days' end, a.ids[1 + g % cardinality(a.ids)]
    from generate_series(1, $1::int) g, (select array_agg(id order by id) as ids from audiences.audience where name like 'Public %') a`,
    [ITEMS],
  )
  await owner.query('vacuum analyze')
}

async function readersAmong({ owner, db }: World, count: number): Promise<Actor[]> {
  const { rows } = await owner.query<{ id: number }>(
    `select id from accounts.person where email like 'lecteur.%' order by hashint8(id) limit $1`,
    [count],
  )
  const actors = await Promise.all(rows.map(({ id }) => db.read(system, (tx) => actorOfPerson(tx, id))))
  return actors.filter((actor) => actor !== null)
}

const EVERYBODY: Rule = { who: ['workplace'], also: [], except: ['role:editor'], from: null, until: null }

/** Each in a transaction of its own, keys found anew. */
const ASKED: Readonly<Record<string, (tx: Read) => Promise<unknown>>> = {
  'the three newest': (tx) => noticesForAudiences(tx, 3),
  'the fifty newest': (tx) => noticesForAudiences(tx, 50),
}

async function measured(
  world: World,
  name: string,
  asked: (tx: Read) => Promise<unknown>,
  actors: readonly Actor[],
): Promise<Latency> {
  const times: number[] = []
  for (const actor of [...actors.slice(0, 5), ...actors]) {
    const start = performance.now()
    await world.db.read(actor, asked)
    times.push(performance.now() - start)
  }
  return latencyOf(name, times.slice(5))
}

export async function measureAudiences(world: World, { visits }: Options): Promise<Audiences> {
  await fillReaders(world)
  await fillAudiences(world)
  await fillItems(world)
  const actors = await readersAmong(world, visits)
  const lists: Latency[] = []
  for (const [name, asked] of Object.entries(ASKED)) lists.push(await measured(world, name, asked, actors))
  lists.push(
    await measured(
      world,
      'who would read it',
      (tx) => readersOfRule(tx, EVERYBODY),
      Array.from({ length: 10 }, () => system),
    ),
  )
  await fillContents(world)
  for (const [name, asked] of Object.entries(CONTENT_LISTS))
    lists.push(await measured(world, name, asked, actors))
  const digests = await measureDigests(world)
  await fillSearch(world)
  const searches: Latency[] = []
  for (const [name, asked] of Object.entries(SEARCHES))
    searches.push(await measured(world, name, asked, actors))
  return {
    ...{ readers: READERS, items: ITEMS, contents: CONTENTS, audiences: AUDIENCES, lists },
    ...{ digests, entries: ENTRIES, searches },
  }
}
