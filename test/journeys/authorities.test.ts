// Who answers, from a browser: the commune's own, what the contact centre enters, and a request that changes hands twice.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { fillReport, opensByCode, receiptOf } from './acts.ts'

const ROADS = 'voirie@parvis.example'
const BRON = 'agent.bron@parvis.example'

/** The dates promised in the head of the desk's screen. */
async function promisedDates({ page }: Visitor): Promise<string[]> {
  return page
    .locator('.clocks .clock')
    .evaluateAll((clocks) => clocks.map((clock) => clock.querySelector('dd')?.textContent ?? ''))
}

async function handsOver(
  agent: Visitor,
  ref: string,
  { group, unit, reason }: { group: string; unit: string; reason: string },
): Promise<void> {
  const { page, open, press } = agent
  await open(`/agents/demandes/${ref}`)
  await press('Transmettre')
  const option = page.locator(`optgroup[label^="${group}"] option`, { hasText: unit })
  await page.getByLabel('Transmettre à').selectOption((await option.first().getAttribute('value')) ?? '')
  await page.getByLabel('Pourquoi, pour').fill(reason)
  await page.getByLabel('Note pour vos collègues').fill('Vu sur place.')
  await press('Voir ce qui part')
  assert.match(await page.locator('.letter').innerText(), new RegExp(reason))
  assert.doesNotMatch(await page.locator('.letter').innerText(), /Vu sur place/)
  await press('Transmettre')
}

describe('who answers', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  // Apart from what moves the clock: a receipt is shown to whoever has just sent.
  describe('whoever asks', { concurrency: 2 }, () => {
    test('street lighting in Bron goes to Bron, on the counter of Bron', async () => {
      const resident = await town.visitor({ site: 'bron' })
      await resident.open('/')
      assert.match(await resident.page.title(), /Bron/)
      await resident.page.getByLabel('De quoi avez-vous besoin').fill('lampadaire en panne')
      await resident.press('Chercher')
      await resident.press(/éclairage public/i)
      await resident.press('Commencer le signalement')
      const { ref } = await fillReport(resident, {
        commune: 'Bron',
        email: null,
        problem: ['Éteint', 'Un seul'],
      })
      assert.match(await resident.text(), /Ville de Bron/)

      const bron = await town.parvis.signedInAs(BRON)
      assert.ok((await bron.get('/agents?vue=commune')).body.includes(ref))
      assert.match((await bron.get(`/agents/demandes/${ref}`)).body, /Services techniques/)
      const roads = await town.parvis.signedInAs(ROADS)
      assert.ok(!(await roads.get('/agents?vue=toutes')).body.includes(ref))
      assert.match((await roads.get(`/agents/demandes/${ref}`)).body, /Page introuvable/)
    })

    test('the contact centre enters a pothole by phone for somebody without e-mail, who follows it with the code', async () => {
      const agent = await town.visitor({ as: 'accueil@parvis.example' })
      const { page, open, press } = agent
      await open('/agents')
      await press('Saisir une demande')
      await page.getByLabel('Que demande la personne').fill('trou dans la rue')
      await press('Chercher')
      await press(/nid-de-poule/i)
      await page.getByLabel('Téléphone', { exact: true }).first().check()
      await press('Enregistrer la demande')
      assert.match(await page.title(), /^Erreur/)
      await page.getByLabel('Commune', { exact: true }).selectOption({ label: 'Mions' })
      await page.getByLabel('Adresse ou endroit').fill('Place de la République')
      await page.getByText('Rue, place ou trottoir').click()
      await page.getByText('Grand', { exact: true }).click()
      await page.getByLabel('Nom et prénom de la personne').fill('Marcel Tavernier')
      await press('Enregistrer la demande')
      const { ref, code } = await receiptOf(page)
      assert.match(await agent.text(), /Aucun courriel ne part/)

      const resident = await town.visitor({ width: 390 })
      await opensByCode(resident, code)
      assert.ok((await resident.text()).includes(ref))
      const roads = await town.parvis.signedInAs(ROADS)
      assert.match((await roads.get(`/agents/demandes/${ref}`)).body, /par téléphone/)
    })
  })

  test('handed over to the commune and back, with its reasons and its dates', async () => {
    const { ref, code } = await town.parvis.makeRequest({ commune: '69029' })
    const roads = await town.visitor({ as: ROADS })
    await roads.open(`/agents/demandes/${ref}`)
    const promised = await promisedDates(roads)
    assert.equal(promised.filter((day) => /\d/.test(day)).length, 2)

    town.parvis.advance({ hours: 2 })
    await handsOver(roads, ref, {
      group: 'Traitent ce genre',
      unit: 'Services techniques',
      reason: 'Le trou est dans le parc de la mairie.',
    })
    const bron = await town.visitor({ as: 'remi.bron@parvis.example' })
    await bron.open(`/agents/demandes/${ref}`)
    assert.deepEqual(await promisedDates(bron), promised)
    assert.match(await bron.text(), /dans le parc de la mairie/)
    await handsOver(bron, ref, {
      group: 'Traitent ce genre',
      unit: 'Voirie Est',
      reason: 'Après visite, le trou est sur l’avenue.',
    })

    await roads.open(`/agents/demandes/${ref}`)
    assert.deepEqual(await promisedDates(roads), promised)
    assert.match(await roads.text(), /sur l’avenue/)
    const resident = await town.visitor()
    await opensByCode(resident, code)
    const told = await resident.text()
    assert.match(
      told,
      /Théo Grangier, Voirie Est, lundi[^]*transmise aux services techniques \(Ville de Bron\)[^]*dans le parc de la mairie/,
    )
    assert.match(
      told,
      /Où en est la demande[^]*transmise aux services techniques[^]*transmise [^]*\(Métropole de Lyon\)/,
    )
    assert.match(told, /sur l’avenue/)
  })
})
