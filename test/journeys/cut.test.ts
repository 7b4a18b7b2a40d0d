// The network is cut at every request of a long form in turn, from its first page to its receipt: nothing typed or joined is lost.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page, Request } from 'playwright-core'
import { openContext } from '#test/browser.ts'
import { openTown, type Town } from '#test/journey.ts'
import { photo, receiptOf } from './acts.ts'

const FORM = '/demarches/signaler-un-nid-de-poule/demande?commune=69283'

interface Question {
  isThere(page: Page): Promise<boolean>
  answer(page: Page): Promise<unknown>
}

const typed = (label: string, text: string): Question => ({
  isThere: async (page) => (await page.getByLabel(label).inputValue()) === text,
  answer: (page) => page.getByLabel(label).fill(text),
})
/** Somebody who stops to think: what they wrote is saved by itself. */
const thought = (label: string, text: string): Question => ({
  ...typed(label, text),
  answer: async (page) => {
    const leaves = page.waitForRequest(/\/sauver$/)
    await page.getByLabel(label).fill(text)
    await leaves
  },
})
const ticked = (label: string): Question => ({
  isThere: (page) => page.getByRole('radio', { name: new RegExp(`^${label}`) }).isChecked(),
  answer: (page) => page.getByText(label, { exact: true }).click(),
})
const joined = (name: string): Question => ({
  isThere: async (page) => (await page.locator('file-upload').innerText()).includes(name),
  answer: async (page) => {
    await page.getByLabel('Photos').setInputFiles(await photo(name))
    await page
      .getByRole('button', { name: `Retirer ${name}` })
      .and(page.locator('[name=remove]'))
      .waitFor()
  },
})

/** By the last part of the address of a page. */
const PAGES: Readonly<Record<string, readonly Question[]>> = {
  place: [
    typed('Adresse ou endroit', '12, rue de la République'),
    ticked('Rue, place ou trottoir'),
    ticked('Sur la chaussée'),
  ],
  problem: [
    joined('trou.jpg'),
    ticked('Moyen'),
    thought('Autre chose à nous dire', 'Juste après l’arrêt de bus.'),
  ],
  contact: [
    typed('Votre nom et votre prénom', 'Lucette Morandat'),
    typed('Adresse e-mail', 'l.morandat@courriel.example'),
  ],
  verifier: [],
}

const isOfForm = (request: Request): boolean => ['document', 'fetch', 'xhr'].includes(request.resourceType())

/** Cuts that request of the page, counted from one, and no other. @returns how many were made so far, and what was cut */
async function cut(page: Page, at: number) {
  const seen = { requests: 0, what: '' }
  await page.route('**/*', async (route, request) => {
    if (!isOfForm(request)) return route.continue()
    seen.requests++
    if (seen.requests !== at) return route.continue()
    seen.what = `${request.method()} ${new URL(request.url()).pathname.split('/').slice(4).join('/')} (${request.resourceType()})`
    await route.abort('internetdisconnected')
    // The network is back: scripts are told so, as by a telephone that leaves a tunnel.
    if (request.resourceType() !== 'document')
      setTimeout(() => void page.evaluate(() => dispatchEvent(new Event('online'))).catch(() => null), 100)
  })
  return seen
}

/** Somebody who asks again for a page that does not come, and types nothing twice. */
async function fillsOnce(page: Page, origin: string): Promise<string> {
  const filled = new Set<string>()
  for (let tries = 0; tries < 40; tries++) {
    if (!page.url().startsWith(origin)) {
      // The page that says so is not there yet: it is asked again.
      await page.reload().catch(() => page.waitForTimeout(100))
      continue
    }
    const step = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    if (step === 'recu') return (await receiptOf(page)).ref
    for (const [i, question] of (PAGES[step] ?? []).entries()) {
      if (await question.isThere(page)) continue
      assert.ok(!filled.has(step), `answer ${i + 1} of ${step} is lost`)
      await question.answer(page)
    }
    filled.add(step)
    const button = step === 'verifier' ? 'Envoyer ma demande' : 'Continuer'
    const gone = page.waitForEvent('framenavigated')
    await page.getByRole('button', { name: button, exact: true }).last().click()
    await gone
    await page.waitForLoadState()
  }
  return assert.fail(`still at ${page.url()}`)
}

describe('the network cut at every request of a form in turn', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  async function walk(at: number) {
    const context = await openContext({ viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const seen = await cut(page, at)
    await page.goto(town.origin + FORM).catch(() => null)
    try {
      const ref = await fillsOnce(page, town.origin)
      return { ref, requests: seen.requests }
    } catch (error) {
      throw new Error(`cut at request ${at}, ${seen.what}`, { cause: error })
    } finally {
      await context.close()
    }
  }

  test('loses nothing, and sends once', async () => {
    const { requests } = await walk(0)
    assert.ok(requests >= 7, `${requests} requests`)
    const refs = new Set<string>()
    for (let at = 1; at <= requests; at++) {
      const { ref } = await walk(at)
      refs.add(ref)
    }
    assert.equal(refs.size, requests)
  })

  test('a file that had not left when its page went is asked again, by its name, once', async () => {
    const context = await openContext({ viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(town.origin + FORM)
    for (const { answer } of PAGES.place ?? []) await answer(page)
    await page.getByRole('button', { name: 'Continuer', exact: true }).last().click()
    const photos = page.getByLabel('Photos')
    await photos.setInputFiles(await photo('arrivée.jpg'))
    await page.locator('[name=remove]').waitFor()
    await page.route('**/fichiers', (route) => route.abort('internetdisconnected'))
    await photos.setInputFiles(await photo('perdue.jpg'))
    await page.getByText('Ce fichier n’est pas encore envoyé').first().waitFor()
    await page.unroute('**/fichiers')
    await page.reload()
    const said = page.locator('file-upload .error')
    assert.match(
      await said.innerText(),
      /^«\s+perdue\.jpg\s+» n’était pas encore envoyé quand cette page a été quittée\s+: choisissez-le de nouveau\.$/,
    )
    await page.reload()
    assert.equal(await said.isVisible(), false)
    await context.close()
  })

  test('an answer that was changed as the network went is the one that comes back', async () => {
    const context = await openContext({ viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(town.origin + FORM)
    const street = page.getByLabel('Adresse ou endroit')
    const goOn = async () => {
      const gone = page.waitForEvent('framenavigated')
      await page.getByRole('button', { name: 'Continuer', exact: true }).last().click()
      await gone
    }
    for (const { answer } of PAGES.place ?? []) await answer(page)
    await goOn()
    await page.getByRole('link', { name: 'Revenir' }).click()
    const at = page.url()
    await street.fill('14, rue de la République')
    await page.route('**/place', (route) => route.abort('internetdisconnected'))
    await goOn()
    await page.unroute('**/place')
    await page.goto(at)
    assert.equal(await street.inputValue(), '14, rue de la République')
    await context.setOffline(true)
    await street.fill('16, rue de la République')
    await page.getByRole('button', { name: 'Continuer', exact: true }).last().click()
    await page.getByRole('alert').filter({ hasText: 'Pas de connexion' }).waitFor()
    await context.setOffline(false)
    await goOn()
    // It arrived: nothing of it stays in the tab, and what is changed elsewhere is not put back.
    await page.getByLabel('Photos').waitFor({ state: 'attached' })
    assert.deepEqual(
      await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.endsWith('/place'))),
      [],
    )
    await context.close()
  })
})
