// An agreement ends: on each day its town hall works, or reads, or opens nothing, and nobody is left unanswered.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { PUBLIC } from '#audiences'
import { addMembership } from '#people'
import { open } from '#settings'
import { addDays, territory } from '#territory'
import { requestById } from '#test/requests.ts'
import { moveToday } from '#test/database.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { jobsOf } from '../../app.ts'
import type { Sent } from '../send/submit.ts'

const BRON = '69029'
const AGENT = 'agent.bron@parvis.example'
const ROADS = 'voirie@parvis.example'
const ADMIN = 'admin.bron@parvis.example'
/** Its last day, the last on which it is read, and the first of the next agreement, counted from today. */
const [LAST, READ, AGAIN] = [10, 40, 60]

describe('the end of an agreement', () => {
  let parvis: TestApp
  let authorityId: number
  let asked: Sent
  let closed: Sent
  let day = 0
  before(async () => {
    parvis = await createTestApp()
    parvis.advance({ minutes: Math.round((Date.now() - parvis.now().getTime()) / 60_000) })
    const first = parvis.now().toISOString().slice(0, 10)
    await parvis.db.write(system, async (tx) => {
      authorityId = (await territory(tx)).authorityByCode(BRON)?.id ?? assert.fail()
      const days = (from: number, to: number) => ({ from: addDays(first, from), to: addDays(first, to) })
      await open(tx, { source: 'agreement:1', authorityId }, [
        { feature: 'requests.desk', ...days(-100, LAST) },
        { feature: 'requests.desk', ...days(AGAIN, 400) },
      ])
    })
    const { personId: residentId } = await parvis.actor('habitant@parvis.example')
    asked = await send({ residentId })
  })
  after(() => parvis.close())

  const goTo = async (next: number) => {
    parvis.advance({ days: next - day })
    await moveToday(parvis.ownerUrl, next)
    day = next
    await jobsOf(parvis.config, parvis.house)['requests.follow_offers']?.(parvis.db, {})
    await parvis.runJobs()
  }
  const send = (more: { residentId?: number | null } = {}) =>
    parvis.makeRequest({
      service: 'eclairage-public-en-panne',
      commune: BRON,
      email: 'canari@courriel.example',
      ...more,
    })
  const answers = async ({ id }: Sent) =>
    (await parvis.db.read(system, (tx) => requestById(tx, id)))?.authorityId ?? assert.fail()
  const note = async ({ ref }: Sent) =>
    (await parvis.signedInAs(AGENT)).post(`/agents/demandes/${ref}/notes`, { message: 'Vu', pour: 'note' })
  const mailsTo = async (to: string) => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        text: string
      }>`select subject || ' ' || text_body as text from platform.mail where recipient = ${to}
        order by created_at`.execute(tx.q),
    )
    return rows.map(({ text }) => text.replaceAll(/[\u00a0\u202f]/g, ' '))
  }
  /** What PostgreSQL alone opens to somebody: their requests, and the authorities they choose for. */
  const wall = async (email: string, verb: 'read' | 'write') => {
    const actor = await parvis.actor(email)
    const { rows } = await parvis.db[verb](actor, (tx) =>
      sql<{ requests: number; chosen: number }>`select
        (select count(*)::integer from requests.request) as requests,
        cardinality(audiences.actor_ids('setter')) as chosen`.execute(tx.q),
    )
    return rows[0]
  }

  /** Kinds of keys that PostgreSQL alone gives somebody who writes. */
  const writing = async (email: string) => {
    const held: string[] = []
    for (const { kind } of parvis.house.keys) {
      const { rows } = await parvis.db.write(await parvis.actor(email), (tx) =>
        sql<{ ids: (number | string)[] }>`select audiences.actor_ids(${kind}) as ids`.execute(tx.q),
      )
      // « Public » is everybody's.
      if ((rows[0]?.ids ?? []).some((id) => kind !== 'audience' || Number(id) !== PUBLIC)) held.push(kind)
    }
    return held
  }

  test('until its last day, everything works', async () => {
    await goTo(LAST)
    assert.equal((await note(asked)).statusCode, 303)
    assert.equal(await answers(asked), authorityId)
    closed = await send({ residentId: (await parvis.actor('habitant@parvis.example')).personId })
    const agent = await parvis.signedInAs('remi.bron@parvis.example')
    const act = (name: string, values = {}) =>
      agent.post(`/agents/demandes/${closed.ref}/actions/${name}`, values)
    await act('take')
    assert.equal((await act('close', { message: 'C’est fait.', outcome: 'solved' })).statusCode, 303)
    const person = await parvis.signedInAs('habitant@parvis.example')
    assert.match((await person.get(`/suivi/${closed.ref}`)).body, /rouvre la demande, au même service/)
  })

  test('from the day after, agents read everything and change nothing: both walls', async () => {
    await goTo(LAST + 1)
    const agent = await parvis.signedInAs(AGENT)
    const shown = await agent.get(`/agents/demandes/${asked.ref}`)
    assert.equal(shown.statusCode, 200)
    assert.match(shown.body, /aria-label="Lecture seule"/)
    assert.doesNotMatch(shown.body, /id="ecrire"/)
    const refused = await note(asked)
    assert.equal(refused.statusCode, 403)
    assert.match(
      refused.body,
      /La convention de la Ville de Bron a pris fin le [^.]+\. Jusqu’au [^.]+ rien n’est enregistré/,
    )
    const inbox = await agent.get('/agents')
    assert.equal(inbox.statusCode, 200)
    assert.doesNotMatch(inbox.body, /Saisir une demande/, 'what is refused is not offered')
    assert.match((await agent.get('/agents/saisir')).body, /vous lisez tout et ne changez rien/)
    const person = await parvis.signedInAs('habitant@parvis.example')
    assert.match(
      (await person.get(`/suivi/${closed.ref}`)).body,
      /Votre message rouvre la demande\. Le [^.]*Métropole de Lyon\) la reprend/,
    )
    const administrator = await parvis.signedInAs(ADMIN)
    assert.equal((await administrator.get('/administration/agents')).statusCode, 200)
    const invited = await administrator.post('/administration/agents/nouveau', {})
    assert.equal(invited.statusCode, 403)

    assert.deepEqual(
      [await wall(AGENT, 'read'), await wall(AGENT, 'write')],
      [
        { requests: 2, chosen: 0 },
        { requests: 0, chosen: 0 },
      ],
    )
    assert.deepEqual([await writing(AGENT), await writing(ADMIN)], [['person'], ['person']])
    assert.deepEqual(
      [await wall(ADMIN, 'read'), await wall(ADMIN, 'write')],
      [
        { requests: 0, chosen: 1 },
        { requests: 0, chosen: 0 },
      ],
    )
  })

  test('what is open, and what comes, is answered by the contact centre, and the person knows', async () => {
    assert.notEqual(await answers(asked), authorityId)
    assert.notEqual(await answers(await send()), authorityId)
    assert.match((await mailsTo('canari@courriel.example')).join('\n'), /Nous reprenons votre demande/)
    const person = await parvis.signedInAs('habitant@parvis.example')
    assert.equal((await person.get(`/suivi/${asked.ref}`)).statusCode, 200)
    await goTo(LAST + 2)
    for (const to of [AGENT, ADMIN, 'admin@parvis.example'])
      assert.equal(
        (await mailsTo(to)).filter((text) => /La convention avec la Ville de Bron a pris fin/.test(text))
          .length,
        1,
        to,
      )
  })

  test('what an agent reads is in the journal of whose it is', async () => {
    const entries = async () => {
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{
          n: number
        }>`select count(*)::integer as n from platform.access_entry where object = ${asked.ref}`.execute(
          tx.q,
        ),
      )
      return rows[0]?.n ?? 0
    }
    const before = await entries()
    const other = await parvis.signedInAs('remi.bron@parvis.example')
    assert.equal((await other.get(`/agents/demandes/${asked.ref}`)).statusCode, 200)
    assert.equal(await entries(), before + 1)
  })

  test('whoever works elsewhere too goes on working there', async () => {
    const { personId } = await parvis.actor(ROADS)
    await parvis.db.write(system, async (tx) => {
      const [unit] = (await territory(tx)).unitsOf(authorityId)
      const post = { personId: personId ?? 0, unitId: unit?.id ?? 0, role: 'editor' } as const
      await addMembership(tx, { ...post, from: '2020-01-01' })
    })
    const agent = await parvis.signedInAs(ROADS)
    const theirs = await parvis.makeRequest()
    const noted = await agent.post(`/agents/demandes/${theirs.ref}/notes`, { message: 'Vu', pour: 'note' })
    assert.equal(noted.statusCode, 303)
    const refused = await agent.post('/administration/informations/nouvelle', { titre: 'x' })
    assert.match(refused.body, /La convention de la Ville de Bron a pris fin/)
  })

  test('after thirty days posts open nothing, and a page says why and whom to ask', async () => {
    await goTo(READ)
    assert.equal((await (await parvis.signedInAs(AGENT)).get('/agents')).statusCode, 200, 'the thirtieth day')
    await goTo(READ + 1)
    const agent = await parvis.signedInAs(AGENT)
    for (const path of ['/agents', `/agents/demandes/${asked.ref}`]) {
      const closed = await agent.get(path)
      assert.equal(closed.statusCode, 403, path)
      assert.match(
        closed.body,
        /votre poste n’ouvre plus rien\. La Métropole de Lyon tient les conventions et vous répond/,
      )
    }
    assert.deepEqual(await wall(AGENT, 'read'), { requests: 0, chosen: 0 })
    assert.equal(
      (await (await parvis.signedInAs('habitant@parvis.example')).get('/agents')).statusCode,
      404,
      'no agent',
    )
  })

  test('whoever administers still reads its agreement, and the next one opens all posts again', async () => {
    const administrator = await parvis.signedInAs(ADMIN)
    const shown = await administrator.get('/administration/conventions')
    assert.equal(shown.statusCode, 200)
    assert.match(shown.body, /Vous en lisez la convention/)
    await goTo(AGAIN)
    const agent = await parvis.signedInAs(AGENT)
    const later = await send()
    assert.equal(await answers(later), authorityId)
    const open = await agent.get(`/agents/demandes/${later.ref}`)
    assert.doesNotMatch(open.body, /Lecture seule/)
    assert.equal((await note(later)).statusCode, 303)
  })
})
