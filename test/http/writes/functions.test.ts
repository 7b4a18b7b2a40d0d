// Whoever can write SQL calls functions that ask who calls, and becomes nobody else.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { verifyAccess } from '#platform/ledger/verify.ts'
import { openWrites, type Writes } from '#test/writes.ts'
import { CALLED } from './called.ts'

describe('whoever can write SQL, by functions,', () => {
  let writes: Writes
  let world: Writes['world']
  let owner: Writes['owner']
  let actors: Writes['actors']
  let tried: Writes['tried']
  let idsOf: Writes['idsOf']
  let undone: Writes['undone']
  before(async () => {
    writes = await openWrites()
    ;({ world, owner, actors, tried, idsOf, undone } = writes)
  })
  after(() => writes.close())

  it('calls only functions that ask who calls', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select distinct n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname !~ '^(pg_|information_schema|graphile_worker)' and p.prorettype <> 'trigger'::regtype
         and has_function_privilege('parvis_app', p.oid, 'execute') order by 1`,
    )
    assert.deepEqual(
      rows.map(({ name }) => name),
      CALLED,
    )
    const [metro = 0] = Object.values(await idsOf())
    const foreign = ['anonymous', 'habitant', 'bron', 'admin', 'adminBron'] as const
    for (const person of foreign) {
      const who = actors[person]
      const value = async (call: string) => {
        const { rows: found } = await world.parvis.db.read(who, (tx) =>
          sql.raw<{ v: unknown }>(`select ${call} as v`).execute(tx.q),
        )
        return found[0]?.v ?? null
      }
      assert.equal(await value(`requests.reached(${metro})`), false, person)
      assert.equal(await value(`requests.code_of(${metro})`), null, person)
      assert.equal(await value(`(select max(address) from accounts.hearers(1))`), null, person)
      assert.equal(await value(`requests.holder_of(${metro})`), null, person)
      assert.equal(await value(`(select count(*)::int from requests.sent_for(${metro}))`), 0, person)
      assert.equal(await value(`(select count(*)::int from requests.of_draft('${world.draft}'))`), 0, person)
      assert.equal(await value(`requests.may_rate(${metro})`), false, person)
      for (const told of [
        `identity.known_sites()`,
        `identity.told_of_sign_outs('any')`,
        `privacy.reported_accesses()`,
      ])
        assert.equal(await value(`(select count(*)::int from ${told})`), 0, `${told} as ${person}`)
      assert.equal(await value(`(select count(*)::int from platform.forgotten_mails('infinity'))`), 0, person)
      for (const call of [
        `platform.note_access(1, ${who.personId ?? 1}, 1, 'handler', 'request', '${world.refs.metro}', 'demandes', '{}', null, now())`,
        `platform.note_access(1, 1, 1, 'handler', 'site', 'x', 'demandes', '{}', null, now())`,
        `platform.add_job('identity.sweep', '{}', null, null)`,
        `platform.add_job('requests.mail_receipt', '{"eventId": 1}', 'requests.mail_receipt:1', null)`,
        `platform.trim_access('infinity')`,
        `platform.trim_events('person', 'infinity', 1000)`,
        `platform.erase_event_names(1, now())`,
        `identity.artifact_write('[]', null, null, now())`,
        `identity.shred_values(1)`,
        `accounts.of_email('habitante@parvis.example')`,
        `requests.send('{"id": ${metro + 1000}, "channel": "web"}', now())`,
        `requests.refile(${metro}, '{"service_slug": "trottoir-degrade"}', now())`,
      ])
        assert.match(
          String(await tried(who, `select ${call}`)),
          /permission denied|not yours|opened oneself|event causes|drawn|not yet defined|other hands/,
          `${call} as ${person}`,
        )
    }
  })

  it('tells functions no day, no year and no reach of its own', async () => {
    const { metro } = await idsOf()
    const { rows } = await owner.query<{ who: number; ref: string; authority: number; code: string }>(
      `select r.resident_id as who, r.ref, r.authority_id as authority, t.code from requests.request r
       join requests.tracking t on t.request_id = r.id where r.id = $1`,
      [metro],
    )
    const [{ who, ref, authority, code } = { who: 0, ref: '', authority: 0, code: '' }] = rows
    const at = world.parvis.db.clock()
    // An old entry would have the sweep take with it all that came before.
    const noting = (by: number | null, role: string, at: number) =>
      `select platform.note_access(${who}, ${by}, ${at}, '${role}', 'request', '${ref}', 'x', '{}', null, '1970-01-01')`
    await world.parvis.db.write(actors.voirie, (tx) =>
      sql.raw(noting(actors.voirie.personId, 'handler', authority)).execute(tx.q),
    )
    const journal = await owner.query<{ at: Date }>(
      `select at from platform.access_entry where person_id = $1 order by seq desc limit 1`,
      [who],
    )
    assert.deepEqual(journal.rows, [{ at }])
    // In a post of one’s own: no code, and no other post, accuses an authority.
    for (const [role, at] of [
      ['admin', authority],
      ['handler', authority + 1],
    ] as const)
      assert.match(
        String(await tried(actors.voirie, noting(actors.voirie.personId, role, at))),
        /opened oneself/,
      )
    const { habitante, anonymous } = actors
    assert.match(
      String(await tried(habitante, noting(habitante.personId, 'handler', authority))),
      /opened oneself/,
    )
    const poisoned = await undone(anonymous, async (run) => {
      await run(`select requests.prove_code('${code}')`)
      return run(noting(null, 'handler', authority))
    })
    assert.match(String(poisoned), /opened oneself/)
    assert.deepEqual((await verifyAccess(world.parvis.db)).broken, [])
    await world.parvis.db.write(actors.anonymous, (tx) =>
      sql`select requests.prove_code(${code})`.execute(tx.q),
    )
    const proved = await owner.query<{ at: Date }>(
      `select granted_at as at from requests.code_grant where visitor_id = $1`,
      [actors.anonymous.visitorId],
    )
    assert.deepEqual(proved.rows, [{ at }])
    await owner.query(`delete from requests.code_grant where visitor_id = $1`, [actors.anonymous.visitorId])
    for (const year of [2001, 2024, 2028, 2999])
      assert.match(String(await tried(actors.bron, `select requests.next_ref(${year})`)), /of this year/)
    // Who else asked is counted among what one reaches.
    const others = (person: 'bron' | 'voirie' | 'habitante' | 'anonymous') =>
      undone(actors[person], (run) =>
        run(`select count(*)::int as n from requests.of_contact(${who}, null) o where o = ${metro}`),
      )
    assert.deepEqual(await others('voirie'), { n: 1 })
    for (const person of ['bron', 'habitante', 'anonymous'] as const)
      assert.deepEqual(await others(person), { n: 0 }, person)
  })

  it('tells for whom somebody worked of no act that one has not read, nor to who works nowhere', async () => {
    const { admin, voirie, bron, habitante } = actors
    const metropolis = admin.memberships[0]?.authorityId ?? 0
    const { rows } = await owner.query<{ event: number; choice: number }>(
      `with told as (insert into platform.event (subject_kind, subject_id, seq, name, at, actor_kind, actor_id, actor_label, payload, hash)
         values ('unit', 1000000, 1, 'unit.changed', now(), 'agent', $1, 'Inès', '{}', 'seal') returning id),
       chosen as (insert into settings.value (key, authority_id, value, since, until, set_by)
         values ('services.page_note', $2, 'Été', now(), now(), $1) returning id)
       select told.id::int as event, chosen.id::int as choice from told, chosen`,
      [admin.personId, metropolis],
    )
    const [{ event, choice } = assert.fail()] = rows
    const told = (who: typeof admin, call: string) => undone(who, (run) => run(`select ${call} as by`))
    const of = (seal: string) => `territory.acted_for(${event}, '${seal}')`
    const chose = `settings.chosen_for(${choice})`
    assert.deepEqual(await told(bron, of('seal')), { by: [metropolis] })
    assert.deepEqual(await told(bron, of('guess')), { by: null })
    assert.deepEqual(await told(habitante, of('seal')), { by: null })
    assert.deepEqual(await told(admin, chose), { by: [metropolis] })
    assert.deepEqual(await told(bron, chose), { by: null })
    assert.match(
      String(await told(bron, `territory.worked_for(${admin.personId}, now())`)),
      /permission denied/,
    )
    await owner.query(`update accounts.membership set valid_to = '2026-01-01' where person_id = $1`, [
      voirie.personId,
    ])
    assert.deepEqual(await told(voirie, of('seal')), { by: null }, 'who has left')
  })

  it('becomes neither the system, nor the owner, nor stronger', async () => {
    const client = new pg.Client({ connectionString: new URL(world.parvis.webUrl).href })
    await client.connect()
    try {
      const { rows } = await client.query<{ me: string; system: string }>(
        `select session_user as me, (select rolname from pg_roles where rolname like 'parvis_sys_%' limit 1) as system`,
      )
      const { me = '', system: other = '' } = rows[0] ?? {}
      for (const statement of [
        `set role parvis`,
        `set role parvis_system`,
        `set role ${other}`,
        `set session authorization ${other}`,
        `set session authorization parvis`,
        `alter role ${me} createrole`,
        `alter role ${me} bypassrls`,
        `alter role ${other} password 'x'`,
        `grant parvis_system to ${me}`,
        `grant parvis to ${me}`,
        `alter table requests.request disable row level security`,
        `alter table requests.request owner to ${me}`,
        `create policy mine on requests.request using (true)`,
        `create schema mine`,
        `create function public.unaccent_(text) returns text language sql as $$ select $1 $$`,
        `set session_replication_role = replica`,
        `alter function platform.is_system() owner to ${me}`,
      ])
        await assert.rejects(
          client.query(statement),
          /permission denied|must be|not allowed|no schema|does not exist/i,
          statement,
        )
      // A grant of what one may not give is a warning, and gives nothing.
      await client.query(`grant all on requests.request to ${me}`)
      await assert.rejects(client.query('delete from requests.request'), /permission denied/)
      // Words that the program once believed, or that SQL may say of itself.
      for (const word of ['system', 'codes', 'keys', 'role', 'actor'])
        await client.query(`select set_config('parvis.${word}', 'on', false)`)
      await client.query(`select set_config('role', 'none', false)`)
      await client.query(`reset session authorization`)
      const seen = await client.query<{ n: number; system: boolean }>(
        `select count(*)::int as n, platform.is_system() as system from requests.request`,
      )
      assert.deepEqual(seen.rows, [{ n: 0, system: false }])
      assert.equal((await client.query('select from accounts.person')).rowCount, 0)
      assert.equal((await client.query('select from platform.mail')).rowCount, 0)
    } finally {
      await client.end()
    }
  })
})
