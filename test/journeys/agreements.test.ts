// An agreement from its draft to its end, in a browser: the metropolis writes it with a script or without, its commune reads it on a
// phone; the clock is moved over six years.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { signAgreements } from '#demo'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { jobsOf } from '../../src/app.ts'

const HERE = '/administration/conventions'
const METROPOLIS = 'admin@parvis.example'

describe('the life of an agreement', () => {
  let town: Town
  /** The agreement with Solaize. */
  let at: string
  before(async () => {
    town = await openTown()
    await town.parvis.db.write(system, signAgreements)
  })
  after(() => town.close())

  const turn = () => jobsOf(town.parvis.config, town.parvis.house)['agreements.turn']?.(town.parvis.db, {})

  /** Notes the act that comes next. */
  async function note({ page, press }: Visitor, button: string, day: string, reference = ''): Promise<void> {
    await press(button)
    await page.getByLabel('Jour').fill(day)
    if (reference !== '') await page.getByLabel('Référence').fill(reference)
    await press('Noter')
  }

  test('it is prepared, voted, signed and notified without a script; the commune reads it on a phone until it ends', async () => {
    const clerk = await town.visitor({ as: METROPOLIS, scripts: false })
    const { page, open, press, text } = clerk
    await open(`${HERE}?q=Solaize`)
    await press(/préparer/)
    await page.getByLabel(/Offre globale/).check()
    await page.getByLabel('Décret', { exact: true }).fill('')
    await press('Enregistrer le projet')
    assert.match(await text(), /sans lui, ce chiffre ne fixe aucun prix/)
    await page.getByLabel('Décret', { exact: true }).fill('décret n° 2025-1362')
    await press('Enregistrer le projet')
    at = new URL(page.url()).pathname
    assert.match(await text(), /1\s800,00\s€/)
    await note(clerk, 'Noter un vote', '2026-11-02', '2026-40')
    await note(clerk, 'Noter un vote', '2026-11-16', '2026-3121')
    for (const _ of ['commune', 'metropolis']) await note(clerk, 'Noter une signature', '2026-11-18')
    await note(clerk, 'Noter la notification', '2026-11-20')
    assert.match(await text(), /Prend effet/)

    for (const [days, words] of [
      [45, /En vigueur/],
      [365, /Reconduite en 2028/],
      [5 * 365, /Finie/],
    ] as const) {
      town.parvis.advance({ days })
      await turn()
      const later = await town.visitor({ as: METROPOLIS, width: 390 })
      await later.open(at)
      assert.match(await later.text(), words)
    }
  })

  test('once it is over and no longer read, what is left is erased on a phone, and certified', async () => {
    const { page, open, press, text } = await town.visitor({ as: METROPOLIS, width: 390, scripts: false })
    await open(at)
    await press('Effacer les données de la commune')
    await press('Voir ce que cela change')
    assert.match(await text(), /Aucune copie n’a été faite depuis la fin/)
    await page.getByLabel('Sans copie, parce que').fill('Le conseil municipal y renonce par écrit.')
    await press('Voir ce que cela change')
    assert.match(await text(), /Ce qui sera effacé, sans retour/)
    await press('Effacer, sans retour')
    await town.parvis.runJobs()
    await open(`${at}/papiers/certificat`)
    assert.match(await text(), /Certificat d’effacement.*Le conseil municipal y renonce par écrit/s)
  })
})
