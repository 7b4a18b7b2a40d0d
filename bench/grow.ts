// A big base from a few hundred real requests: each new one is a real one elsewhere on the territory and at another date.
// Coherent where lists look (who answers, state, the two clocks); thin where they do not: one message and one event each,
// with a hash that vouches for nothing.
import type pg from 'pg'
import { system } from '#platform/actor.ts'
import { catalogue, decideCompetence } from '#services'
import { localDay, territory } from '#territory'
import type { World } from './world.ts'

export interface Grown {
  requests: number
  open: number
  messages: number
  events: number
}

/** Requests that a year brings to the reference territory. */
const YEARLY = 120_000
/** A desk's backlog does not grow with its history. */
const OPEN = 15_000
const STEP = 25_000

/** Who answers each service in each area, by the rules; areas weigh as many as live there. */
async function routes({ db }: World, owner: pg.PoolClient): Promise<void> {
  const rows = await db.read(system, async (tx) => {
    const place = await territory(tx)
    const known = await catalogue(tx)
    const day = localDay(tx.now, place.zone)
    return known.services
      .filter((item) => item.formVersion !== null)
      .flatMap(({ slug, definition }) =>
        place.areas.map((area) => {
          const routing = decideCompetence(known, place, {
            category: definition.category,
            areaCode: area.code,
            placeKind: 'street',
            day,
          })
          return {
            slug,
            area: area.code,
            commune: area.authorityId,
            authority: routing.authorityId,
            unit: routing.unitId,
            weight: area.population,
          }
        }),
      )
  })
  await owner.query('drop table if exists public.bench_route, public.bench_real')
  await owner.query(
    `create unlogged table public.bench_route as select *, row_number() over (partition by slug order by area) as rank from (
    select r.* from json_to_recordset($1::json) r (slug text, area text, commune integer, authority integer, unit integer, weight integer),
      generate_series(1, greatest(1, r.weight / 4000))) r`,
    [JSON.stringify(rows)],
  )
  await owner.query('create index on public.bench_route (slug, rank)')
  await owner.query(`create unlogged table public.bench_real as
    select r.*, row_number() over (partition by state_kind = 'done' order by id) as rank from requests.request r where r.draft_id is null and r.ref !~ '-[12]\\d{5}$'`)
  await owner.query("create index on public.bench_real ((state_kind = 'done'), rank)")
}

const COLUMNS = `service_slug, service_version, category, form_id, form_version, workflow_id, workflow_version, channel,
  contact_name, contact_email, contact_phone, contact_address, subject, description, place_address, place_kind, answers, routing, state, state_kind`
const SHIFTED = [
  'state_since',
  'received_at',
  'closed_at',
  'answer_due_at',
  'answer_risk_at',
  'answer_done_at',
  'solution_due_at',
  'solution_risk_at',
  'solution_done_at',
  'next_due_at',
  'next_risk_at',
  'resident_wrote_at',
  'handler_read_at',
]

// Open ones stay near the date of their model, late or not as it is; closed ones spread over the years before.
function insertion(done: boolean): string {
  const back = done ? `random() * $3 * interval '365 days'` : `(random() * 5 - 1) * interval '12 hours'`
  // Materialized: the dice of a row are thrown once, whatever the plan.
  return `with d as materialized (
      select g, 1 + floor(random() * (select count(*) from public.bench_real where (state_kind = 'done') = ${done})) as pick, random() as dice, ${back} as back
      from generate_series($1::int, $2::int) g)
    insert into requests.request (ref, ${COLUMNS}, authority_id, unit_id, commune_id, area_code, lat, long, ${SHIFTED.join(', ')})
    select (extract(year from now())::int - g / ${YEARLY}) || '-' || (100000 + g % ${YEARLY}),
      ${COLUMNS.replaceAll(/[a-z_]+/g, (name) => (name === 'contact_email' ? `'p' || g || '@courriel.example'` : `m.${name}`))},
      w.authority, w.unit, w.commune, w.area, m.lat + random() * 0.02 - 0.01, m.long + random() * 0.02 - 0.01,
      ${SHIFTED.map((column) => `m.${column} - d.back`).join(', ')}
    from d
    join public.bench_real m on (m.state_kind = 'done') = ${done} and m.rank = d.pick
    join lateral (select max(rank) as most from public.bench_route x where x.slug = m.service_slug) c on true
    join public.bench_route w on w.slug = m.service_slug and w.rank = 1 + floor(d.dice * c.most)`
}

/** Drops the indexes that can be made again faster than kept. @returns how to make them */
async function dropIndexes(owner: pg.PoolClient): Promise<string[]> {
  const { rows } = await owner.query<{
    name: string
    definition: string
  }>(`select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = 'requests.request'::regclass and not indisunique`)
  for (const { name } of rows) await owner.query(`drop index ${name}`)
  return rows.map((row) => row.definition)
}

/** Grows the base to `rows` requests, and lets PostgreSQL learn what it holds. */
export async function grow(world: World, rows: number): Promise<Grown> {
  const { owner } = world
  const count = async (what: string) =>
    (await owner.query<{ count: number }>(`select count(*)::int as count from ${what}`)).rows[0]?.count ?? 0
  const missing = rows - (await count('requests.request'))
  if (missing > 0) await add(world, missing, rows)
  await owner.query('vacuum analyze')
  return {
    requests: await count('requests.request'),
    open: await count(`requests.request where state_kind <> 'done'`),
    messages: await count('threads.message'),
    events: await count('platform.event'),
  }
}

// One transaction: a growth that is interrupted leaves the base, and its indexes, as they were.
async function add(world: World, missing: number, rows: number): Promise<void> {
  const owner = await world.owner.connect()
  await owner.query('begin')
  try {
    await routes(world, owner)
    const indexes = await dropIndexes(owner)
    const open = Math.min(OPEN, Math.round(missing / 5))
    const years = Math.max(1, rows / YEARLY)
    await owner.query(insertion(false).replaceAll('$3', '1'), [0, open - 1])
    for (let from = open; from < missing; from += STEP)
      await owner.query(insertion(true), [from, Math.min(missing, from + STEP) - 1, years])
    for (const definition of indexes) await owner.query(definition)
    await furnish(owner)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  } finally {
    owner.release()
  }
}

async function furnish(owner: pg.PoolClient): Promise<void> {
  await owner.query(`insert into threads.message (subject_kind, subject_id, author_kind, author_label, audience, body, created_at)
    select 'request', r.id, 'resident', r.contact_name, 'resident', r.description, r.received_at from requests.request r where r.ref ~ '-[12]\\d{5}$'`)
  await owner.query(`insert into platform.event (subject_kind, subject_id, seq, name, at, actor_kind, actor_label, payload, hash)
    select 'request', r.id, 1, 'request.received', r.received_at, 'anonymous', 'Visiteur',
      jsonb_build_object('clock', jsonb_build_array('received'), 'channel', r.channel, 'unitId', r.unit_id, 'authorityId', r.authority_id, 'messageId', m.id, 'digest', ''),
      sha256(r.ref::bytea)
    from requests.request r join threads.message m on m.subject_id = r.id where r.ref ~ '-[12]\\d{5}$'`)
  await owner.query('drop table public.bench_route, public.bench_real')
}
