// Somebody without e-mail: a desk opens an account and enters a request; the person finds it on a phone at the library.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

describe('an account on paper', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('the desk opens it and prints the paper; the person signs in by themselves, without scripts', async () => {
    const agent = await town.visitor({ as: 'agent.bron@parvis.example', width: 1440 })
    await agent.open('/agents')
    await agent.press('Comptes')
    await agent.press('Ouvrir un compte')
    const { page } = agent
    await agent.press('Ouvrir le compte')
    assert.match(await page.title(), /^Erreur/)
    await page.getByLabel('Prénom', { exact: true }).fill('Odette')
    await page.getByLabel('Nom', { exact: true }).fill('Sanspapier')
    await page.getByLabel('Jour', { exact: true }).fill('14')
    await page.getByLabel('Mois', { exact: true }).fill('11')
    await page.getByLabel('Année', { exact: true }).fill('1941')
    await page.getByLabel('Commune où la personne habite').selectOption('69029')
    await page.getByLabel('Carte nationale d’identité').check()
    await agent.press('Ouvrir le compte')
    const [number = '', code = ''] = await page.locator('.paper-codes dd').allInnerTexts()
    assert.ok((await page.locator('main').innerText()).includes('/connexion/papier'))
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('.desk-header').isVisible(), false)
    assert.equal(await page.getByText('Imprimez maintenant').isVisible(), false)
    assert.ok(await page.getByText(code).isVisible())
    await page.emulateMedia({ media: 'screen' })
    await agent.checkedInDark()

    const person = await town.visitor({ width: 390, scripts: false })
    await person.open('/connexion')
    await person.press('Connectez-vous avec votre papier')
    await person.page.getByLabel('Numéro de compte').fill(number)
    await person.page.getByLabel('Code', { exact: true }).fill('mauvais')
    await person.press(person.page.getByRole('button', { name: 'Se connecter', exact: true }))
    assert.match(await person.page.title(), /^Erreur/)
    await person.page.getByLabel('Code', { exact: true }).fill(code.toLowerCase().replaceAll('-', ' '))
    await person.press(person.page.getByRole('button', { name: 'Se connecter', exact: true }))
    assert.equal(new URL(person.page.url()).pathname, '/compte')
    await person.open('/compte/securite')
    assert.match(await person.text(), /Votre compte n’a pas d’adresse e-mail/)
    await person.press('Se déconnecter')
    await person.close()

    await agent.press('Revenir aux comptes')
    await page.getByLabel('Numéro de compte').fill(number)
    await agent.press('Trouver')
    assert.match(await agent.text(), /Odette Sanspapier/)
    await agent.checkedOnPhone()
    await page.getByLabel('Carte nationale d’identité').check()
    await page.getByLabel('La personne est devant moi').check()
    await agent.press('Faire un nouveau code')
    assert.notEqual((await page.locator('.paper-codes dd').allInnerTexts())[1], code)
    await agent.checkedOnPhone()
    await agent.close()
  })
})
