// What an act says: what its event keeps, which messages it writes, in whose name and for whom; that somebody was told otherwise; what the
// second of two agents reads.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { Conflict } from '#platform/errors.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { longDate } from '#platform/ui/french.ts'
import { messagesOf } from '#threads'
import { createTestApp, type RequestOverrides, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { digestOf } from '../record/events.ts'
import { isToBeNoted } from '../record/journal.ts'
import { onRequest } from '../record/queries.ts'
import type { Sent } from '../send/submit.ts'
import { act } from './act.ts'
import type { ActInput } from './acting.ts'
import { Changed } from './changes.ts'
import { isUnread, noteRequest } from './notes.ts'
import { tellPerson, untellPerson } from './tell-person.ts'

const ROADS = 'voirie@parvis.example'
const TEXT = 'Nous passons jeudi.'

describe('what an act says', () => {
  let parvis: TestApp
  let roads: number
  before(async () => {
    parvis = await createTestApp()
    roads = (await parvis.actor(ROADS)).personId ?? 0
  })
  after(() => parvis.close())

  const request = (more: RequestOverrides = {}) => parvis.makeRequest({ commune: '69029', ...more })
  const actsAs = async (email: string, { ref }: Sent, transition: string, input: ActInput = {}) =>
    parvis.db.write(await parvis.actor(email), (tx) => act(tx, ref, transition, input, 'agent'))
  const acts = (sent: Sent, transition: string, input: ActInput = {}) =>
    actsAs(ROADS, sent, transition, input)
  const rowOf = async ({ id }: Sent) =>
    (await parvis.db.read(system, (tx) => requestById(tx, id))) ?? assert.fail()
  const lastEvent = async ({ id }: Sent) =>
    (await parvis.db.read(system, (tx) => eventsOf(tx, 'request', id))).at(-1) ?? assert.fail()
  const messages = ({ id }: Sent) => parvis.db.read(system, (tx) => messagesOf(tx, onRequest(id)))

  /** The last event but for the ids of messages, and the messages it names. */
  async function told(sent: Sent) {
    const { payload } = await lastEvent(sent)
    const { messageId, reasonId, digest, ...kept } = payload
    const said = await messages(sent)
    const message = said.find(({ id }) => id === messageId)
    const reason = said.find(({ id }) => id === reasonId)
    assert.equal(digest, message && digestOf(message.body), 'the event vouches for the message')
    return { kept, message, reason }
  }

  test('the event keeps who has it, and nothing that did not happen', async () => {
    const sent = await request()
    const { unitId } = await rowOf(sent)
    const said = await acts(sent, 'take')
    assert.equal(said.assigneeId, roads)
    const taken = { clock: [], transition: 'take', from: 'new', to: 'in_progress', unitId, assigneeId: roads }
    assert.deepEqual(await told(sent), { kept: taken, message: undefined, reason: undefined })
    const malo = (await parvis.actor('malo.vauzelle@parvis.example')).personId ?? 0
    await acts(sent, 'assign', { agentId: malo })
    const given = { clock: [], transition: 'assign', from: 'in_progress', to: 'in_progress', unitId }
    assert.deepEqual((await told(sent)).kept, { ...given, assigneeId: malo, toHandler: true })
  })

  test('whoever acts from a list has opened it: the resident reads so in their journal', async () => {
    const { personId } = await parvis.actor('habitante@parvis.example')
    const sent = await request({ residentId: personId })
    const row = await rowOf(sent)
    const agent = await parvis.actor(ROADS)
    const isNoted = () => parvis.db.read(agent, async (tx) => !(await isToBeNoted(tx, row)))
    assert.equal(await isNoted(), false)
    await acts(sent, 'take')
    assert.equal(await isNoted(), true)
  })

  test('a hand-over keeps where it comes from; its note is for colleagues, its words for the resident', async () => {
    const sent = await request()
    const { unitId } = await rowOf(sent)
    const cleaning = (await parvis.actor('awa.proprete@parvis.example')).memberships[0]?.unitId ?? 0
    await acts(sent, 'hand_over', {
      targetUnitId: cleaning,
      reason: ' À voir. ',
      explanation: 'c’est à nettoyer.',
    })
    const { kept, message, reason } = await told(sent)
    assert.deepEqual(kept, {
      ...{ clock: [], transition: 'hand_over', from: 'new', to: 'new', unitId: cleaning, fromUnitId: unitId },
      ...{ assigneeId: null, toHandler: true, toResident: true },
    })
    assert.deepEqual([reason?.audience, reason?.authorKind, reason?.body], ['note', 'agent', 'À voir.'])
    assert.deepEqual([message?.audience, message?.authorKind], ['resident', 'agent'])
    assert.match(message?.body ?? '', /c’est à nettoyer/)
  })

  test('a day that is planned past the promise, and promised instead, is both', async () => {
    const sent = await request()
    const { unitId, solutionDueAt } = await rowOf(sent)
    assert.ok(solutionDueAt && solutionDueAt < new Date('2026-12-14'))
    const [date, message] = ['2026-12-15', 'Nous venons le {{le jour de l’intervention}}.']
    await acts(sent, 'schedule', { date, promise: true, message })
    const said = await told(sent)
    assert.deepEqual(said.kept, {
      ...{ clock: ['promised', 'firstAnswer'], transition: 'schedule', from: 'new', to: 'scheduled', unitId },
      ...{ toResident: true, plannedDay: date, promisedDay: date },
    })
    assert.equal(said.message?.body.replaceAll('\u00a0', ' '), 'Nous venons le mardi 15 décembre 2026.')
    assert.equal((await rowOf(sent)).plannedDay, date)
  })

  test('a template that nobody types over gives the reason typed, the new day, the former one, and is signed', async () => {
    const sent = await request()
    const { solutionDueAt } = await rowOf(sent)
    await acts(sent, 'promise', { date: '2026-12-15', explanation: ' le gel empêche. ' })
    const { message } = await told(sent)
    const body = (message?.body ?? '').replaceAll('\u00a0', ' ')
    const { label } = await parvis.actor(ROADS)
    const former = longDate(solutionDueAt ?? assert.fail(), 'Europe/Paris').replaceAll('\u00a0', ' ')
    for (const words of ['le gel empêche.', 'mardi 15 décembre', former, label])
      assert.ok(body.includes(words), `${words}\n${body}`)
  })

  test('what is typed beside an act that says nothing to the resident is a note', async () => {
    const sent = await request()
    await acts(sent, 'take', { message: TEXT })
    const { kept, message } = await told(sent)
    assert.deepEqual([message?.audience, message?.body, kept.toResident], ['note', TEXT, undefined])
  })

  test('a resident speaks for themselves alone: what the authority answers is said after, by the system', async () => {
    const resident = await parvis.actor('habitante@parvis.example')
    const sent = await request({ residentId: resident.personId })
    const does = (transition: string, input: ActInput) =>
      parvis.db.write(resident, (tx) => act(tx, sent.ref, transition, input, 'resident'))
    await does('resident_message', { message: ` ${TEXT} ` })
    const { message } = await told(sent)
    assert.deepEqual([message?.authorKind, message?.audience, message?.body], ['resident', 'resident', TEXT])
    await does('cancel', {})
    const { kept, message: answer } = await told(sent)
    assert.deepEqual([kept.transition, kept.toResident, answer], ['cancel', undefined, undefined])
  })

  test('typed by the system, it is the system’s', async () => {
    const sent = await request()
    await acts(sent, 'ask', { message: 'À quel numéro ?' })
    const input = { message: 'Sans réponse de votre part, nous fermons.' }
    await parvis.db.write(system, (tx) => act(tx, sent.ref, 'close_unanswered', input, 'system'))
    const { message } = await told(sent)
    assert.deepEqual([message?.authorKind, message?.audience], ['system', 'resident'])
  })

  test('the same words with spaces around, sent at once, are the same message', async () => {
    const sent = await request()
    for (const message of [TEXT, ` ${TEXT}\n`]) await acts(sent, 'reply', { message })
    assert.equal((await messages(sent)).filter(({ body }) => body.trim() === TEXT).length, 1)
  })

  test('whom no mail reaches waits to be told, unless somebody did; it is said, and taken back', async () => {
    const sent = await request({ email: null })
    const now = parvis.now()
    assert.deepEqual((await acts(sent, 'reply', { message: TEXT })).untoldSince, now)
    assert.deepEqual((await told(sent)).kept.unmailed, true)
    const agent = await parvis.actor(ROADS)
    const tell = (how: 'phone' | 'other') => parvis.db.write(agent, (tx) => tellPerson(tx, sent.ref, how))
    const untell = () => parvis.db.write(agent, (tx) => untellPerson(tx, sent.ref))
    await untell()
    assert.equal((await lastEvent(sent)).name, 'request.moved', 'already waits')
    await tell('phone')
    await tell('other')
    const { name, payload } = await lastEvent(sent)
    assert.deepEqual(
      [name, payload, (await rowOf(sent)).untoldSince],
      ['request.told', { how: 'phone' }, null],
    )
    await untell()
    assert.deepEqual((await lastEvent(sent)).payload, { how: 'not' })
    assert.deepEqual((await rowOf(sent)).untoldSince, now)
    const called = await request({ email: null })
    await assert.rejects(
      parvis.db.write(agent, (tx) => untellPerson(tx, called.ref)),
      Conflict,
    )
    assert.equal((await acts(called, 'reply', { message: TEXT, told: 'phone' })).untoldSince, null)
    const { kept } = await told(called)
    assert.deepEqual([kept.unmailed, kept.told], [true, 'phone'])
    const mailed = await request()
    await acts(mailed, 'reply', { message: TEXT, told: 'phone' })
    const { unmailed, told: how } = (await told(mailed)).kept
    assert.deepEqual([unmailed, how, (await rowOf(mailed)).untoldSince], [undefined, undefined, null])
  })

  describe('two agents at once', () => {
    const MALO = 'malo.vauzelle@parvis.example'
    const EMAIL = 'temoin@courriel.example'

    test('the second is shown what changed, who did it and when, and nothing was sent', async () => {
      const sent = await request()
      const seen = (await lastEvent(sent)).seq
      await actsAs(MALO, sent, 'reply', { message: 'Nous passons jeudi.', seen })
      await parvis.db.write(await parvis.actor(MALO), (tx) => noteRequest(tx, sent.ref, 'Cône posé.', 'note'))
      const answer = () => acts(sent, 'reply', { message: 'Nous passons vendredi.', seen })
      await assert.rejects(answer(), (error: unknown) => {
        assert.ok(error instanceof Changed)
        assert.match(error.changes[0] ?? '', /Réponse envoyée à l’usager, par Malo Vauzelle, .*\u00a0h\u00a0/)
        assert.match(error.changes[1] ?? '', /Note interne ajoutée, par Malo Vauzelle/)
        return true
      })
      assert.equal((await messages(sent)).filter(({ authorKind }) => authorKind === 'agent').length, 2)
      await acts(sent, 'reply', {
        message: 'Nous passons vendredi.',
        seen: (await lastEvent(sent)).seq,
      })
    })

    test('one’s own note since then is no surprise, a colleague’s is', async () => {
      const sent = await request()
      const seen = (await lastEvent(sent)).seq
      const note = async (email: string) =>
        parvis.db.write(await parvis.actor(email), (tx) =>
          noteRequest(tx, sent.ref, `Vu (${email}).`, 'note'),
        )
      await note(ROADS)
      await acts(sent, 'reply', { message: 'Nous passons jeudi.', seen })
      const later = (await lastEvent(sent)).seq
      await note(MALO)
      await assert.rejects(acts(sent, 'reply', { message: 'Ou vendredi.', seen: later }), Changed)
    })

    test('an act that is no longer possible says who did what', async () => {
      const sent = await request()
      await actsAs(MALO, sent, 'close', { message: 'C’est rebouché.' })
      await assert.rejects(
        acts(sent, 'ask', { message: 'Où exactement ?' }),
        /a changé entre-temps.*Demande close avec une réponse, par Malo Vauzelle/,
      )
    })

    test('one form sent ten times says one thing, with its key or, at once, without', async () => {
      const sent = await request({ email: EMAIL })
      const once = randomUUID()
      for (let turn = 0; turn < 10; turn += 1)
        await acts(sent, 'reply', { message: 'Nous passons jeudi.', once })
      const agent = await parvis.actor(ROADS)
      await Promise.all(
        Array.from({ length: 10 }, () =>
          parvis.db.write(agent, (tx) =>
            act(tx, sent.ref, 'reply', { message: 'Nous sommes passés.' }, 'agent'),
          ),
        ),
      )
      const bodies = (await messages(sent)).slice(1).map(({ body }) => body)
      assert.deepEqual(bodies, ['Nous passons jeudi.', 'Nous sommes passés.'])
      await acts(sent, 'close', { message: 'C’est rebouché.', once: randomUUID() })
      await acts(sent, 'close', { message: 'C’est rebouché.' })
      await parvis.runJobs()
      const mails = await parvis.db.read(system, async (tx) =>
        Promise.all(
          (await keptMails(tx, { to: EMAIL })).map(async ({ id }) => (await keptMail(tx, id))?.text ?? ''),
        ),
      )
      assert.equal(mails.filter((text) => text.includes('C’est rebouché.')).length, 1)
    })
  })
})

test('a request is unread until opened, and again once its resident has written since', () => {
  const [early, late] = [new Date('2026-03-04T09:00:00Z'), new Date('2026-03-04T10:00:00Z')]
  const unread = (handlerReadAt: Date | null, residentWroteAt: Date | null) =>
    isUnread({ id: 1, handlerReadAt, residentWroteAt })
  assert.deepEqual(
    [
      unread(null, null),
      unread(null, early),
      unread(early, late),
      unread(early, null),
      unread(late, early),
      unread(early, early),
    ],
    [true, true, true, false, false, false],
  )
})
