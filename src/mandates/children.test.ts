// Children: declared by a parent, shared with the other one, until the day before they are 18.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { sendForm } from '#test/apply.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { actingAs, answerInvitation, boxes, mandateBetween } from '#test/mandates.ts'
import { system } from '#platform/actor.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { mandates } from './module.ts'

/** Karim Bellecour and Lucette Morandat have children. */
const PARENT = 'habitant@parvis.example'
const OTHER = 'habitante@parvis.example'

describe('children', () => {
  let parvis: TestApp
  let parent: TestBrowser
  before(async () => {
    parvis = await createTestApp()
  })
  beforeEach(async () => {
    parvis.advance({ minutes: 16 })
    parent = await parvis.signedInAs(PARENT)
  })
  after(() => parvis.close())

  const declare = (given: string, birthdate: string, browser = parent) =>
    browser.post('/compte/proches/enfants', {
      given_name: given,
      family_name: 'Bellecour',
      ...boxes('naissance', birthdate),
    })
  const subjects = async (to: string) =>
    (await parvis.db.read(system, (tx) => keptMails(tx, { to }))).map(({ subject }) => subject)
  const childId = async (name: string) => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from accounts.person where name = ${name}`.execute(tx.q),
    )
    return rows.map(({ id }) => id)
  }

  test('a parent declares a child, acts and sends in its name; the values are declared', async () => {
    assert.equal((await declare('Nina', '2015-03-12')).headers.location, '/compte/proches')
    const { body } = await parent.get('/compte/proches')
    assert.match(body, /Nina Bellecour/)
    assert.match(body, /jusqu’au vendredi 11\u00a0mars 2033/)
    assert.doesNotMatch(body, /À 15/)
    const helper = await actingAs(parvis, PARENT, await mandateBetween(parvis, PARENT, 'Nina Bellecour'))
    const { ref } = await sendForm(helper, { name: 'Nina Bellecour', email: 'papa@courriel.example' })
    assert.match((await helper.get('/compte')).body, new RegExp(ref))
    const [id] = await childId('Nina Bellecour')
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ said: string }>`select value_id || ' ' || value || ' ' || source || ' ' || level as said
        from accounts.profile_value where person_id = ${id} order by value_id`.execute(tx.q),
    )
    assert.deepEqual(
      rows.map(({ said }) => said),
      [
        'birthdate 2015-03-12 declared declared',
        'family_name Bellecour declared declared',
        'given_name Nina declared declared',
      ],
    )
    const credentials = await parvis.db.read(system, async (tx) => {
      const found = await sql`select from accounts.credential where person_id = ${id}`.execute(tx.q)
      return found.rows.length
    })
    assert.equal(credentials, 0)
  })

  test('sent twice, it is one child', async () => {
    await declare('Lou', '2018-05-01')
    assert.equal((await declare('Lou', '2018-05-01')).statusCode, 303)
    assert.equal((await childId('Lou Bellecour')).length, 1)
  })

  test('a birth date that is none, to come, or of an adult is refused, and what was typed is kept', async () => {
    for (const [birthdate, said] of [
      ['2015-02-30', /Écrivez une date de naissance complète/],
      ['2027-01-01', /Écrivez une date de naissance complète/],
      ['2008-11-23', /peut ouvrir son compte/],
      ['1960-01-01', /Cette personne a 18 ans ou plus\u00a0: elle peut ouvrir son compte/],
    ] as const) {
      const reply = await declare('Zélie', birthdate)
      assert.equal(reply.statusCode, 422, birthdate)
      assert.match(reply.body, said)
      assert.match(reply.body, /value="Zélie"/)
    }
    assert.equal((await declare('12', '2015-01-01')).statusCode, 422)
    assert.equal((await declare('', '2015-01-01')).statusCode, 422)
  })

  test('at 15 the page says that the child may have an account; at 18 nobody acts any more', async () => {
    await declare('Ado', '2008-11-30')
    assert.match((await parent.get('/compte/proches')).body, /À 15\u00a0ans|À 15&nbsp;ans/)
    const helper = await actingAs(parvis, PARENT, await mandateBetween(parvis, PARENT, 'Ado Bellecour'))
    parvis.advance({ days: 6 })
    assert.match((await helper.get('/compte')).body, /Vous agissez pour <b>Ado/)
    parvis.advance({ days: 2 })
    assert.doesNotMatch((await helper.get('/compte')).body, /Vous agissez pour/)
    await mandates.jobs?.(parvis.config, parvis.house, parvis.house)['mandates.sweep']?.(parvis.db, {})
    await parvis.runJobs()
    assert.equal((await subjects(PARENT)).filter((one) => one === 'Ado Bellecour a 18 ans').length, 1)
  })

  test('the other parent is invited, acts too, and each sees the other; a stranger invites nobody', async () => {
    await declare('Max', '2016-06-06')
    const [enfant] = await childId('Max Bellecour')
    const form = await parent.get(`/compte/proches/confier?enfant=${enfant}`)
    assert.match(form.body, /Inviter l’autre parent de Max Bellecour/)
    const given = { email: OTHER, enfant: String(enfant) }
    assert.equal((await parent.post('/compte/proches/confier', given)).statusCode, 303)
    const other = await parvis.signedInAs(OTHER)
    assert.equal((await other.get(`/compte/proches/confier?enfant=${enfant}`)).statusCode, 404)
    assert.equal(
      (await other.post('/compte/proches/confier', { email: 'x@parvis.example', enfant: String(enfant) }))
        .statusCode,
      404,
    )
    assert.equal(await answerInvitation(parvis, other, OTHER), 303)
    const id = await mandateBetween(parvis, OTHER, 'Max Bellecour')
    assert.match((await (await actingAs(parvis, OTHER, id)).get('/compte')).body, /Max Bellecour/)
    assert.match((await parent.get('/compte/proches')).body, /Lucette Morandat agit aussi pour Max Bellecour/)
    assert.match((await other.get('/compte/proches')).body, /Karim Bellecour agit aussi pour Max Bellecour/)
    const first = await mandateBetween(parvis, PARENT, 'Max Bellecour')
    assert.equal(
      (await other.post(`/compte/proches/${first}/fin`, {})).statusCode,
      404,
      'who was invited does not send away who invited',
    )
  })
})
