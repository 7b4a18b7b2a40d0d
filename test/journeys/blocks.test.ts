// Several rooms of one home, told one by one: by keyboard without scripts, then on a phone with them; photos stay with their room.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { photo } from './acts.ts'
import { leads, tabTo } from './keys.ts'

const FORM = '/demarches/logement-insalubre/demande'

describe('a block that repeats', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  const room = ({ page }: Visitor, at: number) => page.locator('.block-item').nth(at)
  const focused = ({ page }: Visitor) => page.evaluate(() => document.activeElement?.id ?? '')

  async function begins(who: Visitor): Promise<void> {
    await who.open(FORM)
    const { page } = who
    await page.getByLabel('Commune', { exact: true }).selectOption({ label: 'Bron' })
    await page.getByLabel('Adresse ou endroit').fill('3, rue des Lilas')
    await page.getByLabel('Locataire').check()
    await page.getByLabel('Humidité ou moisissures').check()
    await page
      .getByRole('group', { name: /propriétaire a-t-il/ })
      .getByLabel('Oui')
      .check()
  }

  test('by keyboard without scripts: added, moved, taken away and put back, where one was', async () => {
    const who = await town.visitor({ scripts: false })
    const { page } = who
    await begins(who)
    await tabTo(page, page.getByRole('button', { name: 'Ajouter une pièce' }))
    await leads(who, 'Enter')
    assert.match(await who.text(), /Pièce ajoutée, en position 1 sur 1/)
    assert.equal(await focused(who), 'rooms-1', 'the focus is where one goes on')
    await tabTo(page, room(who, 0).getByLabel('Séjour'))
    await page.keyboard.press('Space')
    await room(who, 0).getByLabel('Qu’y voit-on ?').fill('Des traces noires')
    await room(who, 0)
      .getByLabel('Photos de cette pièce')
      .setInputFiles(await photo('sejour.jpg'))
    await tabTo(page, page.getByRole('button', { name: 'Ajouter une pièce' }))
    await leads(who, 'Space')
    assert.equal(await focused(who), 'rooms-2')
    await room(who, 1).getByLabel('Cuisine').check()
    await room(who, 1)
      .getByLabel('Photos de cette pièce')
      .setInputFiles(await photo('cuisine.jpg'))
    await tabTo(page, room(who, 1).getByRole('button', { name: 'Monter' }))
    await leads(who, 'Enter')
    assert.match(await who.text(), /Pièce déplacée, en position 1 sur 2/)
    assert.equal(await focused(who), 'rooms-2')
    assert.equal(await room(who, 0).getByLabel('Cuisine').isChecked(), true)
    assert.match(await room(who, 0).innerText(), /Pièce 1 sur 2[^]*cuisine\.jpg/)
    assert.match(await room(who, 1).innerText(), /sejour\.jpg/, 'a photo follows its room')
    await who.press(room(who, 1).getByRole('button', { name: 'Retirer : Pièce 2' }))
    assert.equal(await page.locator('.block-item').count(), 1)
    assert.match(await who.text(), /Pièce 2 est retirée\. Vous pouvez encore la remettre/)
    await who.press('Remettre : pièce')
    assert.equal(await room(who, 1).getByLabel('Qu’y voit-on ?').inputValue(), 'Des traces noires')
    assert.match(await room(who, 1).innerText(), /sejour\.jpg/)
    // What the form says opens a question of each room.
    await room(who, 0)
      .getByRole('group', { name: /moisissures/ })
      .getByLabel('Non')
      .check()
    await who.press('Continuer')
    assert.match(await who.text(), /Pièce 2\s: répondez par oui ou par non/)
    await page.locator('.error-summary a').first().click()
    await room(who, 1)
      .getByRole('group', { name: /moisissures/ })
      .getByLabel('Oui')
      .check()
    await who.press('Continuer')
    await page.getByLabel(/votre prénom/).fill('Léa Morel')
    await page
      .getByLabel(/e-mail/)
      .first()
      .fill('lea.morel@exemple.fr')
    await who.press('Continuer')
    const review = (await who.text()).replaceAll(/\s+/g, ' ')
    assert.match(
      review,
      /Pièce 1 : Quelle pièce \? Cuisine.*cuisine\.jpg.*Pièce 2 : Quelle pièce \? Séjour.*sejour\.jpg/,
    )
    await who.press(/^Envoyer/)
    await who.close()
  })

  test('on a phone with scripts: each room answers for itself, saved as one goes, found again', async () => {
    const who = await town.visitor({ width: 390 })
    const { page } = who
    await begins(who)
    await who.press('Ajouter une pièce')
    await who.press('Ajouter une pièce')
    const which = (at: number) => room(who, at).getByLabel('Laquelle ?')
    await room(who, 0).getByLabel('Autre').check()
    assert.equal(await which(0).isVisible(), true)
    assert.equal(await which(1).isVisible(), false, 'the other room is another scope')
    const damp = () => page.getByRole('group', { name: /moisissures/ })
    assert.equal(await damp().count(), 2)
    await page.getByLabel('Humidité ou moisissures').uncheck()
    await page.getByLabel('Fuites ou égouts').check()
    assert.equal(await damp().count(), 0, 'an item reads the form')
    await room(who, 1)
      .getByLabel('Photos de cette pièce')
      .setInputFiles(await photo('cave.jpg'))
    await room(who, 1).getByText('cave.jpg').waitFor()
    const saved = page.waitForResponse((answer) => answer.url().endsWith('/sauver') && answer.ok())
    await which(0).fill('La cave')
    await saved
    await page.reload()
    assert.equal(await which(0).inputValue(), 'La cave')
    assert.match(await room(who, 1).innerText(), /cave\.jpg/)
    await who.checked()
    await who.reflows()
    await who.close()
  })

  test('in the studio: its questions stand inside it, each with its page; the columns of a table have a sort', async () => {
    const who = await town.visitor({ as: 'admin@parvis.example', scripts: false })
    const { page } = who
    const at = '/administration/formulaires/logement-insalubre'
    await who.open(at)
    assert.match(await page.locator('.studio-block').innerText(), /Quelle pièce/)
    await who.checkedOnPhone()
    await who.open(`${at}#element-room_photos`)
    await tabTo(page, page.getByRole('link', { name: /^Ajouter une question au bloc/ }))
    await leads(who, 'Enter')
    await page.getByLabel('Question', { exact: true }).fill('Qui y dort ?')
    await who.press('Ajouter au brouillon')
    assert.match(await who.text(), /Qui y dort \?.» en position 6 sur 6, dans «.Quelles pièces/)
    await who.press(page.getByRole('button', { name: 'Monter la question 6 de Quelles pièces' }))
    assert.equal(await focused(who), 'element-qui_y_dort', 'the focus goes back to what moved')
    await who.open(`${at}/questions/rooms/changer`)
    await who.checkedOnPhone()
    await who.open('/administration/formulaires/subvention/questions/budget/changer')
    await page.locator('#option-rows-columns-3-7').selectOption('Nombre entier')
    await who.press('Garder dans le brouillon')
    await who.open('/administration/formulaires/subvention/questions/budget/changer')
    assert.equal(await page.locator('#option-rows-columns-3-7').inputValue(), 'Nombre entier')
    await who.checkedOnPhone()
    await who.close()
  })
})
