// An agreement from its draft to its invoice and its end, in a browser: with the keyboard alone on a wide screen, then read on a
// phone without scripts; the clock is moved over six years.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { signAgreements } from '#demo'
import { openTown, type Town, type Visitor, type VisitorOptions } from '#test/journey.ts'
import { jobsOf } from '../../src/app.ts'
import { goOn, skips, tabTo, types } from './keys.ts'

const HERE = '/administration/conventions'
const METROPOLIS = 'admin@parvis.example'
const PHONE: VisitorOptions = { width: 390, scripts: false }

describe('the life of an agreement', () => {
  let town: Town
  /** The agreement with Solaize. */
  let at: string
  before(async () => {
    town = await openTown()
    await town.parvis.db.write(system, signAgreements)
  })
  after(() => town.close())

  /** Time goes by; what it does of itself is done, and whoever comes then signs in again. */
  async function later(days: number, options: VisitorOptions = {}): Promise<Visitor> {
    town.parvis.advance({ days })
    await jobsOf(town.parvis.config, town.parvis.house)['agreements.turn']?.(town.parvis.db, {})
    return town.visitor({ as: METROPOLIS, ...options })
  }

  /** Goes straight to what the page is for, and on by it. */
  async function goesTo(clerk: Visitor, name: string | RegExp): Promise<void> {
    const main = clerk.page.locator('main')
    const options = { name, exact: typeof name === 'string' }
    await skips(clerk.page)
    await goOn(clerk, main.getByRole('link', options).or(main.getByRole('button', options)).first())
  }

  /** Notes the act that comes next. */
  async function notes(clerk: Visitor, act: string, day: string, reference = ''): Promise<void> {
    await goesTo(clerk, act)
    await skips(clerk.page)
    await types(clerk.page, clerk.page.getByLabel('Jour'), day)
    if (reference !== '') await types(clerk.page, clerk.page.getByLabel('Référence'), reference)
    await goOn(clerk, clerk.page.getByRole('button', { name: 'Noter', exact: true }))
  }

  test('it is prepared, voted, signed, notified, invoiced, renewed and ended with the keyboard alone', async () => {
    const clerk = await town.visitor({ as: METROPOLIS })
    const { page, open, text } = clerk
    await open(`${HERE}?q=Solaize`)
    await goesTo(clerk, /préparer/)
    const decree = page.getByLabel('Décret', { exact: true })
    await skips(page)
    await tabTo(page, page.getByLabel(/Offre globale/))
    await page.keyboard.press('Space')
    await tabTo(page, decree)
    await page.keyboard.press('Delete')
    await goOn(clerk, page.getByRole('button', { name: 'Enregistrer le projet' }))
    assert.match(await text(), /sans lui, ce chiffre ne fixe aucun prix/)
    await types(page, decree, 'décret n° 2025-1362')
    await goOn(clerk, page.getByRole('button', { name: 'Enregistrer le projet' }))
    assert.match(await text(), /1\s800,00\s€/)
    at = new URL(page.url()).pathname
    // Typed alike whether the browser asks for the day first, or for the month.
    await notes(clerk, 'Noter un vote', '10102026', '2026-40')
    await notes(clerk, 'Noter un vote', '11112026', '2026-3121')
    for (const _ of ['commune', 'metropolis']) await notes(clerk, 'Noter une signature', '11112026')
    await notes(clerk, 'Noter la notification', '11112026')
    assert.match(await text(), /Prend effet/)

    const accountant = await later(45)
    await accountant.open(at)
    assert.match(await accountant.text(), /En vigueur/)
    await accountant.open(`${HERE}/echeances?annee=2027`)
    await goesTo(accountant, /^Émettre/)
    assert.match(await accountant.text(), /titres? à émettre.*année 2027, nature 62878/s)
    await goesTo(accountant, 'Émettre ces titres')
    assert.match(await accountant.text(), /titres? émis/)

    const renewed = await later(365, PHONE)
    await renewed.open(at)
    assert.match(await renewed.text(), /Reconduite en 2028/)
    const ended = await later(5 * 365, PHONE)
    await ended.open(at)
    assert.match(await ended.text(), /Finie/)
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
