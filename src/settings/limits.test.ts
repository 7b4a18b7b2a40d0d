// Limits that town halls choose: what the program said stands until somebody chooses, and each door obeys from then on.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { takeDraftRoom } from '#forms'
import { anonymous } from '#platform/actor.ts'
import { Full } from '#platform/errors.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const SETTINGS = '/administration/reglages'

describe('limits on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const choose = (who: TestBrowser, key: string, valeur: string) =>
    who.post(`${SETTINGS}/${key}`, { valeur, collectivite: '', pour: '', acte: 'choisir' })
  const statuses = async (times: number, send: (turn: number) => Promise<{ statusCode: number }>) => {
    const found: number[] = []
    for (let turn = 0; turn < times; turn += 1) found.push((await send(turn)).statusCode)
    return found
  }

  test('are found with the value in force, and refuse what would protect nobody', async () => {
    const list = await bron.get(`${SETTINGS}?q=invitations`)
    assert.match(list.body, /Invitations d’agents en une heure[^]*?60/)
    for (const typed of ['0', '501', 'beaucoup', '']) {
      const refused = await choose(bron, 'organisation.invitations', typed)
      assert.equal(refused.statusCode, 422)
      assert.match(refused.body, /Écrivez un nombre/)
    }
    assert.equal((await choose(bron, 'forms.drafts_from_network', '9')).statusCode, 404, 'the metropolis’s')
  })

  test('invitations: as many as the commune says, and the sentence says how many', async () => {
    const { unit } = await parvis.db.read(anonymous(), async (tx) => {
      const place = await territory(tx)
      const [first] = place.unitsOf(place.authorityByCode('69029')?.id ?? 0)
      return { unit: String(first?.id) }
    })
    assert.equal((await choose(bron, 'organisation.invitations', '2')).statusCode, 303)
    const invite = (turn: number) =>
      bron.post('/administration/agents/nouveau', {
        name: `Nouvelle Venue ${turn}`,
        email: `venue-${turn}@mairie.example`,
        ...{ unit, role: 'handler', from: '2026-12-01', to: '' },
      })
    assert.deepEqual(await statuses(3, invite), [303, 303, 429])
    assert.match((await invite(3)).body, /Vous avez envoyé 2\sinvitations en une heure/)
    assert.equal((await choose(bron, 'organisation.invitations', '3')).statusCode, 303)
    assert.deepEqual(await statuses(2, (turn) => invite(turn + 4)), [303, 429])
  })

  test('accounts sought at the desk', async () => {
    const reception = await parvis.signedInAs('accueil@parvis.example')
    assert.equal((await choose(metropolis, 'signin.desk_find', '2')).statusCode, 303)
    const seek = () => reception.post('/agents/comptes', { numero: '1234567890' })
    assert.deepEqual(await statuses(3, seek), [422, 422, 429])
  })

  test('requests begun from one network', async () => {
    assert.equal((await choose(metropolis, 'forms.drafts_from_network', '1')).statusCode, 303)
    const { db, config } = parvis
    const begin = () => {
      const visitorId = crypto.randomUUID()
      return takeDraftRoom({
        db,
        config,
        visitorId,
        actor: anonymous(visitorId),
        ip: '192.0.2.7',
        isHere: false,
      })
    }
    await begin()
    await assert.rejects(begin(), Full)
  })
})
