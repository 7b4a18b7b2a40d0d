// Pages of the account wear what whoever reads them came from: the intranet for an agent, the site of residents for anybody else; what one asks
// as a resident stays there for all.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'

const OF_ALL = [
  'profil',
  'securite',
  'securite/adresse',
  'confirmation',
  'sites',
  'proches',
  'donnees',
] as const
const OF_AGENTS = ['borne', 'mots-de-passe-d-application'] as const

describe('pages of the account', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const isIntranet = (body: string) =>
    /<header class="desk-header">[^]*href="\/intranet"/.test(body) && !body.includes('class="site-header"')

  test('an agent keeps the menu of the intranet, and has a way to their account of a resident', async () => {
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    for (const page of [...OF_ALL, ...OF_AGENTS]) {
      const { statusCode, body } = await agent.get(`/compte/${page}`)
      assert.equal(statusCode, 200, page)
      assert.ok(isIntranet(body), page)
      assert.match(body, /<a href="\/compte">votre compte d’habitant<\/a>/, page)
    }
    const own = await agent.get('/compte')
    assert.match(own.body, /class="site-header"/)
    assert.match(own.body, /href="\/agents"/)
    assert.match(
      (await agent.get('/agents')).body,
      /<nav aria-label="Principale">[^]*href="\/intranet">Intranet</,
    )
    // What is wrong is said there too.
    const wrong = await agent.post('/compte/profil', { name: '' })
    assert.equal(wrong.statusCode, 422)
    assert.ok(isIntranet(wrong.body))
  })

  test('a resident has the site of residents, on every page', async () => {
    const resident = await parvis.signedInAs('habitant@parvis.example')
    for (const page of OF_ALL) {
      const { statusCode, body } = await resident.get(`/compte/${page}`)
      assert.equal(statusCode, 200, page)
      assert.match(body, /class="site-header"/, page)
      assert.doesNotMatch(body, /desk-header|compte d’habitant/, page)
    }
  })
})
