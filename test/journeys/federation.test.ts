// FranceConnect in a real browser, without JavaScript too: the content policy lets people leave and come back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openContext } from '#test/browser.ts'
import { codeSentTo, type FederationWorld, openFederation } from '#test/federation.ts'
import { holdPage } from '#test/held.ts'
import { freePort } from '#test/port.ts'

describe('FranceConnect in a browser', () => {
  let world: FederationWorld
  let site = ''
  before(async () => {
    const port = await freePort()
    site = `http://127.0.0.1:${port}`
    world = await openFederation(site)
    await world.app.listen({ port, host: '127.0.0.1' })
  })
  after(() => world.close())

  async function open(scripts: boolean): Promise<{ page: Page; errors: string[] }> {
    const context = await openContext({ javaScriptEnabled: scripts, viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())))
    return { page, errors }
  }
  const press = async (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click()

  test('from the button to an account, and out again at both places', async () => {
    const { page, errors } = await open(true)
    await page.goto(`${site}/connexion`)
    await press(page, 'S’identifier avec FranceConnect')
    await holdPage(page)
    await press(page, /Slimane/)
    await holdPage(page)
    await page.getByLabel('Adresse e-mail').fill('slimane@essai.example')
    await press(page, 'Recevoir le code')
    await holdPage(page)
    await page.getByLabel('Code à six chiffres').fill('12')
    await press(page, 'Ouvrir mon compte')
    await page.locator('.error-summary').waitFor()
    await page.getByLabel('Code à six chiffres').fill(await codeSentTo(world, 'slimane@essai.example'))
    await press(page, 'Ouvrir mon compte')
    await page.waitForURL(`${site}/compte`)
    await page.goto(`${site}/compte/connexions`)
    await holdPage(page)

    await press(page, 'Se déconnecter')
    await holdPage(page)
    await press(page, 'Se déconnecter de FranceConnect')
    await page.waitForURL(`${site}/`)
    assert.match(await page.locator('body').innerText(), /déconnecté de partout/)
    assert.deepEqual(
      errors.filter((text) => !/status of 422/.test(text)),
      [],
    )
    await page.context().close()
  })

  for (const scripts of [true, false])
    test(`linking leads to the provider and back ${scripts ? 'with' : 'without'} JavaScript`, async () => {
      const { page, errors } = await open(scripts)
      const email = scripts ? 'habitante@parvis.example' : 'habitant@parvis.example'
      const { cookies } = await world.signedInAs(email)
      await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: site })))
      await page.goto(`${site}/compte/connexions`)
      await page.getByLabel('Mot de passe actuel').fill('parvis-demo-2026')
      await press(page, 'Relier FranceConnect')
      await press(page, scripts ? /Livia/ : /Tiago/)
      await page.waitForURL(`${site}/compte/connexions`)
      assert.match(await page.locator('body').innerText(), /FranceConnect est relié à votre compte/)
      assert.deepEqual(errors, [])
      await page.context().close()
    })
})
