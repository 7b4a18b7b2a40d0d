// Keys of applications, by a partner of the pass: made and shown once, what each scope opens by both walls, limits announced, a week of
// overlap, stopped at once; and the page that says what programs may ask.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { sql } from 'kysely'
import { type Actor, program, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { settle } from '../../pass/settlement/queries.ts'

const [ADMIN, MANAGER, OPERATOR] = [
  'admin@parvis.example',
  'habitant@parvis.example',
  'habitante@parvis.example',
]
const AT = '/api/v1/pass'
const ALL = ['pass.products.read', 'pass.places', 'pass.doors', 'pass.uses.read', 'pass.settlements.read']

describe('the keys of a partner', () => {
  let parvis: TestApp
  let pool: TestPartner
  let other: TestPartner
  let manager: TestBrowser
  let whole = ''
  const at = (end = '') => `/pass/partenaire/${pool.partner}/applications${end}`
  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows

  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: ADMIN, managedBy: MANAGER })
    other = await openPool(parvis, { by: ADMIN, managedBy: OPERATOR, name: 'Un musée' })
    await parvis.db.write(system, async (tx) => {
      await sql`update pass.partner set is_private = true`.execute(tx.q)
      await sql`insert into pass.member (partner_id, person_id, is_manager, since)
        select ${pool.partner}, id, false, '2026-01-01' from accounts.person where email = ${OPERATOR}`.execute(
        tx.q,
      )
      for (const { partner, place, product } of [pool, other]) {
        await sql`insert into pass.price (product_id, class, cents, reimbursed_cents) values (${product}, '', 310, 240)`.execute(
          tx.q,
        )
        await sql`insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count) values
          (${partner}, ${place}, ${product}, '', '2026-10-03', 'ok', true, 41), (${partner}, ${place}, ${product}, '', '2026-10-04', 'ok', true, 2),
          (${partner}, ${place}, ${product}, 'rare', '2026-09-04', 'ok', true, 7)`.execute(tx.q)
        await settle(tx, partner, '2026-09-01')
        await settle(tx, partner, '2026-10-01')
        await sql`insert into pass.device (partner_id, place_id, sector, label) values (${partner}, ${place}, 'sport', 'Tourniquet')`.execute(
          tx.q,
        )
      }
    })
    manager = await parvis.signedInAs(MANAGER)
    whole = await make('Billetterie', ALL)
  })
  after(() => parvis.close())

  const keyIn = (body: string) => /parvis_[a-z2-7]{8}_[\w-]{43}/.exec(body)?.[0] ?? assert.fail(body)
  async function make(name: string, scopes: string[]): Promise<string> {
    const reply = await manager.post(at('/cles/nouvelle'), { name, scopes, ends: '2027-06-01' })
    assert.equal(reply.statusCode, 200, reply.body)
    return keyIn(reply.body)
  }
  const prefixOf = (key: string): string => key.split('_')[1] ?? ''
  const ask = async (
    key: string,
    verb: 'GET' | 'PATCH' | 'DELETE',
    end: string,
    sent: { body?: object; headers?: object } = {},
  ) => {
    const reply = await parvis.app.inject({
      method: verb,
      url: AT + end,
      headers: { authorization: `Bearer ${key}`, ...sent.headers },
      ...(sent.body === undefined ? {} : { payload: sent.body }),
    })
    return {
      status: reply.statusCode,
      headers: reply.headers,
      said: (reply.body === '' ? {} : reply.json()) as Record<string, unknown>,
    }
  }

  test('are made by managers alone, shown once, kept as what they cannot be found from', async () => {
    const kept = await rows(sql<{ all: string }>`select k::text as all from exchange.key k`)
    assert.ok(kept.length === 1 && kept.every(({ all }) => !all.includes(whole.slice(16))))
    const page = (await manager.get(at())).body
    assert.match(page, new RegExp(`Billetterie[^]*?${prefixOf(whole)}…[^]*?Jamais[^]*?En service`))
    assert.doesNotMatch(page, /parvis_[a-z2-7]{8}_/)
    for (const [wrong, said] of [
      [{ name: ' ' }, /Écrivez le nom/],
      [{ scopes: [] }, /Choisissez au moins une chose/],
      [{ scopes: ['agents.provision'] }, /Choisissez au moins une chose/],
      [{ ends: '2026-11-20' }, /Choisissez un jour à venir/],
      [{ ends: '2029-01-01' }, /Choisissez un jour à venir/],
    ] as const) {
      const reply = await manager.post(at('/cles/nouvelle'), {
        name: 'X1',
        scopes: ALL,
        ends: '2027-06-01',
        ...wrong,
      } as never)
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
    }
    for (const email of [OPERATOR, ADMIN]) {
      const browser = await parvis.signedInAs(email)
      assert.equal((await browser.get(at())).statusCode, 404)
      assert.equal(
        (await browser.post(at('/cles/nouvelle'), { name: 'Vol', scopes: ALL, ends: '2027-06-01' }))
          .statusCode,
        404,
      )
      assert.equal((await browser.get(at(`/${prefixOf(whole)}`))).statusCode, 404)
    }
    assert.match((await manager.get(at('/cles/nouvelle'))).body, /Lire les décomptes et leurs lignes/)
    const events = await rows(
      sql<{
        name: string
      }>`select name from platform.event where subject_kind = 'passpartner' and subject_id = ${pool.partner}`,
    )
    assert.deepEqual(events, [{ name: 'passpartner.keyed' }])
  })

  test('open what their scopes say of their partner, and nothing of another', async () => {
    const products = await ask(whole, 'GET', '/products')
    assert.equal(products.status, 200)
    const [product] = products.said['products'] as { id: number; prices: unknown[] }[]
    assert.deepEqual([product?.id, product?.prices], [pool.product, [{ class: '', cents: 310 }]])
    const etag = String(products.headers['etag'])
    assert.equal((await ask(whole, 'GET', '/products', { headers: { 'if-none-match': etag } })).status, 304)
    const days = await ask(whole, 'GET', '/uses?from=2026-10-01&to=2026-10-31')
    assert.deepEqual(
      (days.said['days'] as { day: string; accepted: number | null }[]).map(({ day, accepted }) => [
        day,
        accepted,
      ]),
      [
        ['2026-10-03', 40],
        ['2026-10-04', null],
      ],
    )
    assert.equal((await ask(whole, 'GET', '/uses/months/2026-10')).said['accepted'], 43)
    assert.equal((await ask(whole, 'GET', '/uses/months/2026-11')).status, 404)
    assert.equal((await ask(whole, 'GET', '/uses?from=2026-10-01&to=2027-10-31')).status, 422)
    const first = await ask(whole, 'GET', '/settlements?limit=1')
    const [last] = first.said['items'] as { month: string; totalCents: number }[]
    assert.deepEqual([last?.month, last?.totalCents], ['2026-10', 43 * 240])
    const next = await ask(whole, 'GET', `/settlements?limit=1&cursor=${String(first.said['next'])}`)
    assert.deepEqual(
      [(next.said['items'] as { month: string }[])[0]?.month, next.said['next']],
      ['2026-09', null],
    )
    assert.equal((await ask(whole, 'GET', '/settlements?cursor=zzz')).status, 422)
    const lines = await ask(whole, 'GET', '/settlements/2026-10/lines')
    assert.deepEqual(
      (lines.said['items'] as { uses: number; cents: number }[]).map(({ uses, cents }) => [uses, cents]),
      [[43, 10_320]],
    )
    // Each by its own scope, and no other.
    const calls = ['/products', '/places', '/doors', '/uses?from=2026-10-01&to=2026-10-02', '/settlements']
    const needs = [
      'pass.products.read',
      'pass.products.read',
      'pass.doors',
      'pass.uses.read',
      'pass.settlements.read',
    ]
    for (const scope of ALL) {
      const key = await make(`Pour ${scope}`, [scope])
      for (const [index, end] of calls.entries())
        assert.equal(
          (await ask(key, 'GET', end)).status,
          needs[index] === scope ? 200 : 403,
          `${scope} ${end}`,
        )
    }
    const lacking = await ask(await make('Peu', ['pass.doors']), 'GET', '/settlements')
    assert.match(String(lacking.said['detail']), /portée «\u00a0pass\.settlements\.read\u00a0»/)
    assert.equal(lacking.headers['content-type'], 'application/problem+json; charset=utf-8')
    for (const wrong of ['', 'x', whole.slice(0, -1), `${whole}a`, `parvis_scim_${'a'.repeat(43)}`])
      assert.equal((await ask(wrong, 'GET', '/products')).status, 401)
  })

  test('reach, by the second wall alone, their partner as far as their scopes, and no person', async () => {
    const tried = (key: string, statement: string): Promise<unknown> =>
      rows(sql<{ id: number }>`select id from exchange.key where prefix = ${prefixOf(key)}`).then(
        ([found]) => {
          const actor: Actor = { ...program('Essai', ALL), keyId: found?.id ?? 0 }
          return parvis.db
            .write(actor, async (tx) => {
              const done = await sql.raw(statement).execute(tx.q)
              throw Object.assign(new Error('rolled back'), {
                n: done.rows.length || Number(done.numAffectedRows ?? 0),
              })
            })
            .catch((error: Error & { n?: number }) => error.n ?? error.message)
        },
      )
    const narrow = await make('Étroite', ['pass.products.read'])
    for (const [statement, ofWhole, ofNarrow] of [
      ['select from pass.device', 1, 0],
      ['select from pass.use', 3, 0],
      ['select from pass.settlement', 2, 0],
      ['select from pass.settlement_line', 2, 0],
      [`update pass.place set opening = 'Volé' where partner_id = ${other.partner}`, 0, 0],
      [`update pass.place set opening = 'Fermé' where partner_id = ${pool.partner}`, 1, 0],
      [`update pass.product set name = 'Volé'`, 0, 0],
      [`update pass.price set cents = 0`, 0, 0],
      [`select from pass.member`, 0, 0],
      [`select from pass.pass`, 0, 0],
      [`select from pass.entitlement`, 0, 0],
      [`select from accounts.session`, 0, 0],
      [`select from exchange.key`, 1, 1],
      [`update exchange.key set stops_at = now()`, 0, 0],
    ] as const) {
      assert.equal(await tried(whole, statement), ofWhole, statement)
      assert.equal(await tried(narrow, statement), ofNarrow, statement)
    }
    for (const [statement, said] of [
      ['select digest from exchange.key', /permission denied/],
      ['select from exchange.minute', /permission denied/],
      [
        `insert into pass.device (partner_id, place_id, sector, label, code_hash) values (${pool.partner}, ${pool.place}, 'sport', 'X', null)`,
        /row-level security/,
      ],
      [
        `insert into pass.dispute (line_id, reason) select id, 'Non.' from pass.settlement_line`,
        /row-level security/,
      ],
      [
        `insert into exchange.key (owner_kind, owner_id, name, prefix, digest, scopes, ends_on) values ('passpartner', ${pool.partner}, 'XX', 'aaaaaaaa', sha256('x'), '{pass.doors}', '2027-01-01')`,
        /row-level security/,
      ],
      [
        `insert into platform.event (subject_kind, subject_id, seq, name, at, actor_kind, actor_label, payload, hash) values ('passpartner', ${pool.partner}, 90, 'passpartner.paid', platform.now(), 'program', 'Application «\u00a0Billetterie\u00a0»', '{}', '')`,
        /row-level security/,
      ],
    ] as const)
      assert.match(String(await tried(whole, statement)), said, statement)
    // A key of a directory is of another number, whatever `parvis.key` says.
    assert.ok(
      (await rows(sql<{ id: number }>`select min(id) as id from exchange.key`)).every(({ id }) => id >= 1e12),
    )
    // Whoever manages makes keys of their partner alone, for what there is to allow, and prolongs none.
    const person = await parvis.actor(MANAGER)
    const asManager = (statement: string) =>
      parvis.db
        .write(person, (tx) => sql.raw(statement).execute(tx.q))
        .then(
          () => 'done',
          (error: Error) => error.message,
        )
    const insert = (owner: number, scope: string) =>
      `insert into exchange.key (owner_kind, owner_id, name, prefix, digest, scopes, ends_on) values ('passpartner', ${owner}, 'XX', 'aaaaaaaa', sha256('x'), '{${scope}}', '2027-01-01')`
    assert.match(await asManager(insert(other.partner, 'pass.doors')), /row-level security/)
    assert.match(await asManager(insert(pool.partner, 'agents.provision')), /row-level security/)
    assert.match(await asManager(`update exchange.key set ends_on = '2030-01-01'`), /permission denied/)
  })

  test('change a place as it was read, take a door back, and are told by their name', async () => {
    const end = `/places/${pool.place}`
    const read = await ask(whole, 'GET', end)
    const headers = { 'if-match': String(read.headers['etag']) }
    const body = { opening: 'De 9\u00a0h à 20\u00a0h' }
    assert.equal((await ask(whole, 'PATCH', end, { body })).status, 428)
    const changed = await ask(whole, 'PATCH', end, { body, headers })
    assert.equal(changed.status, 200, JSON.stringify(changed.said))
    assert.equal(changed.said['opening'], body.opening)
    assert.equal((await ask(whole, 'PATCH', end, { body: { opening: 'Jamais' }, headers })).status, 412)
    assert.equal((await ask(whole, 'GET', end)).headers['etag'], changed.headers['etag'])
    assert.equal(
      (await ask(whole, 'PATCH', `/places/${other.place}`, { body, headers: { 'if-match': '*' } })).status,
      404,
    )
    assert.equal(
      (await ask(whole, 'PATCH', end, { body: { closedOn: '2026-12-01' }, headers: { 'if-match': '*' } }))
        .status,
      422,
    )
    const doors = (await ask(whole, 'GET', '/doors')).said['doors'] as {
      id: number
      state: string
    }[]
    assert.deepEqual(
      doors.map(({ state }) => state),
      ['waiting'],
    )
    const [{ theirs } = { theirs: 0 }] = await rows(
      sql<{ theirs: number }>`select id as theirs from pass.device where partner_id = ${other.partner}`,
    )
    assert.equal((await ask(whole, 'DELETE', `/doors/${theirs}`)).status, 404)
    assert.equal((await ask(whole, 'DELETE', `/doors/${doors[0]?.id}`)).status, 204)
    assert.equal((await ask(whole, 'DELETE', `/doors/${doors[0]?.id}`)).status, 204)
    const told = await rows(sql<{
      name: string
      label: string
    }>`select name, actor_label as label from platform.event
      where subject_kind = 'passpartner' and subject_id = ${pool.partner} and actor_kind = 'program' order by seq`)
    assert.deepEqual(told, [
      { name: 'passpartner.placed', label: 'Application «\u00a0Billetterie\u00a0»' },
      { name: 'passpartner.closed', label: 'Application «\u00a0Billetterie\u00a0»' },
    ])
  })

  test('announce their limit on every answer, refusals too, and are refused beyond it until the minute is over', async () => {
    const key = await make('Pressée', ['pass.doors'])
    await parvis.db.write(system, (tx) =>
      sql`update exchange.key set most_calls = 3 where prefix = ${prefixOf(key)}`.execute(tx.q),
    )
    const left = async (end: string) => {
      const { status, headers } = await ask(key, 'GET', end)
      return [status, headers['ratelimit-remaining'], headers['ratelimit-limit']]
    }
    assert.deepEqual(await left('/doors'), [200, '2', '3'])
    assert.deepEqual(await left('/settlements'), [403, '1', '3'])
    assert.deepEqual(await left('/doors'), [200, '0', '3'])
    const over = await ask(key, 'GET', '/doors')
    assert.deepEqual(
      [over.status, over.headers['retry-after'], over.headers['ratelimit-reset']],
      [429, '60', '60'],
    )
    parvis.advance({ minutes: 1 })
    assert.deepEqual(await left('/doors'), [200, '2', '3'])
  })

  test('are replaced with a week of overlap, stopped at once, and over after their last day or that of the agreement', async () => {
    const old = await make('Site', ['pass.doors'])
    const page = await manager.post(at(`/${prefixOf(old)}/suivante`), {})
    const next = keyIn(page.body)
    assert.equal((await manager.post(at(`/${prefixOf(old)}/suivante`), {})).statusCode, 422, 'once')
    const states = async () => [
      (await ask(old, 'GET', '/doors')).status,
      (await ask(next, 'GET', '/doors')).status,
    ]
    assert.deepEqual(await states(), [200, 200])
    assert.match((await manager.get(at())).body, /Remplacée, ouvre jusqu’au/)
    parvis.advance({ days: 7 })
    manager = await parvis.signedInAs(MANAGER)
    assert.deepEqual(await states(), [401, 200])
    assert.equal((await manager.post(at(`/${prefixOf(next)}`), {})).statusCode, 303)
    assert.deepEqual(await states(), [401, 401])
    assert.equal((await ask(whole, 'GET', '/doors')).status, 200)
    await parvis.db.write(system, (tx) =>
      sql`update pass.partner set until = territory.day_of(${tx.now}) - 1 where id = ${pool.partner}`.execute(
        tx.q,
      ),
    )
    assert.equal((await ask(whole, 'GET', '/doors')).status, 403)
    assert.equal((await ask(whole, 'GET', '/settlements')).status, 200, 'read for thirty days')
    await parvis.db.write(system, (tx) =>
      sql`update exchange.key set ends_on = territory.day_of(${tx.now}) - 1 where prefix = ${prefixOf(whole)}`.execute(
        tx.q,
      ),
    )
    assert.equal((await ask(whole, 'GET', '/settlements')).status, 401)
    await parvis.db.write(system, (tx) =>
      sql`delete from pass.partner where id = ${other.partner}`.execute(tx.q),
    )
    assert.equal((await rows(sql`select from exchange.key where owner_id = ${other.partner}`)).length, 0)
  })

  test('are described to programs and to people: each call with its scope', async () => {
    const described = (await parvis.app.inject({ url: '/api/v1/openapi.json' })).json<{
      paths: Record<string, Record<string, { security?: object[] }>>
    }>()
    assert.equal((await new Validator().validate(described)).valid, true)
    assert.deepEqual(described.paths[`${AT}/doors/{door}`]?.['delete']?.security, [{ key: ['pass.doors'] }])
    const page = await parvis.browser().get('/api')
    assert.equal(page.statusCode, 200)
    assert.match(
      page.body,
      /GET \/api\/v1\/pass\/settlements\/\{month\}\/lines[^]*?pass\.settlements\.read[^]*?items\[\]\.unitCents/,
    )
  })
})
