// The receipt as a paper to keep: the words of the page, for whoever may see the page.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm, sendForm } from '#test/apply.ts'
import { textOfPdf } from '#test/pdf.ts'

describe('the receipt on paper', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  test('says what the page says, and downloads under its reference', async () => {
    const browser = parvis.browser()
    const { at, ref, code, receipt } = await sendForm(browser, {
      details: 'Juste après l’arrêt.',
      name: 'Łucja Morandat',
    })
    assert.match(receipt, new RegExp(`<a class="button quiet" href="${at}/recu/papier" download>`))
    const reply = await browser.get(`${at}/recu/papier`)
    assert.equal(reply.statusCode, 200)
    assert.equal(reply.headers['content-type'], 'application/pdf')
    assert.equal(
      reply.headers['content-disposition'],
      `attachment; filename="accuse-de-reception-${ref}.pdf"`,
    )
    const text = textOfPdf(reply.rawPayload).pages.join('\n').replaceAll('\u00a0', ' ')
    for (const said of [
      'Votre signalement est enregistré',
      'vaut accusé de réception',
      'Un premier message au plus tard le',
      'vendredi 27 novembre',
      'lundi 7 décembre',
      code,
      ref,
      'http://parvis.test/suivi',
      '12 rue de la République',
      'Juste après l’arrêt.',
      'Łucja Morandat',
      'article L114-2',
    ])
      assert.ok(text.includes(said), said)
  })

  test('is nobody else’s, and does not exist before the request is sent', async () => {
    const browser = parvis.browser()
    const { at } = await sendForm(browser)
    assert.equal((await parvis.browser().get(`${at}/recu/papier`)).statusCode, 404)
    const { at: open } = await beginForm(browser)
    assert.equal((await browser.get(`${open}/recu/papier`)).statusCode, 404)
  })
})
