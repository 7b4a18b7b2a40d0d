// A clerk of a town hall without the desk, on a phone without scripts: from the mail to the answer.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { signAgreements } from '#demo'
import { system } from '#platform/actor.ts'
import { sql } from 'kysely'
import { openTown, type Town } from '#test/journey.ts'

describe('a request by its link', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    await town.parvis.db.write(system, signAgreements)
  })
  after(() => town.close())

  test('the clerk says who they are, asks, then answers and closes', async () => {
    const { parvis } = town
    await parvis.makeRequest({
      service: 'eclairage-public-en-panne',
      commune: '69266',
      description: 'Le mât clignote.',
    })
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        text: string
      }>`select text_body as text from platform.mail where recipient = 'mairie@villeurbanne.example'`.execute(
        tx.q,
      ),
    )
    const clerk = await town.visitor({ width: 390, scripts: false })
    const { page } = clerk
    await clerk.open(/\/mairie\?jeton=[\w-]+/.exec(rows[0]?.text ?? '')?.[0] ?? '')
    await clerk.press('Ouvrir la demande')
    assert.match(await page.title(), /^Erreur/)
    await page.getByLabel('Votre nom et votre fonction').fill('Mme Roux, accueil')
    await clerk.press('Ouvrir la demande')
    assert.match(await clerk.text(), /Le mât clignote\./)
    for (const [summary, words] of [
      ['Répondre', 'Nous passons mardi.'],
      ['Clore avec une réponse', 'La lampe est changée.'],
    ] as const) {
      const act = page
        .locator('details')
        .filter({ has: page.locator('summary', { hasText: summary }) })
        .first()
      await act.locator('summary').click()
      await act.getByLabel('Votre message à la personne').fill(words)
      await clerk.press(act.getByRole('button', { name: summary, exact: true }))
      assert.match(await clerk.text(), /C’est fait/)
      assert.ok((await clerk.text()).includes(words))
    }
    await clerk.close()
  })
})
