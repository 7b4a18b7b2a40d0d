// A long list is searched as one types, by keyboard, and what one takes shows what depends on it; without a script the words alone are judged.
// Whoever keeps the list imports it from a spreadsheet, on a phone without scripts too.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { draft, edit, publishFor } from '#definitions'
import { FORM } from '#forms'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { tabTo } from './keys.ts'

const HERE = '/administration/listes'
const ADMIN = 'admin@parvis.example'
const AT = '/demarches/derogation-scolaire/demande'

describe('a question that chooses from a list', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    const admin = await town.parvis.actor(ADMIN)
    const name = { kind: FORM, id: 'derogation-ecole' }
    const { edition } = await town.parvis.db.write(admin, async (tx) => {
      await draft(tx, name)
      const at = ['pages', 'child', 'fields', 'papers', 'showIf']
      await edit(tx, name, [{ do: 'set', at, to: { op: 'is', of: 'wanted', value: 'bron-le-fort' } }])
      return draft(tx, name)
    })
    assert.ok('numbers' in (await publishFor(town.parvis.db, admin, town.parvis.house, name, edition)))
  })
  after(() => town.close())

  async function begin({ page, open, press }: Visitor): Promise<void> {
    await open(AT)
    await page.locator('#place').or(page.locator('[name="place-adresse"]')).first().fill('1, rue des Lilas')
    await page.locator('[name="place-commune"]').selectOption('69029')
    await press('Continuer')
    await page.locator('#child').fill('Ève Essai')
    await page.locator('#class').fill('CP')
    await page.locator('[name="why"][value="care"]').check()
  }

  test('searched by keyboard on a narrow phone: what is taken goes with its value, and shows what it decides', async () => {
    const visitor = await town.visitor({ width: 320 })
    const { page, press, checked, text } = visitor
    await begin(visitor)
    const [input, papers] = [page.locator('#wanted'), page.locator('[data-field="papers"]')]
    assert.equal(await papers.isVisible(), false)
    await page.locator('#class').focus()
    await tabTo(page, input)
    await page.keyboard.type('fort br')
    await page.getByRole('option', { name: 'École du Fort, Bron (Maternelle)' }).waitFor()
    await checked()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    assert.equal(await input.inputValue(), 'École du Fort, Bron')
    await papers.waitFor({ state: 'visible' })
    // Something else is typed: what was taken is no longer meant.
    await page.keyboard.press('End')
    await page.keyboard.type('x')
    await papers.waitFor({ state: 'hidden' })
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Escape')
    await press('Continuer')
    await page.locator('#name').fill('Ève Essai')
    await page.locator('#email').fill('eve@courriel.example')
    await press('Continuer')
    assert.match(await text(), /École souhaitée[^]*École du Fort, Bron/)
  })

  test('typed without a script: two that fit are told, what was typed stays', async () => {
    const visitor = await town.visitor({ scripts: false, width: 390 })
    const { page, press, text } = visitor
    await begin(visitor)
    await page.locator('#wanted').fill('lilas givors')
    await press('Continuer')
    assert.match(await text(), /«\s?lilas givors\s?» n’est pas dans la liste/)
    assert.equal(await page.locator('#wanted').inputValue(), 'lilas givors')
    await page.locator('#wanted').fill('le vaulx')
    await press('Continuer')
    assert.match(await text(), /n’est pas dans la liste|Il y en a plusieurs/)
    await page.locator('#wanted').fill('saules')
    await press('Continuer')
    assert.equal(await page.locator('#name').isVisible(), true)
  })

  test('kept by an administrator: imported, compared, published, on a wide screen and on a phone without scripts', async () => {
    const { page, open, press, text, checkedOnPhone, reflows } = await town.visitor({ as: ADMIN })
    await open(HERE)
    await checkedOnPhone()
    await press('Nouvelle liste')
    await page.getByLabel('Nom de la liste').fill('Gymnases')
    await press('Commencer le brouillon')
    await page.setInputFiles('input[type=file]', {
      name: 'gymnases.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Valeur;Intitulé\na;Gymnase A\nb;'),
    })
    await press('Lire ce fichier')
    assert.match(await text(), /1\sfaute dans ce fichier[^]*Ligne 3\s?: l’intitulé manque/)
    const phone = await town.visitor({ as: ADMIN, scripts: false, width: 390 })
    await phone.open(`${HERE}/gymnases/importer`)
    await phone.page.setInputFiles('input[type=file]', {
      name: 'gymnases.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Valeur;Intitulé\na;Gymnase A\nb;Gymnase B'),
    })
    await phone.press('Lire ce fichier')
    await phone.press('Garder dans le brouillon')
    await phone.press('Publier')
    await open(`${HERE}/gymnases`)
    assert.match(await text(), /version 1[^]*2\slignes[^]*Gymnase B/)
    await reflows()
  })
})
