// People at a real browser: what every page they see must hold (axe, weight, console, origins, width), and the acts they share.
import assert from 'node:assert/strict'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { createTestApp, type TestApp } from './app.ts'
import { openContext, openFilmed } from './browser.ts'
import { holdContrasts, holdPage, holdWidth } from './held.ts'

/** A program that listens, and who comes to it. */
export interface Town {
  parvis: TestApp
  /** Address of the metropolis's counter. */
  origin: string
  /** Somebody new, with a browser of their own. */
  visitor(options?: VisitorOptions): Promise<Visitor>
  close(): Promise<void>
}

export interface VisitorOptions {
  /** Scripts run (default). */
  scripts?: boolean
  /** Pixels; 1440 unless told. */
  width?: number
  /** E-mail of whoever is signed in already. */
  as?: string
  /** Slug of the commune whose counter is visited: the metropolis's when absent. */
  site?: string
  /** What their camera sees: a file of film, which may change before the camera is opened again. */
  film?: string
}

export interface Visitor {
  page: Page
  /** Opens an address of the counter and checks the page. */
  open(path: string): Promise<void>
  /** Presses a button or follows a link, by name (exact when a string), then checks the page it leads to. */
  press(target: string | RegExp | Locator): Promise<void>
  /** Holds the page that is shown to everything promised of every page. */
  checked(): Promise<void>
  /** The contrasts of the same page in the dark theme: nothing else changes there. */
  checkedInDark(): Promise<void>
  /** The same page on a phone of 390 pixels. */
  checkedOnPhone(): Promise<void>
  /** The same page at 200 % and at 400 % zoom on a screen of 1280 pixels: nothing goes out of its 640, then 320. */
  reflows(): Promise<void>
  text(): Promise<string>
  close(): Promise<void>
}

/** The demo territory, its people and a program that listens, on a database of its own. */
export async function openTown(env: Record<string, string> = {}): Promise<Town> {
  const parvis = await createTestApp({ env })
  const origin = await parvis.listen()
  const contexts: BrowserContext[] = []
  return {
    parvis,
    origin,
    async visitor(options = {}) {
      const context = await contextOf(parvis, origin, options)
      contexts.push(context)
      return visitorOf(context, await context.newPage(), siteOrigin(origin, options))
    },
    async close() {
      for (const context of contexts) await context.close()
      await parvis.close()
    },
  }
}

// Every name under localhost leads to this machine (RFC 6761).
function siteOrigin(origin: string, { site }: VisitorOptions): string {
  return site === undefined ? origin : `http://${site}.localhost:${new URL(origin).port}`
}

async function contextOf(parvis: TestApp, origin: string, options: VisitorOptions): Promise<BrowserContext> {
  const { scripts = true, width = 1440, as, film } = options
  const viewport = { width, height: width < 600 ? 640 : 900 }
  const context = await (film === undefined ? openContext : openFilmed.bind(null, film))({
    viewport,
    javaScriptEnabled: scripts,
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  })
  if (as !== undefined) {
    const { cookies } = await parvis.signedInAs(as)
    await context.addCookies(
      [...cookies].map(([name, value]) => ({ name, value, url: siteOrigin(origin, options) })),
    )
  }
  return context
}

function visitorOf(context: BrowserContext, page: Page, origin: string): Visitor {
  const wrongs = watch(page, origin)
  const checked = async () => {
    await holdPage(page)
    assert.deepEqual(wrongs.splice(0), [], `${page.url()}: console or requests`)
  }
  return {
    page,
    checked,
    async open(path) {
      await page.goto(`${origin}${path}`)
      await checked()
    },
    async press(target) {
      const control =
        typeof target === 'string' || target instanceof RegExp ? await named(page, target) : target
      await Promise.all([page.waitForEvent('load'), control.click()])
      await checked()
    },
    async checkedInDark() {
      await page.emulateMedia({ colorScheme: 'dark' })
      await holdContrasts(page)
      await page.emulateMedia({ colorScheme: 'light' })
    },
    checkedOnPhone: () => resized(page, [390], checked),
    reflows: () => resized(page, [640, 320], () => holdWidth(page)),
    text: () => page.locator('body').innerText(),
    close: () => context.close(),
  }
}

async function resized(page: Page, widths: readonly number[], hold: () => Promise<void>): Promise<void> {
  const before = page.viewportSize()
  for (const width of widths) {
    await page.setViewportSize({ width, height: 640 })
    await hold()
  }
  if (before !== null) await page.setViewportSize(before)
}

/** The button, else the link, of that name; in the content first, then anywhere. */
async function named(page: Page, name: string | RegExp): Promise<Locator> {
  const options = { name, exact: typeof name === 'string' }
  const anywhere = [page.locator('main'), page.locator('body')].flatMap((place) => [
    place.getByRole('button', options),
    place.getByRole('link', options),
  ])
  for (const found of anywhere) if ((await found.count()) > 0) return found.first()
  throw new assert.AssertionError({ message: `${page.url()} has nothing called ${name}` })
}

/** Collects what must never happen: an error in the console (content policy included), a request to somebody else. */
function watch(page: Page, origin: string): string[] {
  const wrongs: string[] = []
  page.on('pageerror', (error) => wrongs.push(`script: ${error.message}`))
  page.on('console', (message) => {
    // Chromium says so of a form shown again with its errors: that page is meant.
    const isMeant =
      /status of (422|404|403|409|410)/.test(message.text()) && message.location().url === page.url()
    if (message.type() === 'error' && !isMeant) wrongs.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol !== 'data:' && url.origin !== origin) wrongs.push(`asks ${url.origin}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) wrongs.push(`${response.status()} from ${new URL(response.url()).pathname}`)
  })
  return wrongs
}

/** Signs in by the form, as a person does. */
export async function signIn({ page, press }: Visitor, email: string, password: string): Promise<void> {
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByLabel('Mot de passe').fill(password)
  await press(page.getByRole('button', { name: 'Se connecter', exact: true }))
  if (!new URL(page.url()).pathname.startsWith('/connexion/code')) return
  // An agent: the band of the demonstration says the code of the moment.
  await page.getByLabel('Code à six chiffres').fill(await page.locator('[data-demo-code]').innerText())
  await press(page.getByRole('button', { name: 'Se connecter', exact: true }))
}
