// Whoever can write SQL says nothing in another's name, at another time, and tells no event that did not happen.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type Actor, system } from '#platform/actor.ts'
import { emit } from '#platform/ledger/events.ts'
import { actorNames } from '#test/world.ts'
import { ODD_DAYS, openWrites, type Writes } from '#test/writes.ts'

describe('whoever can write SQL, on words and events,', () => {
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

  it('says nothing in the name of another, and forges no event', async () => {
    const ids = await idsOf()
    for (const person of actorNames)
      for (const id of Object.values(ids)) {
        const me = actors[person].personId ?? 'null'
        const say = (kind: string, author: number | string) =>
          tried(
            actors[person],
            `insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
             values ('request', ${id}, '${kind}', ${author}, 'x', 'resident', 'x', now())`,
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

  /** An event that follows the last one of its request. */
  const tell = (
    who: Actor,
    id: number,
    name: string,
    payload: string,
    by: number | string = who.personId ?? 'null',
    at = 'platform.now()',
    kind = 'resident',
    label = 'accounts.acting_name()',
  ) =>
    tried(
      who,
      `insert into platform.event (subject_kind, subject_id, seq, name, at, actor_kind, actor_id, actor_label, payload, previous_hash, hash)
       select 'request', ${id}, h.seq + 1, '${name}', ${at}, '${kind}', ${by}, ${label}, '${payload}', h.hash, '\\x00'
       from (select 1) one left join lateral (select seq, hash from platform.event
         where subject_kind = 'request' and subject_id = ${id} order by seq desc limit 1) h on true`,
    )

  it('speaks to the resident of what one handles, and to colleagues of what one reads', async () => {
    const { metro } = await idsOf()
    const say = (who: Actor, audience: string) =>
      tried(
        who,
        `insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
         values ('request', ${metro}, 'agent', ${who.personId}, 'x', '${audience}', 'x', now())`,
      )
    for (const audience of ['resident', 'handler', 'note']) {
      assert.equal(await say(actors.voirie, audience), 1, audience)
      assert.equal(await say(actors.accueil, audience), 1, audience)
    }
    assert.match(String(await say(actors.mions, 'resident')), /row-level security/)
    assert.equal(await say(actors.mions, 'handler'), 1)
  })

  it('has nothing mailed but what an agent wrote on that request', async () => {
    const { metro, bron } = await idsOf()
    const { rows } = await owner.query<{ id: number; own: boolean }>(
      `insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
       values ('request', $1, 'resident', $3, 'x', 'resident', 'x', now()), ('request', $2, 'agent', null, 'x', 'note', 'x', now())
       returning id, subject_id = $1 as own`,
      [metro, bron, actors.habitante.personId],
    )
    const [own, foreign] = [rows.find((row) => row.own)?.id, rows.find((row) => !row.own)?.id]
    const told = (payload: string, name = 'request.rated', who = actors.habitante) =>
      tell(who, metro, name, payload)
    assert.equal(await told('{}'), 1)
    assert.equal(await told(`{"messageId": ${own}}`), 1)
    for (const payload of [
      `{"messageId": ${foreign}}`,
      `{"toResident": true}`,
      `{"messageId": ${own}, "toResident": true}`,
      `{"messageId": ${foreign}, "toResident": true}`,
    ]) {
      assert.match(String(await told(payload)), /row-level security/, payload)
      assert.match(String(await told(payload, 'request.noted', actors.voirie)), /row-level security/, payload)
    }
    for (const name of ['request.answered', 'request.anything'])
      assert.match(String(await told('{}', name)), /row-level security/, name)
    // Nor what the words of another request say, should an event name them all the same.
    const mailed = async () =>
      (await owner.query<{ n: number }>(`select count(*)::int as n from platform.mail`)).rows[0]?.n
    await world.parvis.runJobs()
    const before = await mailed()
    for (const messageId of [own, foreign])
      await world.parvis.db.write(system, (tx) =>
        emit(tx, {
          name: 'request.answered',
          subjectKind: 'request',
          subjectId: metro,
          payload: { messageId, toResident: true },
        }),
      )
    await world.parvis.runJobs()
    assert.equal(await mailed(), before)
  })

  it('tells each thing once, and no other time', async () => {
    const { metro } = await idsOf()
    const { habitante, voirie } = actors
    const { rows } = await owner.query<{ move: string }>(
      `select jsonb_build_object('unitId', r.unit_id, 'transition', 'cancel', 'from', r.state, 'to', 'withdrawn', 'clock',
         requests.clock_kinds(f ->> 'clock', g ->> 'clock', t -> 'effects'))::text as move
       from requests.request r join definitions.version v on v.kind = 'workflow' and v.id = r.workflow_id and v.version = r.workflow_version,
         jsonb_array_elements(v.body -> 'transitions') t, jsonb_array_elements(v.body -> 'states') f, jsonb_array_elements(v.body -> 'states') g
       where r.id = $1 and t ->> 'id' = 'cancel' and f ->> 'id' = r.state and g ->> 'id' = 'withdrawn'`,
      [metro],
    )
    const [{ move } = { move: '' }] = rows
    const event = `insert into platform.event
      (subject_kind, subject_id, seq, name, at, actor_kind, actor_id, actor_label, payload, previous_hash, hash)
      select 'request', $1, h.seq + 1, $2, platform.now(), 'resident', platform.person_id(), accounts.acting_name(), $3::jsonb, h.hash, '\\x00'
      from platform.event h where h.subject_kind = 'request' and h.subject_id = $1 order by h.seq desc limit 1`
    // Withdrawn, and told so again: the authority would have answered, and written, each time.
    const withdrawn = (times: number) =>
      undone(habitante, async (run) => {
        await run(`update requests.request set state = 'withdrawn' where id = $1`, metro)
        for (let time = 0; time < times; time++) await run(event, metro, 'request.moved', move)
        return 'told'
      })
    assert.equal(await withdrawn(1), 'told')
    assert.match(String(await withdrawn(2)), /row-level security/)
    for (const who of [habitante, voirie])
      assert.match(
        String(await tell(who, metro, 'request.received', `{"clock": ["received"]}`)),
        /row-level security/,
      )
    const noted = (times: number) =>
      undone(voirie, async (run) => {
        const said =
          await run(`insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
          values ('request', ${metro}, 'agent', ${voirie.personId}, 'x', 'handler', 'x', now()) returning id`)
        const payload = JSON.stringify({ messageId: said?.id, audience: 'handler' })
        for (let time = 0; time < times; time++) await run(event, metro, 'request.noted', payload)
        return 'told'
      })
    assert.equal(await noted(1), 'told')
    assert.match(String(await noted(2)), /row-level security/)
  })

  it('tells nothing as an agent, a program or the system that one is not', async () => {
    const { metro } = await idsOf()
    const as = (who: Actor, kind: string) =>
      tell(who, metro, 'request.rated', '{}', undefined, undefined, kind)
    assert.equal(await as(actors.habitante, 'resident'), 1)
    for (const kind of ['anonymous', 'agent', 'program', 'system', 'x'])
      assert.match(String(await as(actors.habitante, kind)), /row-level security|check constraint/, kind)
    assert.equal(await tell(actors.voirie, metro, 'request.told', '{}', undefined, undefined, 'agent'), 1)
  })

  it('signs with the name of whoever acts, and for a unit that is theirs', async () => {
    const { metro } = await idsOf()
    const { habitante, voirie, mions, bron } = actors
    const { rows } = await owner.query<{ name: string; unit: number }>(
      `select contact_name as name, unit_id as unit from requests.request where id = $1`,
      [metro],
    )
    const [{ name, unit } = { name: '', unit: 0 }] = rows
    const say = (who: Actor, kind: string, audience: string, of: number | null = null) =>
      undone(who, (run) =>
        run(`insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at, unit_id)
          values ('request', ${metro}, '${kind}', ${who.personId}, 'Le maire', '${audience}', 'x', now(), ${of}) returning author_label as name`),
      )
    assert.deepEqual(await say(voirie, 'agent', 'resident', unit), { name: voirie.label })
    assert.deepEqual(await say(habitante, 'resident', 'resident', unit), { name })
    const [own, other] = [mions.memberships[0]?.unitId ?? 0, bron.memberships[0]?.unitId ?? 0]
    assert.deepEqual(await say(mions, 'agent', 'handler', own), { name: mions.label })
    for (const [who, kind, audience, of] of [
      [mions, 'agent', 'handler', unit],
      [mions, 'agent', 'note', other],
      [voirie, 'agent', 'resident', other],
      [habitante, 'resident', 'resident', other],
    ] as const)
      assert.match(String(await say(who, kind, audience, of)), /row-level security/, `${audience}, ${of}`)
    const told = (label: string) =>
      tell(voirie, metro, 'request.told', '{}', undefined, undefined, 'agent', label)
    assert.equal(await told(`'${voirie.label}'`), 1)
    for (const label of [`'Le maire'`, `'${mions.label}'`, `''`])
      assert.match(String(await told(label)), /row-level security/, label)
  })

  it('tells alike what is not and what may not be seen', async () => {
    const { mions: unseen } = await idsOf()
    const nowhere = 999_999_999
    for (const person of ['anonymous', 'habitant', 'bron'] as const) {
      const who = actors[person]
      const answers = async (id: number, kind = 'request') => [
        await tried(
          who,
          `insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
           values ('${kind}', ${id}, 'agent', ${who.personId}, 'x', 'note', 'x', now())`,
        ),
        await tried(
          who,
          `insert into threads.draft (person_id, visitor_id, subject_kind, subject_id, writing, typed, once)
           values (${who.personId}, ${who.personId === null ? `'${who.visitorId}'` : null}, '${kind}', ${id}, 'suivi', '{}', '${randomUUID()}')`,
        ),
      ]
      const refused = ['message', 'draft'].map(
        (table) => `new row violates row-level security policy for table "${table}"`,
      )
      assert.deepEqual(await answers(unseen), refused, person)
      assert.deepEqual(await answers(nowhere), refused, person)
    }
  })

  it('names no helper but who has a mandate', async () => {
    const { metro } = await idsOf()
    const { habitante, habitant } = actors
    const helper = {
      personId: habitant.personId ?? 0,
      name: habitant.label,
      under: 'mandate 0',
      personName: '',
      until: '',
    }
    const by = (who: Actor = { ...habitante, by: helper }, payload = `{"by": ${helper.personId}}`) =>
      tell(who, metro, 'request.rated', payload)
    const said = () =>
      undone({ ...habitante, by: helper }, (run) =>
        run(`insert into threads.message (subject_kind, subject_id, author_kind, author_id, audience, body, created_at)
          values ('request', ${metro}, 'resident', ${habitante.personId}, 'resident', 'x', now()) returning author_label as name`),
      )
    assert.match(String(await by()), /row-level security/)
    assert.match(String(await said()), /gave a mandate/)
    const mandate = (ended: string) =>
      owner.query(
        `insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at, ended_at)
         values ('helper', $1, $2, $1, current_date, current_date + 9, now(), now(), ${ended})`,
        [habitante.personId, habitant.personId],
      )
    await mandate('now()')
    assert.match(String(await by()), /row-level security/)
    await mandate('null')
    assert.equal(await by(), 1)
    assert.deepEqual(await said(), { name: `${habitant.label}, pour ${habitante.label}` })
    // Nor does a helper go unnamed, or somebody stand for one who did nothing.
    assert.match(String(await by(habitante)), /row-level security/)
    assert.match(String(await by(undefined, '{}')), /row-level security/)
    await owner.query('delete from accounts.mandate where person_id = $1', [habitante.personId])
  })

  it('dates words, opinions, shares and choices by its own clock, and tells no event of another day', async () => {
    const { metro, bron: inBron } = await idsOf()
    const { habitante, voirie, adminBron } = actors
    const { rows } = await owner.query<{ unit: number; bron: number }>(
      `select r.unit_id as unit, b.commune_id as bron from requests.request r, requests.request b where r.id = $1 and b.id = $2`,
      [metro, inBron],
    )
    const [{ unit, bron } = { unit: 0, bron: 0 }] = rows
    const at = world.parvis.db.clock()
    await owner.query(`update requests.request set closed_at = $2 where id = $1`, [metro, at])
    const chosen = (day: string) =>
      `insert into settings.value (key, authority_id, value, since, set_by)
       values ('tried.date', ${bron}, 'x', ${day}, ${adminBron.personId}) returning since as at`
    const DATED: Record<string, [Actor, (day: string) => string]> = {
      message: [
        voirie,
        (
          day,
        ) => `insert into threads.message (subject_kind, subject_id, author_kind, author_id, author_label, audience, body, created_at)
          values ('request', ${metro}, 'agent', ${voirie.personId}, 'x', 'note', 'x', ${day}) returning created_at as at`,
      ],
      rating: [
        habitante,
        (day) => `insert into requests.rating (request_id, score, rated_at) values (${metro}, 'good', ${day})
          on conflict (request_id) do update set rated_at = ${day} returning rated_at as at`,
      ],
      share: [
        voirie,
        (day) => `insert into requests.access (request_id, unit_id, reason, since)
          values (${metro}, ${unit}, 'handed-over', ${day}) returning since as at`,
      ],
      choice: [adminBron, chosen],
    }
    for (const day of ODD_DAYS) {
      for (const [what, [who, statement]] of Object.entries(DATED))
        assert.deepEqual(await undone(who, (run) => run(statement(day))), { at }, `${what}, ${day}`)
      const ended = await undone(adminBron, async (run) => {
        await run(chosen('now()'))
        return run(`update settings.value set until = ${day} where key = 'tried.date' returning until as at`)
      })
      assert.deepEqual(ended, { at }, day)
      const told = await tell(habitante, metro, 'request.rated', '{}', undefined, day)
      assert.match(String(told), /row-level security/, day)
    }
    // A rating that is given again is dated again.
    const again = await undone(habitante, async (run) => {
      await run(DATED.rating?.[1]('now()') ?? '')
      return run(DATED.rating?.[1](`'1970-01-01'`) ?? '')
    })
    assert.deepEqual(again, { at })
    // The system tells a past: imports, the demonstration.
    const past = await undone(system, (run) => run(DATED.message?.[1](`'1970-01-01'`) ?? ''))
    assert.deepEqual(past, { at: new Date('1970-01-01') })
    await owner.query(`update requests.request set closed_at = null where id = $1`, [metro])
  })
})
