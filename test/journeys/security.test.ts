// The security of an account at a real browser: an agent's code, a resident's second factor, devices, each page held to its promises.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { codeAt } from '#signin'
import { DEMO_PASSWORD } from '#demo'
import { openTown, signIn, type Town } from '#test/journey.ts'

describe('the security of an account', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  for (const scripts of [true, false]) {
    test(`an agent gives a code and finds the desk, ${scripts ? 'with' : 'without'} scripts`, async () => {
      const agent = await town.visitor({ scripts, width: scripts ? 1440 : 390 })
      await agent.open('/agents')
      await signIn(agent, 'chef.voirie@parvis.example', DEMO_PASSWORD)
      assert.match(await agent.page.title(), /Agents/)
      for (const path of [
        '/compte/securite',
        '/compte/equipe',
        '/compte/securite/code',
        '/compte/securite/adresse',
        '/compte/confirmation?suite=/compte/securite',
      ])
        await agent.open(path)
      await agent.checkedInDark()
      town.parvis.advance({ minutes: 2 })
      await agent.close()
    })
  }

  test('half a session sees the code, the recovery code, and no page of an agent', async () => {
    const { page, open, press, text, close } = await town.visitor({ width: 390 })
    await open('/connexion')
    await page.getByLabel('Adresse e-mail').fill('voirie@parvis.example')
    await page.getByLabel('Mot de passe', { exact: true }).fill(DEMO_PASSWORD)
    await press(page.getByRole('button', { name: 'Se connecter', exact: true }))
    await page.getByLabel('Code à six chiffres').fill('12')
    await press(page.getByRole('button', { name: 'Se connecter', exact: true }))
    assert.match(await text(), /Ce code n’est pas le bon/)
    await press('Utiliser un code de secours')
    await open('/agents')
    assert.equal(new URL(page.url()).pathname, '/connexion/code')
    await close()
  })

  test('a resident sets up a second factor, signs in with it, and changes address and mind', async () => {
    const visitor = await town.visitor({ as: 'habitante@parvis.example', width: 390 })
    const { page, open, press, text } = visitor
    await open('/compte/securite')
    await press('Associer une application de codes')
    const key = (await page.locator('copy-code .code').innerText()).replace(/\s/g, '')
    await page.getByLabel('Code à six chiffres').fill(codeAt(key, town.parvis.now()))
    await press('Activer')
    assert.equal(await page.locator('main .code').count(), 10)
    await press('Continuer')
    assert.match(await text(), /10\scodes de secours en réserve/)
    await press('Changer d’adresse')
    await page.getByLabel('Nouvelle adresse e-mail').fill('lucette@courriel.example')
    await press('Demander le changement')
    assert.match(await text(), /lucette@courriel\.example/)
    await press('Garder mon adresse')
    await open('/compte/donnees/effacement')
    await press('Effacer mes données')
    assert.match(await page.title(), /^Erreur/)
    await press('Garder mon compte')
    await press('Se déconnecter')
    town.parvis.advance({ minutes: 2 })
    await open('/connexion')
    await page.getByLabel('Adresse e-mail').fill('habitante@parvis.example')
    await page.getByLabel('Mot de passe', { exact: true }).fill(DEMO_PASSWORD)
    await press(page.getByRole('button', { name: 'Se connecter', exact: true }))
    await page.getByLabel('Code à six chiffres').fill(codeAt(key, town.parvis.now()))
    await press(page.getByRole('button', { name: 'Se connecter', exact: true }))
    assert.equal(new URL(page.url()).pathname, '/compte')
    await visitor.close()
  })
})
