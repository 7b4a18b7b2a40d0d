// Every count of the administration's home leads to a list that shows the same number, whoever administers.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'

const CARD = /<a href="([^"]+)"><span>([^<]+)<\/span><span class="count">([\d\s\u202f]+)<\/span><\/a>/g

describe('counts of the administration', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    // Somebody invited stands in the list of agents.
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const form = (await bron.get('/administration/agents/nouveau')).body
    const unit = /<option value="(\d+)"/.exec(form)?.[1] ?? ''
    const post = { unit, role: 'handler', from: '2026-11-23', to: '' }
    const invited = { name: 'Nouvelle Venue', email: 'nouvelle@parvis.example', ...post }
    assert.equal((await bron.post('/administration/agents/nouveau', invited)).statusCode, 303)
  })
  after(() => parvis.close())

  /** Rows of the list of that page. */
  const rowsAt = (body: string): number => {
    const table = /<tbody[^]*?<\/table>/.exec(body)?.[0] ?? ''
    return table === '' ? 0 : table.split('<tr').length - 1
  }

  for (const email of ['admin@parvis.example', 'admin.bron@parvis.example'])
    test(`each card of ${email}`, async () => {
      const admin = await parvis.signedInAs(email)
      const home = (await admin.get('/administration')).body
      const cards = [...home.matchAll(CARD)]
      assert.ok(cards.length >= 2, home)
      for (const [, href = '', label, said = ''] of cards) {
        const { statusCode, body } = await admin.get(href)
        assert.equal(statusCode, 200, href)
        assert.equal(rowsAt(body), Number(said.replace(/\D/g, '')), `${label}, ${href}`)
      }
    })

  test('whoever administers the territory sees what any town answers', async () => {
    const admin = await parvis.signedInAs('admin@parvis.example')
    const list = '/administration/demarches'
    const [all, bron] = [(await admin.get(list)).body, (await admin.get(`${list}?pour=bron`)).body]
    assert.match(all, /<option value="bron">Ville de Bron/)
    assert.match(bron, /<option value="bron" selected>/)
    assert.ok(rowsAt(bron) > 0 && rowsAt(bron) < rowsAt(all))
  })

  test('whoever administers a town sees what it answers, and the whole territory beside', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const home = (await bron.get('/administration')).body
    const services = [...home.matchAll(CARD)].filter(([, href]) => href === '/administration/demarches')
    assert.equal(services.length, 1)
    for (const [, href = '', label, said] of services) {
      const own = (await bron.get(href)).body
      assert.match(
        own,
        /<option value=""(?: selected)?>Ville de Bron<\/option><option value="tout">Tout le territoire/,
      )
      const all = (await bron.get(`${href}?pour=tout&q=nid`)).body
      assert.match(all, /<option value="tout" selected>/)
      const whole = (await bron.get(`${href}?pour=tout`)).body
      assert.ok(rowsAt(whole) > Number(said), `${label}: a town answers for a part`)
      assert.ok(rowsAt(all) < rowsAt(whole))
    }
  })
})
