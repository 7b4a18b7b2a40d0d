// A telephone at the door of a swimming pool: installed by its code, it reads, says one thing at a time, goes on without network, sends
// once, and is nothing any more once it is taken back.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { system } from '#platform/actor.ts'
import { spokenBy, makeDoor, openDoor, phoneOf, type TestPhone } from '#test/doors.ts'
import { film } from '#test/film.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { openPool, type TestPartner } from '#test/pass.ts'

describe('a door', () => {
  let town: Town
  let pool: TestPartner
  let phone: TestPhone
  const folder = mkdtempSync(join(tmpdir(), 'parvis-door-'))
  const seen = join(folder, 'film.y4m')
  before(async () => {
    town = await openTown()
    pool = await openPool(town.parvis, {
      by: 'admin.bron@parvis.example',
      managedBy: 'habitant@parvis.example',
    })
    phone = await phoneOf(town.parvis, pool, 'habitante@parvis.example')
  })
  after(async () => {
    await town.close()
    rmSync(folder, { recursive: true })
  })

  const asked = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await town.parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const left = async () =>
    (
      await asked(
        sql<{
          left: number
        }>`select remaining as left from pass.entitlement where id = ${phone.entitlementId}`,
      )
    )[0]?.left
  const lines = async (label: string) =>
    asked(
      sql<{
        result: string
        isOnline: boolean
        found: string | null
        chained: boolean
      }>`select r.result, r.is_online as "isOnline", r.found, r.hash is not null as chained
        from pass.redemption r join pass.device d on d.id = r.device_id where d.label = ${label} order by r.seq`,
    )
  const region = (page: Page, role: 'status' | 'alert', text: RegExp) =>
    page.locator(`[data-answer][role="${role}"]`).filter({ hasText: text, visible: true }).waitFor()
  const ready = (page: Page) => page.locator('[data-face="ready"]').waitFor({ state: 'visible' })
  const next = async (page: Page, name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    await ready(page)
  }
  const wedge = (page: Page, text: string) => page.keyboard.type(`${text}\n`)

  async function installed(label: string, options: { width?: number; film?: string } = {}): Promise<Visitor> {
    const code = await makeDoor(town.parvis, pool, label)
    const visitor = await town.visitor({ width: 390, ...options })
    // The program of tests has a clock of its own.
    await visitor.page.context().clock.setFixedTime(town.parvis.now())
    await visitor.open('/controle')
    await visitor.page.getByLabel('Code de la porte').fill(code)
    await visitor.page.getByRole('button', { name: 'Installer', exact: true }).click()
    await visitor.page
      .getByText('Une piscine')
      .or(visitor.page.getByText('Entrée du public'))
      .first()
      .waitFor()
    await ready(visitor.page)
    return visitor
  }

  test('without JavaScript, it says what it needs', async () => {
    const visitor = await town.visitor({ scripts: false, width: 390 })
    await visitor.open('/controle')
    assert.match(await visitor.text(), /il y faut JavaScript/)
  })

  test('is installed by its code alone, sees by its camera, and says what is left, never whose', async () => {
    film(seen, null)
    const visitor = await installed('Tourniquet 1', { film: seen })
    const { page } = visitor
    await visitor.checked()
    film(seen, await phone.code())
    await page.reload()
    await region(page, 'status', /Valable.*Dix entrées.*reste\s+9\s+entrées/s)
    assert.doesNotMatch(await visitor.text(), /abitant|Lucette/)
    await visitor.checked()
    await visitor.checkedInDark()
    await page.getByRole('button', { name: 'Annuler ce passage' }).click()
    await page.getByText('Passage annulé.').waitFor()
    assert.equal(await left(), 10)
    await visitor.close()
  })

  test('reads as a keyboard does and by what is said, and stays red until a gesture', async () => {
    const visitor = await installed('Tourniquet 2')
    const { page } = visitor
    const code = await phone.shown()
    await wedge(page, code)
    await region(page, 'status', /Valable/)
    await wedge(page, code)
    await region(page, 'alert', /Refusé.*Code déjà montré.*Il y a \d+ seconde/s)
    await visitor.checked()
    await visitor.checkedInDark()
    await visitor.reflows()
    await wedge(page, await phone.code())
    await region(page, 'alert', /Code déjà montré/)
    await page.getByRole('button', { name: 'Laisser entrer, et dire pourquoi' }).click()
    await visitor.checked()
    await page.getByLabel('Une autre raison').fill('Téléphone tombé en panne')
    await page.getByRole('button', { name: 'Laisser entrer', exact: true }).click()
    await page.getByText('Entrée notée, avec sa raison.').waitFor()
    const spoken = await spokenBy(town.parvis, phone.passId)
    await page.getByLabel('Ou tapez le code dit').fill(`${spoken.slice(0, 4)} ${spoken.slice(4)}`)
    await page.keyboard.press('Enter')
    await region(page, 'status', /Valable/)
    await page.keyboard.press('Enter')
    await ready(page)
    await page.getByText('Réglages et envois').click()
    await page.getByRole('button', { name: 'Envoyer et mettre à jour' }).click()
    await page.getByText('Tout est envoyé.').filter({ visible: true }).waitFor()
    assert.deepEqual(
      (await lines('Tourniquet 2')).map(({ result, chained }) => [result, chained]),
      [
        ['ok', true],
        ['shown', true],
        ['let-in', true],
        ['ok', true],
      ],
    )
    await visitor.checked()
    await visitor.close()
  })

  test('without network it opens, decides alone within its slice, and sends once; another door’s copy is told', async () => {
    const visitor = await installed('Tourniquet 3', { width: 768 })
    const { page } = visitor
    const from = (await left()) ?? 0
    const other = await openDoor(town.parvis, pool, 'Portillon')
    const twice = await phone.shown()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await page.waitForFunction(async () => (await (await caches.open('parvis-porte')).keys()).length > 3)
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('Sans réseau depuis').waitFor()
    assert.match(await visitor.text(), /Listes de .*bonnes jusqu’à demain/)
    await wedge(page, twice)
    await region(page, 'status', /Valable.*Décidé ici/s)
    assert.match(
      await visitor.text(),
      /1 passage gardé ici, à envoyer\. Cette porte peut encore accepter 1 entrée de ce pass/,
    )
    await next(page, 'Suivant')
    await wedge(page, await phone.shown())
    await region(page, 'status', /Valable/)
    await next(page, 'Suivant')
    await wedge(page, await phone.shown())
    await region(page, 'alert', /À vérifier en ligne/)
    await next(page, 'Contrôler à nouveau')
    await wedge(page, twice)
    await region(page, 'alert', /Code déjà montré/)
    await next(page, 'Contrôler à nouveau')
    await page.getByText('Réglages et envois').click()
    await page.getByText('4 passages gardés ici, à envoyer.').filter({ visible: true }).waitFor()
    assert.equal((await other.check(1, twice)).json.result, 'ok')
    await page.context().setOffline(false)
    await page.locator('[data-net="there"]').filter({ visible: true }).waitFor()
    await page.getByText('Tout est envoyé.').filter({ visible: true }).waitFor()
    await page.getByText('1 code accepté ici l’avait été à une autre porte.').waitFor()
    assert.deepEqual(
      (await lines('Tourniquet 3')).map(({ result, isOnline, found }) => [result, isOnline, found]),
      [
        ['ok', false, 'double'],
        ['ok', false, null],
        ['slice', false, null],
        ['shown', false, null],
      ],
    )
    // The copy that two doors accepted is counted once.
    assert.equal(await left(), from - 2)
    await visitor.close()
  })

  test('shows a sign to be signed, and takes what was signed for it alone', async () => {
    const visitor = await installed('Tourniquet 4', { width: 1440 })
    const { page } = visitor
    await page.getByText('Réglages et envois').click()
    await page.getByLabel('Afficher un signe à signer').check()
    await visitor.checked()
    const sign = page.getByRole('img', { name: /Signe à lire/ })
    const challenge = ((await sign.getAttribute('aria-label')) ?? '').split('\u00a0: ')[1] ?? ''
    await wedge(page, await phone.shown())
    await region(page, 'alert', /Code d’une autre entrée/)
    await next(page, 'Contrôler à nouveau')
    const another = ((await sign.getAttribute('aria-label')) ?? '').split('\u00a0: ')[1] ?? ''
    assert.notEqual(another, challenge, 'a sign serves once')
    await wedge(page, await phone.shown({ to: another }))
    await region(page, 'status', /Valable/)
    await visitor.close()
  })

  test('taken back, it says so, forgets its lists and keeps what it has not sent', async () => {
    const visitor = await installed('Tourniquet 5')
    const { page } = visitor
    await page.context().setOffline(true)
    await wedge(page, await phone.shown())
    await region(page, 'status', /Décidé ici/)
    await town.parvis.db.write(system, (tx) =>
      sql`update pass.device set revoked_at = now() where label = 'Tourniquet 5'`.execute(tx.q),
    )
    // What servers say of the time is the machine’s: here, that of the program.
    const date = town.parvis.now().toUTCString()
    await page.route('**/api/v1/pass/porte**', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), date } })
    })
    await page.context().setOffline(false)
    await page.getByRole('heading', { name: 'Cette porte est retirée' }).waitFor()
    assert.match(await visitor.text(), /1 passage gardé ici, à envoyer/)
    await page.reload()
    await page.getByRole('heading', { name: 'Cette porte est retirée' }).waitFor()
    await page.getByRole('button', { name: 'Installer avec un autre code' }).click()
    await page.getByLabel('Code de la porte').fill('AAAA-BBBB-CCCC-DDDD')
    await page.getByRole('button', { name: 'Installer', exact: true }).click()
    await page.getByText('Ce code n’ouvre aucune porte').filter({ visible: true }).waitFor()
    await visitor.close()
  })
})
