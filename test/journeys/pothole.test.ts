// A pothole in Mions, from its report to « ce n’est pas résolu »: once with scripts, once without.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DEMO_PASSWORD } from '#demo'
import { openTown, signIn, type Town, type Visitor } from '#test/journey.ts'
import { fillReport, mailsFor, opensByCode, photo, type Sent } from './acts.ts'

const EMAIL = 'l.morandat@courriel.example'

/** From the search box of the home page to the receipt, with one mistake on the way. */
async function reports(resident: Visitor, scripts: boolean): Promise<Sent> {
  const { page, open, press } = resident
  await open('/')
  await page.getByLabel('De quoi avez-vous besoin').fill('trou dans la chaussée')
  await page.getByLabel('Où').fill('Mions')
  await press('Chercher')
  await press('Signaler un nid-de-poule')
  assert.match(await resident.text(), /Métropole de Lyon/)
  await press('Commencer le signalement')
  await press('Continuer')
  assert.match(await page.title(), /^Erreur/)
  if (scripts)
    assert.ok(await page.locator('.error-summary').evaluate((summary) => summary === document.activeElement))
  if (scripts) await mapIsAway(resident)
  const sent = await fillReport(resident, { commune: 'Mions', email: EMAIL, problem: ['Moyen'] })
  const receipt = await resident.text()
  assert.match(receipt, /Un premier message au plus tard le\s+vendredi 27\u00a0novembre/)
  assert.match(receipt, /au plus tard le\s+lundi 7\u00a0décembre/)
  assert.match(receipt, /lundi 23\u00a0novembre/)
  return sent
}

/** No tile comes: the map says so and goes, without an error in the console (every page is held to that). */
async function mapIsAway({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Montrer la carte' }).click()
  await page.getByText('La carte ne s’affiche pas en ce moment').waitFor()
  assert.equal(await page.locator('.map-box').count(), 0)
}

async function takesAndAsks(agent: Visitor, { ref }: Sent): Promise<void> {
  const { page, open, press } = agent
  await open('/agents')
  await signIn(agent, 'voirie@parvis.example', DEMO_PASSWORD)
  await press(page.getByRole('link', { name: /nid-de-poule/i }).and(page.locator(`[href*="${ref}"]`)))
  assert.match(await agent.text(), /12, rue de la République, Mions/)
  await press('Prendre')
  await press('Demander une précision')
  await page.getByLabel('Message').fill('Bonjour, le trou est-il avant ou après l’arrêt de bus ?')
  // A template has the same name: the act's own button comes after it.
  await press(
    page.locator('#acte').getByRole('button', { name: 'Demander une précision', exact: true }).last(),
  )
  assert.match(await agent.text(), /En pause/)
}

async function answersWithPicture(resident: Visitor, { code }: Sent): Promise<void> {
  const { page, press } = resident
  await opensByCode(resident, code)
  assert.match(await resident.text(), /avant ou après l’arrêt de bus/)
  await page.getByLabel('Votre réponse').fill('Après, dans la bande cyclable.')
  await page.getByLabel('Joindre des photos').setInputFiles(await photo('arret.jpg'))
  await press('Envoyer ma réponse')
  assert.match(await resident.text(), /Le délai a repris/)
  const shot = page.getByRole('img', { name: /arret\.jpg/ })
  await shot.scrollIntoViewIfNeeded()
  await page.waitForFunction(
    (img) => img instanceof HTMLImageElement && img.naturalWidth > 0,
    await shot.elementHandle(),
  )
}

async function closes(agent: Visitor, { ref }: Sent): Promise<void> {
  await agent.open(`/agents/demandes/${ref}`)
  assert.match(await agent.text(), /dans la bande cyclable/)
  await agent.press('Clore avec une réponse')
  await agent.page.getByLabel('Message à l’usager').fill('Le trou est rebouché ce matin.')
  await agent.press('Clore avec une réponse')
}

/** Two days later the code is asked again: it opens a request for some hours only. */
async function reopens(resident: Visitor, { ref, code }: Sent): Promise<void> {
  await resident.open(`/suivi/${ref}`)
  await resident.press('tapez de nouveau son numéro de suivi')
  await resident.page.getByLabel('Numéro de suivi').fill(code)
  await resident.press('Suivre ma demande')
  assert.match(await resident.text(), /Le trou est rebouché ce matin/)
  await resident.page.emulateMedia({ media: 'print' })
  const box = resident.page.getByLabel('Dites-nous ce qui ne va pas')
  assert.equal(await box.isVisible(), false, 'what is to be filled is not printed')
  await resident.page.emulateMedia({ media: 'screen' })
  await box.fill('Il s’est rouvert avec la pluie.')
  await resident.press('Rouvrir la demande')
  assert.match(await resident.text(), /Votre demande est rouverte/)
}

async function wholeLife(town: Town, scripts: boolean): Promise<void> {
  const resident = await town.visitor({ scripts })
  const sent = await reports(resident, scripts)
  assert.ok(
    (await mailsFor(town, EMAIL)).some(({ text }) => text.includes(sent.code) && text.includes(sent.ref)),
  )
  town.parvis.advance({ hours: 3 })
  const agent = await town.visitor({ scripts })
  await takesAndAsks(agent, sent)
  assert.ok((await mailsFor(town, EMAIL)).some(({ text }) => text.includes('avant ou après l’arrêt de bus')))
  const again = await town.visitor({ scripts })
  await answersWithPicture(again, sent)
  await closes(agent, sent)
  town.parvis.advance({ days: 2 })
  await reopens(again, sent)
  const colleague = await town.visitor({ scripts, as: 'chef.voirie@parvis.example' })
  await colleague.open('/agents')
  assert.match(await colleague.text(), /Rouverte/)
}

describe('a pothole in Mions is reported, asked about, answered, closed, and said not to be solved', {
  concurrency: 2,
}, () => {
  for (const scripts of [true, false]) {
    test(scripts ? 'with scripts' : 'without scripts', async () => {
      const town = await openTown({ PARVIS_TILES_URL: 'http://127.0.0.1:9/{z}/{x}/{y}' })
      await wholeLife(town, scripts)
      await town.close()
    })
  }
})
