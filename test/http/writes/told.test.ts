// Whoever can write SQL does nothing without a word: what is done, entered or said on a request is told in its chain, or is not done.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Actor, system } from '#platform/actor.ts'
import { recordAccess } from '#platform/ledger/audit.ts'
import type { Write } from '#platform/db/db.ts'
import { emit } from '#platform/ledger/events.ts'
import { territory } from '#territory'
import { openWrites, runIn, type Run, saidOf, sendAgain, type Writes } from '#test/writes.ts'
import { digestOf } from '../../../src/requests/record/events.ts'

describe('whoever can write SQL, without a word,', () => {
  let writes: Writes
  let world: Writes['world']
  let owner: Writes['owner']
  let actors: Writes['actors']
  let undone: Writes['undone']
  let metro = 0
  let metroUnit = 0
  before(async () => {
    writes = await openWrites()
    ;({ world, owner, actors, undone } = writes)
    metro = (await writes.idsOf()).metro
    metroUnit = Number((await saidOf(writes, metro)).unit_id)
  })
  after(() => writes.close())

  /** In earnest: to the end of the transaction. */
  const done = (who: Actor, work: (run: Run, tx: Write) => Promise<unknown>) =>
    world.parvis.db.write(who, (tx) => work(runIn(tx), tx))

  it('sends no request and moves none', async () => {
    const send = (isTold: boolean) =>
      done(actors.anonymous, async (run, tx) => {
        const { id } = await sendAgain(writes, run, metro, {})
        if (!isTold) return
        await emit(tx, {
          name: 'request.received',
          subjectKind: 'request',
          subjectId: id,
          payload: { clock: ['received'], unitId: metroUnit },
          isFirst: true,
        })
      })
    await assert.rejects(send(false), /a request that is sent is told/)
    await send(true)
    for (const [who, state] of [
      [actors.habitante, 'withdrawn'],
      [actors.voirie, 'closed'],
    ] as const) {
      const moved = done(who, (run) =>
        run(`update requests.request set state = $1 where id = $2`, state, metro),
      )
      await assert.rejects(moved, /a request that moves is told|does not let/, state)
    }
  })

  /** What makes the request of the metropolis one of that service. */
  const filedUnder = async (service: string, rule: string): Promise<Record<string, unknown>> => {
    const { rows } = await owner.query<{ filed: Record<string, unknown> }>(
      `select jsonb_build_object('service_slug', s.id, 'service_version', s.version, 'category', s.body -> 'category', 'form_id', f.id,
         'form_version', f.version, 'workflow_id', w.id, 'workflow_version', w.version, 'state', w.body -> 'start',
         'routing', r.routing || jsonb_build_object('ruleId', c.id, 'basis', c.basis)) as filed
       from requests.request r, definitions.version s, definitions.version f, definitions.version w, services.competence c
       where r.id = $1 and s.kind = 'service' and s.id = $2 and s.status = 'live' and c.id = $3
         and f.kind = 'form' and f.id = s.body ->> 'form' and f.status = 'live'
         and w.kind = 'workflow' and w.id = s.body ->> 'workflow' and w.status = 'live'`,
      [metro, service, rule],
    )
    const [{ filed } = assert.fail()] = rows
    return filed
  }

  it('files what is asked at work under no commune, for those who work there alone', async () => {
    const leave = await filedUnder('demander-un-conge', 'interne-conge')
    const { id } = await world.parvis.db.read(system, async (tx) => (await territory(tx)).metropolis)
    const sent = (who: Actor, more: object) =>
      undone(who, (run) => sendAgain(writes, run, metro, { ...leave, ...more, resident_id: who.personId }))
    const there = { commune_id: id }
    assert.match(String(await sent(actors.bron, there)), /of a service, its form and its workflow/)
    assert.match(String(await sent(actors.voirie, {})), /of a service, its form and its workflow/)
    assert.match(String(await sent(actors.voirie, there)), /what its answers say/)
  })

  it('sends no service that is for others, nor corrects to one', async () => {
    const archives = await filedUnder('conseil-des-archives', 'elus-archives')
    const sent = (who: Actor) =>
      undone(who, async (run) => {
        await sendAgain(writes, run, metro, { ...archives, resident_id: who.personId })
        return 'sent'
      })
    assert.match(
      String(await sent(actors.anonymous)),
      /of a service, its form and its workflow, as they are offered/,
    )
    // Whom it is for is stopped further on: the answers copied are those of another form.
    assert.match(
      String(await sent(await world.parvis.actor('maire.bron@parvis.example'))),
      /what its answers say/,
    )
    const { form_id: _, form_version: __, state: ___, ...titles } = archives
    const corrected = undone(actors.voirie, (run) =>
      run('select requests.refile($1, $2::jsonb, now())', metro, JSON.stringify(titles)),
    )
    assert.match(String(await corrected), /not corrected to a service for others/)
  })

  it('tells no event that a page could not show: no unit, another’s, no day', async () => {
    const { rows } = await owner.query<{ move: object; other: number }>(
      `select jsonb_build_object('transition', t ->> 'id', 'from', r.state, 'to', 'withdrawn', 'clock',
         requests.clock_kinds(f ->> 'clock', g ->> 'clock', t -> 'effects')) as move,
         (select min(u.id) from territory.unit u where u.id <> r.unit_id) as other
       from requests.request r join definitions.version v on v.kind = 'workflow' and v.id = r.workflow_id and v.version = r.workflow_version,
         jsonb_array_elements(v.body -> 'transitions') t, jsonb_array_elements(v.body -> 'states') f, jsonb_array_elements(v.body -> 'states') g
       where r.id = $1 and t ->> 'id' = 'cancel' and f ->> 'id' = r.state and g ->> 'id' = 'withdrawn'`,
      [metro],
    )
    const [{ move, other } = { move: {}, other: 0 }] = rows
    const withdrawn = (said: object) =>
      undone(actors.habitante, async (run, tx) => {
        await run(`update requests.request set state = 'withdrawn' where id = $1`, metro)
        const payload = { ...move, ...said }
        await emit(tx, { name: 'request.moved', subjectKind: 'request', subjectId: metro, payload })
        return 'told'
      })
    assert.equal(await withdrawn({ unitId: metroUnit }), 'told')
    for (const said of [
      {},
      { unitId: other },
      { unitId: 999_999 },
      { unitId: String(metroUnit) },
      { unitId: metroUnit, fromUnitId: 999_999 },
      { unitId: metroUnit, plannedDay: 'demain' },
      { unitId: metroUnit, promisedDay: '9999-12-31' },
      { unitId: metroUnit, promisedDay: '1970-01-01' },
    ])
      assert.match(String(await withdrawn(said)), /row-level security/, JSON.stringify(said))
  })

  it('corrects no service but its own requests’, to what is offered, and tells what it became', async () => {
    const { rows } = await owner.query<{
      given: Record<string, unknown>
      routing: Record<string, unknown>
      fromWorkflow: object
      other: number
      otherAuthority: number
    }>(
      `select jsonb_build_object('service_slug', s.id, 'service_version', s.version, 'category', s.body -> 'category',
         'workflow_id', w.id, 'workflow_version', w.version) as given,
         r.routing || jsonb_build_object('ruleId', c.id, 'basis', c.basis) as routing, o.id as other, o.authority_id as "otherAuthority",
         jsonb_build_object('id', r.workflow_id, 'version', r.workflow_version) as "fromWorkflow"
       from requests.request r, definitions.version s, definitions.version w, services.competence c, territory.unit o
       where r.id = $1 and s.kind = 'service' and s.id = 'trottoir-degrade' and s.status = 'live' and c.id = 'voirie-trottoir'
         and w.kind = 'workflow' and w.id = s.body ->> 'workflow' and w.status = 'live'
         and o.id = (select min(u.id) from territory.unit u where u.authority_id not in (r.authority_id, r.commune_id))`,
      [metro],
    )
    const [{ given: filed, routing, fromWorkflow, other, otherAuthority } = assert.fail()] = rows
    const given = { ...filed, routing }
    const decided = (over: object) => ({ routing: { ...routing, ...over } })
    const refile = (run: Run, over: object = {}) =>
      run('select requests.refile($1, $2::jsonb, now())', metro, JSON.stringify({ ...given, ...over }))
    const told = {
      fromService: 'signaler-un-nid-de-poule',
      toService: 'trottoir-degrade',
      clock: [],
      fromWorkflow,
    }
    const tell = (tx: Write, over: object = {}) => {
      const payload = { ...told, unitId: metroUnit, from: 'new', to: 'new', ...over }
      return emit(tx, { name: 'request.corrected', subjectKind: 'request', subjectId: metro, payload })
    }
    for (const person of ['anonymous', 'habitante', 'bron', 'mions'] as const)
      assert.match(String(await undone(actors[person], (run) => refile(run))), /other hands/, person)
    for (const [over, expected] of [
      [{ contact_email: 'autre@courriel.example' }, /says nothing more/],
      [{ category: 'tag' }, /corrected to a service that is offered/],
      [{ service_slug: 'signaler-un-nid-de-poule' }, /corrected to a service that is offered/],
      [{ service_version: 999 }, /corrected to a service that is offered/],
      [decided({ unitId: other }), /where its rules lead/],
      [decided({ unitId: other, authorityId: otherAuthority }), /where its rules lead/],
      [decided({ ruleId: null, authorityId: otherAuthority, unitId: other }), /where its rules lead/],
      [decided({ ruleId: 'voirie-nid-de-poule' }), /where its rules lead/],
      [decided({ ruleId: 'voirie-trottoir-parc' }), /where its rules lead/],
      [decided({ ruleId: 'invented' }), /where its rules lead/],
      [decided({ ruleId: null }), /where its rules lead/],
      [decided({ basis: 'Parce que.' }), /where its rules lead/],
      [decided({ steps: [{}] }), /where its rules lead/],
      [decided({ because: 'x'.repeat(10_000) }), /where its rules lead/],
      [decided({ more: true }), /where its rules lead/],
    ] as const)
      assert.match(String(await undone(actors.voirie, (run) => refile(run, over))), expected)
    const closed = (day: string | null) =>
      owner.query(
        `update territory.unit set closed_on = $2 where authority_id = (select authority_id from territory.unit where id = $1)`,
        [metroUnit, day],
      )
    await closed('2026-01-01')
    assert.match(String(await undone(actors.voirie, (run) => refile(run))), /where its rules lead/, 'closed')
    const handed = `update requests.request r set unit_id = (select min(u.id) from territory.unit u
      where u.authority_id = r.authority_id and u.id <> r.unit_id) where id = ${metro}`
    assert.match(String(await undone(actors.voirie, (run) => run(handed))), /a unit is of its authority/)
    await closed(null)
    await owner.query(
      `insert into settings.value (key, authority_id, service_slug, value, since)
       select 'services.offered', commune_id, 'trottoir-degrade', 'non', now() from requests.request where id = $1`,
      [metro],
    )
    assert.match(String(await undone(actors.voirie, (run) => refile(run))), /that is offered/, 'not there')
    await owner.query(`update settings.value set value = 'oui' where key = 'services.offered'`)
    const renamed = `update requests.request set service_slug = 'trottoir-degrade' where id = ${metro}`
    assert.match(String(await undone(actors.voirie, (run) => run(renamed))), /permission denied/)
    await assert.rejects(
      done(actors.voirie, (run) => refile(run)),
      /a request that is corrected is told/,
    )
    const corrected = (...said: object[]) =>
      undone(actors.voirie, async (run, tx) => {
        await refile(run)
        for (const over of said) await tell(tx, over)
        return 'told'
      })
    assert.equal(await corrected({}), 'told')
    const kept = await undone(actors.voirie, async (run) => {
      await refile(run, decided({ because: 'Payez 30 € sur mal.example', steps: ['Payez'] }))
      return run('select routing from requests.request where id = $1', metro)
    })
    assert.deepEqual(
      kept,
      { routing: { ...routing, because: '', steps: [], basis: '' } },
      'the system says why',
    )
    for (const over of [
      { fromService: 'arbre-dangereux' },
      { toService: 'arbre-dangereux' },
      { to: 'closed' },
      { unitId: other },
      { fromUnitId: other },
      { clock: ['closed'] },
      { fromWorkflow: undefined },
      { fromWorkflow: { ...fromWorkflow, version: 999 } },
      { from: 'invented' },
      { delays: {} },
    ])
      assert.match(String(await corrected(over)), /row-level security/, JSON.stringify(over))
    assert.match(String(await corrected({}, {})), /row-level security/, 'once')
    assert.match(String(await undone(actors.voirie, (_run, tx) => tell(tx))), /row-level security/)
  })

  it('says nothing, nor other words than those that are told', async () => {
    const say = (told: string | null) =>
      done(actors.voirie, async (run, tx) => {
        const said = await run(
          `insert into threads.message (subject_kind, subject_id, author_kind, author_id, audience, body, created_at)
           values ('request', $1, 'agent', $2, 'note', 'Été comme hiver.', now()) returning id`,
          metro,
          actors.voirie.personId,
        )
        if (told === null) return
        const payload = { messageId: Number(said?.id), digest: digestOf(told), audience: 'note' }
        await emit(tx, { name: 'request.noted', subjectKind: 'request', subjectId: metro, payload })
      })
    for (const told of [null, 'Rien.']) await assert.rejects(say(told), /a word that is said is told/)
    await say('Été comme hiver.')
  })

  it('enters a request for nobody whose number was not given, nor says whose ids are taken', async () => {
    const { voirie, habitante } = actors
    const enter = (who: number) =>
      undone(voirie, async (run) => {
        const over = {
          ...{ resident_id: who, entered_by: voirie.personId, channel: 'phone' },
          entered_unit_id: voirie.memberships[0]?.unitId,
        }
        return typeof (await sendAgain(writes, run, metro, over)).code
      })
    for (const who of [habitante.personId ?? 0, 999_999_999])
      assert.match(String(await enter(who)), /entered for who gave their number/)
    await done(system, (_run, tx) =>
      recordAccess(tx, {
        ...{ personId: habitante.personId ?? 0, actorId: voirie.personId, kind: 'account', role: 'handler' },
        ...{ object: 'Votre compte, par son numéro', purpose: 'comptes-au-guichet' },
        authorityId: voirie.memberships[0]?.authorityId ?? null,
      }),
    )
    assert.equal(await enter(habitante.personId ?? 0), 'string')
  })

  it('has no more than ten runs under way', async () => {
    const ask = (times: number) =>
      undone(actors.habitante, async (run) => {
        for (let time = 0; time < times; time++)
          await run(`select platform.start_run('x.x', 'x', null, '{}', null, null)`)
        return 'asked'
      })
    assert.equal(await ask(10), 'asked')
    assert.match(String(await ask(11)), /ten runs of one's own/)
    assert.equal((await owner.query('select from platform.run')).rowCount, 0)
  })

  it('corrects nothing twice in silence, nor by a rule that is gone, but within the minute', async () => {
    const { rows } = await owner.query<{ sent: Record<string, unknown>; right: Record<string, unknown> }>(
      `select jsonb_build_object('service_slug', r.service_slug, 'service_version', r.service_version, 'category', r.category,
         'workflow_id', r.workflow_id, 'workflow_version', r.workflow_version, 'routing', r.routing) as sent,
         jsonb_build_object('service_slug', s.id, 'service_version', s.version, 'category', s.body -> 'category',
           'routing', r.routing || jsonb_build_object('ruleId', c.id, 'basis', c.basis)) as right
       from requests.request r, definitions.version s, services.competence c
       where r.id = $1 and s.kind = 'service' and s.id = 'trottoir-degrade' and s.status = 'live' and c.id = 'voirie-trottoir'`,
      [metro],
    )
    const [{ sent, right } = assert.fail()] = rows
    const refile = (run: Run, to: object) =>
      run('select requests.refile($1, $2::jsonb, now())', metro, JSON.stringify(to))
    await done(actors.voirie, async (run, tx) => {
      await refile(run, right)
      const fromWorkflow = { id: sent.workflow_id, version: sent.workflow_version }
      const said = { fromService: sent.service_slug, toService: 'trottoir-degrade', clock: [], fromWorkflow }
      const payload = { ...said, unitId: metroUnit, from: 'new', to: 'new' }
      await emit(tx, { name: 'request.corrected', subjectKind: 'request', subjectId: metro, payload })
    })
    const andBack = done(actors.voirie, async (run) => {
      await refile(run, sent)
      await refile(run, right)
    })
    await assert.rejects(andBack, /a request that is corrected is told/)
    const back = () =>
      undone(actors.voirie, async (run) => {
        await refile(run, sent)
        return 'corrected'
      })
    const { ruleId } = sent.routing as { ruleId: string }
    const withdrawn = (ago: number) =>
      done(system, (run) =>
        run(
          `update services.competence set withdrawn = true, edited_at = $1 where id = $2`,
          new Date(world.parvis.db.clock().getTime() - ago),
          ruleId,
        ),
      )
    await withdrawn(7_200_000)
    assert.match(String(await back()), /where its rules lead/)
    await withdrawn(10_000)
    assert.equal(await back(), 'corrected')
  })

  it('decides nothing without a rule while one is in force: on its first day, on its last, as it has just changed, where it names who is open', async () => {
    const named = { answers: 'metropolis', opens: '2020-01-01', left: '' }
    const rule = { from: '2015-01-01', to: '2030-01-01', at: '2026-11-23T13:38Z', ago: '2 hours', ...named }
    const stands = (given: Partial<typeof rule>) =>
      undone(system, async (run) => {
        const { from, to, at, ago, answers, opens, left } = { ...rule, ...given }
        await run(
          `update services.competence set withdrawn = id <> 'voirie-nid-de-poule', valid_from = $1, valid_to = $2,
             edited_at = platform.now() - $3::interval, answers = $4`,
          ...[from, to, ago, answers],
        )
        const town = `(select commune_id from requests.request where id = $1)`
        await run(
          `insert into territory.opening (authority_id, opens_on) values (${town}, $2)
             on conflict (authority_id) do update set opens_on = $2`,
          metro,
          opens,
        )
        if (left !== '')
          await run(`update territory.unit set closed_on = $2 where authority_id = ${town}`, metro, left)
        await run('update requests.request set received_at = $1 where id = $2', at, metro)
        const decision = `jsonb_build_object('category', 'nid-de-poule', 'routing', r.routing || '{"ruleId": null}')`
        return run(
          `select requests.is_routed(jsonb_populate_record(r, ${decision})) as it from requests.request r where id = $1`,
          metro,
        )
      })
    const today = '2026-11-23'
    for (const inForce of [
      {},
      { from: today },
      { to: today },
      { from: today, at: '2026-11-22T23:30Z' },
      { to: today, at: '2026-11-23T22:30Z' },
      { ago: '10 minutes' },
      { opens: '2026-12-01' },
      { left: today },
      { answers: 'commune' },
      { answers: 'commune', opens: today },
    ])
      assert.deepEqual(await stands(inForce), { it: false }, JSON.stringify(inForce))
    for (const silent of [
      { from: '2026-11-24' },
      { to: '2026-11-22' },
      { to: today, at: '2026-11-23T23:30Z' },
      { from: today, at: '2026-11-22T22:59:30Z' },
      { ago: '10 seconds' },
      { answers: 'commune', opens: '2026-12-01' },
      { answers: 'commune', left: today },
    ])
      assert.deepEqual(await stands(silent), { it: true }, JSON.stringify(silent))
  })
})
