// What is told when units are reorganised, and what a template becomes for somebody: on a request that they read, or invented.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { type Territory, territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { requestById } from '#test/requests.ts'
import { openRequests } from '../entrust/held.ts'
import { previewOn, previewSample } from './preview.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('another unit has it', () => {
  let parvis: TestApp
  let place: Territory
  let agent: Actor = anonymous()
  before(async () => {
    parvis = await createTestApp()
    place = await parvis.db.read(system, territory)
    agent = await parvis.actor('voirie@parvis.example')
  })
  after(() => parvis.close())
  const unitOf = async (id: number) =>
    (await parvis.db.read(system, (tx) => requestById(tx, id)))?.unitId ?? assert.fail()
  const handing = openRequests.handing ?? assert.fail()

  test('whoever asked learns its name once; not of what is over or has moved on meanwhile', async () => {
    /** Mails to that address that say so, once every job is done. */
    const told = async (to: string) => {
      await parvis.runJobs()
      return parvis.db.read(system, async (tx) => {
        const all = await Promise.all((await keptMails(tx, { to })).map(({ id }) => keptMail(tx, id)))
        return all
          .filter((mail) => mail !== null)
          .filter(({ text }) => plain(text).includes('qui suit votre demande'))
      })
    }
    const open = await parvis.makeRequest({ email: 'ouverte@courriel.example' })
    const over = await parvis.makeRequest({ email: 'close@courriel.example' })
    await parvis.makeRequest({ email: null })
    assert.deepEqual(await told('ouverte@courriel.example'), [])
    const from = await unitOf(open.id)
    const to = place.unitsOf(place.metropolis.id).find(({ id }) => id !== from)?.id ?? 0
    const move = () => parvis.db.write(system, (tx) => handing.move(tx, from, to))
    const state = await move()
    await parvis.db.write(system, ({ q }) =>
      sql`update requests.request set state = 'closed', state_kind = 'done' where id = ${over.id}`.execute(q),
    )
    const [mail = assert.fail(), ...more] = await told('ouverte@courriel.example')
    assert.deepEqual(more, [])
    assert.ok(mail.subject.includes(open.ref), mail.subject)
    for (const unit of [from, to])
      assert.ok(plain(mail.text).includes(place.unit(unit).name.slice(1)), mail.text)
    assert.deepEqual(await told('close@courriel.example'), [], 'what is over by then')
    // Back before anybody was told: where it is is what is told.
    await parvis.db.write(system, (tx) => handing.giveBack(tx, state))
    await move()
    assert.equal((await told('ouverte@courriel.example')).length, 2)
  })

  test('a template is read on a request by whoever reads it, with what is left to fill; on none, with invented values', async () => {
    const { ref } = await parvis.makeRequest({ name: 'Zoé Canari' })
    const on = (by: Actor, text: string, which = ref) =>
      parvis.db.read(by, (tx) => previewOn(tx, text, which))
    const service = plain((await on(agent, '{service}'))?.text ?? '')
    assert.deepEqual(await on(agent, 'Bonjour {name}, {reference}\u00a0: {{la raison}}. {agent}'), {
      text: `Bonjour Zoé Canari, ${ref}\u00a0: {la raison}. ${agent.label}`,
      holes: ['{la raison}'],
    })
    assert.match(service, /nid-de-poule/i)
    assert.equal(await on(anonymous(), 'x'), null)
    assert.equal(await on(agent, 'x', '1999-00001'), null)
    const sample = await parvis.db.read(agent, (tx) =>
      previewSample(tx, '{name}, {service}, {agent}. {{quoi}}'),
    )
    assert.deepEqual(
      [sample.text, sample.holes.length],
      [`Camille Durand, Signaler un problème, ${agent.label}. ${sample.holes[0]}`, 1],
    )
  })
})
