// What PostgreSQL alone reaches with the statements of one creation: pgbench, with ids drawn at random, on the same server.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIRST_DRAFT } from './drafts.ts'
import type { Recorded, Statement } from './record.ts'
import type { World } from './world.ts'

/** Path of a pgbench of this machine, or null. */
export function findPgbench(): string | null {
  const name = 'pgbench'
  if (spawnSync(name, ['--version']).status === 0) return name
  const versions = '/usr/lib/postgresql'
  const found = existsSync(versions)
    ? readdirSync(versions).map((version) => join(versions, version, 'bin/pgbench'))
    : []
  return found.findLast((path) => existsSync(path)) ?? null
}

const SEQUENCES = {
  'requests.request': 10_000_000_000,
  'threads.message': 20_000_000_000,
  'platform.event': 30_000_000_000,
} as const

/** Moves the sequences to where each id is a number like no other: so it is found again in later statements. Kept data is passed over. */
export async function markIds({ owner }: World): Promise<void> {
  for (const [table, from] of Object.entries(SEQUENCES))
    await owner.query(
      `select setval(pg_get_serial_sequence($1, 'id'), greatest($2, (select coalesce(max(id), 0) + 1 from ${table})))`,
      [table, from],
    )
}

type Renaming = readonly (readonly [RegExp, string])[]

/** Every value that belongs to one creation alone, and the variable that takes its place. */
function renamings(statements: readonly Statement[]): Renaming {
  const made: [RegExp, string][] = [
    // Drafts and their visitors exist; the request takes another draft id, so that one draft may be drawn twice.
    [/10000000-0000-4000-8000-\d{12}/g, '10000000-0000-4000-8000-:draft'],
    [/30000000-0000-4000-8000-\d{12}/g, '30000000-0000-4000-8000-:draft'],
  ]
  for (const { text, values } of statements) {
    if (text.includes('into platform.mail'))
      made.push([new RegExp(String(values[0]), 'g'), '40000000-0000-4000-8000-:fresh'])
  }
  statements.forEach(({ row }, index) => {
    for (const [column, value] of Object.entries(isMaking(statements[index]) ? (row ?? {}) : {}))
      if (typeof value === 'number' || typeof value === 'string')
        made.push([new RegExp(`\\b${value}\\b`, 'g'), `:s${index}_${column}`])
  })
  return made
}

const isMaking = (statement: Statement | undefined): boolean =>
  /\breturning\b|nextval|requests\.send\(/.test(statement?.text ?? '')

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof Date) return `'${value.toISOString()}'`
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString('hex')}'`
  if (Array.isArray(value)) return `'{${value.join(',')}}'`
  // A space after each colon: pgbench reads « :name » as a variable, inside texts too.
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return `'${text.replaceAll("'", "''").replaceAll('":', '": ').replaceAll('\n', ' ')}'`
}

function line(statement: Statement, index: number, renaming: Renaming): string {
  const fresh = statement.text.includes('requests.send(')
  const renamed = (text: string) => {
    const own = fresh
      ? text.replace(/10000000-0000-4000-8000-\d{12}/, '20000000-0000-4000-8000-:fresh')
      : text
    return renaming.reduce((all, [value, name]) => all.replace(value, name), own)
  }
  const inLine = (text: string) => renamed(text.slice(1, -1))
  const text = statement.text.replace(/\$(\d+)/g, (_, number: string) => {
    const written = literal(statement.values[Number(number) - 1])
    return written === 'null' ? 'null' : `'${inLine(written)}'`
  })
  const whole = (statement.values.length === 0 ? renamed(text) : text)
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(';', ' \\;')
  return `${whole} ${isMaking(statement) ? `\\gset s${index}_` : ';'}`
}

/** The script of one creation. `drafts`: how many were prepared. */
export function pgbenchScript({ answer, jobs }: Recorded, drafts: number, withJobs: boolean): string {
  const statements = withJobs ? [...answer, ...jobs] : answer
  const renaming = renamings([...answer, ...jobs])
  return [
    `\\set draft random(${FIRST_DRAFT}, ${FIRST_DRAFT + drafts - 1})`,
    '\\set fresh random(100000000000, 999999999999)',
    ...statements.map((statement, index) => line(statement, index, renaming)),
    '',
  ].join('\n')
}

/** Transactions per second of a script. @throws with pgbench's own words when a statement fails */
export async function runPgbench(
  pgbench: string,
  world: World,
  script: string,
  connections: number,
  seconds: number,
): Promise<number> {
  const file = join(world.config.dataFolder, 'creation.pgbench.sql')
  writeFileSync(file, script)
  // One account for the whole script, which mixes what the actor and the system ask: the one that may do both.
  const args = [
    ...['-n', '-f', file, '-c', String(connections), '-j', '1', '-T', String(seconds)],
    world.urls.system,
  ]
  const child = spawn(pgbench, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()))
  await once(child, 'close')
  const tps = /tps = ([\d.]+)/.exec(said)?.[1]
  if (tps === undefined || /aborted|error:/i.test(said)) throw new Error(`pgbench: ${said.slice(0, 2000)}`)
  // Planned by the script, never to be run: the program must find an empty queue.
  await world.owner.query('delete from graphile_worker._private_jobs')
  return Number(tps)
}
