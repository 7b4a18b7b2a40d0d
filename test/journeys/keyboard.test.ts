// The report of a pothole with the keyboard alone, on a phone; every page also fits at 200 % and at 400 % zoom.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openTown, type Town, type Visitor } from '#test/journey.ts'
import { receiptOf } from './acts.ts'
import { chooses, goOn, leads, skips, tabTo, types } from './keys.ts'

async function findsTheForm(visitor: Visitor): Promise<void> {
  const { page, open } = visitor
  await open('/')
  await skips(page)
  await types(page, page.getByLabel('De quoi avez-vous besoin'), 'trou dans la chaussée')
  await leads(visitor, 'Enter')
  await goOn(visitor, page.getByRole('link', { name: 'Signaler un nid-de-poule' }).first())
  await goOn(visitor, page.getByRole('link', { name: 'Commencer le signalement' }))
}

async function fills(visitor: Visitor): Promise<void> {
  const { page } = visitor
  const next = page.getByRole('button', { name: 'Continuer' })
  await chooses(page, page.getByLabel('Commune', { exact: true }), 'Mions')
  await types(page, page.getByLabel('Adresse ou endroit'), '12, rue de la République')
  await tabTo(page, page.getByLabel('Rue, place ou trottoir'))
  await page.keyboard.press('Space')
  await goOn(visitor, next)
  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await goOn(visitor, next)
  await types(page, page.getByLabel('Votre nom et votre prénom'), 'Lucette Morandat')
  await types(page, page.getByLabel('Adresse e-mail'), 'l.morandat@courriel.example')
  await goOn(visitor, next)
  assert.match(await visitor.text(), /Moyen/)
  await goOn(visitor, page.getByRole('button', { name: 'Envoyer ma demande' }))
}

/** One letter acts, never while one types; the list of keys turns them off, and on again. */
async function usesKeys(page: Page): Promise<void> {
  const box = page.getByLabel('Votre réponse')
  const isFocused = () => box.evaluate((area) => area === document.activeElement)
  const turn = async () => {
    await page.getByLabel('Utiliser ces touches').press('Space')
    await page.getByRole('button', { name: 'Fermer' }).press('Enter')
    await page.locator('h1').focus()
  }
  await page.keyboard.press('r')
  assert.ok(await isFocused())
  await page.keyboard.type('r?j')
  assert.equal(await box.inputValue(), 'r?j')
  await page.keyboard.press('Escape')
  assert.ok(!(await isFocused()))
  const tab = page.getByRole('button', { name: 'Notes' }).first()
  await tab.focus()
  await page.keyboard.press('?')
  await page.keyboard.press('Escape')
  assert.ok(await tab.evaluate((one) => one === document.activeElement), 'the focus is where it was')
  await page.keyboard.press('?')
  await turn()
  await page.keyboard.press('r')
  assert.ok(!(await isFocused()), 'turned off')
  await page.getByRole('button', { name: 'Touches du clavier' }).press('Enter')
  await turn()
  await page.keyboard.press('r')
  assert.ok(await isFocused())
  await box.fill('')
  await page.locator('h1').focus()
}

describe('with the keyboard alone', { concurrency: 2 }, () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  test('a pothole is reported and followed on a phone', async () => {
    const visitor = await town.visitor({ width: 390 })
    await findsTheForm(visitor)
    await fills(visitor)
    await receiptOf(visitor.page)
    await goOn(visitor, visitor.page.getByRole('link', { name: 'Suivre ma demande' }))
    await types(visitor.page, visitor.page.getByLabel('Écrire au service'), 'Merci.')
    await goOn(visitor, visitor.page.getByRole('button', { name: 'Envoyer', exact: true }))
    assert.match(await visitor.text(), /Votre message est envoyé/)
  })

  test('an agent takes a request and answers it', async () => {
    const { ref } = await town.parvis.makeRequest({ commune: '69029' })
    const agent = await town.visitor({ as: 'voirie@parvis.example' })
    const { page, open } = agent
    await open(`/agents/demandes/${ref}`)
    await usesKeys(page)
    await types(page, page.getByLabel('Votre réponse'), 'Nous passons jeudi.')
    await goOn(agent, page.getByRole('button', { name: 'Répondre', exact: true }))
    await goOn(agent, page.getByRole('button', { name: 'Prendre', exact: true }))
    assert.match(await agent.text(), /En cours/)
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('c')])
    await agent.checked()
    assert.match(page.url(), /\/agir\/close/)
    assert.ok(await page.getByLabel('Message à l’usager').isVisible())
    await page.setViewportSize({ width: 1440, height: 900 })
    await open('/agents/saisir/eclairage-public-en-panne?canal=phone')
    const long = await page.evaluate(() => document.documentElement.scrollHeight)
    assert.ok(long <= 1.5 * 900, `a call about a street lamp is entered on ${long} pixels`)
  })
})
