// The second wall against whoever can write SQL: every table by every verb and every column, tried by each kind of person under the
// account that the program uses. Nothing of this goes through the program's own filters.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import { actorNames } from '#test/world.ts'
import { openWrites, type Writes } from '#test/writes.ts'

type Verb = 'insert' | 'update' | 'delete'

/** All that whoever acts may write, row by row as the policies say; anything else is the system's. */
const WRITES: Record<string, readonly Verb[]> = {
  'accounts.agent_import': ['insert', 'update'],
  'accounts.employer': ['insert', 'update', 'delete'],
  'accounts.invitation': ['insert', 'update'],
  'audiences.audience': ['insert', 'update'],
  'agreements.agreement': ['insert', 'update', 'delete'],
  'agreements.deed': ['insert', 'update', 'delete'],
  'agreements.grid': ['insert'],
  'agreements.meeting': ['insert'],
  'agreements.population': ['insert'],
  'agreements.step': ['insert'],
  'agreements.title': ['insert'],
  'bodies.body': ['insert', 'update', 'delete'],
  'bodies.gathered': ['insert', 'delete'],
  'bodies.member': ['insert', 'update'],
  'bodies.register_import': ['insert', 'update'],
  'bodies.seat': ['insert', 'update', 'delete'],
  'bodies.term': ['insert', 'update', 'delete'],
  'brochures.brochure': ['insert', 'update'],
  'definitions.edit': ['insert'],
  'definitions.version': ['insert', 'update', 'delete'],
  'directory.card': ['update'],
  'digest.subscription': ['insert', 'update'],
  'feeds.address': ['insert', 'delete'],
  'forms.draft': ['insert', 'update', 'delete'],
  'intranet.arrangement': ['insert', 'update', 'delete'],
  'intranet.favourite': ['insert', 'update', 'delete'],
  'intranet.own': ['insert', 'update'],
  'identity.client': ['insert', 'update'],
  'identity.client_secret': ['insert', 'update'],
  'notices.choice': ['insert', 'update'],
  'joining.seen_step': ['insert', 'delete'],
  'notices.notice': ['update'],
  'notices.quiet': ['insert', 'update', 'delete'],
  'organisation.change': ['insert', 'update'],
  'organisation.directory': ['insert', 'update', 'delete'],
  'organisation.entry': ['delete'],
  'forums.forum': ['insert', 'update'],
  'forums.thread': ['insert', 'update'],
  'forums.post': ['update'],
  'forums.hiding': ['insert', 'update'],
  'forums.appeal': ['insert', 'update'],
  'forums.report': ['insert', 'update'],
  'forums.reading': ['insert', 'update'],
  'loans.loan': ['insert', 'update'],
  'ads.ad': ['insert', 'update'],
  'ads.reply': ['insert'],
  'vacancies.profile': ['insert', 'update', 'delete'],
  'vacancies.vacancy': ['insert', 'update'],
  'surveys.survey': ['insert', 'update'],
  'media.picture': ['insert', 'update', 'delete'],
  'platform.event': ['insert'],
  'publishing.acknowledgement': ['insert', 'update'],
  'publishing.source': ['insert', 'update', 'delete'],
  'live.connector': ['insert', 'update', 'delete'],
  'publishing.spotlight': ['insert', 'update', 'delete'],
  'publishing.syndicated': ['insert', 'update'],
  'publishing.notice': ['insert', 'update'],
  'publishing.content': ['insert', 'update'],
  'publishing.edition': ['insert'],
  'publishing.document': ['insert'],
  'publishing.publication': ['insert', 'update'],
  'files.file': ['insert', 'update'],
  'files.rendition': ['insert'],
  'platform.kept_post': ['insert', 'delete'],
  'provisioning.key': ['insert', 'update'],
  'provisioning.member': ['insert', 'update', 'delete'],
  'requests.access': ['insert'],
  'requests.link': ['update'],
  'requests.rating': ['insert', 'update'],
  'requests.request': ['update'],
  'services.competence': ['insert', 'update'],
  'services.category': ['insert', 'update'],
  'services.life_event': ['insert', 'update'],
  'services.reply_template': ['insert', 'update'],
  'services.synonym': ['insert', 'update'],
  'services.theme': ['insert', 'update'],
  'settings.opening': ['insert', 'delete'],
  'settings.value': ['insert', 'update'],
  'spaces.space': ['insert', 'update'],
  'spaces.admission': ['insert', 'update', 'delete'],
  'spaces.asking': ['insert', 'delete'],
  'spaces.wish': ['insert', 'update'],
  'spaces.folder': ['insert', 'update', 'delete'],
  'spaces.document': ['insert', 'update', 'delete'],
  'spaces.edition': ['insert'],
  'spaces.topic': ['insert', 'update'],
  'spaces.reading': ['insert', 'update'],
  'spaces.meeting': ['insert', 'update', 'delete'],
  'spaces.task': ['insert', 'update', 'delete'],
  'steering.report': ['insert', 'update'],
  'steering.thanks': ['insert', 'delete'],
  'steering.training': ['insert', 'delete'],
  'territory.opening': ['update'],
  'territory.authority': ['update'],
  'territory.calendar': ['insert', 'update'],
  'territory.host': ['insert', 'delete'],
  'territory.unit': ['insert', 'update'],
  'threads.draft': ['insert', 'update', 'delete'],
  'threads.message': ['insert'],
}

/** Dates that whoever acts tells: nothing is forgotten sooner or later by them. */
const TOLD: readonly string[] = [
  // What assemblies signed, by the administrators of the metropolis; no sweep forgets it.
  ...['ends_on', 'notified_on', 'starts_on', 'stopped_on'].map((column) => `agreements.agreement.${column}`),
  ...[
    'deed.starts_on',
    'grid.voted_on',
    'meeting.on_day',
    'population.decree_on',
    'population.since',
    'step.on_day',
    'title.issued_on',
  ].map((column) => `agreements.${column}`),
  ...['from_day', 'to_day'].map((column) => `settings.opening.${column}`),
  // Days of terms and seats, by whoever keeps the body: their rights follow them, and what is forgotten after five years.
  ...['term', 'seat'].flatMap((table) => ['first_day', 'last_day'].map((day) => `bodies.${table}.${day}`)),
  // Says that it is empty from then on (a constraint).
  'forms.draft.submitted_at',
  // Configuration of an authority, which no sweep forgets.
  ...['client_secret.created_at', 'client_secret.expires_at'].map((column) => `identity.${column}`),
  // Never told: a policy asks that it be empty.
  'platform.event.erased_at',
  // When residents read it, as those who write it say; no sweep forgets it.
  ...['published_at', 'ends_at'].map((column) => `publishing.notice.${column}`),
  ...['starts_at', 'ends_at'].map((column) => `publishing.spotlight.${column}`),
  ...['starts_at', 'ends_at', 'review_on'].map((column) => `publishing.publication.${column}`),
  'publishing.content.archived_at',
  // The last day of the right to a picture, by whoever keeps it: no sweep reads it.
  'media.picture.rights_until',
  // The days for which a thing is asked: a trigger judges the first, and what is forgotten follows the last.
  ...['from_day', 'to_day'].map((column) => `loans.loan.${column}`),
  // From when to when a questionnaire is asked, by whoever publishes: told once, never changed.
  ...['opens_on', 'closes_on'].map((column) => `surveys.survey.${column}`),
  // From when a brochure is shown no more, by whoever keeps it: no sweep reads it.
  'brochures.brochure.withdrawn_on',
  // The last day of an offer, by whoever publishes it: what is forgotten follows it.
  'vacancies.vacancy.ends_on',
  // Thirty days from today, or yesterday: a trigger judges it.
  'ads.ad.ends_on',
  // The day of a training that is over, by whoever publishes; no sweep reads it.
  'steering.training.on_day',
  // When one meets, and by when something is to be done, as those who write it say; no sweep reads them.
  ...['meeting.starts_at', 'meeting.ends_at', 'task.due_on'].map((column) => `spaces.${column}`),
  // The last day of a key, by whoever makes it; no sweep reads it.
  'provisioning.key.ends_on',
  // Days on which a rule decides: a trigger judges them, and no sweep reads them (src/competence).
  'services.competence.valid_from',
  'services.competence.valid_to',
  // The two clocks, computed again from the events.
  ...['answer', 'solution'].flatMap((promise) =>
    ['done_at', 'due_at', 'risk_at'].map((column) => `requests.request.${promise}_${column}`),
  ),
]

/** Dates that may be named, and that the database writes itself, or judges: tried in requests.test.ts and words.test.ts. */
const DATED: readonly string[] = [
  ...['accounts.agent_import.set_at', 'accounts.agent_import.undone_at'],
  ...['bodies.register_import.set_at', 'bodies.register_import.undone_at'],
  ...['accounts.invitation.invited_at', 'accounts.invitation.ended_at'],
  ...['identity.client.created_at', 'identity.client.disabled_at'],
  'notices.notice.read_at',
  // When one’s next digest leaves: not before now, within eight days.
  'digest.subscription.next_at',
  // The day one plans a reorganisation for.
  'joining.seen_step.seen_at',
  'organisation.change.day',
  'platform.event.at',
  ...['content.proposed_at', 'content.raised_at', 'publication.reviewed_at', 'publication.reminded_at'].map(
    (column) => `publishing.${column}`,
  ),
  ...['key.created_at', 'key.revoked_at', 'member.created_at', 'member.changed_at'].map(
    (column) => `provisioning.${column}`,
  ),
  ...['space.closed_at', 'wish.answered_at', 'topic.ended_at', 'task.done_at'].map(
    (column) => `spaces.${column}`,
  ),
  // Now, whatever is said (src/forums/forums.test.ts).
  ...['forum.closed_at', 'thread.ended_at', 'hiding.lifted_at', 'report.settled_at'].map(
    (column) => `forums.${column}`,
  ),
  'requests.access.since',
  'requests.link.revoked_at',
  'requests.rating.rated_at',
  ...['closed_at', 'handler_read_at', 'planned_day', 'resident_wrote_at', 'state_since', 'untold_since'].map(
    (column) => `requests.request.${column}`,
  ),
  ...['settings.value.since', 'settings.value.until'],
  'territory.opening.opens_on',
  'threads.message.created_at',
]

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
