// A wallet that is not ours at the door of a swimming pool: the door shows a square, the wallet reads it and answers, the door turns green or
// red; it is not waited for longer than wanted, nor without network.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import jsqr from 'jsqr'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { makeDoor, phoneOf, type TestPhone } from '#test/doors.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { offerTo } from '#test/offers.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { type HeldCopy, openWallet, type Wallet } from '#test/wallet.ts'

const HOLDER = 'habitante@parvis.example'

describe('a wallet at a door', () => {
  let town: Town
  let pool: TestPartner
  let phone: TestPhone
  let wallet: Wallet
  let copies: HeldCopy[]
  let door: Visitor
  let page: Page
  before(async () => {
    town = await openTown()
    const { parvis } = town
    pool = await openPool(parvis, { by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example' })
    phone = await phoneOf(parvis, pool, HOLDER)
    wallet = await openWallet(parvis, town.origin)
    const { link, pin } = await offerTo(parvis, HOLDER, phone.entitlementId)
    copies = (await wallet.take(link, pin, 4)).copies
    door = await town.visitor({ width: 390 })
    page = door.page
    await page.context().clock.setFixedTime(parvis.now())
    await door.open('/controle')
    await page.getByLabel('Code de la porte').fill(await makeDoor(parvis, pool, 'Tourniquet'))
    await page.getByRole('button', { name: 'Installer', exact: true }).click()
    await ready()
  })
  after(() => town.close())

  const ready = () => page.locator('[data-face="ready"]').waitFor({ state: 'visible' })
  const square = () => page.getByRole('img', { name: 'Carré à viser avec le portefeuille du téléphone' })
  const answered = (role: 'status' | 'alert', text: RegExp) =>
    page.locator(`[data-answer][role="${role}"]`).filter({ hasText: text, visible: true }).waitFor()
  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await town.parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const left = async () =>
    (
      await rows(
        sql<{
          left: number
        }>`select remaining as left from pass.entitlement where id = ${phone.entitlementId}`,
      )
    )[0]?.left
  const next = (): HeldCopy => copies.pop() ?? assert.fail('no copy is left')

  /** What a phone that aims at the screen of the door reads. */
  async function aimed(): Promise<string> {
    const { data, info } = await sharp(await square().screenshot())
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data ?? ''
  }
  /** By keyboard alone: the button that follows the field. */
  async function askByKeys() {
    await page.getByLabel('Ou tapez le code dit').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    assert.equal(await page.locator(':focus').innerText(), 'Portefeuille')
    await page.keyboard.press('Enter')
    await square().waitFor()
  }

  test('asks its holder first, who agrees by keyboard, and is led back to it', async () => {
    const admin = await town.visitor({ as: 'admin@parvis.example' })
    await admin.open('/administration/pass/portefeuilles/nouveau')
    await admin.page.getByLabel('Nom', { exact: true }).fill('Portefeuille d’essai')
    await admin.page.getByLabel('Nom dans le protocole').fill('fr.exemple.essai')
    await admin.page.getByLabel('Adresses de réponse').fill('http://portefeuille.example/retour')
    await admin.press('Ajouter ce portefeuille')
    assert.match(await admin.text(), /L’adresse commence par https/)
    const returnTo = 'https://portefeuille.example/retour'
    await admin.page.getByLabel('Adresses de réponse').fill(returnTo)
    await admin.press('Ajouter ce portefeuille')
    await admin.press('Portefeuille d’essai')
    await admin.close()

    for (const scripts of [true, false]) {
      const holder = await town.visitor({ as: HOLDER, width: 390, scripts })
      const who = { clientId: 'fr.exemple.essai', redirectUri: returnTo }
      const { url, verifier } = await wallet.ask(who)
      const { pathname, search } = new URL(url)
      await holder.open(pathname + search)
      assert.match(await holder.text(), /La réponse part à portefeuille\.example/)
      await holder.reflows()
      await holder.checkedInDark()
      await holder.press('Confier ce droit')
      assert.match(await holder.text(), /Choisissez le droit que ce portefeuille portera/)
      await holder.page.getByRole('radio', { name: /Dix entrées/ }).focus()
      await holder.page.keyboard.press('Space')
      await holder.page.keyboard.press('Tab')
      // No such site answers: where the browser is led is what counts.
      const led = holder.page.waitForRequest((request) => request.url().startsWith(returnTo))
      await holder.page.keyboard.press('Enter')
      const answer = (await led).url()
      const taken = await wallet.exchange(who, { code: await wallet.codeIn(answer), verifier }, 4)
      copies = taken.copies
      await holder.close()
    }
  })

  test('is shown a square, answers it, and the door turns green: counted once, never whose', async () => {
    await askByKeys()
    await door.checked()
    await door.checkedInDark()
    await door.reflows()
    const link = await aimed()
    assert.match(link, /^openid4vp:\/\/\?/)
    const copy = next()
    assert.equal(await wallet.show(link, copy), 200)
    await answered('status', /Valable.*Dix entrées.*reste\s+9\s+entrées/s)
    assert.doesNotMatch(await door.text(), /abitant|Lucette/)
    assert.equal(await left(), 9)
    await page.getByRole('button', { name: 'Suivant' }).click()
    await ready()

    await page.getByRole('button', { name: 'Portefeuille' }).click()
    await square().waitFor()
    assert.equal(await wallet.show(await aimed(), copy), 200)
    await answered('alert', /Refusé.*Code déjà montré/s)
    await page.getByRole('button', { name: 'Contrôler à nouveau' }).click()
    await ready()
    assert.equal(await left(), 9)
  })

  test('is waited for no longer than wanted: nobody’s late answer is taken, and the next code is read', async () => {
    await page.getByRole('button', { name: 'Portefeuille' }).click()
    await square().waitFor()
    const link = await aimed()
    assert.equal(await page.locator(':focus').innerText(), 'Ne plus attendre')
    await page.keyboard.press('Enter')
    await ready()
    await assert.rejects(wallet.show(link, next()))
    assert.equal(await left(), 9)
    await page.keyboard.type(`${await phone.code()}\n`)
    await answered('status', /Valable.*reste\s+8\s+entrées/s)
    await page.getByRole('button', { name: 'Annuler ce passage' }).first().click()
    await page.getByText('Passage annulé.').waitFor()
  })

  test('needs the network, and says so; what was answered while it was lost is known', async () => {
    await page.context().setOffline(true)
    await page.getByText('Sans réseau depuis').filter({ visible: true }).waitFor()
    await page.getByRole('button', { name: 'Portefeuille' }).click()
    await page.getByText('Un portefeuille se lit avec le réseau').filter({ visible: true }).waitFor()
    assert.equal(await square().count(), 0)
    await door.checked()
    await page.context().setOffline(false)
    await page.locator('[data-net="there"]').filter({ visible: true }).waitFor()

    await page.getByRole('button', { name: 'Portefeuille' }).click()
    await square().waitFor()
    const link = await aimed()
    await page.context().setOffline(true)
    assert.equal(await wallet.show(link, next()), 200)
    await page.context().setOffline(false)
    await answered('status', /Valable.*reste\s+8\s+entrées/s)
    assert.equal(await left(), 8)
    await page.getByRole('button', { name: 'Suivant' }).click()
    await page.getByText('Réglages et envois').click()
    await page.getByRole('button', { name: 'Envoyer et mettre à jour' }).click()
    await page.getByText('Tout est envoyé.').filter({ visible: true }).waitFor()
    const journal = await rows(
      sql<{
        result: string
        chained: boolean
      }>`select result, hash is not null as chained from pass.redemption order by seq`,
    )
    assert.ok(
      journal.every(({ chained }) => chained),
      JSON.stringify(journal),
    )
    assert.deepEqual(
      journal.map(({ result }) => result).filter((result) => result !== 'undone'),
      ['ok', 'shown', 'ok', 'ok'],
    )
  })
})
