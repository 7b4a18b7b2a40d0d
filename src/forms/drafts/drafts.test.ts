// Drafts: whose they are, what saving keeps, what was sent stays as it was.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { NotFound, Unauthenticated } from '#platform/errors.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import {
  draftOrNew,
  dropDraft,
  findDraft,
  isToAsk,
  listDrafts,
  lockDraft,
  markSubmitted,
  saveDraft,
  takeDraft,
} from './drafts.ts'
import { draftBytes, draftsToRemind, noteReminded, purgeDrafts } from './queries.ts'

const SERVICE = 'signaler-un-nid-de-poule'

describe('drafts', () => {
  let parvis: TestApp
  let person: Actor
  const browser = anonymous(randomUUID())
  before(async () => {
    parvis = await createTestApp()
    person = await parvis.actor('habitante@parvis.example')
  })
  after(() => parvis.close())

  const by = <T>(actor: Actor, work: (tx: Write) => Promise<T>) => parvis.db.write(actor, work)
  const save = (actor: Actor, id: string, text: string, slug = SERVICE) =>
    by(actor, (tx) =>
      saveDraft(
        tx,
        { id, serviceSlug: slug, serviceVersion: 1, formId: 'pothole', formVersion: 1 },
        { details: text },
        { details: { '': text } },
      ),
    )
  const read = (actor: Actor, id: string) => by(actor, (tx) => findDraft(tx, id))

  test('are saved again under the same service, by whoever began them alone', async () => {
    const id = randomUUID()
    assert.deepEqual((await save(browser, id, 'Un trou')).answers.answers, { details: 'Un trou' })
    assert.deepEqual((await save(browser, id, 'Deux trous')).answers.raw, { details: { '': 'Deux trous' } })
    await assert.rejects(save(browser, id, 'Ailleurs', 'encombrants'), NotFound)
    for (const other of [anonymous(randomUUID()), person]) {
      await assert.rejects(save(other, id, 'À moi'), NotFound)
      assert.equal(await read(other, id), undefined)
      await assert.rejects(
        by(other, (tx) => draftOrNew(tx, id)),
        NotFound,
      )
      await by(other, (tx) => dropDraft(tx, id))
    }
    assert.deepEqual((await read(browser, id))?.answers.answers, { details: 'Deux trous' })
    assert.equal(await by(browser, (tx) => draftOrNew(tx, randomUUID())), undefined, 'a free id may be begun')
    await save(person, randomUUID(), 'Chez moi')
    const [own] = await by(person, listDrafts)
    await assert.rejects(
      by(browser, (tx) => draftOrNew(tx, own?.id ?? '')),
      Unauthenticated,
    )
  })

  test('are listed the latest first, asked about after a while, and become the account’s when it goes on', async () => {
    const [one, two] = [randomUUID(), randomUUID()]
    const mine = { ...person, visitorId: anonymous(randomUUID()).visitorId }
    const apart = anonymous(mine.visitorId)
    await save(apart, one, 'Le premier')
    parvis.advance({ minutes: 31 })
    await save(apart, two, 'Le second')
    assert.deepEqual(
      (await by(apart, listDrafts)).map(({ id }) => id),
      [two, one],
    )
    const found = (await read(apart, one)) ?? assert.fail()
    const minutes = (count: number) => new Date(found.updatedAt.getTime() + count * 60_000)
    assert.deepEqual([isToAsk(found, minutes(30)), isToAsk(found, minutes(31))], [false, true])
    await by(mine, (tx) => takeDraft(tx, one))
    assert.equal(await read(apart, one), undefined)
    assert.deepEqual(
      [(await read(mine, one))?.personId, (await read(mine, one))?.begunApart],
      [person.personId, false],
    )
    await assert.rejects(
      by(mine, (tx) => takeDraft(tx, randomUUID())),
      NotFound,
    )
    await assert.rejects(
      by(mine, (tx) => takeDraft(tx, 'none')),
      NotFound,
    )
  })

  test('once sent are neither listed, nor changed, nor dropped', async () => {
    const id = randomUUID()
    const actor = anonymous(randomUUID())
    await save(actor, id, 'Un trou')
    await by(actor, (tx) => markSubmitted(tx, id))
    await save(actor, id, 'Autre chose')
    await by(actor, (tx) => dropDraft(tx, id))
    assert.deepEqual((await read(actor, id))?.answers, { answers: {}, raw: {} })
    assert.deepEqual(await by(actor, listDrafts), [])
  })

  test('dropped are gone', async () => {
    const id = randomUUID()
    const actor = anonymous(randomUUID())
    await save(actor, id, 'Un trou')
    await assert.rejects(
      by(actor, (tx) => dropDraft(tx, 'none')),
      NotFound,
    )
    await by(actor, (tx) => dropDraft(tx, id))
    assert.equal(await read(actor, id), undefined)
  })

  test('left alone are told of once, then forgotten; what was sent stays', async () => {
    const [idle, sent] = [randomUUID(), randomUUID()]
    await save(person, idle, 'Un trou')
    await save(person, sent, 'Deux trous')
    await by(person, (tx) => markSubmitted(tx, sent))
    parvis.advance({ days: 8 })
    const at = (days: number) => new Date(parvis.now().getTime() - days * 86_400_000)
    const due = () =>
      by(system, async (tx) => (await draftsToRemind(tx, at(9), at(7), 100)).map(({ id }) => id))
    assert.ok((await due()).includes(idle) && !(await due()).includes(sent))
    await by(system, (tx) => noteReminded(tx, [idle]))
    assert.ok(!(await due()).includes(idle))
    assert.ok((await by(system, draftBytes)) > 0)
    await by(system, (tx) => purgeDrafts(tx, at(9), 100))
    assert.ok(await read(person, idle))
    assert.ok((await by(system, (tx) => purgeDrafts(tx, at(7), 100))) > 0)
    assert.equal(await read(person, idle), undefined)
    assert.ok(await read(person, sent))
    parvis.advance({ days: -8 })
  })

  test('have one writer at a time', async () => {
    const id = randomUUID()
    const order: string[] = []
    let second: Promise<void> | undefined
    await by(browser, async (tx) => {
      await lockDraft(tx, id)
      second = by(browser, async (other) => {
        await lockDraft(other, id)
        order.push('second')
      })
      await new Promise((done) => setTimeout(done, 50))
      order.push('first')
    })
    await second
    assert.deepEqual(order, ['first', 'second'])
  })
})
