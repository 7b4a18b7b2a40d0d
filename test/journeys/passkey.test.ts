// Passkeys in a real browser with a virtual authenticator (WebAuthn, section 11): made, used first, used again, removed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { DEMO_PASSWORD } from '#demo'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openContext } from '#test/browser.ts'
import { freePort } from '#test/port.ts'

const KEY = 'Se connecter avec une clé d’accès'
const AGENT = 'voirie@parvis.example'

describe('passkeys', () => {
  let parvis: TestApp
  let origin = ''
  let context: BrowserContext
  let page: Page
  let devices: CDPSession
  let authenticatorId = ''
  before(async () => {
    // A passkey belongs to a name, never to a number: the public host is the machine's own.
    const port = await freePort()
    origin = `http://localhost:${port}`
    parvis = await createTestApp({ env: { PARVIS_URL: origin } })
    await parvis.app.listen({ port, host: '127.0.0.1' })
    context = await openContext()
    page = await context.newPage()
    devices = await context.newCDPSession(page)
    await devices.send('WebAuthn.enable')
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    } as const
    authenticatorId = (await devices.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId
  })
  after(async () => {
    await context.close()
    await parvis.close()
  })

  const path = () => new URL(page.url()).pathname
  const go = (to: string) => page.goto(`${origin}${to}`)
  const pressed = async (name: string) => {
    const loaded = page.waitForEvent('load')
    await page.getByRole('button', { name, exact: true }).click()
    await loaded
  }

  async function signOut(): Promise<void> {
    await go('/compte/securite')
    await pressed('Se déconnecter')
  }

  test('an agent makes one, and it opens the whole session alone: no address, no password, no code', async () => {
    await go('/connexion')
    await page.getByLabel('Adresse e-mail').fill(AGENT)
    await page.getByLabel('Mot de passe', { exact: true }).fill(DEMO_PASSWORD)
    await pressed('Se connecter')
    await page.getByLabel('Code à six chiffres').fill(await page.locator('[data-demo-code]').innerText())
    await pressed('Se connecter')
    assert.equal(path(), '/agents')
    await go('/compte/securite')
    await pressed('Ajouter une clé d’accès')
    assert.match(await page.locator('main').innerText(), /Clés d’accès[^]*Chrome sur Linux/)
    assert.equal((await devices.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length, 1)
    await signOut()
    await go('/connexion?suite=/compte/equipe')
    const first = await page.getByRole('button').first().innerText()
    assert.equal(first, KEY, 'proposed first')
    await go('/connexion?suite=/compte/securite')
    await pressed(KEY)
    assert.equal(path(), '/compte/securite')
    assert.match(await page.locator('main').innerText(), /Celui-ci/)
  })

  test('a sensitive act asks again, by passkey too, and goes on', async () => {
    parvis.advance({ minutes: 11 })
    await go('/compte/securite')
    await pressed('Nouveaux codes de secours')
    assert.equal(path(), '/compte/confirmation')
    await pressed('Confirmer avec une clé d’accès')
    assert.match(path(), /^\/reprise\//)
    await pressed('Envoyer')
    assert.match(await page.locator('h1').innerText(), /Vos codes de secours/)
  })

  test('a device that does not verify its owner opens nothing', async () => {
    await signOut()
    await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await go('/connexion')
    await page.getByRole('button', { name: KEY, exact: true }).click()
    await page.getByText('La clé d’accès n’a pas répondu.').waitFor()
    assert.equal(path(), '/connexion')
    await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  })

  test('an answer serves once, for this visitor, about this site', async () => {
    await go('/connexion')
    const answer = await page.evaluate(async () => {
      const form = document.querySelector<HTMLFormElement>('passkey-button form')
      if (form === null) return ''
      const token = new FormData(form).get('_csrf')
      const reply = await fetch('/connexion/cle/defi', {
        method: 'POST',
        body: new URLSearchParams({ _csrf: String(token) }),
      })
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await reply.json())
      const made = await navigator.credentials.get({ publicKey })
      return made instanceof PublicKeyCredential ? JSON.stringify(made.toJSON()) : ''
    })
    const cookies = await context.cookies()
    const mine = parvis.browser()
    for (const { name, value } of cookies) mine.cookies.set(name, value)
    const stranger = parvis.browser()
    assert.equal((await stranger.post('/connexion/cle', { answer })).statusCode, 422, 'another visitor')
    const parts = JSON.parse(answer)
    const said = JSON.parse(Buffer.from(parts.response.clientDataJSON, 'base64url').toString())
    const elsewhere = (origin: string) => ({
      ...parts,
      response: {
        ...parts.response,
        clientDataJSON: Buffer.from(JSON.stringify({ ...said, origin })).toString('base64url'),
      },
    })
    for (const other of ['https://evil.example', 'http://localhost.evil.example', 'https://localhost'])
      assert.equal(
        (await mine.post('/connexion/cle', { answer: JSON.stringify(elsewhere(other)) })).statusCode,
        422,
        other,
      )
    assert.equal((await mine.post('/connexion/cle', { answer })).headers.location, '/agents')
    assert.equal((await mine.post('/connexion/cle', { answer })).statusCode, 422, 'again')
  })

  test('made at one host, it opens every counter: the main host signs in, and one comes back', async () => {
    const bron = origin.replace('localhost', 'bron.localhost')
    await page.goto(`${bron}/compte/profil`)
    assert.equal(new URL(page.url()).origin, origin)
    await pressed(KEY)
    await page.waitForURL(`${bron}/compte/profil`)
    await page.goto(`${origin.replace('localhost', 'caluire.localhost')}/compte/profil`)
    await page.waitForURL(/caluire\.localhost:\d+\/compte\/profil$/)
    assert.match(await page.locator('h1').innerText(), /profil/i)
    await page.goto(`${bron}/compte/profil`)
    await pressed('Se déconnecter')
    await page.goto(`${origin.replace('localhost', 'caluire.localhost')}/compte/profil`)
    assert.equal(path(), '/connexion', 'signed out everywhere')
  })

  test('without scripts there is no button, and signing in works without it', async () => {
    const plain = await openContext({ javaScriptEnabled: false })
    const bare = await plain.newPage()
    await bare.goto(`${origin}/connexion`)
    assert.equal(await bare.getByRole('button', { name: KEY }).count(), 0)
    assert.equal(await bare.getByRole('button', { name: 'Se connecter', exact: true }).count(), 1)
    const draft = `${origin.replace('localhost', 'bron.localhost')}/demarches/signaler-un-nid-de-poule/demande`
    await bare.goto(draft)
    await bare.goto(
      `${new URL(draft).origin}/connexion?suite=${encodeURIComponent(new URL(bare.url()).pathname)}`,
    )
    await bare.getByLabel('Adresse e-mail').fill('habitante@parvis.example')
    await bare.getByLabel('Mot de passe', { exact: true }).fill(DEMO_PASSWORD)
    await bare.getByRole('button', { name: 'Se connecter', exact: true }).click()
    await bare.waitForURL(new RegExp(`^${draft}/`))
    assert.match(await bare.locator('.site-header').innerText(), /Lucette|compte/i)
    await plain.close()
  })
})
