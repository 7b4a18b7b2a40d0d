// Tests of the islands in a real browser, on the living page, under the content policy of the product.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { html, renderHtml } from '#platform/html.ts'
import { type Assets, loadAssets } from '#platform/ui/bundle.ts'
import { uiCataloguePage } from '#platform/ui/catalogue.ts'
import type { Frame } from '#platform/ui/site.ts'
import { axeProblems } from '#test/axe.ts'
import { kindOf } from '../src/forms/fields/index.ts'
import { questionOf, showing } from '../src/forms/fields/sample.fixture.ts'
import { sharedBrowser } from '#test/browser.ts'

const POLICY =
  "default-src 'self'; img-src 'self' data:; script-src 'self'; style-src 'self'; object-src 'none'"
const FOUND = [
  {
    ...{ label: '112 Avenue Franklin Roosevelt 69500 Bron', citycode: '69029', lat: 45.73, long: 4.91 },
    ...{ postcode: '69500', city: 'Bron' },
  },
  { label: '112 Rue Franklin 69002 Lyon', citycode: '69382', lat: 45.75, long: 4.82 },
]

let assets: Assets
let server: Server
let browser: Browser
let origin = ''
let saves = 0
let saveStatus = 200
/** The only form token that is taken; '': any. */
let token = ''
/** To whom pages are shown. */
let whose = 'un'
/** The tile server has views of the town alone. */
let isFarOnly = false
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='

function frame(): Frame {
  const site = {
    ...{ slug: 'essai', name: 'Ville d’essai', faceTitle: 'Guichet en ligne', title: 'Guichet d’essai' },
    ...{ themeUrl: null, phone: null, email: null, address: null, openingText: null },
    ...{ isMetropolis: true, metropolisName: 'Métropole d’essai', commune: null, centre: null },
    ...{ helpLinks: [], territoryLinks: [], legalLinks: [] },
  }
  const map = {
    tiles: `${origin}/tuile/{z}/{x}/{y}.png`,
    attribution: 'IGN',
    centre: [45.76, 4.85] as const,
    zoom: 12,
  }
  const addresses = {
    signIn: '/connexion',
    signOut: '/deconnexion',
    account: '/compte',
    ownName: '/arret',
    ownEyes: '/retour',
    runs: '/agents/travaux',
  }
  return {
    assets,
    site,
    account: null,
    addresses,
    places: [],
    foot: { help: [], territory: [], legal: [] },
    demo: true,
    flash: null,
    map,
    whose,
  }
}

function answer(request: IncomingMessage, reply: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const asset = assets.get(url.pathname)
  reply.setHeader('content-security-policy', POLICY)
  if (asset) reply.setHeader('content-type', asset.type).end(asset.body)
  else if (url.pathname.startsWith('/tuile/') && !(isFarOnly && url.pathname.startsWith('/tuile/13/')))
    reply
      .writeHead(200, { 'content-type': 'image/png', 'cache-control': 'private, max-age=604800' })
      .end(Buffer.from(PNG, 'base64'))
  else if (url.pathname === '/lettre') {
    const asked = kindOf('postal-address').control(questionOf(kindOf('postal-address')), {}, showing)
    const page = html`<!doctype html><script type="module" src="${assets.url('address-search.js')}"></script>${asked}`
    reply.setHeader('content-type', 'text/html; charset=utf-8').end(renderHtml(page))
  } else if (url.pathname === '/adresses')
    reply.setHeader('content-type', 'application/json').end(JSON.stringify(FOUND))
  else if (url.pathname === '/suggestions') {
    const kind = url.searchParams.get('quoi') === 'bébé' ? 'Moment de vie' : null
    reply.setHeader('content-type', 'application/json').end(
      JSON.stringify([
        { href: '/ui?un', title: 'Un', kind },
        { href: '/ui?deux', title: 'Deux', kind: null },
      ]),
    )
  } else if (request.method === 'POST') {
    saves += 1
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () =>
      reply
        .writeHead(new URLSearchParams(body).get('_csrf') === token || token === '' ? saveStatus : 403)
        .end(JSON.stringify({ saved: true, said: 'Brouillon enregistré à 14\u00a0h\u00a038.' })),
    )
  } else if (url.pathname === '/ui') {
    const page = uiCataloguePage(frame(), url.searchParams.get('face') === 'desk' ? 'desk' : 'counter')
    const text = renderHtml(page).replace(/(name="_csrf" value=")[^"]*/g, `$1${token}`)
    reply.setHeader('content-type', 'text/html; charset=utf-8').end(text)
  } else reply.writeHead(404).end()
}

async function visit(
  path: string,
  act: (page: Page) => Promise<void>,
  options: { javaScriptEnabled?: boolean } = {},
) {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, ...options })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (line) => {
    if (/Content Security Policy/i.test(line.text())) problems.push(line.text())
  })
  await page.goto(`${origin}${path}`)
  await act(page)
  await context.close()
  assert.deepEqual(problems, [])
}

// In a suite of its own: all files run in one process, and hooks of the root would serve them all.
describe('islands', () => {
  before(async () => {
    assets = await loadAssets()
    server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await sharedBrowser()
  })

  after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test('the summary of errors has the focus and leads into the field', async () => {
    await visit('/ui', async (page) => {
      assert.equal(await page.evaluate(() => document.activeElement?.className), 'error-summary')
      await page.getByRole('link', { name: 'La date du 31' }).click()
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'depuis')
    })
  })

  test('a field appears when its condition holds', async () => {
    await visit('/ui', async (page) => {
      const field = page.getByLabel('Depuis quand gêne-t-il les cyclistes')
      assert.equal(await field.isVisible(), true)
      await page.getByLabel('On ne peut pas l’éviter à vélo').uncheck()
      assert.equal(await field.isVisible(), false)
    })
  })

  test('a draft is saved, and kept on the device when the server does not answer', async () => {
    await visit('/ui', async (page) => {
      const status = page.locator('[data-draft-status]')
      await page.getByLabel('Nom de famille').fill('Morandat')
      await page.waitForFunction(() =>
        /enregistré à \d+\u00a0h/.test(document.querySelector('[data-draft-status]')?.textContent ?? ''),
      )
      assert.ok(saves > 0)
      saveStatus = 503
      await page.getByLabel('Nom de famille').fill('Morandat-Petit')
      await page.waitForFunction(() =>
        document.querySelector('[data-draft-status]')?.textContent?.includes('gardées sur cet appareil'),
      )
      saveStatus = 200
      await page.reload()
      assert.equal(await page.getByLabel('Nom de famille').inputValue(), 'Morandat-Petit')
      assert.match((await status.textContent()) ?? '', /ont été remises/)
    })
  })

  test('what was just typed is saved though one leaves at once', async () => {
    await visit('/ui', async (page) => {
      const before = saves
      await page.getByLabel('Nom de famille').fill('Morandat')
      await page.goto(`${origin}/ui?ailleurs`)
      for (let tries = 0; saves === before && tries < 50; tries++) await page.waitForTimeout(20)
      assert.equal(saves, before + 1)
      await page.getByLabel('Nom de famille').fill('Morandat')
      await page.reload()
      for (let tries = 0; saves < before + 2 && tries < 50; tries++) await page.waitForTimeout(20)
      assert.equal(saves, before + 2)
      // The page of this test never shows what was saved: the tab does.
      assert.equal(await page.getByLabel('Nom de famille').inputValue(), 'Morandat')
    })
  })

  test('a page whose session changed in another tab takes its new token, and saves', async () => {
    token = 'un'
    await visit('/ui', async (page) => {
      token = 'deux'
      await page.getByLabel('Nom de famille').fill('Morandat')
      await page.waitForFunction(() =>
        /enregistré à \d+\u00a0h/.test(document.querySelector('[data-draft-status]')?.textContent ?? ''),
      )
      assert.equal(await page.locator('form[data-autosave] input[name=_csrf]').inputValue(), 'deux')
    })
    token = ''
  })

  test('what is kept on this device is put back for whoever typed it, and goes when somebody else comes', async () => {
    await visit('/ui', async (page) => {
      const name = page.getByLabel('Nom de famille')
      const kept = () => page.evaluate(() => Object.values(localStorage).join().includes('Morandat'))
      saveStatus = 503
      await name.fill('Morandat')
      await page.getByText('L’enregistrement n’a pas réussi').waitFor()
      assert.equal(await kept(), true)
      await page.reload()
      assert.equal(await name.inputValue(), 'Morandat')
      await page.getByText('L’enregistrement n’a pas réussi').waitFor()
      whose = 'deux'
      await page.goto(`${origin}/ui`)
      assert.equal(await name.inputValue(), '')
      assert.equal(await kept(), false)
      saveStatus = 200
      whose = 'un'
    })
  })

  test('a refusal is not told as a lost connection', async () => {
    await visit('/ui', async (page) => {
      saveStatus = 503
      await page.getByLabel('Nom de famille').fill('Morandat')
      await page.getByText('L’enregistrement n’a pas réussi').waitFor()
      saveStatus = 200
    })
  })

  test('answers are proposed as one types, chosen by keyboard or finger, and closed by Escape', async () => {
    await visit('/ui', async (page) => {
      const search = page.getByRole('combobox', { name: 'De quoi avez-vous besoin' })
      await search.pressSequentially('bébé')
      await page.getByRole('option', { name: 'Un (moment de vie)' }).waitFor()
      assert.equal(await search.getAttribute('aria-expanded'), 'true')
      await search.press('ArrowUp')
      assert.equal(await search.getAttribute('aria-activedescendant'), 'quoi-propositions-1')
      await search.press('Escape')
      assert.equal(await page.getByRole('listbox').count(), 0)
      assert.equal(await search.inputValue(), 'bébé')
      await search.press('s')
      await page.getByRole('option', { name: 'Deux' }).click()
      await page.waitForURL('**/ui?deux')
    })
  })

  test('an address is chosen with the keyboard, and gives the commune and the point', async () => {
    await visit('/ui', async (page) => {
      const address = page.getByRole('combobox', { name: 'Adresse ou endroit' })
      await address.pressSequentially('112 avenue')
      await page.locator('.suggestions li').first().waitFor()
      await address.press('ArrowDown')
      assert.equal(await address.getAttribute('aria-activedescendant'), 'lieu-propositions-0')
      await address.press('Enter')
      assert.equal(await address.inputValue(), FOUND[0]?.label)
      assert.equal(await page.locator('#lieu-commune').inputValue(), '69029')
      assert.equal(await page.locator('[name=lieu-lat]').inputValue(), '45.73')
      assert.equal(await page.getByRole('listbox').count(), 0)
    })
  })

  test('an address of letters fills its line, its postal code and its town, wherever it is', async () => {
    await visit('/lettre', async (page) => {
      const line = page.getByRole('combobox', { name: 'Numéro et rue' })
      const asking = page.waitForRequest('**/adresses?*')
      await line.pressSequentially('112 avenue')
      assert.match((await asking).url(), /partout=1/)
      await page.locator('.suggestions li').first().waitFor()
      await line.press('ArrowDown')
      await line.press('Enter')
      const filled = ['it-adresse', 'it-code', 'it-ville'].map((name) =>
        page.locator(`[name=${name}]`).inputValue(),
      )
      assert.deepEqual(await Promise.all(filled), ['112 Avenue Franklin Roosevelt', '69500', 'Bron'])
    })
  })

  test('the map opens on demand, and arrows move the point', async () => {
    await visit('/ui', async (page) => {
      await page.getByRole('button', { name: 'Montrer la carte' }).click()
      const map = page.getByRole('application', { name: 'Plan' })
      await map.waitFor()
      await map.press('ArrowRight')
      assert.match(await page.locator('[name=lieu-long]').inputValue(), /^4\.85\d+$/)
    })
  })

  test('the map speaks French, and shows no grey square when tiles of a closer view do not come', async () => {
    await visit('/ui', async (page) => {
      await page.getByRole('button', { name: 'Montrer la carte' }).click()
      await page.locator('.leaflet-tile-loaded').first().waitFor()
      isFarOnly = true
      const missing = page.waitForResponse((answer) => answer.url().includes('/tuile/13/'))
      await page.getByRole('button', { name: 'Agrandir le plan' }).click()
      assert.equal((await missing).status(), 404)
      await page.waitForFunction(
        () =>
          [...document.querySelectorAll<HTMLImageElement>('.leaflet-tile-loaded')].filter(({ src }) =>
            src.includes('/tuile/12/'),
          ).length > 0,
      )
      await page.getByRole('application', { name: 'Plan' }).waitFor()
      isFarOnly = false
    })
  })

  test('chosen files are shown, and those too big are refused before they are sent', async (t) => {
    // From the disk: ten megabytes told to the browser would be most of the test.
    const folder = mkdtempSync(join(tmpdir(), 'parvis-chosen-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const big = join(folder, 'gros.png')
    writeFileSync(big, '')
    truncateSync(big, 10_000_001)
    await visit('/ui', async (page) => {
      const input = page.locator('input[type=file]')
      await input.setInputFiles({ name: 'trou.png', mimeType: 'image/png', buffer: Buffer.alloc(2000) })
      await page.getByText('sera envoyé quand vous continuerez').waitFor()
      await input.setInputFiles(big)
      await page.getByText('pèse 10,0').waitFor()
      assert.equal(await input.inputValue(), '')
    })
  })

  test('the inbox works by keyboard', async () => {
    await visit('/ui?face=desk', async (page) => {
      assert.equal(await page.locator('.bulk').isVisible(), false)
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.keyboard.press('x')
      assert.equal(await page.locator('[data-bulk-count]').textContent(), '1 demande choisie')
      await page.getByRole('checkbox', { name: 'Choisir toutes' }).check()
      assert.equal(await page.locator('[data-bulk-count]').textContent(), '3 demandes choisies')
      await page.keyboard.press('?')
      assert.equal(await page.getByRole('dialog').isVisible(), true)
      // Chromium closes it after the key is taken, and gives the focus back a turn later: the next key is for whatever is in front.
      const closing = await page.evaluateHandle(() => {
        const dialog = document.querySelector('dialog[open]')
        return { over: new Promise((told) => dialog?.addEventListener('close', () => told(true))) }
      })
      await page.keyboard.press('Escape')
      assert.equal(await closing.evaluate(({ over }) => over), true)
      assert.equal(await page.getByRole('dialog').isVisible(), false)
      await page.keyboard.press('/')
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'mots')
    })
  })

  test('an option of a long list is found by its words and its group, with the Enter key', async () => {
    await visit('/ui?face=desk', async (page) => {
      await page.getByRole('combobox', { name: 'Chercher un service' }).fill('mions acc')
      await page.getByRole('option', { name: 'Accueil de la mairie, Ville de Mions' }).waitFor()
      await page.keyboard.press('Enter')
      assert.equal(await page.locator('find-option select').inputValue(), '570')
      assert.equal(new URL(page.url()).pathname, '/ui', 'the form is not sent')
    })
  })

  for (const path of ['/ui', '/ui?face=desk']) {
    test(`no accessibility violation and no sideways scroll on ${path}`, async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ viewport: { width: 320, height: 800 }, colorScheme })
        const page = await context.newPage()
        await page.goto(`${origin}${path}`)
        assert.deepEqual(await axeProblems(page), [], page.url())
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
          false,
        )
        await context.close()
      }
    })
  }

  test('without JavaScript every field and every action is there', async () => {
    await visit(
      '/ui?face=desk',
      async (page) => {
        assert.equal(await page.getByRole('button', { name: 'Affecter' }).isVisible(), true)
        assert.equal(await page.locator('[data-select-all]').isVisible(), false)
      },
      { javaScriptEnabled: false },
    )
  })
})
