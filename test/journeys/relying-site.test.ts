// A site that signs people in through the account, in a real browser: with and without scripts, with nothing but the
// discovery address, an identifier and a secret.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import * as client from 'openid-client'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { addClient, readClientArguments } from '#identity'
import { createTestApp, type TestApp } from '#test/app.ts'
import { launchBrowser } from '#test/browser.ts'

const PASSWORD = 'parvis-demo-2026'

interface RelyingSite {
  origin: string
  /** To be set before the first visit. */
  settings: client.Configuration | null
  loggedOut: string[]
  close(): Promise<void>
}

/** The smallest site there is: « / » shows who is there, « /entrer » asks, « /retour » learns, « /sortir » leaves. */
async function openSite(): Promise<RelyingSite> {
  let pending: { verifier: string; state: string } | null = null
  let known: { email: string; idToken: string } | null = null
  const site: RelyingSite = { origin: '', settings: null, loggedOut: [], close: async () => {} }
  const answer = async (url: URL): Promise<{ to: string } | { text: string }> => {
    const { settings } = site
    if (settings === null) return { text: 'pas prêt' }
    if (url.pathname === '/entrer') {
      pending = { verifier: client.randomPKCECodeVerifier(), state: client.randomState() }
      const parameters = {
        redirect_uri: `${site.origin}/retour`,
        scope: 'openid profile email',
        state: pending.state,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      }
      return { to: client.buildAuthorizationUrl(settings, parameters).href }
    }
    if (url.pathname === '/retour' && pending !== null) {
      if (url.searchParams.has('error')) return { text: `Refusé : ${url.searchParams.get('error')}` }
      const tokens = await client.authorizationCodeGrant(settings, url, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
      })
      const info = await client.fetchUserInfo(settings, tokens.access_token, tokens.claims()?.sub ?? '')
      known = { email: info.email ?? 'sans adresse', idToken: tokens.id_token ?? '' }
      return { to: '/' }
    }
    if (url.pathname === '/sortir' && known !== null) {
      const to = client.buildEndSessionUrl(settings, {
        id_token_hint: known.idToken,
        post_logout_redirect_uri: `${site.origin}/`,
      }).href
      known = null
      return { to }
    }
    return { text: known === null ? 'Personne' : `Bonjour ${known.email}` }
  }
  const server: Server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', site.origin)).then(
      (said) =>
        'to' in said
          ? response.writeHead(303, { location: said.to }).end()
          : response
              .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
              .end(`<h1>${said.text}</h1>`),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  site.close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return site
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

for (const javaScriptEnabled of [true, false]) {
  describe(`a relying site, ${javaScriptEnabled ? 'with' : 'without'} scripts`, () => {
    let parvis: TestApp
    let issuer = ''
    let browser: Browser
    let context: BrowserContext
    let page: Page
    let site: RelyingSite
    before(async () => {
      const port = await freePort()
      // Another name than the site's: two origins, and two sites, for the browser.
      issuer = `http://localhost:${port}`
      parvis = await createTestApp({ env: { PARVIS_URL: issuer } })
      await parvis.app.listen({ port, host: '127.0.0.1' })
      site = await openSite()
      const typed = await readClientArguments([
        'add',
        '--authority',
        '69029',
        '--sector',
        'etat-civil',
        '--name',
        'Site de Bron',
        '--redirect',
        `${site.origin}/retour`,
        '--post-logout',
        `${site.origin}/`,
      ])
      assert.ok(typed)
      const printed = await addClient(parvis.db, issuer, typed)
      site.settings = await client.discovery(
        new URL(issuer),
        printed.client_id,
        undefined,
        client.ClientSecretBasic(printed.client_secret ?? ''),
        { execute: [client.allowInsecureRequests] },
      )
      browser = await launchBrowser()
      context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled })
      context.setDefaultTimeout(15_000)
      page = await context.newPage()
    })
    after(async () => {
      await browser.close()
      await site.close()
      await parvis.close()
    })

    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
    const enter = async () => {
      await page.getByLabel('Adresse e-mail').fill('habitante@parvis.example')
      await page.getByLabel('Mot de passe').fill(PASSWORD)
      await press('Se connecter')
    }
    const isAtSite = async (text: string) => {
      await page.waitForURL(`${site.origin}/**`)
      assert.equal(await page.locator('h1').textContent(), text)
    }
    const isAccessible = async () => {
      if (!javaScriptEnabled) return
      const { violations } = await new AxeBuilder({ page }).analyze()
      assert.deepEqual(
        violations.map(({ id }) => id),
        [],
      )
    }

    test('signs in with the account, asked value by value', async () => {
      await page.goto(`${site.origin}/entrer`)
      await enter()
      await page.getByRole('heading', { level: 1, name: 'Se connecter à Site de Bron' }).waitFor()
      await isAccessible()
      await page.getByLabel('Adresse e-mail').check()
      await press('Continuer')
      await isAtSite('Bonjour habitante@parvis.example')
    })

    test('comes back without a question', async () => {
      await page.goto(`${site.origin}/entrer`)
      await isAtSite('Bonjour habitante@parvis.example')
    })

    test('signs in again after the account was left: from our form straight to the site', async () => {
      await context.clearCookies()
      await page.goto(`${site.origin}/entrer`)
      await enter()
      await isAtSite('Bonjour habitante@parvis.example')
    })

    test('leaves: the site, the account and all that followed', async () => {
      await page.goto(`${site.origin}/sortir`)
      await page.getByRole('heading', { level: 1, name: 'Se déconnecter' }).waitFor()
      await isAccessible()
      await press('Se déconnecter')
      await isAtSite('Personne')
      await page.goto(`${issuer}/compte/sites`)
      assert.equal(new URL(page.url()).pathname, '/connexion')
    })

    test('a person who refuses goes back with nothing said', async () => {
      await page.goto(`${issuer}/connexion?suite=%2Fcompte%2Fsites`)
      await enter()
      await page.getByRole('heading', { level: 1, name: 'Sites connectés' }).waitFor()
      await isAccessible()
      await page.getByRole('button', { name: /^Retirer l’accès/ }).click()
      await page.getByText('Ce site ne peut plus rien lire de votre compte.').waitFor()
      await page.goto(`${site.origin}/entrer`)
      await press('Ne pas me connecter à ce site')
      await isAtSite('Refusé : access_denied')
    })
  })
}
