// Makes the picture of the README from a demonstration that runs: `npm start`, then `npm run pictures -- [http://localhost:3000]`.
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { DEMO_PASSWORD } from '#demo'
import { sharedBrowser } from '#test/browser.ts'

const [origin = 'http://localhost:3000'] = process.argv.slice(2)
const STRIP = join(import.meta.dirname, '..', 'docs', 'screenshots', 'strip.webp')
const SCREEN = { width: 1280, height: 900 }
const PANE = { width: 800, height: 562 }
const GAP = 12
const GROUND = '#e8e9e4'

/** A page of somebody's own browser, at that address. */
async function pageOf(browser: Browser, path: string, email?: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: SCREEN })).newPage()
  await page.goto(origin + (email === undefined ? path : `/connexion?suite=${encodeURIComponent(path)}`))
  if (email === undefined) return page
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.locator('input[name=password]').fill(DEMO_PASSWORD)
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL((url) => !url.href.includes('/connexion?'))
  const code = page.locator('input[name=code]')
  if ((await code.count()) > 0) {
    const shown = /\d{6}/.exec(await page.locator('.demo-band').innerText())?.[0] ?? ''
    await code.fill(shown)
    await code.press('Enter')
    await page.waitForURL((url) => !url.pathname.startsWith('/connexion'))
  }
  await page.goto(origin + path)
  return page
}

/** The first of the links whose page has something of that kind. */
async function openWith(page: Page, links: string, kind: string): Promise<void> {
  const paths = await page.locator(links).evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  for (const path of new Set(paths)) {
    await page.goto(origin + path)
    if ((await page.locator(kind).count()) > 0) return
  }
  throw new Error(`no page of ${links} has ${kind}`)
}

const browser = await sharedBrowser()
const home = await pageOf(browser, '/')
const follow = await pageOf(browser, '/compte', 'habitante@parvis.example')
await openWith(follow, 'main a[href^="/suivi/"]', '.bubble:not(.mine)')
const inbox = await pageOf(browser, '/agents', 'chef.voirie@parvis.example')
const desk = await pageOf(browser, '/agents', 'voirie@parvis.example')
await openWith(desk, '.inbox th a', '.words img')
await desk.getByRole('button', { name: 'Clore avec une réponse' }).click()
await desk.locator('#acte').waitFor()
await desk.locator('#acte .models button').first().click()
await desk.evaluate(() => scrollTo(0, 0))
const panes = await Promise.all(
  [home, follow, inbox, desk].map(async (page, rank) => ({
    input: await sharp(await page.screenshot()).resize(PANE).png().toBuffer(),
    left: (rank % 2) * (PANE.width + GAP),
    top: Math.floor(rank / 2) * (PANE.height + GAP),
  })),
)
await browser.close()
const whole = { width: 2 * PANE.width + GAP, height: 2 * PANE.height + GAP }
await sharp({ create: { ...whole, channels: 3, background: GROUND } })
  .composite(panes)
  .webp({ quality: 82 })
  .toFile(STRIP)
