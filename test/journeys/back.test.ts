// A form that was refused, left by a link, and come back to: all that was typed is there, for whoever typed it alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

const AT = '/administration/sources/nouvelle'
const NAME = 'Le journal que je suis'

describe('a form that was refused', () => {
  let town: Town
  before(async () => {
    town = await openTown({ PARVIS_DEMO: '1' })
  })
  after(() => town.close())

  test('keeps what was typed when one follows a link and comes back, and gives it to nobody else', async () => {
    const editor = await town.visitor({ as: 'marius.redaction@parvis.example' })
    const { page } = editor
    await editor.open(AT)
    await page.getByLabel('Nom').fill(NAME)
    await page.locator('[name=family]').selectOption('press')
    await editor.press('Ajouter')
    assert.match(await editor.text(), /l’un ou l’autre/)
    // Typed since, too.
    await page.getByLabel('Adresse du flux').fill('https://journal.example/r')
    await page.goto(`${town.origin}/administration/sources`)
    await page.goBack()
    await page.waitForFunction(
      (said) => document.querySelector<HTMLInputElement>('[name=name]')?.value === said,
      NAME,
    )
    assert.equal(await page.locator('[name=family]').inputValue(), 'press')
    assert.equal(await page.getByLabel('Adresse du flux').inputValue(), 'https://journal.example/r')
    // Another session in the same tab, the same address: its token is another.
    await page.goto(`${town.origin}/administration/sources`)
    await page.context().clearCookies()
    await page.goBack()
    assert.ok(!(await page.content()).includes(NAME))
    assert.equal(await page.locator(`input[value="${NAME}"]`).count(), 0)
  })
})
