// « 12 rue Garibaldi, Lyon »: the geocoder tells the arrondissement when it answers, and only that of the commune that was said.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'

describe('a street of a commune that has arrondissements', () => {
  let parvis: TestApp
  let service: Server
  let code = '69386'
  const asked: string[] = []
  before(async () => {
    service = createServer((request, response) => {
      asked.push(new URL(request.url ?? '/', 'http://service').searchParams.get('q') ?? '')
      const properties = { label: '12 Rue Garibaldi', citycode: code, postcode: '69006', city: 'Lyon' }
      const geometry = { type: 'Point', coordinates: [4.85, 45.76] }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ features: [{ type: 'Feature', geometry, properties }] }))
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    const { port } = service.address() as AddressInfo
    parvis = await createTestApp({ env: { PARVIS_GEOCODER_URL: `http://127.0.0.1:${port}/geocodage` } })
  })
  after(async () => {
    await parvis.close()
    service.close()
  })

  const formOf = async (query: string) => {
    const browser = parvis.browser()
    const begun = await browser.get(`/demarches/signaler-un-nid-de-poule/demande?${query}`)
    return (await browser.follow(begun)).body
  }

  test('is in it', async () => {
    const form = await formOf('commune=69123&adresse=12+rue+Garibaldi')
    assert.match(form, /<option value="69386" selected>/)
    assert.match(form, /name="place-adresse" value="12 rue Garibaldi"/)
    assert.deepEqual(asked, ['12 rue Garibaldi Lyon'])
  })

  test('is not in another town, whatever the geocoder finds; nothing is asked without a street', async () => {
    code = '75056'
    const form = await formOf('commune=69123&adresse=5+rue+Moncey')
    assert.doesNotMatch(form, /<option value="\d+" selected>/)
    assert.match(form, /name="place-adresse" value="5 rue Moncey"/)
    asked.length = 0
    await formOf('commune=69123')
    await formOf('commune=69029&adresse=5+rue+Moncey')
    assert.deepEqual(asked, [])
  })
})
