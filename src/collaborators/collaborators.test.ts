// Close collaborators act for an elected member: what the member’s seats open and nothing of the person, for as long as the mandate, the
// seat and the post last, by both walls, and told to the member.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { BODY } from '../bodies/keys.ts'
import { closeOver } from '../mandates/over.ts'
import { readersOf } from '#audiences'
import { PERSON } from '#people'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { emit } from '#platform/ledger/events.ts'
import { longDate } from '#platform/ui/french.ts'
import { addDays, localDay, territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, collaborate } from '#test/mandates.ts'

const HERE = '/compte/collaborateurs'
const [MAYOR, OTHER] = ['maire.bron@parvis.example', 'elue@parvis.example']
const CABINET = 'cabinet.bron@parvis.example'
const [AGENT, RESIDENT] = ['agent.bron@parvis.example', 'habitante@parvis.example']
const YEAR = { from: '2026-11-23', until: '2027-10-31' }

describe('close collaborators', () => {
  let parvis: TestApp
  let owner: pg.Client
  let mayor: TestBrowser
  let mandate = 0
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    mandate = await collaborate(parvis, { member: MAYOR, collaborator: CABINET, ...YEAR })
    mayor = await parvis.signedInAs(MAYOR)
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  const idOf = async (email: string): Promise<number> => (await parvis.actor(email)).personId ?? 0
  /** Who acts under a mandate, as the session of that browser says. */
  const lent = async (more: Partial<NonNullable<Actor['by']>> = {}): Promise<Actor> => ({
    ...anonymous(),
    kind: 'resident',
    label: 'Nadia Terreaux, pour Hélène Saunier',
    by: {
      ...{
        personId: await idOf(CABINET),
        name: 'Nadia Terreaux',
        under: `mandate ${mandate}`,
        until: YEAR.until,
      },
      ...{ personName: 'Hélène Saunier', mandateId: mandate, seatsOf: await idOf(MAYOR) },
      ...more,
    } as NonNullable<Actor['by']>,
  })
  const asked = async <T>(actor: Actor, text: string, from = ''): Promise<T> => {
    const { rows } = await parvis.db.read(actor, (tx) =>
      sql.raw<{ said: T }>(`select ${text} as said ${from}`).execute(tx.q),
    )
    return rows[0]?.said as T
  }
  const keysOf = (actor: Actor): Promise<string[]> => asked(actor, 'audiences.held_keys()')
  const addNotice = async (rule: Record<string, unknown>, title: string): Promise<number> => {
    const { rows } = await owner.query<{ id: number }>(
      `with made as (insert into audiences.audience (authority_id, name, rule)
         select id, $1, $2 from territory.authority where code = '69029' returning id, authority_id)
       insert into publishing.notice (authority_id, theme, title, text, published_at, audience_id)
       select authority_id, 'Essai', $1, 'Essai', '2026-11-20', id from made returning id`,
      [title, JSON.stringify({ who: [], also: [], except: [], from: null, until: null, ...rule })],
    )
    return rows[0]?.id ?? 0
  }

  test('acts for the member: the seats are open, the person is not, and the member reads what was done', async () => {
    const council =
      (await keysOf(await parvis.actor(MAYOR))).find((key) => /^body:\d+:mayor$/.test(key)) ?? ''
    const forMayors = await addNotice({ who: ['role:mayor'] }, 'Réunion des maires')
    const forBronOnly = await addNotice({ who: [council], except: ['role:president'] }, 'Conseil de Bron')
    const { ref } = await parvis.makeRequest({ residentId: await idOf(MAYOR), name: 'Hélène Saunier' })
    const plain = await parvis.signedInAs(CABINET)
    assert.equal((await plain.get(`/informations/${forMayors}`)).statusCode, 404, 'in their own name')
    assert.match((await plain.get('/compte')).body, /Agir pour Hélène Saunier/)
    assert.equal((await plain.get('/territoires')).statusCode, 404)
    const browser = await actingAs(parvis, CABINET, mandate)
    const home = (await browser.get('/territoires')).body
    assert.match(home, /Vous agissez pour <b>Hélène Saunier[^]*Au nom d’Hélène Saunier[^]*Réunion des maires/)
    assert.match(home, /Conseil municipal de Bron/)
    assert.match(home, />NT<[^]*Nadia Terreaux<br><span class="unit">Pour Hélène Saunier/)
    for (const page of ['/contenus', '/informations', `/informations/${forMayors}`])
      assert.match((await browser.get(page)).body, /Parvis Territoires[^]*href="\/contenus"/, page)
    const read = await browser.get(`/informations/${forMayors}`)
    assert.match(read.body, /Hélène Saunier est parmi les maires/)
    assert.equal((await browser.get(`/informations/${forBronOnly}`)).statusCode, 200)
    for (const own of [
      '/compte/securite',
      '/compte/profil',
      '/compte/donnees',
      HERE,
      '/compte',
      '/compte/notifications',
    ])
      assert.equal((await browser.get(own)).statusCode, 403, own)
    assert.match((await browser.get('/compte')).body, /href="\/territoires">Continuer à agir/)
    assert.equal((await browser.get(`/suivi/${ref}`)).statusCode, 404)
    assert.equal(
      (await browser.post('/suivi', { code: 'K7RD4MWQ' })).statusCode,
      403,
      'anybody’s act is neither’s',
    )
    const journal = (await mayor.get(`${HERE}/journal`)).body
    assert.match(journal, /Nadia Terreaux, pour vous/)
    assert.match(
      journal,
      new RegExp(
        `<a href="/informations/${forMayors}">Lecture\u00a0: Information «\u00a0Réunion des maires\u00a0»<`,
      ),
    )
    assert.match(journal, /A commencé à agir en votre nom/)
    assert.doesNotMatch(journal, /<a href="[^"]*(securite|suivi)[^"]*">Lecture/)
    assert.match((await mayor.get('/compte/donnees/acces')).body, /Collaborateur, pour vous/)
    assert.equal((await browser.post('/compte/proches/arret', {})).headers.location, HERE)
    assert.equal((await browser.get(`/informations/${forMayors}`)).statusCode, 404)
  })

  test('PostgreSQL computes what is lent from its rows, whatever a transaction says of itself', async () => {
    const own = await keysOf(await parvis.actor(MAYOR))
    const [acting, me, you] = [await lent(), await idOf(MAYOR), await idOf(CABINET)]
    assert.ok(own.includes('role:mayor'))
    const { rows: kinds } = await owner.query<{ kind: string }>(
      'select kind from audiences.kind order by kind',
    )
    const open: string[] = []
    for (const { kind } of kinds)
      if ((await asked<number[]>(acting, `audiences.actor_ids('${kind}')`)).length > 0) open.push(kind)
    assert.deepEqual(open, ['audience', 'body', 'elected'], 'and no other reach')
    assert.deepEqual(await keysOf(acting), own)
    assert.equal(await asked(acting, 'accounts.acting_name()'), 'Nadia Terreaux, pour Hélène Saunier')
    assert.equal(await asked(acting, 'platform.person_id()'), null)
    const nothing = async (actor: Actor, why: string) => assert.deepEqual(await keysOf(actor), ['all'], why)
    await nothing({ ...acting, personId: me }, 'never the person and the seats')
    await nothing(await lent({ personId: await idOf(RESIDENT) }), 'a mandate of somebody else')
    await nothing(await lent({ mandateId: mandate + 1000 } as never), 'no such mandate')
    const { mandateId: _, seatsOf: __, ...helping } = acting.by as never as Record<string, unknown>
    const asHelper = { ...acting, personId: me, by: helping } as never as Actor
    await nothing(asHelper, 'a collaborator helps in nothing else')
    assert.equal(await asked(asHelper, 'accounts.acting_name()'), null)
    await assert.rejects(
      asked(acting, 'accounts.in_force(m, platform.today())', 'from accounts.mandate m'),
      /denied/,
    )
    await assert.rejects(asked(acting, `audiences.keys_of(${you}, false)`), /denied/)
    for (const table of ['accounts.mandate', 'accounts.profile_value', 'requests.request', 'notices.notice'])
      assert.equal(await asked(acting, 'count(*)::integer', `from ${table}`), 0, table)
    const written = parvis.db.write(acting, (tx) =>
      sql`update accounts.mandate set valid_to = '2030-01-01' where id = ${mandate}`.execute(tx.q),
    )
    await written.catch(() => {})
    const { rows } = await owner.query('select valid_to::text as to from accounts.mandate where id = $1', [
      mandate,
    ])
    assert.equal(rows[0].to, YEAR.until)
  })

  test('what is personal is so by its readers: a note of the member is no collaborator’s, a paper of a body is', async () => {
    const notes = readersOf<never, never, 'own'>({
      own: { name: 'whose it is', key: PERSON, column: 'person_id' },
    })
    const papers = readersOf<never, never, 'body'>({
      body: { name: 'its members', key: BODY, column: 'body_id' },
    })
    const bodyId = Number(
      (await keysOf(await parvis.actor(MAYOR))).find((key) => /^body:\d+$/.test(key))?.slice(5),
    )
    const me = await idOf(MAYOR)
    await owner.query(`create schema essai; grant usage on schema essai to parvis_app;
      create table essai.note (person_id bigint, text text); create table essai.paper (body_id integer, text text);
      insert into essai.note values (${me}, 'à elle'); insert into essai.paper values (${bodyId}, 'à tous');
      alter table essai.note enable row level security; alter table essai.paper enable row level security;
      create policy own on essai.note using (${notes.policy()}); create policy body on essai.paper using (${papers.policy()});
      grant select, insert on essai.note, essai.paper to parvis_app`)
    const seen = async (actor: Actor) => [
      await asked(actor, 'count(*)::integer', 'from essai.note'),
      await asked(actor, 'count(*)::integer', 'from essai.paper'),
    ]
    const acting = await lent()
    assert.deepEqual(await seen(await parvis.actor(MAYOR)), [1, 1])
    assert.deepEqual(await seen(acting), [0, 1])
    assert.deepEqual(
      [...notes.by('own'), ...papers.by('body')].map((one) => one.ever(acting)),
      [false, true],
    )
    const noted = parvis.db.write(acting, (tx) =>
      sql`insert into essai.note values (${me}, 'x')`.execute(tx.q),
    )
    await assert.rejects(noted, /row-level security/)
  })

  test('an act is said as « X, pour Y » in its event, which is the member’s, and under no other name', async () => {
    await owner.query(`create policy tell_essai on platform.event for insert with check (subject_kind = 'essai'
      and actor_id = accounts.seated() and actor_label = (select accounts.acting_name()) and (payload ->> 'by')::bigint = platform.helper_id());
      create policy essai on platform.event for select using (subject_kind = 'essai')`)
    const said = {
      name: 'essai.done',
      subjectKind: 'essai',
      subjectId: 1,
      payload: {},
      isFirst: true,
    } as const
    const acting = await lent()
    await parvis.db.write(acting, (tx) => emit(tx, said))
    const { rows } =
      await owner.query(`select actor_id::integer as who, actor_label as label, (payload ->> 'by')::integer as by
      from platform.event where subject_kind = 'essai'`)
    const [who, by] = [await idOf(MAYOR), await idOf(CABINET)]
    assert.deepEqual(rows, [{ who, label: 'Nadia Terreaux, pour Hélène Saunier', by }])
    const posing = { ...acting, label: 'Hélène Saunier' }
    await assert.rejects(
      parvis.db.write(posing, (tx) => emit(tx, { ...said, subjectId: 2 })),
      /row-level security/,
    )
  })

  test('opens nothing that the member does not read, nor what their posts open', async () => {
    const me = await idOf(MAYOR)
    const seen = async (id: number) => [
      await asked(await parvis.actor(MAYOR), 'count(*)::integer', `from publishing.notice where id = ${id}`),
      await asked(await lent(), 'count(*)::integer', `from publishing.notice where id = ${id}`),
    ]
    await owner.query(
      `insert into accounts.membership (person_id, unit_id, role, valid_from)
      select $1, u.id, 'handler', '2020-01-01' from territory.unit u join territory.authority a on a.id = u.authority_id
      where a.code = '69029' and u.parent_id is null`,
      [me],
    )
    const except = await addNotice({ who: ['role:mayor'], except: ['workplace'] }, 'Sauf les agents')
    const agents = await addNotice({ who: ['workplace'] }, 'Aux agents')
    const both = await addNotice({ who: ['role:mayor'], also: ['workplace'] }, 'Aux maires qui sont agents')
    assert.deepEqual(await seen(except), [0, 0])
    assert.deepEqual(await seen(agents), [1, 0])
    assert.deepEqual(await seen(both), [1, 0])
    await owner.query('delete from accounts.membership where person_id = $1', [me])
    assert.deepEqual(await seen(except), [1, 1])
  })

  test('ends when the member takes it back, at once, and when the collaborator gives it back', async () => {
    const until = '2026-12-31'
    for (const [by, says] of [
      [OTHER, 'Aïcha'],
      [AGENT, 'Odile'],
    ] as const) {
      const id = await collaborate(parvis, { member: OTHER, collaborator: AGENT, from: YEAR.from, until })
      const browser = await actingAs(parvis, AGENT, id)
      assert.equal((await browser.get('/territoires')).statusCode, 200)
      assert.equal(
        (await (await parvis.signedInAs(RESIDENT)).post(`/compte/proches/${id}/fin`, {})).statusCode,
        404,
      )
      assert.equal(
        (await (await parvis.signedInAs(by)).post(`/compte/proches/${id}/fin`, {})).statusCode,
        303,
        says,
      )
      assert.match((await browser.get('/aide')).body, /a pris fin/)
      assert.equal((await browser.get('/territoires')).statusCode, 404)
      assert.equal((await browser.post(`/compte/proches/${id}/agir`, {})).statusCode, 404)
    }
  })

  test('ends with the days, with the seat, and with the post of an agent of the member’s authority', async () => {
    const me = await idOf(AGENT)
    const opens = async (id: number) => {
      const { rows } = await owner.query<{ is: boolean }>(
        'select accounts.in_force(m, $2) as is from accounts.mandate m where id = $1',
        [id, parvis.now().toISOString().slice(0, 10)],
      )
      return rows[0]?.is
    }
    const to = '2026-11-25'
    const id = await collaborate(parvis, {
      member: MAYOR,
      collaborator: AGENT,
      from: '2026-11-24',
      until: to,
    })
    assert.equal(await opens(id), false, 'not begun')
    assert.match((await (await parvis.signedInAs(AGENT)).get(HERE)).body, /À venir/)
    assert.equal(
      (await (await parvis.signedInAs(AGENT)).post(`/compte/proches/${id}/agir`, {})).statusCode,
      404,
    )
    await collaborate(parvis, { member: MAYOR, collaborator: AGENT, from: '2026-11-26', until: '2027-01-31' })
    parvis.advance({ days: 1 })
    assert.equal(await opens(id), true)
    await owner.query(`update accounts.membership set valid_to = '2026-11-23' where person_id = $1`, [me])
    assert.equal(await opens(id), false, 'works there no more')
    await owner.query('update accounts.membership set valid_to = null where person_id = $1', [me])
    const browser = await actingAs(parvis, CABINET, mandate)
    const term = `update bodies.term t set last_day = $1 from bodies.seat s join bodies.member m on m.id = s.member_id
      where s.term_id = t.id and m.person_id = $2`
    await owner.query(term, ['2026-11-23', await idOf(MAYOR)])
    assert.equal(await opens(id), false, 'sits no more')
    assert.match((await browser.get('/territoires')).body, /Page introuvable|a pris fin/)
    assert.deepEqual(await keysOf(await lent()), ['all'])
    await owner.query(term, [null, await idOf(MAYOR)])
    assert.equal(await opens(id), true)
    // Half an hour after midnight in Lyon, in the evening of the last day by UTC.
    const { rows } = await owner.query<{ at: string }>(`select ('${to} 23:30Z'::timestamptz)::text as at`)
    parvis.advance({ days: 1 })
    const late = await actingAs(parvis, AGENT, id)
    assert.equal((await late.get('/territoires')).statusCode, 200)
    parvis.advance({ minutes: Math.ceil((Date.parse(rows[0]?.at ?? '') - parvis.now().getTime()) / 60_000) })
    assert.equal(parvis.now().toISOString().slice(0, 10), to)
    assert.match((await late.get('/aide')).body, /a pris fin/, 'over at midnight there')
    parvis.advance({ days: 1 })
    assert.equal(await opens(id), false, 'its days are over')
    await parvis.db.write(system, closeOver)
    await parvis.runJobs()
    const told = (await (await parvis.signedInAs(AGENT)).get('/compte/notifications')).body
    assert.match(told, /n’agit plus pour Hélène Saunier/)
    assert.match(
      (await (await parvis.signedInAs(CABINET)).get(HERE)).body,
      /En cours[^]*Agir pour Hélène Saunier/,
    )
  })

  test('a mandate that ends within a month is said to whoever gave it, until another lasts longer', async () => {
    const ends = (page: string) =>
      /On attend de vous[^]*Le mandat donné à Nadia Terreaux se termine/.test(page)
    const home = async () => (await (await parvis.signedInAs(OTHER)).get('/territoires')).body
    assert.ok(!ends(await home()))
    const today = await parvis.db.read(system, async (tx) => localDay(tx.now, (await territory(tx)).zone))
    const given = { member: OTHER, collaborator: CABINET }
    const until = addDays(today, 20)
    await collaborate(parvis, { ...given, from: today, until })
    const said = await home()
    assert.ok(ends(said))
    assert.ok(said.includes(`Au plus tard le ${longDate(until)}`))
    await collaborate(parvis, { ...given, from: addDays(until, 1), until: addDays(until, 60) })
    assert.ok(!ends(await home()))
  })
})
