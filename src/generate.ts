// Files made from what runs: the access matrix, the table of effects, the database types and the dumped schema. `--check` fails when one is stale.
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { House } from '#platform/house/house.ts'
import { modules, schemaOf } from './modules.ts'
import { accessMatrix } from './access-matrix.ts'
import { effectTable } from './effect-table.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')

/** Tables, columns, constraints, policies, functions: what `db/schema.sql` says of a migrated database. */
const SCHEMA_QUERY = `
select format('%s.%s', n.nspname, c.relname) as name, string_agg(line, E'\\n' order by rank, line) as body from pg_class c
join pg_namespace n on n.oid = c.relnamespace
cross join lateral (
  select 1 as rank, format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  union all select 2, '  ' || pg_get_constraintdef(o.oid) from pg_constraint o where o.conrelid = c.oid and o.contype <> 'n'
  union all select 3, '  ' || pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = c.oid
  union all select 4, format('  policy %s for %s%s using (%s)%s', p.policyname || case when p.permissive = 'RESTRICTIVE' then ' as restrictive' else '' end, p.cmd,
    case when p.roles <> '{public}' then ' to ' || array_to_string(p.roles, ', ') else '' end, p.qual, coalesce(' with check (' || p.with_check || ')', ''))
  from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname
) lines
where c.relkind in ('r', 'v') and n.nspname = any ($1) group by 1 order by 1`

const SCHEMAS = [...new Set(['platform', ...Object.keys(modules).map(schemaOf)])]

/** The schema of the database at `url`, as text that two runs give alike. */
async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; body: string }>(SCHEMA_QUERY, [SCHEMAS])
    return `-- Generated from the migrations (node src/generate.ts): for reading, never run.\n\n${rows.map(({ name, body }) => `${name}\n${body}\n`).join('\n')}`
  } finally {
    await client.end()
  }
}

/** Row types of the database at `url`, for Kysely. */
async function databaseTypes(url: string): Promise<string> {
  const cli = join(root, 'node_modules/kysely-codegen/dist/cli/bin.js')
  const args = [
    '--dialect',
    'postgres',
    '--url',
    url,
    '--default-schema',
    'none',
    '--print',
    '--numeric-parser',
    'number',
    '--date-parser',
    'string',
    '--type-mapping',
    '{"int8":"number"}',
    '--include-pattern',
    `(${SCHEMAS.join('|')}).*`,
  ]
  const { stdout } = await run(process.execPath, [cli, ...args], { cwd: root, maxBuffer: 8e6 })
  return stdout.slice(stdout.indexOf('/**'))
}

/** Path and content of every generated file, for a freshly migrated database. */
export async function generatedFiles(
  url: string,
  { access, effects }: Pick<House, 'access' | 'effects'>,
): Promise<Record<string, string>> {
  return {
    'docs/access-matrix.md': accessMatrix(access),
    'docs/effects.md': effectTable(effects),
    'db/schema.sql': await dumpSchema(url),
    'src/platform/db/db-types.generated.ts': await databaseTypes(url),
  }
}

/** Files whose content is not what it should be. */
export async function staleFiles(files: Record<string, string>): Promise<string[]> {
  const stale: string[] = []
  for (const [path, content] of Object.entries(files)) {
    if ((await readFile(join(root, path), 'utf8').catch(() => '')) !== content) stale.push(path)
  }
  return stale
}

export async function writeFiles(files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) await writeFile(join(root, path), content)
}
