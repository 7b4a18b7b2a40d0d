// Time of the pages of whoever runs the organisation: as many agents as the reference territory, in all of its units.
import { runPlan, type Latency, type Shot } from './plan.ts'
import type { Options } from './options.ts'
import { signedIn } from './pages.ts'
import { startProgram, type World } from './world.ts'

/** Agents of the reference territory. */
const AGENTS = 750

export interface Organisation {
  agents: number
  units: number
  pages: Latency[]
}

const AT_WORK =
  'accounts.person p where exists (select 1 from accounts.membership m where m.person_id = p.id)'

/** Gives each unit of the metropolis in turn an agent, until there are as many as wanted: seats of communes are those they signed for. */
async function growAgents({ owner }: World): Promise<Pick<Organisation, 'agents' | 'units'>> {
  const count = async (what: string) =>
    (await owner.query<{ count: number }>(`select count(*)::int as count from ${what}`)).rows[0]?.count ?? 0
  await owner.query(
    `with unit as (select id, row_number() over (order by id) - 1 as rank from territory.unit
        where authority_id = (select id from territory.authority where level = 'metropolis')),
      person as (
        insert into accounts.person (email, email_verified_at, name, created_at)
        select 'agent.' || g || '@banc.example', now(), 'Claude Agent ' || g, now() - g * interval '1 day'
        from generate_series($1::int + 1, $2::int) g
        returning id)
    insert into accounts.membership (person_id, unit_id, role, valid_from)
    select p.id, u.id, 'handler', current_date - 100 from (select id, row_number() over (order by id) as rank from person) p
    join unit u on u.rank = p.rank % (select count(*) from unit)`,
    [await count(AT_WORK), AGENTS],
  )
  await owner.query('vacuum analyze')
  return { agents: await count(AT_WORK), units: await count('territory.unit') }
}

/** @param who an account of the demonstration, by its name before the @ */
async function shotsOf(world: World, who: string): Promise<Shot[]> {
  const cookie = await signedIn(world, who)
  const pages = {
    'organisation page': '/administration/organisation',
    'its words': '/administration/organisation?q=voirie',
    'agents’ list': '/administration/agents',
    'its words, again': '/administration/agents?q=claude',
    settings: '/administration/reglages',
  }
  return Object.entries(pages).map(([name, path]) => ({
    name: `${who}: ${name}`,
    method: 'GET',
    path,
    cookie,
    status: 200,
  }))
}

/** Asks for each page one after another, of the metropolis and of a town hall. */
export async function measureOrganisation(world: World, { visits }: Options): Promise<Organisation> {
  const grown = await growAgents(world)
  const program = await startProgram(world)
  try {
    const shots = [...(await shotsOf(world, 'admin')), ...(await shotsOf(world, 'admin.bron'))]
    const asked = (times: number) =>
      runPlan({ origin: program.origin, connections: 1, visits: Array.from({ length: times }, () => shots) })
    await asked(3)
    return { ...grown, pages: (await asked(visits)).latencies }
  } finally {
    await program.stop()
  }
}
