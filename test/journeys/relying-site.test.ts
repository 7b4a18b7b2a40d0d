// A town’s own site that signs people in through the account, in a real browser on a phone, with and without scripts: the
// demonstration site, which has nothing but the discovery address, an identifier and a secret.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { connectDemoSite } from '#demo'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openContext } from '#test/browser.ts'
import { holdPage } from '#test/held.ts'
import { freePort } from '#test/port.ts'
import { type DemoSite, startDemoSite } from '../../demo-site/index.ts'

const PASSWORD = 'parvis-demo-2026'

describe('a relying site', () => {
  let parvis: TestApp
  let issuer = ''
  let site: DemoSite
  before(async () => {
    const port = await freePort()
    // Another name than the site’s: two origins, and two sites, for the browser.
    issuer = `http://localhost:${port}`
    parvis = await createTestApp({ env: { PARVIS_URL: issuer } })
    await parvis.app.listen({ port, host: '127.0.0.1' })
    site = await startDemoSite({ port: 0, issuer })
    const registered = await connectDemoSite(parvis.db, parvis.config, site)
    assert.ok(registered)
    site.connect(registered)
  })
  after(async () => {
    await site.stop()
    await parvis.close()
  })

  for (const javaScriptEnabled of [true, false])
    describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
      let context: BrowserContext
      let page: Page
      before(async () => {
        context = await openContext({ javaScriptEnabled, viewport: { width: 390, height: 844 } })
        page = await context.newPage()
      })
      after(() => context.close())

      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
      const leaveForAccount = async () => {
        await page.goto(site.origin)
        await page.getByRole('link', { name: 'Se connecter avec mon compte du territoire' }).click()
      }
      const enter = async () => {
        await page.getByLabel('Adresse e-mail').fill('habitante@parvis.example')
        await page.getByLabel('Mot de passe').fill(PASSWORD)
        await press('Se connecter')
      }
      const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor()
      const isAtSpace = async () => {
        await page.waitForURL(`${site.origin}/mon-espace`)
        await heading(/^Bonjour /)
      }
      const isAccessible = () => holdPage(page)

      test('signs in with the account, asked value by value, and shows what it received', async () => {
        await page.goto(site.origin)
        await isAccessible()
        await leaveForAccount()
        await isAccessible()
        await enter()
        await page
          .getByRole('heading', { level: 1, name: 'Se connecter à «\u00a0Le site de Bron\u00a0»' })
          .waitFor()
        await isAccessible()
        await page.getByLabel(/^Adresse e-mail/).check()
        await page.getByLabel(/^Habiter la commune du site/).check()
        await press('Continuer')
        await isAtSpace()
        await isAccessible()
        const told = await page.locator('.received').innerText()
        assert.match(told, /habitante@parvis\.example/)
        assert.match(told, /Habite la commune\s+non\s+déclaré par vous/)
        assert.doesNotMatch(told, /18/)
      })

      if (javaScriptEnabled) {
        test('comes back without a question', async () => {
          await context.clearCookies({ domain: '127.0.0.1' })
          await leaveForAccount()
          await isAtSpace()
        })

        test('signs in again after the account was left: from our form straight to the site', async () => {
          await context.clearCookies()
          await leaveForAccount()
          await enter()
          await isAtSpace()
        })
      }

      test('leaves: the site, the account and all that followed', async () => {
        await press('Se déconnecter')
        await page.getByRole('heading', { level: 1, name: 'Se déconnecter' }).waitFor()
        await isAccessible()
        await press('Se déconnecter')
        await page.waitForURL(`${site.origin}/au-revoir`)
        await heading('Vous êtes déconnecté')
        await isAccessible()
        await page.goto(`${site.origin}/mon-espace`)
        assert.equal(new URL(page.url()).pathname, '/')
        await page.goto(`${issuer}/compte/sites`)
        assert.equal(new URL(page.url()).pathname, '/connexion')
      })

      test('signing out of the account ends the visit of the site, which says so', async () => {
        await leaveForAccount()
        await enter()
        await isAtSpace()
        await page.goto(`${issuer}/compte`)
        await page.getByRole('button', { name: 'Se déconnecter' }).first().click()
        await page.waitForLoadState()
        await parvis.runJobs()
        await page.goto(`${site.origin}/mon-espace`)
        await heading('Vous avez été déconnecté')
        await isAccessible()
        await page.goto(site.origin)
        assert.equal(await page.getByRole('heading', { name: 'Vous avez été déconnecté' }).count(), 0)
        const [delivery] = await parvis.db.read(system, (tx) =>
          tx.q
            .selectFrom('identity.logout_delivery')
            .select('last_outcome')
            .orderBy('created_at', 'desc')
            .execute(),
        )
        assert.equal(delivery?.last_outcome, '200')
      })

      test('a person who refuses goes back with nothing said', async () => {
        await page.goto(`${issuer}/connexion?suite=%2Fcompte%2Fsites`)
        await enter()
        await page.getByRole('heading', { level: 1, name: 'Sites connectés' }).waitFor()
        await isAccessible()
        await page.getByRole('button', { name: /^Retirer l’accès\s*du site de Bron/ }).click()
        await page.getByText('Ce site ne peut plus rien lire de votre compte.').waitFor()
        await leaveForAccount()
        await press('Ne pas me connecter à ce site')
        await page.waitForURL(`${site.origin}/**`)
        await heading('Vous n’êtes pas connecté')
      })
    })

  test('is found again at another address, with the secret it had', async () => {
    const redirectUri = 'http://127.0.0.1:1/retour'
    const first = await connectDemoSite(parvis.db, parvis.config, site)
    const second = await connectDemoSite(parvis.db, parvis.config, { ...site, redirectUri })
    assert.deepEqual(second, first)
    const found = await parvis.db.read(system, (tx) =>
      tx.q
        .selectFrom('identity.client')
        .innerJoin('identity.client_secret', 'identity.client_secret.client_id', 'identity.client.id')
        .select('redirect_uris')
        .where('identity.client.id', '=', 'site-de-bron')
        .execute(),
    )
    assert.deepEqual(found, [{ redirect_uris: [redirectUri] }])
  })
})
