// A request that a helper makes for somebody: whose it is, who is told and where, what its code opens, what goes with the helper's account.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { identify } from '#people'
import { anonymous, system } from '#platform/actor.ts'
import { cookieName, SESSION } from '#platform/http/cookies.ts'
import { BadInput } from '#platform/errors.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { addDays } from '#territory'
import { messagesOf } from '#threads'
import { createTestApp, type TestApp } from '#test/app.ts'
import { actingAs, makeMandate } from '#test/mandates.ts'
import { act } from './act/act.ts'
import { openByCode } from './follow/follow.ts'
import { followView } from './follow/view.ts'
import { personal } from './privacy/personal.ts'
import { onRequest } from './record/queries.ts'
import { keepDraft, nothingTyped } from './write/draft.ts'
import { FOLLOW } from './write/queries.ts'

const [PERSON, HELPER] = ['habitante@parvis.example', 'habitant@parvis.example']

describe('a request made for somebody', () => {
  let parvis: TestApp
  let [person, helper, acting] = [anonymous(), anonymous(), anonymous()]
  before(async () => {
    parvis = await createTestApp()
    const until = addDays(parvis.now().toISOString().slice(0, 10), 60)
    const mandate = await makeMandate(parvis, { person: PERSON, helper: HELPER, until })
    const browser = await actingAs(parvis, HELPER, mandate)
    const token = browser.cookies.get(cookieName(parvis.config, SESSION)) ?? ''
    acting = await identify(parvis.db, token, '11111111-2222-4333-8444-555555555555')
    person = await parvis.actor(PERSON)
    helper = await parvis.actor(HELPER)
    assert.deepEqual([acting.personId, acting.by?.personId], [person.personId, helper.personId])
  })
  after(() => parvis.close())
  const forThem = (email: string | null) =>
    parvis.makeRequest({ by: acting, residentId: person.personId, email })
  /** Subjects of mails to the person that say that somebody made it for them. */
  const told = async () => {
    await parvis.runJobs()
    return parvis.db.read(system, async (tx) => {
      const mails = await Promise.all((await keptMails(tx, { to: PERSON })).map(({ id }) => keptMail(tx, id)))
      return mails.flatMap((mail) =>
        mail !== null && /l’a faite pour vous/.test(mail.subject) ? [mail] : [],
      )
    })
  }

  test('the person learns it at the address of their account, but where the form wrote there already', async () => {
    await forThem(PERSON.toUpperCase())
    assert.deepEqual(await told(), [])
    const elsewhere = await forThem('autre@courriel.example')
    const [mail, ...more] = await told()
    assert.deepEqual(more, [])
    assert.ok(
      mail?.subject.includes(elsewhere.ref) && mail.text.includes(`/suivi/${elsewhere.ref}`),
      mail?.text,
    )
    assert.match(mail?.text ?? '', /mettre fin à ce mandat/)
    await forThem(null)
    assert.equal((await told()).length, 2, 'whoever left no address is told as well')
    const own = await parvis.makeRequest({
      by: person,
      residentId: person.personId,
      email: 'autre@courriel.example',
    })
    assert.equal((await told()).length, 2)
    const seen = async (ref: string) =>
      (await parvis.db.read(person, (tx) => followView(tx, ref))).sentFor?.personId
    assert.deepEqual([await seen(elsewhere.ref), await seen(own.ref)], [person.personId, undefined])
  })

  test('while one acts for somebody, a code opens what is theirs and nothing else', async () => {
    const [theirs, other] = [await forThem(null), await parvis.makeRequest()]
    const open = (code: string, ip: string, by = acting) =>
      openByCode({ db: parvis.db, config: parvis.config }, by, code, ip)
    assert.equal(await open(theirs.code, '203.0.113.1'), theirs.ref)
    await assert.rejects(open(other.code, '203.0.113.2'), (error) => {
      assert.ok(error instanceof BadInput)
      assert.deepEqual(
        error.problems.map(({ field }) => field),
        ['code'],
      )
      assert.match(
        error.problems[0]?.message ?? '',
        /n’est pas dans le compte .* Arrêtez d’agir pour cette personne/,
      )
      return true
    })
    const visitor = anonymous('22222222-2222-4333-8444-555555555555')
    assert.equal(await open(other.code, '203.0.113.3', visitor), other.ref)
  })

  test('an account that closes leaves requests to whoever answers them, says how many, and no name of a helper', async () => {
    const [mine, messages, drafts] = personal
    assert.ok(mine && messages && drafts)
    const sent = await forThem(null)
    const { writing } = await parvis.db.read(acting, (tx) => followView(tx, sent.ref))
    const { id: transition } = writing?.transition ?? assert.fail()
    await parvis.db.write(acting, (tx) => act(tx, sent.ref, transition, { message: 'Au 12.' }, 'resident'))
    const authors = async () =>
      (await parvis.db.read(system, (tx) => messagesOf(tx, onRequest(sent.id)))).map(
        ({ authorLabel }) => authorLabel,
      )
    assert.ok((await authors()).includes(acting.label), String(await authors()))
    const personId = person.personId ?? 0
    const of = await parvis.db.read(system, (tx) => mine.held(tx, personId))
    const kept = await parvis.db.write(system, (tx) => mine.erase(tx, personId))
    assert.deepEqual(
      kept.map(({ kept: count }) => count),
      of.map(({ count }) => count),
    )
    assert.match(kept[0]?.because ?? '', /^\d+\sdemandes? en cours\s: la collectivité doit y répondre\.$/)
    assert.ok((await authors()).includes(acting.label))
    assert.deepEqual(await parvis.db.write(system, (tx) => mine.erase(tx, helper.personId ?? 0)), [])
    assert.deepEqual(
      (await authors()).filter((label) => label !== null && label.includes('pour')),
      [],
    )
    const typed = { ...nothingTyped, message: 'Bonjour' }
    await parvis.db.write(person, (tx) =>
      keepDraft(tx, sent.id, { writing: FOLLOW, typed, once: crypto.randomUUID() }),
    )
    const count = async (holding: typeof messages) =>
      (await parvis.db.read(system, (tx) => holding.held(tx, personId))).reduce(
        (sum, one) => sum + one.count,
        0,
      )
    assert.deepEqual([await count(messages), await count(drafts)], [1, 0])
    const erase = (holding: typeof messages) => parvis.db.write(system, (tx) => holding.erase(tx, personId))
    assert.equal(
      (await erase(drafts)).reduce((sum, { erased }) => sum + erased, 0),
      0,
    )
    assert.equal(await count(messages), 1)
    assert.equal(
      (await erase(messages)).reduce((sum, { erased }) => sum + erased, 0),
      1,
    )
    assert.equal(await count(messages), 0)
  })
})
