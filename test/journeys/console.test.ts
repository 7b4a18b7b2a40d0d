// An administrator looks after a site of their authority in a real browser on a phone: settings, trial, check of addresses.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { connectDemoSite } from '#demo'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openContext } from '#test/browser.ts'
import { holdPage } from '#test/held.ts'
import { freePort } from '#test/port.ts'
import { type DemoSite, startDemoSite } from '../../demo-site/index.ts'

describe('the administration of a site', () => {
  let parvis: TestApp
  let issuer = ''
  let page: Page
  let site: DemoSite
  before(async () => {
    const port = await freePort()
    issuer = `http://localhost:${port}`
    parvis = await createTestApp({ env: { PARVIS_URL: issuer } })
    await parvis.app.listen({ port, host: '127.0.0.1' })
    site = await startDemoSite({ port: 0, issuer })
    const registered = await connectDemoSite(parvis.db, parvis.config, site)
    assert.ok(registered)
    site.connect(registered)
    const context = await openContext({ viewport: { width: 390, height: 844 } })
    const { cookies } = await parvis.signedInAs('admin.bron@parvis.example')
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: issuer })))
    page = await context.newPage()
  })
  after(async () => {
    await page.context().close()
    await site.stop()
    await parvis.close()
  })

  const isGood = async (title: string | RegExp) => {
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await holdPage(page)
  }
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).click()

  test('finds it, changes its name, and reads who did what', async () => {
    await page.goto(`${issuer}/administration/sites`)
    await isGood('Sites connectés au compte')
    await follow('Le site de Bron')
    await isGood('Le site de Bron')
    await follow('Modifier')
    await isGood(/^Modifier/)
    await page.getByLabel('Nom du site').fill('Bron, la ville')
    await press('Enregistrer')
    await isGood('Bron, la ville')
    await page.getByText('Le site de Bron → Bron, la ville').waitFor()
  })

  test('tries the sign-in, step by step, and nothing is left in the account', async () => {
    await follow('Essayer la connexion')
    await isGood(/^Essayer la connexion/)
    await press('Commencer l’essai')
    await isGood('Se connecter à «\u00a0Bron, la ville (essai)\u00a0»')
    await press('Continuer')
    await page.getByText('La connexion fonctionne').waitFor()
    await isGood(/^Essai de/)
    await page.reload()
    await isGood('Cet essai est terminé')
  })

  test('has its addresses called, back-channel included', async () => {
    await page.goto(`${issuer}/administration/sites/site-de-bron`)
    await press('Vérifier les adresses')
    await isGood(/^Adresses de/)
    await page.getByText('Le site a accepté une déconnexion d’essai').waitFor()
  })

  test('changes its secret, ends the former one, and puts it out of service and back', async () => {
    await page.goto(`${issuer}/administration/sites/site-de-bron`)
    await press('Changer le secret')
    await isGood('Nouveau secret')
    await follow('Voir le site')
    await press('Terminer maintenant')
    await page.getByText('L’ancien secret ne fonctionne plus.').waitFor()
    await press('Mettre hors service')
    await page.getByRole('heading', { name: 'Ce site est hors service' }).waitFor()
    await isGood('Bron, la ville')
    await press('Remettre en service')
    await page.getByText('Le site est de nouveau en service.').waitFor()
  })
})
