// A town hall without the desk: from the mail to the answer on a phone without scripts, to the end on a wide screen.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { signAgreements } from '#demo'
import { system } from '#platform/actor.ts'
import { sql } from 'kysely'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

describe('a request by its link', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    await town.parvis.db.write(system, signAgreements)
  })
  after(() => town.close())

  async function entersAs({ page, press }: Visitor, who: string): Promise<void> {
    await page.getByLabel('Votre nom et votre fonction').fill(who)
    await press('Ouvrir la demande')
  }

  async function acts({ page, press, text }: Visitor, summary: string, words: string): Promise<void> {
    const act = page
      .locator('details')
      .filter({ has: page.locator('summary', { hasText: summary }) })
      .first()
    await act.locator('summary').click()
    await act.getByLabel('Votre message à la personne').fill(words)
    await press(act.getByRole('button', { name: summary, exact: true }))
    assert.match(await text(), /C’est fait/)
    assert.ok((await text()).includes(words))
  }

  test('the clerk says who they are, answers on a phone; a colleague closes at a desk', async () => {
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
    const link = /\/mairie\?jeton=[\w-]+/.exec(rows[0]?.text ?? '')?.[0] ?? assert.fail('no link')
    const clerk = await town.visitor({ width: 390, scripts: false })
    await clerk.open(link)
    await clerk.press('Ouvrir la demande')
    assert.match(await clerk.page.title(), /^Erreur/)
    await entersAs(clerk, 'Mme Roux, accueil')
    assert.match(await clerk.text(), /Le mât clignote\./)
    await acts(clerk, 'Répondre', 'Nous passons mardi.')

    const colleague = await town.visitor()
    await colleague.open(link)
    await entersAs(colleague, 'M. Blanc, services techniques')
    assert.match(await colleague.text(), /Nous passons mardi\./)
    await acts(colleague, 'Clore avec une réponse', 'La lampe est changée.')
  })
})
