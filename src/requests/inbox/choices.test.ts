// The filters of a list offer what its reach may hold, and no more.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BRON, openDesk, pageOf, ROADS } from '../desk/desk.fixture.ts'

describe('the filters of a list', () => {
  const world = openDesk()
  const offered = async (email: string, url: string, name: string): Promise<string[]> => {
    const page = await pageOf(await world.parvis.signedInAs(email), url)
    const select = new RegExp(`<select name="${name}">([^]*?)</select>`).exec(page)?.[1] ?? ''
    return [...select.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value ?? '')
  }

  test('a unit finds the services that a rule gives it, in the communes it serves', async () => {
    const all = await offered('accueil@parvis.example', '/agents', 'demarche')
    const own = await offered(ROADS, '/agents', 'demarche')
    assert.ok(own.includes('signaler-un-nid-de-poule'))
    assert.ok(!own.includes('se-marier'))
    assert.ok(own.length < all.length / 2, `${own.length} of ${all.length}`)
    const communes = await offered(ROADS, '/agents', 'commune')
    assert.ok(communes.includes('69029') && communes.length < 58, communes.join())
  })

  test('a town hall follows its own commune, where anything may happen', async () => {
    assert.deepEqual(await offered(BRON, '/agents?vue=commune', 'commune'), ['69029'])
    assert.ok((await offered(BRON, '/agents?vue=commune', 'demarche')).includes('signaler-un-nid-de-poule'))
  })

  test('what was handed over to it against the rules, and what is chosen, stay among the choices', async () => {
    const asked = '/agents?demarche=se-marier&commune=69283'
    assert.ok((await offered(ROADS, asked, 'demarche')).includes('se-marier'))
    assert.ok((await offered(ROADS, asked, 'commune')).includes('69283'))
  })

  test('a view offers the states that it may hold', async () => {
    assert.deepEqual(await offered(ROADS, '/agents?vue=attente', 'etat'), ['ouvertes'])
    assert.ok(!(await offered(ROADS, '/agents?vue=retard', 'etat')).includes('closes'))
    assert.deepEqual(await offered(ROADS, '/agents?vue=closes', 'etat'), ['closes'])
  })
})
