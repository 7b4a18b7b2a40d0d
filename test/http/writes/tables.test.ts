// The second wall against whoever can write SQL: every table by every verb and every column, tried by each kind of person under the
// account that the program uses. Nothing of this goes through the program's own filters.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import { actorNames } from '#test/world.ts'
import { openWrites, type Writes } from '#test/writes.ts'
import { DATED, TOLD, type Verb, WRITES } from './written.ts'

describe('whoever can write SQL, on tables,', () => {
  let writes: Writes
  let world: Writes['world']
  let owner: Writes['owner']
  let actors: Writes['actors']
  let tried: Writes['tried']
  let undone: Writes['undone']
  before(async () => {
    writes = await openWrites()
    ;({ world, owner, actors, tried, undone } = writes)
  })
  after(() => writes.close())
  let tables: { name: string; columns: string[] }[] = []
  before(async () => {
    const { rows } = await owner.query<{ name: string; columns: string[] }>(
      `select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
         and n.nspname !~ '^(pg_|information_schema|graphile_worker)' group by c.oid`,
    )
    tables = rows
  })

  it('finds every table shut but those that verbs write', async () => {
    assert.ok(tables.length > 50)
    for (const { name, columns } of tables) {
      const [first = ''] = columns
      const statements: Record<Verb, string> = {
        insert: `insert into ${name} (${first}) select ${first} from ${name} limit 0`,
        update: `update ${name} set ${first} = ${first} where false`,
        delete: `delete from ${name} where false`,
      }
      for (const verb of ['insert', 'update', 'delete'] as const) {
        if (WRITES[name]?.includes(verb)) continue
        for (const person of actorNames)
          assert.match(
            String(await tried(actors[person], statements[verb])),
            /permission denied/,
            `${verb} ${name} as ${person}`,
          )
      }
    }
  })

  it('reads which columns are open, and no verb beyond the list', async () => {
    const { rows } = await owner.query<{ name: string; verbs: Verb[] }>(
      `select c.oid::regclass::text as name, array(select verb from unnest(array['insert', 'update', 'delete']) verb
         where case verb when 'delete' then has_table_privilege('parvis_app', c.oid, verb)
           else has_any_column_privilege('parvis_app', c.oid, verb) end) as verbs
       from pg_class c where c.oid = any ($1::regclass[])`,
      [tables.map(({ name }) => name)],
    )
    const open = Object.fromEntries(
      rows.filter(({ verbs }) => verbs.length > 0).map(({ name, verbs }) => [name, verbs]),
    )
    assert.deepEqual(open, WRITES)
  })

  it('draws every number: none is chosen, for whoever took those to come would keep everybody from writing', async () => {
    const { rows } = await owner.query<{ column: string }>(
      `select c.oid::regclass || '.' || a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.oid = any ($1::regclass[]) and has_column_privilege('parvis_app', c.oid, a.attnum, 'insert')
         and pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null and not a.attisdropped and a.attnum > 0`,
      [tables.map(({ name }) => name)],
    )
    assert.deepEqual(rows, [])
  })

  it('lets nobody tell a date by which a sweep forgets', async () => {
    const { rows } = await owner.query<{ dates: string }>(
      `select c.oid::regclass || '.' || a.attname as dates from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.oid = any ($1::regclass[]) and a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
         and a.attnum > 0 and not a.attisdropped
         and (has_column_privilege('parvis_app', c.oid, a.attnum, 'insert') or has_column_privilege('parvis_app', c.oid, a.attnum, 'update'))
       order by 1`,
      [tables.map(({ name }) => name)],
    )
    assert.deepEqual(
      rows.map(({ dates }) => dates),
      [...TOLD, ...DATED].sort(),
    )
  })

  it('writes no draft, file or kept form for another', async () => {
    for (const person of actorNames.filter((name) => name !== 'habitante'))
      for (const [statement, refused] of [
        [`update forms.draft set answers = '{}' where id = '${world.draft}'`, 0],
        [`delete from forms.draft where id = '${world.draft}'`, 0],
        [`update files.file set person_id = null where id = '${world.fileId}'`, 0],
      ] as const)
        assert.equal(await tried(actors[person], statement), refused, `${statement} as ${person}`)
    const rows = await world.parvis.db.read(anonymous(randomUUID()), (tx) =>
      sql`select from platform.kept_post`.execute(tx.q),
    )
    assert.equal(rows.rows.length, 0)
  })

  it('keeps a site what it was registered as, in the name of whoever did', async () => {
    const { adminBron, habitante } = actors
    const { rows } = await owner.query<{ bron: number; other: number }>(
      `select commune_id as bron, (select min(a.id) from territory.authority a where a.id <> r.commune_id) as other
       from requests.request r where ref = $1`,
      [world.refs.bron],
    )
    const [{ bron, other } = { bron: 0, other: 0 }] = rows
    const made = (over: Record<string, string> = {}) => {
      const all: Record<string, string> = {
        ...{ id: `'tried-site'`, authority_id: String(bron), sector: `'etat-civil'`, name: `'Essai'` },
        ...{ redirect_uris: `'{}'`, post_logout_uris: `'{}'`, auth_method: `'client_secret_basic'` },
        ...{
          private_hosts: `'{}'`,
          allowed_values: `'{}'`,
          required_values: `'{}'`,
          userinfo_signed: 'false',
        },
        ...{ created_at: `'1970-01-01'`, created_by: String(adminBron.personId) },
        ...over,
      }
      return `insert into identity.client (${Object.keys(all).join(', ')}) values (${Object.values(all).join(', ')}) returning created_at as at`
    }
    const at = world.parvis.db.clock()
    assert.deepEqual(await undone(adminBron, (run) => run(made())), { at })
    for (const over of [
      { created_by: String(habitante.personId) },
      { created_by: '999999999' },
      { private_hosts: `'{10.0.0.1}'` },
      { disabled_at: 'now()' },
      { console_of: `'tried-site'` },
    ])
      assert.match(
        String(await tried(adminBron, made(over as never))),
        /in one's own name/,
        JSON.stringify(over),
      )
    const changed = (what: string, back = '1') =>
      undone(adminBron, async (run) => {
        await run(made())
        return run(`update identity.client set ${what} where id = 'tried-site' returning ${back} as back`)
      })
    for (const what of [
      `authority_id = ${other}`,
      `sector = 'relation'`,
      `auth_method = 'private_key_jwt'`,
      `private_hosts = '{10.0.0.1}'`,
      `created_by = ${habitante.personId}`,
      `created_at = '1970-01-01'`,
      `console_of = 'any'`,
      `id = 'other-site'`,
    ])
      assert.match(String(await changed(what)), /keeps what it is|row-level security/, what)
    assert.deepEqual(await changed(`name = 'Essai bis'`), { back: 1 })
    assert.deepEqual(await changed(`disabled_at = '1970-01-01'`, 'disabled_at'), { back: at })
  })

  it('knows, adds and ends no secret of another authority’s site, and rewrites none of its own', async () => {
    const { rows } = await owner.query<{ id: string }>(
      `with site as (insert into identity.client (id, authority_id, sector, name, redirect_uris, post_logout_uris, auth_method,
         private_hosts, allowed_values, required_values, userinfo_signed, created_at)
         select 'site-of-bron', commune_id, 'etat-civil', 'Essai', '{}', '{}', 'client_secret_basic', '{}', '{}', '{}', false, now()
         from requests.request where ref = $1 returning id)
       insert into identity.client_secret (client_id, digest, created_at) select id, '\\x01', now() from site returning id`,
      [world.refs.bron],
    )
    const [{ id } = { id: '0' }] = rows
    const [read, end, add] = [
      `select from identity.client_secret where id = ${id}`,
      `update identity.client_secret set expires_at = now() where id = ${id}`,
      `insert into identity.client_secret (client_id, digest, created_at) values ('site-of-bron', '\\x02', now())`,
    ] as const
    const strangers = actorNames.filter((name) => name !== 'adminBron')
    assert.ok(strangers.includes('admin'))
    for (const person of strangers) {
      assert.equal(await tried(actors[person], read), 0, person)
      assert.equal(await tried(actors[person], end), 0, person)
      assert.match(String(await tried(actors[person], add)), /row-level security/, person)
    }
    for (const statement of [read, end, add])
      assert.equal(await tried(actors.adminBron, statement), 1, statement)
    for (const rewritten of [
      `update identity.client_secret set digest = '\\x03' where id = ${id}`,
      `update identity.client_secret set client_id = client_id where id = ${id}`,
      `update identity.client_secret set created_at = now() where id = ${id}`,
      `delete from identity.client_secret where id = ${id}`,
    ])
      assert.match(String(await tried(actors.adminBron, rewritten)), /permission denied/, rewritten)
  })

  it('leaves a mark where the end of a chain was cut off', async () => {
    const { verifyHeads } = await import('#platform/ledger/verify.ts')
    assert.deepEqual((await verifyHeads(world.parvis.db)).broken, [])
    await owner.query(
      `delete from platform.event where id = (select max(id) from platform.event where subject_kind = 'request')`,
    )
    assert.equal((await verifyHeads(world.parvis.db)).broken.length, 1)
    assert.match(String(await tried(system, `delete from platform.chain_head`)), /permission denied/)
  })
})
