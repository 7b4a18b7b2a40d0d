// A resident whose phone carries the pass: begun by a button, its code is read from the screen and taken by a real door.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import jsqr from 'jsqr'
import { sql } from 'kysely'
import sharp from 'sharp'
import type { Locator, Page } from 'playwright-core'
import { system } from '#platform/actor.ts'
import { makeDoor, openDoor, type TestDoor } from '#test/doors.ts'
import { holdPage } from '#test/held.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { openPool, type TestPartner } from '#test/pass.ts'

const LUCETTE = 'habitante@parvis.example'
const BEGIN = 'Montrer mon pass sur ce téléphone'
/** Sheets, scripts, fonts and the icon of the page. */
const FILES = 7
const CODE = /Code à présenter au lecteur/

/** What a reader held to the screen sees. */
async function seen(square: Locator): Promise<string> {
  await square.waitFor()
  const { data, info } = await sharp(await square.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data ?? ''
}

/** What this browser holds: phones, kept pages, files. */
const held = (page: Page) =>
  page.evaluate(async () => {
    const known = (await indexedDB.databases()).map(({ name }) => name)
    const count = (name: string, store: string) =>
      known.includes(name)
        ? new Promise<number>((resolve) => {
            const request = indexedDB.open(name)
            request.onsuccess = () => {
              const base = request.result
              const isThere = base.objectStoreNames.contains(store)
              const rows = isThere ? base.transaction(store).objectStore(store).count() : null
              if (rows === null) resolve(0)
              else rows.onsuccess = () => resolve(rows.result)
              base.close()
            }
          })
        : 0
    const kept = await caches.keys()
    return {
      phones: await count('parvis-pass', 'phones'),
      pages: await count('parvis-pass-hors-ligne', 'pages'),
      files: (
        await Promise.all(kept.map(async (name) => (await (await caches.open(name)).keys()).length))
      ).reduce((sum, one) => sum + one, 0),
    }
  })

async function until(page: Page, wanted: (now: Awaited<ReturnType<typeof held>>) => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    // A page that is being left answers nothing.
    const now = await held(page).catch(() => null)
    if (now !== null && wanted(now)) return
    await page.waitForTimeout(50)
  }
  assert.fail(`kept: ${JSON.stringify(await held(page))}`)
}

const kept = async (page: Page): Promise<number> => (await held(page)).phones

describe('a phone that carries the pass', () => {
  let town: Town
  let pool: TestPartner
  let door: TestDoor
  let seq = 0
  before(async () => {
    town = await openTown()
    pool = await openPool(town.parvis, {
      by: 'admin.bron@parvis.example',
      managedBy: 'habitant@parvis.example',
    })
    door = await openDoor(town.parvis, pool)
    const lucette = await town.parvis.signedInAs(LUCETTE)
    await lucette.post('/pass/ouvrir', { pour: String((await town.parvis.actor(LUCETTE)).personId) })
    await lucette.post(`/pass/droits/${pool.product}`, {})
  })
  after(() => town.close())
  // Each begins where no phone carries it.
  beforeEach(() =>
    town.parvis.db.write(system, (tx) =>
      sql`update pass.support set state = 'lost', ended_at = now() where ended_at is null`.execute(tx.q),
    ),
  )

  const taken = async (text: string) => (await door.check(++seq, text)).json.result as string
  const square = (page: Page) => page.locator('[data-part="phone"]').getByRole('img', { name: CODE })

  async function carrying(width = 390): Promise<Visitor> {
    const visitor = await town.visitor({ as: LUCETTE, width })
    await visitor.open('/pass')
    await visitor.page.getByRole('button', { name: BEGIN }).click()
    return visitor
  }

  test('begins, shows its code to a door by the screen, in full screen and aloud', async () => {
    const visitor = await carrying()
    const { page } = visitor
    const text = await seen(square(page))
    assert.match(text, /^PV1:[0-9A-Z]{30}$/)
    assert.equal(await taken(text), 'ok')
    await page.getByText('Ce téléphone', { exact: true }).waitFor()
    await visitor.checked()
    await visitor.checkedInDark()
    await visitor.reflows()
    await page.getByRole('button', { name: 'Un autre code' }).press('Enter')
    await page.getByRole('button', { name: 'Plein écran' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Le code de Lucette' })
    const other = await seen(dialog.getByRole('img', { name: CODE }))
    assert.notEqual(other.slice(0, 24), text.slice(0, 24), 'another number')
    assert.equal(await taken(other), 'ok')
    await visitor.checked()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    const spoken = await page.locator('[data-spoken] b').textContent()
    assert.equal(await taken(spoken ?? ''), 'ok')
    await visitor.close()
  })

  test('shows a right alone to one partner, while the network is away, and signs what a door shows', async () => {
    const visitor = await carrying()
    const { page } = visitor
    await square(page).waitFor()
    const show = page.getByRole('button', { name: 'Montrer ici, même sans réseau : Dix entrées' })
    await show.waitFor()
    await until(page, ({ pages, files }) => pages === 1 && files >= FILES)
    await page.context().setOffline(true)
    await show.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Une piscine' })
    const right = dialog.getByRole('img', { name: 'Code pour Une piscine seulement' })
    const text = await seen(right)
    assert.match(text, /^PV2:/)
    assert.equal(await taken(text), 'ok')
    await visitor.checked()
    await visitor.checkedInDark()
    await visitor.reflows()
    await dialog.getByRole('button', { name: 'Fermer' }).press('Enter')
    await show.press('Enter')
    assert.equal(
      (await door.check(++seq, await seen(right), { challenge: 'Q7B2K9X4' })).json.result,
      'challenge',
    )
    const before = await right.innerHTML()
    await dialog.getByLabel('Signe affiché par la porte').fill('q7b2 k9x4')
    await page.waitForFunction((old) => document.querySelector('dialog svg')?.innerHTML !== old, before)
    assert.equal((await door.check(++seq, await seen(right), { challenge: 'Q7B2K9X4' })).json.result, 'ok')
    await page.context().setOffline(false)
    await visitor.close()
  })

  test('once opened, opens without network: its code, and a right that a door without network takes', async () => {
    const code = await makeDoor(town.parvis, pool, 'Sans réseau')
    const post = await town.visitor({ width: 768 })
    await post.page.context().clock.setFixedTime(town.parvis.now())
    await post.open('/controle')
    await post.page.getByLabel('Code de la porte').fill(code)
    await post.page.getByRole('button', { name: 'Installer', exact: true }).click()
    await post.page.locator('[data-face="ready"]').waitFor()
    const visitor = await carrying()
    const { page } = visitor
    const show = page.getByRole('button', { name: /^Montrer ici/ })
    await show.waitFor()
    const began = Date.now()
    await until(page, ({ pages, files }) => pages === 1 && files >= FILES)
    for (const one of [page, post.page]) await one.context().setOffline(true)
    await page.reload()
    await page.getByText('Le code et les droits se montrent toujours.').waitFor()
    const text = await seen(square(page))
    await holdPage(page)
    await show.press('Enter')
    const right = await seen(page.getByRole('dialog').getByRole('img', { name: /Code pour Une piscine/ }))
    await post.page.keyboard.type(`${right}\n`)
    const answer = post.page.locator('[data-answer][role="status"]')
    await answer.filter({ hasText: /Valable.*Décidé ici/s, visible: true }).waitFor()
    await page.keyboard.press('Escape')
    // A page that is not kept says so, and shows the pass.
    await page.goto(new URL('/pass/droits', page.url()).href)
    await page.getByText('Votre pass est ci-dessous.').waitFor()
    town.parvis.advance({ minutes: (Date.now() - began) / 60_000 })
    assert.equal(await taken(text), 'ok', 'the door that has a network knows its number')
    await page.context().setOffline(false)
    await page.goto(new URL('/pass', page.url()).href)
    await square(page).waitFor()
    assert.doesNotMatch(await visitor.text(), /page gardée/)
    await visitor.open('/compte')
    await visitor.press('Se déconnecter')
    await until(page, ({ pages, files, phones }) => pages === 0 && files === 0 && phones === 0)
    await page.context().setOffline(true)
    await assert.rejects(page.goto(new URL('/pass', page.url()).href), 'no worker answers any more')
    for (const one of [visitor, post]) await one.close()
  })

  test('is not shown to another account of that browser, nor once the server ended the session', async () => {
    const visitor = await carrying()
    const { page } = visitor
    await until(page, ({ pages }) => pages === 1)
    const session = async (email: string) =>
      (await town.parvis.signedInAs(email)).cookies.get('parvis_session') ?? assert.fail('no session')
    const enter = async (email: string) =>
      page.context().addCookies([{ name: 'parvis_session', value: await session(email), url: town.origin }])
    await enter('habitant@parvis.example')
    await page.goto(new URL('/pass/partenaires', page.url()).href)
    await until(page, ({ pages, files }) => pages === 0 && files === 0)
    await page.context().setOffline(true)
    const away = await page.goto(new URL('/pass', page.url()).href).catch(() => null)
    assert.doesNotMatch((await away?.text()) ?? '', /Lucette|Dix entrées/)
    await page.context().setOffline(false)
    await page.goto(new URL('/pass', page.url()).href)
    await until(page, ({ phones }) => phones === 0)
    assert.doesNotMatch(await visitor.text(), /Lucette|Dix entrées/)

    const other = await carrying()
    await other.page.getByRole('button', { name: 'Remplacer l’autre téléphone par celui-ci' }).click()
    await square(other.page).waitFor()
    await until(other.page, ({ pages }) => pages === 1)
    await town.parvis.db.write(system, (tx) =>
      sql`delete from accounts.session where person_id = (select id from accounts.person where email = ${LUCETTE})`.execute(
        tx.q,
      ),
    )
    await other.page.goto(new URL('/', other.page.url()).href)
    await other.page.context().setOffline(true)
    const after = await other.page.goto(new URL('/pass', other.page.url()).href).catch(() => null)
    assert.doesNotMatch((await after?.text()) ?? '', /Lucette|Dix entrées/)
    for (const one of [visitor, other]) await one.close()
  })

  test('forgets when another takes its place, when it is stopped, and when its holder signs out', async () => {
    const [first, second] = [await carrying(), await carrying(1440)]
    await second.page.getByRole('heading', { name: BEGIN }).waitFor()
    await second.checked()
    await second.page.getByRole('button', { name: 'Remplacer l’autre téléphone par celui-ci' }).click()
    await square(second.page).waitFor()
    assert.equal(await kept(first.page), 1)
    await first.page.reload()
    await first.page.getByText('Ce téléphone ne porte plus votre pass').waitFor()
    assert.equal(await kept(first.page), 0)
    await first.checked()
    assert.equal(await taken(await seen(square(second.page))), 'ok')
    await second.press('Arrêter : Chrome sur Linux')
    await second.page.getByRole('button', { name: 'Arrêter', exact: true }).click()
    await second.page.getByText('Ce téléphone ne porte plus votre pass').waitFor()
    assert.equal(await kept(second.page), 0)
    await second.page.getByRole('button', { name: BEGIN }).click()
    await square(second.page).waitFor()
    await second.open('/compte')
    await second.press('Se déconnecter')
    assert.equal(await kept(second.page), 0)
    for (const one of [first, second]) await one.close()
  })

  test('without JavaScript, the code of the page is what it was', async () => {
    const visitor = await town.visitor({ as: LUCETTE, width: 390, scripts: false })
    await visitor.open('/pass')
    assert.equal(await visitor.page.getByRole('button', { name: BEGIN }).count(), 0)
    await visitor.press('Montrer mon code')
    const code = visitor.page.getByRole('img', { name: 'Code à présenter au lecteur' })
    assert.equal(await taken(await seen(code)), 'ok')
    await visitor.open('/pass/telephone')
    assert.match(await visitor.text(), /Il y faut JavaScript/)
    await visitor.close()
  })
})
