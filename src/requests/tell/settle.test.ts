// What the authority answers by itself: said once, by the system, whatever ends between the act and the answer.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { act } from '../act/act.ts'
import { settleAfter } from './settle.ts'

describe('what a resident does', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const cancelled = async () => {
    const resident = await parvis.actor('habitante@parvis.example')
    const { ref, id } = await parvis.makeRequest({ commune: '69029', residentId: resident.personId })
    await parvis.db.write(resident, (tx) =>
      act(tx, ref, 'cancel', { reason: 'Déjà réparé par un voisin.' }, 'resident'),
    )
    return { ref, id }
  }
  const answers = (id: number) =>
    parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('threads.message')
        .select(['author_kind', 'author_label', 'body'])
        .where('subject_kind', '=', 'request')
        .where('subject_id', '=', id)
        .where('author_kind', '=', 'system')
        .execute(),
    )
  const letters = (ref: string) =>
    parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('platform.mail')
        .select(['id', 'text_body'])
        .where('subject', 'like', `Demande ${ref}%elle est terminée`)
        .execute(),
    )

  test('is answered at once, and once, in the name of the authority', async () => {
    const { ref, id } = await cancelled()
    assert.deepEqual(await answers(id), [])
    await settleAfter(parvis.db, ref)
    const [said] = await answers(id)
    assert.match(said?.body ?? '', new RegExp(`Vous avez arrêté votre demande ${ref}`))
    assert.equal(said?.author_label, 'Métropole de Lyon')
    await settleAfter(parvis.db, ref)
    await parvis.runJobs()
    assert.equal((await answers(id)).length, 1)
    const [letter, ...more] = await letters(ref)
    assert.deepEqual(more, [])
    assert.ok(letter)
    assert.doesNotMatch(
      letter.text_body,
      /rouverte|Votre avis/,
      'what one stopped oneself is not opened again there',
    )
  })

  test('ends what was planned of it, and leaves nobody to tell', async () => {
    const resident = await parvis.actor('habitante@parvis.example')
    const { ref, id } = await parvis.makeRequest({
      commune: '69029',
      residentId: resident.personId,
      email: null,
    })
    const agent = await parvis.actor('voirie@parvis.example')
    const input = { date: '2026-11-25', message: 'Nous passons le 25 novembre.' }
    await parvis.db.write(agent, (tx) => act(tx, ref, 'schedule', input, 'agent'))
    const left = async () =>
      parvis.db.read(system, async (tx) => {
        const row = await requestById(tx, id)
        return { planned: row?.plannedDay, isUntold: row?.untoldSince !== null }
      })
    assert.deepEqual(await left(), { planned: '2026-11-25', isUntold: true })
    await parvis.db.write(resident, (tx) => act(tx, ref, 'cancel', { reason: 'Réparé.' }, 'resident'))
    assert.deepEqual(await left(), { planned: null, isUntold: false })
    await settleAfter(parvis.db, ref)
    assert.deepEqual(await left(), { planned: null, isUntold: false })
  })

  test('is answered by the job, should the program end before', async () => {
    const { ref, id } = await cancelled()
    await parvis.runJobs()
    assert.equal((await answers(id)).length, 1)
    assert.equal((await letters(ref)).length, 1)
  })
})
