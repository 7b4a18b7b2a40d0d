// Whoever can write SQL changes a request no more than its verbs do, and sends none that is not new.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { emit } from '#platform/ledger/events.ts'
import { type ActorName, actorNames } from '#test/world.ts'
import { ODD_DAYS, openWrites, runIn, saidOf, sendAgain, type Writes } from '#test/writes.ts'
import { readCode } from '../../../src/requests/record/code.ts'

describe('whoever can write SQL, on requests,', () => {
  let writes: Writes
  let world: Writes['world']
  let owner: Writes['owner']
  let actors: Writes['actors']
  let tried: Writes['tried']
  let undone: Writes['undone']
  let idsOf: Writes['idsOf']
  before(async () => {
    writes = await openWrites()
    ;({ world, owner, actors, tried, undone, idsOf } = writes)
  })
  after(() => writes.close())

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

  const residentOf = async (id: number) =>
    (
      await owner.query<{ who: number | null }>(
        'select resident_id as who from requests.request where id = $1',
        [id],
      )
    ).rows[0]?.who

  it('dates a request by its own clock, closed and reopened by its state alone', async () => {
    const { metro } = await idsOf()
    const change = (what: string, who = actors.voirie) =>
      tried(who, `update requests.request set ${what} where id = ${metro}`)
    const dated = /closed and reopened by its state/
    const days = [...ODD_DAYS, 'platform.now()', 'null']
    for (const day of days.slice(0, -1))
      assert.match(String(await change(`closed_at = ${day}`)), dated, `open, closed ${day}`)
    for (const day of days)
      assert.match(String(await change(`state_kind = 'done', closed_at = ${day}`)), dated, day)
    for (const day of days.slice(0, 4)) assert.match(String(await change(`state_since = ${day}`)), dated, day)
    const at = world.parvis.db.clock()
    const kept = (what: string, column: string) =>
      undone(
        actors.voirie,
        async (run) =>
          (await run(`update requests.request set ${what} where id = ${metro} returning ${column} as v`))?.v,
      )
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
      `select t ->> 'to' as to from requests.request r join definitions.version v on v.kind = 'workflow' and v.id = r.workflow_id and v.version = r.workflow_version,
         jsonb_array_elements(v.body -> 'transitions') t, jsonb_array_elements(v.body -> 'states') s
       where r.id = $1 and t -> 'from' ? r.state and t -> 'who' ? 'handler' and s ->> 'id' = t ->> 'to' and s ->> 'kind' = $2`,
      [id, kind],
    )
    return rows[0]?.to ?? ''
  }

  it('entrusts a request to oneself or to somebody who works there, for they are written to', async () => {
    const { metro } = await idsOf()
    const { voirie, accueil, habitant, bron } = actors
    const entrust = (who: number | null) =>
      tried(voirie, `update requests.request set assignee_id = ${who} where id = ${metro}`)
    for (const who of [null, voirie.personId, accueil.personId]) assert.equal(await entrust(who), 1)
    for (const who of [habitant.personId, bron.personId])
      assert.match(String(await entrust(who)), /entrusted to somebody who works there/)
  })

  it('sends a request that is new, dated now, and shared with nobody', async () => {
    const { metro } = await idsOf()
    const model = await saidOf(writes, metro)
    const at = world.parvis.db.clock()
    const sent = (over: Record<string, unknown>) =>
      undone(actors.anonymous, async (run) => {
        const { id } = await sendAgain(writes, run, metro, over)
        return run(
          `select state, state_kind, state_since, received_at, closed_at, shared_units, untold_since
          from requests.request where id = $1`,
          id,
        )
      })
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
    const { rows } = await owner.query<{ unit: number; town: number; flow: string }>(
      `select u.id as unit, a.id as town, w.id as flow from territory.unit u, territory.authority a, definitions.version w
       where u.authority_id <> $1 and a.id not in ($1, $2) and w.kind = 'workflow' and w.id <> $3 and w.status = 'live' limit 1`,
      [model.authority_id, model.commune_id, model.workflow_id],
    )
    const [other] = rows
    for (const over of [{ unit_id: other?.unit }, { authority_id: other?.town }, { commune_id: other?.town }])
      assert.match(String(await sent(over)), /a unit is of its authority/, JSON.stringify(over))
    for (const over of [
      { workflow_id: other?.flow, workflow_version: 1 },
      { service_slug: 'none' },
      { service_version: 99 },
      { category: 'none' },
      { form_id: 'none' },
      { form_version: 99 },
    ])
      assert.match(String(await sent(over)), /as they are offered|follows a workflow/, JSON.stringify(over))
    for (const ref of ['2026-99999', '2027-00001', 'x', null])
      assert.notDeepEqual(await sent({ ref }), asNew, String(ref))
    assert.match(String(await sent({ ref: '2026-99999' })), /drawn, never chosen/)
    assert.match(String(await sent({ draft_id: world.draft })), /sent by whom it is of/)
  })

  it('draws the code of a request, and tells none that is taken', async () => {
    const { metro } = await idsOf()
    const codes = new Set<unknown>()
    for (let time = 0; time < 20; time++) {
      const code = await undone(
        actors.anonymous,
        async (run) => (await sendAgain(writes, run, metro, {})).code,
      )
      assert.equal(readCode(String(code)), code)
      codes.add(code)
    }
    assert.equal(codes.size, 20)
    for (const told of [`''`, `'AAAA2222'`, `(select code from requests.tracking limit 1)`])
      assert.match(
        String(await tried(actors.anonymous, `select requests.send('{}', ${told}, now())`)),
        /does not exist|permission denied/,
        told,
      )
    const kept = owner.query(`update requests.tracking set code = '' where request_id = $1`, [metro])
    await assert.rejects(kept, /tracking_code/)
  })

  it('says of a person and of a place what the answers say, and why it goes there as the rules say', async () => {
    const { metro } = await idsOf()
    const model = await saidOf(writes, metro)
    const sent = (over: Record<string, unknown>) =>
      undone(actors.anonymous, async (run) => typeof (await sendAgain(writes, run, metro, over)).code)
    assert.equal(await sent({}), 'string')
    for (const over of [
      { contact_name: 'Le maire' },
      { contact_email: 'autre@courriel.example' },
      { contact_email: null },
      { contact_phone: '06 00 00 00 00' },
      { contact_address: 'Ailleurs' },
      { subject: 'Gagnez un lot' },
      { place_address: 'Ailleurs' },
      { place_kind: 'park' },
      { lat: 45 },
    ])
      assert.match(String(await sent(over)), /says what its answers say/, JSON.stringify(over))
    const email = 'a@b.example, c@d.example'
    const answers = await owner.query<{ id: string }>(
      `select f ->> 'id' as id from definitions.version v, jsonb_array_elements(v.body -> 'pages') p, jsonb_array_elements(p -> 'fields') f
       where v.kind = 'form' and v.id = $1 and v.version = $2 and f ->> 'role' = 'contactEmail'`,
      [model.form_id, model.form_version],
    )
    const said = { ...(model.answers as object), [answers.rows[0]?.id ?? '']: email }
    assert.match(String(await sent({ contact_email: email, answers: said })), /says what its answers say/)
    const routing = model.routing as Record<string, unknown>
    for (const over of [
      { unitId: Number(routing.unitId) + 1 },
      { steps: null },
      { because: 1 },
      { basis: 'x' },
      { more: 'x' },
    ])
      assert.match(
        String(await sent({ routing: { ...routing, ...over } })),
        /a unit is of its authority/,
        JSON.stringify(over),
      )
  })

  it('has no sentence of its own mailed: why a request goes to a service is said again by the system', async () => {
    const { metro } = await idsOf()
    const model = await saidOf(writes, metro)
    const routing = model.routing as Record<string, unknown>
    const forged = { ...routing, because: 'Payez sur ce site.', steps: ['Payez sur ce site.'] }
    const { id } = await world.parvis.db.write(actors.anonymous, async (tx) => {
      const sent = await sendAgain(writes, runIn(tx), metro, { routing: forged })
      await emit(tx, {
        name: 'request.received',
        subjectKind: 'request',
        subjectId: sent.id,
        payload: { clock: ['received'], unitId: model.unit_id },
        isFirst: true,
      })
      return sent
    })
    await world.parvis.runJobs()
    const { rows } = await owner.query<{ routing: unknown; mails: number; forged: number }>(
      `select r.routing, count(m.*)::int as mails, count(m.*) filter (where m::text like '%Payez%')::int as forged
       from requests.request r left join platform.mail m on m.subject like '%' || r.ref || '%' where r.id = $1 group by r.id`,
      [id],
    )
    assert.deepEqual(rows, [{ routing, mails: 1, forged: 0 }])
    assert.match(
      String(await tried(actors.voirie, `update requests.request set routing = routing where id = ${metro}`)),
      /permission denied/,
    )
  })

  it('is not heard on why, where no job says it again: whoever is told reads what the rules say', async () => {
    const { metro } = await idsOf()
    const { routing, unit_id: unitId } = await saidOf(writes, metro)
    const { because, steps } = routing as { because: string; steps: string[] }
    const forged = { ...(routing as object), because: 'Payez sur ce site.', steps: ['Payez sur ce site.'] }
    const [contact] = actors.accueil.memberships
    const sent = await world.parvis.db.write(actors.accueil, async (tx) => {
      const entered = { entered_by: actors.accueil.personId, entered_unit_id: contact?.unitId }
      const over = { ...entered, channel: 'phone', routing: forged }
      const { id, code } = await sendAgain(writes, runIn(tx), metro, over)
      const payload = { clock: ['received'], unitId }
      const received = { subjectKind: 'request', subjectId: id, payload, isFirst: true }
      await emit({ ...tx, listeners: {} }, { ...received, name: 'request.received' })
      return { id, code: String(code) }
    })
    const { rows } = await owner.query<{ ref: string; routing: object }>(
      'select ref, routing from requests.request where id = $1',
      [sent.id],
    )
    const [kept = assert.fail()] = rows
    assert.deepEqual(kept.routing, { ...(routing as object), because: '', steps: [], basis: '' })
    const visitor = world.parvis.browser()
    const desk = world.browsers.accueil
    for (const [page, said] of [
      [await visitor.follow(await visitor.post('/suivi', { code: sent.code })), because],
      [await desk.get(`/agents/saisir/recu/${kept.ref}`), because],
      [await desk.get(`/agents/demandes/${kept.ref}`), steps[1]],
    ] as const)
      assert.ok(page.body.includes(said ?? '?') && !page.body.includes('Payez'), `${said}\n${page.body}`)
  })

  it('sends the form of its service, or of a version before it, and that of no other', async () => {
    const { metro } = await idsOf()
    const model = await saidOf(writes, metro)
    const { rows } = await owner.query<{ id: string; version: number }>(
      `select id, version from definitions.version where kind = 'form' and status = 'live' and id <> $1 limit 1`,
      [model.form_id],
    )
    const other = { form_id: rows[0]?.id, form_version: rows[0]?.version }
    const refused = await undone(actors.anonymous, (run) => sendAgain(writes, run, metro, other))
    assert.match(String(refused), /as they are offered/)
    // The draft was begun under the version before, which had that form.
    await owner.query('begin')
    try {
      await owner.query(
        `update definitions.version set status = 'archived' where kind = 'service' and id = $1 and status = 'live'`,
        [model.service_slug],
      )
      await owner.query(
        `insert into definitions.version (kind, id, version, status, body, published_at)
         select kind, id, 99, 'live', body || jsonb_build_object('form', $2::text), platform.now() from definitions.version
         where kind = 'service' and id = $1 limit 1`,
        [model.service_slug, other.form_id],
      )
      const offered = async (version: unknown, form: object) =>
        (
          await owner.query<{ is: boolean }>(
            `select requests.is_offered(jsonb_populate_record(r, $2)) as is from requests.request r where r.id = $1`,
            [metro, { service_version: version, ...form }],
          )
        ).rows[0]?.is
      assert.equal(await offered(99, other), true)
      assert.equal(await offered(99, {}), true)
      assert.equal(await offered(model.service_version, {}), true)
      assert.equal(await offered(model.service_version, other), false)
    } finally {
      await owner.query('rollback')
    }
  })

  it('sends no version that others have succeeded, but for the hour in which a process may not know', async () => {
    const offered = async (change: string) => {
      await owner.query('begin')
      try {
        await owner.query(change)
        const { rows } = await owner.query<{ is: boolean }>(
          `select requests.is_offered(r) as is from requests.request r where ref = $1`,
          [world.refs.metro],
        )
        return rows[0]?.is
      } finally {
        await owner.query('rollback')
      }
    }
    const { rows } = await owner.query<{ slug: string; flow: string }>(
      `select service_slug as slug, workflow_id as flow from requests.request where ref = $1`,
      [world.refs.metro],
    )
    const [{ slug, flow } = { slug: '', flow: '' }] = rows
    const archived = (kind: string, id: string) =>
      `update definitions.version set status = 'archived' where kind = '${kind}' and id = '${id}' and status = 'live'`
    const succeeded = (kind: string, id: string, age: string) =>
      `${archived(kind, id)};
       insert into definitions.version (kind, id, version, status, body, published_at)
       select kind, id, 99, 'live', body, platform.now() - interval '${age}' from definitions.version
       where kind = '${kind}' and id = '${id}' limit 1`
    assert.equal(await offered('select 1'), true)
    for (const [kind, id] of [
      ['service', slug],
      ['workflow', flow],
    ] as const) {
      assert.equal(await offered(succeeded(kind, id, '1 minute')), true, kind)
      assert.equal(await offered(succeeded(kind, id, '2 hours')), false, kind)
      assert.equal(await offered(archived(kind, id)), false)
      const back = `update definitions.version set status = 'draft' where kind = '${kind}' and id = '${id}'`
      await assert.rejects(offered(back), /never changes/)
    }
  })
})
