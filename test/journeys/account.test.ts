// Accounts from a browser: an address verified by mail, requests kept together, and a session that ends at the worst moment.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { DEMO_PASSWORD } from '#demo'
import { openTown, signIn, type Town } from '#test/journey.ts'
import { mailsFor, opensByCode, photo } from './acts.ts'

const EMAIL = 'paulette.ainay@courriel.example'
const PASSWORD = 'sept canuts sur un traboule'

/** The path of the link that confirms an address: its origin is the public one, which the test does not listen at. */
function confirmationIn(mails: { text: string }[]): string {
  const link = mails
    .map(({ text }) => /https?:\/\/\S+\/inscription\/\S+/.exec(text)?.[0])
    .find((found) => found !== undefined)
  assert.ok(link, 'a mail has the link')
  const { pathname, search } = new URL(link)
  return `${pathname}${search}`
}

describe('an account', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('opens with a verified address, holds a request made by code before, and is left', async () => {
    const before = await town.parvis.makeRequest({ email: EMAIL })
    const resident = await town.visitor({ width: 390 })
    const { page, open, press } = resident
    await open('/connexion')
    await press('Créer un compte')
    await page.getByLabel('Prénom et nom').fill('Paulette Ainay')
    await page.getByLabel('Adresse e-mail').fill(EMAIL)
    await page.getByLabel('Mot de passe').fill('court')
    await press('Créer mon compte')
    assert.match(await page.title(), /^Erreur/)
    await page.getByLabel('Mot de passe').fill(PASSWORD)
    await press('Créer mon compte')
    await open(confirmationIn(await mailsFor(town, EMAIL)))
    await press('Confirmer et ouvrir mon compte')
    assert.match(await resident.text(), /Aucune demande en cours/)

    await opensByCode(resident, before.code)
    await press('Rattacher à mon compte')
    assert.match(await resident.text(), /dans votre compte/)
    await open('/compte')
    assert.ok((await resident.text()).includes(before.ref))

    await open('/compte/securite')
    await press('Se déconnecter')
    assert.match(await resident.text(), /Vous êtes déconnecté/)
    await open('/compte')
    assert.match(await page.title(), /^Se connecter/)
    await signIn(resident, EMAIL, PASSWORD)
    assert.match(await resident.text(), /Mes demandes/)
  })

  test('an agent whose session ends in the middle of an answer signs in and sends it', async () => {
    const { ref } = await town.parvis.makeRequest({ commune: '69029' })
    const agent = await town.visitor()
    const { page, open, press } = agent
    await open(`/agents/demandes/${ref}`)
    await signIn(agent, 'voirie@parvis.example', DEMO_PASSWORD)
    // Too many files: nothing leaves without them unless one presses again.
    await page.getByText('Joindre des fichiers').click()
    await page.getByLabel('Fichiers').setInputFiles(await Promise.all(['1', '2', '3', '4'].map(photo)))
    await page.getByRole('button', { name: 'Répondre', exact: true }).click()
    await page.getByText('Rien n’est parti').waitFor()
    await page.getByLabel('Fichiers').setInputFiles(await photo('enrobé.jpg'))
    await page.getByRole('link', { name: 'enrobé.jpg' }).waitFor()
    await page.getByLabel('Votre réponse').fill('Une équipe passe jeudi matin,\navec de l’enrobé à chaud.')
    town.parvis.advance({ hours: 14 })
    await press('Répondre')
    assert.match(await agent.text(), /Votre session avait expiré/)
    await signIn(agent, 'voirie@parvis.example', DEMO_PASSWORD)
    assert.match(await agent.text(), /ce que vous aviez écrit est gardé/)
    await press('Envoyer')
    assert.equal(new URL(page.url()).pathname, `/agents/demandes/${ref}`)
    assert.match(await agent.text(), /avec de l’enrobé à chaud/)
  })
})
