// The second wall against whoever can write SQL: every table by every verb, every function, and the ways to become somebody else,
// tried by each kind of person under the account that the program uses. Nothing of this goes through the program's own filters.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { newFileKey } from '#platform/files/store/store.ts'
import { ACTORS, type ActorName, actorNames, makeWorld, type World } from '#test/world.ts'

type Verb = 'insert' | 'update' | 'delete'

/** All that whoever acts may write, row by row as the policies say; anything else is the system's. */
const WRITES: Record<string, readonly Verb[]> = {
  'forms.draft': ['insert', 'update', 'delete'],
  'identity.client': ['insert', 'update'],
  'identity.client_secret': ['insert', 'update', 'delete'],
  'platform.event': ['insert'],
  'files.file': ['insert', 'update'],
  'files.rendition': ['insert'],
  'platform.kept_post': ['insert', 'delete'],
  'requests.access': ['insert'],
  'requests.draft': ['insert', 'update', 'delete'],
  'requests.message': ['insert'],
  'requests.rating': ['insert', 'update'],
  'requests.request': ['update'],
  'settings.value': ['insert', 'update'],
}

/** Dates that whoever acts tells: nothing is forgotten sooner or later by them. */
const TOLD: readonly string[] = [
  // Says that it is empty from then on (a constraint).
  'forms.draft.submitted_at',
  // Configuration of an authority, which no sweep forgets.
  ...['client.created_at', 'client.disabled_at', 'client_secret.created_at', 'client_secret.expires_at'].map(
    (column) => `identity.${column}`,
  ),
  // What happened when, chained; forgotten with its request.
  ...['platform.event.at', 'platform.event.erased_at', 'requests.access.since'],
  ...['requests.message.created_at', 'requests.rating.rated_at'],
  // The two clocks, computed again from the events; the others, the database writes itself (below).
  ...[
    'answer_done_at',
    'answer_due_at',
    'answer_risk_at',
    'closed_at',
    'handler_read_at',
    'resident_wrote_at',
  ].map((column) => `requests.request.${column}`),
  ...['solution_done_at', 'solution_due_at', 'solution_risk_at', 'state_since', 'untold_since'].map(
    (column) => `requests.request.${column}`,
  ),
  ...['settings.value.since', 'settings.value.until'],
]

/** Functions that run with their owner's rights and that whoever acts may call: each checks who calls, or says what is public. */
const CALLED = [
  ...['first_staffed', 'hearers', 'people_of', 'staffed_units'].map((name) => `accounts.${name}`),
  'audiences.kept',
  'files.settle',
  'forms.draft_owner',
  'identity.known_sites',
  'identity.told_of_sign_outs',
  ...['access_noted', 'add_job', 'forgotten_mails', 'note_access'].map((name) => `platform.${name}`),
  ...[
    'code_of',
    'found',
    'found_at',
    'found_contact',
    'found_digits',
    'holder_of',
    'is_of_unit',
    'kept_promises',
    'may_move',
    'may_rate',
    'may_tell',
  ].map((name) => `requests.${name}`),
  ...[
    'near_open',
    'next_ref',
    'of_contact',
    'of_draft',
    'open_tally',
    'prove_code',
    'reached',
    'roles_on',
  ].map((name) => `requests.${name}`),
  ...['say_as_authority', 'send', 'sent_for', 'shared_with_actor', 'works_in'].map(
    (name) => `requests.${name}`,
  ),
  'privacy.reported_accesses',
].sort()

class Undone extends Error {}

describe('whoever can write SQL', () => {
  let world: World
  let owner: pg.Client
  const actors = {} as Record<ActorName, Actor>
  let tables: { name: string; columns: string[] }[] = []
  before(async () => {
    world = await makeWorld()
    owner = new pg.Client({ connectionString: world.parvis.ownerUrl })
    await owner.connect()
    for (const name of actorNames) {
      const email = ACTORS[name]
      const known = email === null ? anonymous() : await world.parvis.actor(email)
      actors[name] = { ...known, visitorId: randomUUID() }
    }
    const { rows } = await owner.query<{ name: string; columns: string[] }>(
      `select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
         and n.nspname !~ '^(pg_|information_schema|graphile_worker)' group by c.oid`,
    )
    tables = rows
  })
  after(async () => {
    await owner.end()
    await world.parvis.close()
  })

  /** Rows touched, or the refusal; nothing stays. */
  async function tried(who: Actor, statement: string): Promise<number | string> {
    let touched = 0
    try {
      await world.parvis.db.write(who, async (tx) => {
        const done = await sql.raw(statement).execute(tx.q)
        touched = Number(done.numAffectedRows ?? done.rows.length)
        throw new Undone()
      })
    } catch (error) {
      if (!(error instanceof Undone)) return (error as Error).message
    }
    return touched
  }

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
      TOLD,
    )
  })

  it('dates what is kept by its own clock', async () => {
    const id = randomUUID()
    const who = actors.anonymous
    await world.parvis.db.write(who, (tx) =>
      sql`insert into files.file (id, storage_key, name, media_type, bytes, sha256, visitor_id)
        values (${id}, ${newFileKey()}, 'a.pdf', 'application/pdf', 1, '\\x00', ${who.visitorId})`.execute(
        tx.q,
      ),
    )
    const { rows } = await owner.query<{ at: Date }>(
      `select created_at as at from files.file where id = '${id}'`,
    )
    assert.equal(rows[0]?.at.getTime(), world.parvis.db.clock().getTime())
    assert.match(
      String(
        await tried(
          who,
          `insert into files.file (id, storage_key, name, media_type, bytes, sha256, visitor_id, created_at)
           values ('${randomUUID()}', '${newFileKey()}', 'a.pdf', 'application/pdf', 1, '\\x00', '${who.visitorId}', '2099-01-01')`,
        ),
      ),
      /permission denied/,
    )
  })

  it('changes no request but as its verbs do', async () => {
    const ids = await idsOf()
    // Who may move which: a resident their own, an agent what their unit or desk has in hand.
    const held: Record<keyof typeof ids, readonly ActorName[]> = {
      metro: ['voirie', 'accueil'],
      bron: ['bron'],
      mions: ['mions'],
    }
    for (const target of Object.keys(ids) as (keyof typeof ids)[])
      for (const person of actorNames) {
        const change = (what: string) =>
          tried(actors[person], `update requests.request set ${what} where id = ${ids[target]}`)
        const said = `${target} as ${person}`
        const promise = await change(`solution_due_at = now() + interval '1 year'`)
        const isHeld = held[target].includes(person)
        if (isHeld) assert.equal(promise, 1, said)
        else
          assert.ok(
            promise === 0 || /other hands|promise is changed/.test(String(promise)),
            `${said}: ${promise}`,
          )
        for (const what of [
          `description = 'x'`,
          `contact_email = 'x'`,
          `received_at = now()`,
          `entered_by = 1`,
          `ref = 'x'`,
        ])
          assert.match(String(await change(what)), /permission denied/, said)
        const closed = await change(`state = 'nowhere', state_kind = 'done'`)
        assert.ok(closed === 0 || /workflow|other hands/.test(String(closed)), `${said}: ${closed}`)
        const taken = await change(`resident_id = ${actors[person].personId ?? 1}`)
        assert.ok(
          taken !== 1 ||
            world.refs[target] === '' ||
            actors[person].personId === (await residentOf(ids[target])),
          said,
        )
      }
  })

  it('dates a request by its own clock, closed and reopened by its state alone', async () => {
    const { metro } = await idsOf()
    const change = (what: string, who = actors.voirie) =>
      tried(who, `update requests.request set ${what} where id = ${metro}`)
    const dated = /closed and reopened by its state/
    const days = [`'1970-01-01'`, `'2099-01-01'`, `'infinity'`, `'-infinity'`, 'platform.now()', 'null']
    for (const day of days.slice(0, -1))
      assert.match(String(await change(`closed_at = ${day}`)), dated, `open, closed ${day}`)
    for (const day of days)
      assert.match(String(await change(`state_kind = 'done', closed_at = ${day}`)), dated, day)
    for (const day of days.slice(0, 4)) assert.match(String(await change(`state_since = ${day}`)), dated, day)
    const at = world.parvis.db.clock()
    const kept = async (what: string, column: string) => {
      let found: unknown
      try {
        await world.parvis.db.write(actors.voirie, async (tx) => {
          const { rows } = await sql
            .raw<{ v: unknown }>(
              `update requests.request set ${what} where id = ${metro} returning ${column} as v`,
            )
            .execute(tx.q)
          found = rows[0]?.v
          throw new Undone()
        })
      } catch (error) {
        if (!(error instanceof Undone)) throw error
      }
      return found
    }
    const close = await nextState(metro, 'done')
    for (const day of days) {
      assert.deepEqual(await kept(`state = '${close}', closed_at = ${day}`, 'closed_at'), at, day)
      const told = `state = '${close}', state_kind = 'new', state_since = ${day === 'null' ? 'state_since' : day}`
      assert.deepEqual(await kept(told, 'state_since'), at, day)
      assert.equal(await kept(told, 'state_kind'), 'done', day)
    }
    for (const column of ['handler_read_at', 'resident_wrote_at', 'untold_since'])
      for (const day of days.slice(0, 4)) assert.deepEqual(await kept(`${column} = ${day}`, column), at)
    for (const column of ['answer_due_at', 'solution_risk_at', 'solution_done_at'])
      assert.match(String(await change(`${column} = 'infinity'`)), /a promise has a day/)
    // Closed, it says no other day: its resident, or its handler, would have retention destroy it.
    await owner.query(
      `update requests.request set state = $1, state_kind = 'done', closed_at = now() where id = $2`,
      [close, metro],
    )
    for (const who of [actors.habitante, actors.voirie])
      for (const day of days)
        assert.match(String(await change(`closed_at = ${day}`, who)), dated, `closed, ${day}`)
    await owner.query(
      `update requests.request set state = 'new', state_kind = 'new', closed_at = null where id = $1`,
      [metro],
    )
  })

  /** A state of that kind to which a handler may take the request. */
  async function nextState(id: number, kind: string): Promise<string> {
    const { rows } = await owner.query<{ to: string }>(
      `select t ->> 'to' as to from requests.request r join workflows.version v on v.workflow_id = r.workflow_id and v.version = r.workflow_version,
         jsonb_array_elements(v.definition -> 'transitions') t, jsonb_array_elements(v.definition -> 'states') s
       where r.id = $1 and t -> 'from' ? r.state and t -> 'who' ? 'handler' and s ->> 'id' = t ->> 'to' and s ->> 'kind' = $2`,
      [id, kind],
    )
    return rows[0]?.to ?? ''
  }

  it('sends a request that is new, dated now, and shared with nobody', async () => {
    const { metro } = await idsOf()
    const who = actors.anonymous
    const { rows: models } = await owner.query<{ given: Record<string, unknown> }>(
      `select to_jsonb(r) as given from requests.request r where id = $1`,
      [metro],
    )
    const model = models[0]?.given ?? {}
    const left =
      /^(search.*|shared_units|next_.*|assignee_id|closed_at|anonymised_at|untold_since|resident_wrote_at|handler_read_at)$/
    const at = world.parvis.db.clock()
    const sent = async (over: Record<string, unknown>) => {
      let found: Record<string, unknown> | string | undefined
      try {
        await world.parvis.db.write(who, async (tx) => {
          const run = async (statement: string, ...values: unknown[]) =>
            (
              await tx.q.executeQuery<Record<string, unknown>>({
                ...sql.raw(statement).compile(tx.q),
                parameters: values,
              })
            ).rows[0]
          const id = Number(
            (await run(`select nextval(pg_get_serial_sequence('requests.request', 'id')) as id`))?.id,
          )
          const given = {
            ...Object.fromEntries(Object.entries(model).filter(([key]) => !left.test(key))),
            ...{ id, ref: `2026-9${id}`, draft_id: null, resident_id: null, entered_by: null },
            ...{ entered_unit_id: null, channel: 'web', answer_done_at: null, solution_done_at: null },
            ...{ answer_risk_at: at, answer_due_at: at, solution_risk_at: at, solution_due_at: at },
            ...over,
          }
          await run(`select requests.send($1::jsonb, $2, now())`, JSON.stringify(given), `VOLE${id}`)
          found = await run(
            `select state, state_kind, state_since, received_at, closed_at, shared_units, untold_since
            from requests.request where id = $1`,
            id,
          )
          throw new Undone()
        })
      } catch (error) {
        if (!(error instanceof Undone)) found = (error as Error).message
      }
      return found
    }
    const asNew = {
      ...{ state: 'new', state_kind: 'new', state_since: at, received_at: at },
      ...{ closed_at: null, shared_units: [], untold_since: null },
    }
    for (const over of [
      {},
      { state: 'withdrawn', state_kind: 'done' },
      ...['1970-01-01', '2100-01-01', 'infinity'].map((day) => ({ received_at: day, state_since: day })),
    ])
      assert.deepEqual(await sent(over), asNew, JSON.stringify(over))
    for (const over of [
      { shared_units: [1, 2, 3] },
      { untold_since: 'infinity' },
      { closed_at: null },
      { anonymised_at: null },
      { next_due_at: '1970-01-01' },
    ])
      assert.match(String(await sent(over)), /says nothing more/, JSON.stringify(over))
    for (const over of [
      { answer_due_at: '1970-01-01' },
      { solution_due_at: 'infinity' },
      { solution_risk_at: '-infinity' },
      { solution_due_at: '2100-01-01' },
      { answer_done_at: '2026-01-01' },
    ])
      assert.match(String(await sent(over)), /a promise is of the days to come/, JSON.stringify(over))
    assert.match(String(await sent({ workflow_id: 'none' })), /follows a workflow/)
  })

  it('gives no file to a draft that was sent, which lets go of those it kept', async () => {
    const who = actors.habitante
    const id = randomUUID()
    await owner.query(
      `insert into forms.draft (id, person_id, service_slug, service_version, form_id, form_version, answers)
       values ($1, $2, 'x', 1, 'x', 1, '{"answers": {}, "raw": {}}')`,
      [id, who.personId],
    )
    const file = randomUUID()
    await world.parvis.db.write(who, async (tx) => {
      for (const statement of [
        insertOwn(who, newFileKey()).replace(/values \('[^']+'/, `values ('${file}'`),
        `select files.settle('${file}', 'checked')`,
        `update files.file set subject_kind = 'draft', subject_id = '${id}', place = 0 where id = '${file}'`,
        `update forms.draft set submitted_at = now() where id = '${id}'`,
      ])
        await sql.raw(statement).execute(tx.q)
    })
    const held = await owner.query(`select subject_kind as kind from files.file where id = $1`, [file])
    assert.deepEqual(held.rows, [{ kind: null }])
    assert.match(await given(who, 'draft', id), /row-level security/)
    await owner.query(`delete from files.file where id = $1`, [file])
  })

  it('takes no file from what holds it, one’s own neither', async () => {
    const ids = await idsOf()
    for (const person of actorNames)
      for (const subject of [...Object.values(ids).map((id) => `'request', '${id}'`), 'null, null'])
        assert.equal(
          await tried(
            actors[person],
            `update files.file set (subject_kind, subject_id) = (${subject}) where id = '${world.fileId}'`,
          ),
          0,
          `${subject} as ${person}`,
        )
  })

  it('settles no file of another, and one’s own once', async () => {
    const id = randomUUID()
    await owner.query(
      `insert into files.file (id, storage_key, name, media_type, bytes, sha256, created_at, person_id)
       values ('${id}', '${newFileKey()}', 'a.pdf', 'application/pdf', 1, '\\x00', now(), ${actors.habitante.personId})`,
    )
    const settled = async (person: (typeof actorNames)[number], became: string) => {
      await world.parvis.db.write(actors[person], (tx) =>
        sql`select files.settle(${id}, ${became})`.execute(tx.q),
      )
      return (await owner.query<{ state: string }>(`select state from files.file where id = '${id}'`)).rows[0]
        ?.state
    }
    for (const person of actorNames.filter((name) => name !== 'habitante'))
      assert.equal(await settled(person, 'checked'), 'received', person)
    assert.equal(await settled('habitante', 'received'), 'received')
    assert.match(
      String(await tried(actors.habitante, `update files.file set state = 'checked' where id = '${id}'`)),
      /permission denied/,
    )
    assert.equal(await settled('habitante', 'refused'), 'refused')
    assert.equal(await settled('habitante', 'checked'), 'refused')
  })

  const insertOwn = (who: Actor, key: string) =>
    `insert into files.file (id, storage_key, name, media_type, bytes, sha256, person_id, visitor_id)
     values ('${randomUUID()}', '${key}', 'a.pdf', 'application/pdf', 1, '\\x00', ${
       who.personId === null ? `null, '${who.visitorId}'` : `${who.personId}, null`
     }) returning id`

  /** Somebody says something, if they say; then a file of theirs is given to it, or to what is there. */
  async function given(who: Actor, kind: string, id: number | string, say?: string): Promise<string> {
    try {
      await world.parvis.db.write(who, async (tx) => {
        const run = async (statement: string) =>
          (await sql.raw<{ id: string }>(statement).execute(tx.q)).rows[0]?.id
        const said = say === undefined ? '' : ((await run(say)) ?? '')
        const file = await run(insertOwn(who, newFileKey()))
        await run(`select files.settle('${file}', 'checked')`)
        await run(
          `update files.file set subject_kind = '${kind}', subject_id = '${id}${said}', place = 0 where id = '${file}'`,
        )
        throw new Undone()
      })
    } catch (error) {
      return error instanceof Undone ? 'given' : (error as Error).message
    }
    return ''
  }

  it('gives no file to what was sent already, nor to the words of another', async () => {
    for (const [target, id] of Object.entries(await idsOf())) {
      const { rows: words } = await owner.query<{ id: string }>(
        `with agent as (insert into requests.message (request_id, author_kind, author_id, author_label, audience, body, created_at)
           select $1::bigint, kind, null, 'x', 'resident', 'x', now() from unnest(array['agent', 'system']) kind returning id)
         select id from agent union all select id from requests.message where request_id = $1`,
        [id],
      )
      for (const person of actorNames) {
        const refused = /row-level security/
        assert.match(await given(actors[person], 'request', id), refused, `${target} as ${person}`)
        for (const word of words)
          assert.match(
            await given(actors[person], 'message', word.id),
            refused,
            `said on ${target} as ${person}`,
          )
      }
    }
  })

  it('gives a file to one’s own words while they are said, by the id that the database writes', async () => {
    const { metro } = await idsOf()
    for (const [person, kind] of [
      ['habitante', 'resident'],
      ['voirie', 'agent'],
    ] as const) {
      const say = `insert into requests.message (request_id, author_kind, author_id, author_label, audience, body, created_at)
        values (${metro}, '${kind}', ${actors[person].personId}, 'x', 'resident', 'x', now()) returning id`
      assert.equal(await given(actors[person], 'message', '', say), 'given', person)
      for (const before of [' ', '00'])
        assert.match(await given(actors[person], 'message', before, say), /row-level security/, person)
    }
    assert.equal(await given(actors.habitante, 'draft', world.draft), 'given')
    assert.match(await given(actors.habitante, 'draft', world.draft.toUpperCase()), /row-level security/)
  })

  it('names no bytes of another, nothing that is no key, and comes before nothing given', async () => {
    const { rows } = await owner.query<{ file: string; made: string }>(
      `insert into files.rendition (file_id, kind, storage_key) values ($1, 'tried', $2)
       returning storage_key as made, (select f.storage_key from files.file f where f.id = file_id) as file`,
      [world.fileId, newFileKey()],
    )
    const [keys = { file: '', made: '' }] = rows
    for (const person of actorNames) {
      const who = actors[person]
      const made = async (key: string) => {
        const id = randomUUID()
        const own = insertOwn(who, newFileKey()).replace(/values \('[^']+'/, `values ('${id}'`)
        try {
          await world.parvis.db.write(who, async (tx) => {
            await sql.raw(own).execute(tx.q)
            await sql.raw(`insert into files.rendition values ('${id}', 'thumbnail', '${key}')`).execute(tx.q)
            throw new Undone()
          })
        } catch (error) {
          return error instanceof Undone ? 'made' : (error as Error).message
        }
        return ''
      }
      assert.equal(await made(newFileKey()), 'made', person)
      assert.match(await made(keys.file), /names other bytes/, person)
      assert.match(await made('../../secret'), /rendition_key/, person)
      assert.match(String(await tried(who, insertOwn(who, keys.made))), /names other bytes/, person)
      assert.match(String(await tried(who, insertOwn(who, '../../secret'))), /file_key/, person)
      assert.match(
        String(await tried(who, `update files.file set attached_at = '2020-01-01'`)),
        /permission denied/,
        person,
      )
    }
    await owner.query(`delete from files.rendition where kind = 'tried'`)
  })

  it('says nothing in the name of another, and forges no event', async () => {
    const ids = await idsOf()
    for (const person of actorNames)
      for (const id of Object.values(ids)) {
        const me = actors[person].personId ?? 'null'
        const say = (kind: string, author: number | string) =>
          tried(
            actors[person],
            `insert into requests.message (request_id, author_kind, author_id, author_label, audience, body, created_at)
             values (${id}, '${kind}', ${author}, 'x', 'resident', 'x', now())`,
          )
        const other = (actors.admin.personId ?? 0) === me ? actors.habitant.personId : actors.admin.personId
        for (const refusal of [
          await say('system', 'null'),
          await say('agent', other ?? 0),
          await say('resident', other ?? 0),
          await tell(
            actors[person],
            id,
            'request.moved',
            `{"clock": ["paused"], "transition": "none", "from": "a", "to": "b"}`,
          ),
          await tell(actors[person], id, 'request.rated', `{}`, other ?? 0),
          await tell(actors[person], id, 'request.anonymised', `{}`),
          await tell(actors[person], id, 'request.anything', `{"clock": ["closed"]}`),
          await tried(
            actors[person],
            `insert into requests.access (request_id, unit_id, reason, since) values (${id}, 1, 'entered', now())`,
          ),
          await tried(
            actors[person],
            `insert into requests.code_grant values ('${randomUUID()}', ${id}, now())`,
          ),
        ])
          assert.ok(
            /row-level security|permission denied/.test(String(refusal)),
            `${id} as ${person}: ${refusal}`,
          )
      }
  })

  const tell = (
    who: Actor,
    id: number,
    name: string,
    payload: string,
    by: number | string = who.personId ?? 'null',
  ) =>
    tried(
      who,
      `insert into platform.event (subject_kind, subject_id, seq, name, at, actor_kind, actor_id, actor_label, payload, previous_hash, hash)
       select 'request', ${id}, h.seq + 1, '${name}', now(), 'resident', ${by}, 'x', '${payload}', h.hash, '\\x00'
       from (select max(seq) as seq, max(hash::text)::bytea as hash from platform.event where subject_kind = 'request' and subject_id = ${id}) h`,
    )

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
        `requests.say_as_authority(${metro}, 1, 'x', now())`,
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
        `requests.send('{"id": ${metro + 1000}, "channel": "web"}', 'VOLE2345', now())`,
      ])
        assert.match(
          String(await tried(who, `select ${call}`)),
          /permission denied|not yours|opened oneself|event causes|drawn|not yet defined/,
          `${call} as ${person}`,
        )
    }
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

  async function idsOf(): Promise<Record<'metro' | 'bron' | 'mions', number>> {
    const of = async (ref: string) => (await rowOf(ref)).id
    return {
      metro: await of(world.refs.metro),
      bron: await of(world.refs.bron),
      mions: await of(world.refs.mions),
    }
  }
  const rowOf = async (ref: string) =>
    (await owner.query<{ id: number }>('select id from requests.request where ref = $1', [ref])).rows[0] ?? {
      id: 0,
    }
  const residentOf = async (id: number) =>
    (
      await owner.query<{ who: number | null }>(
        'select resident_id as who from requests.request where id = $1',
        [id],
      )
    ).rows[0]?.who

  it('leaves a mark where the end of a chain was cut off', async () => {
    const { verifyHeads } = await import('#platform/verify.ts')
    assert.deepEqual((await verifyHeads(world.parvis.db)).broken, [])
    await owner.query(
      `delete from platform.event where id = (select max(id) from platform.event where subject_kind = 'request')`,
    )
    assert.equal((await verifyHeads(world.parvis.db)).broken.length, 1)
    assert.match(String(await tried(system, `delete from platform.chain_head`)), /permission denied/)
  })
})
