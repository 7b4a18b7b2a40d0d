// Every count of the administration's home leads to a list that shows the same number, whoever administers.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'

const CARD = /<a href="([^"]+)">([^<]+)<span class="count">([\d\s\u202f]+)<\/span><\/a>/g

describe('counts of the administration', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  /** Rows of the panel that the address names, the first one otherwise. */
  function rowsAt(body: string, href: string): number {
    const id = href.split('#')[1]
    const from = id === undefined ? body.indexOf('<table') : body.indexOf(`id="${id}"`)
    if (from < 0) return 0
    const table = body.slice(from, body.indexOf('</table>', from))
    return table.slice(table.indexOf('<tbody')).split('<tr').length - 1
  }

  for (const email of ['admin@parvis.example', 'admin.bron@parvis.example'])
    test(`each card of ${email}`, async () => {
      const admin = await parvis.signedInAs(email)
      const home = (await admin.get('/administration')).body
      const cards = [...home.matchAll(CARD)]
      assert.ok(cards.length >= 2, home)
      for (const [, href = '', label, said = ''] of cards) {
        const { statusCode, body } = await admin.get(href.replace(/#.*/, ''))
        assert.equal(statusCode, 200, href)
        assert.equal(rowsAt(body, href), Number(said.replace(/\D/g, '')), `${label}, ${href}`)
      }
    })

  test('whoever administers a town sees what it answers, and the whole territory beside', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    const home = (await bron.get('/administration')).body
    for (const [, href = '', label, said] of [...home.matchAll(CARD)].slice(0, 2)) {
      const all = (await bron.get(`${href}?pour=tout`)).body
      assert.ok(rowsAt(all, '') > Number(said), `${label}: a town answers for a part`)
      assert.match(all, /Ce que traite la [Vv]ille de Bron/)
      assert.match((await bron.get(`${href}?q=nid`)).body, /<input type="hidden" name="pour" value="bron">/)
      assert.match(
        (await bron.get(`${href}?pour=tout&q=nid`)).body,
        /<input type="hidden" name="pour" value="tout">/,
      )
    }
  })
})
