// Makes sure that the groups and accounts of the program exist and hold no more than they should, or says what to ask for.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../start-error.ts'
import { APP, enteredBy, type Login, loginsOf, SYSTEM } from './logins.ts'

// Roles belong to the whole server: two databases may be making the same one at the same instant.
const RACES = ['42710', '23505', 'XX000', '40001']
const WRONG_PASSWORD = '28P01'

/**
 * Makes what is missing of the groups and accounts of this installation, and shuts the database to everybody else.
 * @param client connected as the owner of the database
 * @throws StartError with the SQL for the administrator of the server, when the owner may not make accounts
 */
export async function ensureRoles(client: pg.Client, ownerUrl: string, secret: Uint8Array): Promise<void> {
  const { web, system } = loginsOf(secret)
  for (let attempt = 0; ; attempt++) {
    const missing = await missingParts(client, [web, system])
    if (missing.length === 0) break
    try {
      for (const statement of missing) await client.query(statement)
    } catch (error) {
      if (attempt === 10 || !RACES.includes(stateOf(error))) throw refused(error, missing)
      await sleep(50)
    }
  }
  await shutDatabase(client, client.database ?? '', secret)
  for (const login of [web, system]) await ensurePassword(client, ownerUrl, login)
}

const create = ({ name, verifier }: Login): string =>
  `create role ${name} login inherit nocreatedb nocreaterole noreplication password '${verifier}'`

async function missingParts(client: pg.Client, logins: readonly Login[]): Promise<string[]> {
  const names = [APP, SYSTEM, ...logins.map(({ name }) => name)]
  const { rows } = await client.query<{ name: string; groups: string[]; settings: (string | null)[] }>(
    `select r.rolname as name,
       array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid) as groups,
       array(select d.datname::text from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase
         where s.setrole = r.oid and (s.setdatabase = 0 or d.datname = current_database())) as settings
     from pg_roles r where r.rolname = any ($1)`,
    [names],
  )
  const known = new Map(rows.map((row) => [row.name, row]))
  const groups = [APP, SYSTEM]
    .filter((name) => !known.has(name))
    .map((name) => `create role ${name} nologin noinherit`)
  const accounts = logins.flatMap((login) => {
    const row = known.get(login.name)
    const made = row === undefined ? [create(login)] : []
    const member = login.groups
      .filter((group) => !row?.groups.includes(group))
      .map((group) => `grant ${group} to ${login.name}`)
    // An account may change its own settings: what it set is nothing that the program asked for.
    const reset = (row?.settings ?? []).map(
      (database) =>
        `alter role ${login.name} ${database === null ? '' : `in database ${pg.escapeIdentifier(database)} `}reset all`,
    )
    return [...made, ...member, ...reset]
  })
  return [...groups, ...accounts]
}

/**
 * By default every account of the server may connect to every database, and make temporary tables there. A database made from a
 * template keeps nothing of what its template was shut to.
 * @param server entered as the owner of that database, by any database of it
 */
export async function shutDatabase(
  server: pg.Client | pg.Pool,
  name: string,
  secret: Uint8Array,
): Promise<void> {
  const { web, system } = loginsOf(secret)
  const logins = [web.name, system.name]
  const { rows } = await server.query<{ owned: boolean; shut: boolean }>(
    `select pg_has_role(datdba, 'usage') as owned,
       not has_database_privilege('public', oid, 'connect') and not has_database_privilege('public', oid, 'temporary')
       and (select bool_and(has_database_privilege(login, oid, 'connect')) from unnest($2::text[]) login) as shut
     from pg_database where datname = $1`,
    [name, logins],
  )
  const [row] = rows
  if (row === undefined || !row.owned || row.shut) return
  const database = pg.escapeIdentifier(name)
  await server.query(`revoke connect, temporary on database ${database} from public`)
  await server.query(`grant connect on database ${database} to ${logins.join(', ')}`)
}

// Only a try tells whether the server holds our password: the owner cannot read what is kept.
async function ensurePassword(client: pg.Client, ownerUrl: string, login: Login): Promise<void> {
  const change = `alter role ${login.name} login password '${login.verifier}'`
  for (let attempt = 0; ; attempt++) {
    const error = await tried(enteredBy(ownerUrl, login))
    if (error === null) return
    if (stateOf(error) !== WRONG_PASSWORD || attempt === 10)
      throw new StartError(
        `Le serveur PostgreSQL refuse le compte ${login.name} (${messageOf(error)}) : il doit l’accepter par mot de passe (scram-sha-256).`,
      )
    await client.query(change).catch((failure: unknown) => {
      if (!RACES.includes(stateOf(failure))) throw refused(failure, [change])
    })
  }
}

async function tried(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return null
  } catch (error) {
    return error
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Rights and policies name the groups: a backup restored where these did not exist came back without them.
 * @throws StartError
 */
export async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ lost: boolean }>(
    `select to_regclass('platform.event') is not null and not has_schema_privilege('${APP}', 'platform', 'usage') as lost`,
  )
  if (rows[0]?.lost === true)
    throw new StartError(
      `Cette base a été restaurée sans ses droits : les groupes ${APP} et ${SYSTEM} n’existaient pas sur ce serveur.`,
      'Ils existent maintenant\u00a0: restaurez la sauvegarde une seconde fois, dans une base vide.',
    )
}

/**
 * Tables without row-level security hold nobody's rows (definitions, competence, hosts, settings…), and those whose one policy is
 * the system's are its own: both are written under the system's account alone, whatever a migration granted.
 */
export async function shutPublicTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; granted: string[] }>(
    `select c.oid::regclass::text as name, array(select p from unnest(array['insert', 'update', 'delete']) p
       where has_table_privilege('${APP}', c.oid, p)) as granted
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and pg_has_role(c.relowner, 'usage')
       and (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid and p.polname <> 'system'))
       and n.nspname !~ '^(pg_|information_schema|graphile_worker)'`,
  )
  for (const { name, granted } of rows.filter(({ granted }) => granted.length > 0)) {
    await client.query(`grant ${granted.join(', ')} on ${name} to ${SYSTEM}`)
    await client.query(`revoke ${granted.join(', ')} on ${name} from ${APP}`)
  }
}

/**
 * Large objects: whoever may write SQL could make any number, which no policy binds and no sweep forgets. Their functions are the
 * server's: only its administrator takes them from everybody (docs/guides/operations.md).
 */
export async function shutLargeObjects(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ '^(lo_|loread$|lowrite$)'
       and pg_has_role(p.proowner, 'usage') and has_function_privilege('public', p.oid, 'execute')`,
  )
  if (rows.length === 0) return
  await client.query(`revoke execute on function ${rows.map(({ name }) => name).join(', ')} from public`)
}

const refused = (error: unknown, statements: readonly string[]): StartError =>
  new StartError(
    `Parvis entre dans sa base sous deux comptes qui n’y possèdent rien, et le compte de DATABASE_URL n’a pas le droit de les créer (${messageOf(error)}).`,
    'Donnez-lui ce droit («\u00a0alter role … createrole\u00a0»), ou demandez à l’administrateur du serveur d’exécuter ceci, où aucun mot de passe ne se lit\u00a0:',
    ...statements.map((statement) => `  ${statement};`),
  )

const stateOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
