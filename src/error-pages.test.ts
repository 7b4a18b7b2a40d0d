// The pages of errors: the head and the foot of the site, and a way on.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'

describe('pages of errors', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const isWhole = (body: string) => {
    assert.match(body, /<nav class="site-nav" aria-label="Principale">/)
    assert.match(body, /<footer class="site-footer"/)
    assert.match(body, /<form[^>]* action="\/demarches" role="search">/)
    assert.match(body, /href="\/suivi">Suivre une demande/)
  }

  test('a page that does not exist', async () => {
    const { statusCode, body } = await parvis.browser().get('/pas-ici')
    assert.equal(statusCode, 404)
    assert.match(body, /<h1>Page introuvable<\/h1>/)
    isWhole(body)
    assert.doesNotMatch(body, /href="\/agents"/)
  })

  test('an address that cannot be read', async () => {
    const reply = await parvis.app.inject({ url: '/%E0%A4%A' })
    assert.equal(reply.statusCode, 404)
    assert.match(reply.body, /<footer class="site-footer"/)
  })

  test('an agent is led back to the desk, on the site of their town too', async () => {
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    const { statusCode, body } = await agent.get('/agents/demandes/2026-99999', { host: 'bron.localhost' })
    assert.equal(statusCode, 404)
    isWhole(body)
    assert.match(body, /<b>Ville de Bron<\/b>/)
    assert.match(body, /href="\/agents">Revenir aux demandes à traiter/)
  })

  test('an elected member keeps their menu, and is led back to their home', async () => {
    const mayor = await parvis.signedInAs('maire.bron@parvis.example')
    for (const url of ['/brochures/9999', '/territoires/pas-ici', '/pas-ici']) {
      const { statusCode, body } = await mayor.get(url)
      assert.equal(statusCode, 404, url)
      assert.match(body, /<h1>Page introuvable<\/h1>/)
      assert.match(body, /<body class="desk"/)
      assert.match(body, /href="\/territoires\/club"/)
      assert.match(body, /href="\/territoires">Revenir à l’accueil des élus/)
      assert.doesNotMatch(body, /Suivre une demande/)
    }
  })

  test('an administrator, who has no desk, is led back to the administration', async () => {
    const admin = await parvis.signedInAs('admin.bron@parvis.example')
    const { statusCode, body } = await admin.get('/agents/saisir', { host: 'bron.localhost' })
    assert.equal(statusCode, 404)
    assert.match(body, /href="\/administration">Revenir à l’administration/)
    assert.doesNotMatch(body, /demandes à traiter/)
  })
})
