// A questionnaire put to elected members, and one put to residents: whoever publishes for Bron asks both without scripts; the mayor answers on a phone,
// from their home; a resident by the keyboard, from their account, in the dark too; each reads what is told once it is closed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { addDays, todayThere } from '#territory'
import { surveyOf, tellSurvey } from '#surveys'
import { openTown, type Town } from '#test/journey.ts'
import { skips, tabTo } from './keys.ts'

const [EDITOR, MAYOR, RESIDENT] = [
  'marius.redaction@parvis.example',
  'maire.bron@parvis.example',
  'habitante@parvis.example',
]
const QUESTIONS =
  'Est-ce simple ? (note)\n\nQu’ouvrez-vous le plus ?\n- Les actes\n- Les demandes\n\nAutre chose ? (facultatif)\n- Oui\n- Non'
const [TO_ELECTED, TO_RESIDENTS] = ['Votre espace d’élu à Bron', 'Le guichet de Bron et vous']

describe('a questionnaire put to others than agents', () => {
  let town: Town
  let days = { first: '', last: '' }
  before(async () => {
    town = await openTown()
    const first = await town.parvis.db.read(system, todayThere)
    days = { first, last: addDays(first, 10) }
  })
  after(() => town.close())

  test('is asked by whoever publishes, without scripts', async () => {
    const desk = await town.visitor({ as: EDITOR, scripts: false })
    const fill = (label: string, text: string) => desk.page.getByLabel(label, { exact: true }).fill(text)
    const choose = async (label: string, option: RegExp) => {
      const list = desk.page.getByLabel(label, { exact: true })
      await list.selectOption(await list.locator('option', { hasText: option }).first().getAttribute('value'))
    }
    await desk.open('/administration/publics/nouveau')
    await fill('Nom du public', 'Le conseil de Bron')
    await choose('Qui', /élus/i)
    await desk.press('Voir qui le composera')
    await desk.press('Enregistrer')
    for (const [title, to] of [
      [TO_ELECTED, /Le conseil de Bron/],
      [TO_RESIDENTS, /Les habitants, guichet.*Bron/],
    ] as const) {
      await desk.open('/intranet/questionnaires/nouveau')
      const [heading, form] = [desk.page.locator('h1'), desk.page.locator('main form .panel')]
      const [above, below] = [await heading.boundingBox(), await form.boundingBox()]
      assert.ok(
        (below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0) >= 12,
        'a form stands apart from its title',
      )
      await fill('Titre', title)
      await fill('Vague', 'Automne')
      await choose('Posé à', to)
      await desk.page.getByLabel('Les élus', { exact: true }).check()
      await fill('Ouvre le', days.first)
      await fill('Dernier jour', days.last)
      await fill('Questions', QUESTIONS)
      await desk.press('Poser ce questionnaire')
      await desk.checkedOnPhone()
    }
  })

  test('the mayor meets it on a phone, answers in their own name and reads it in the frame of their pages', async () => {
    const mayor = await town.visitor({ as: MAYOR, scripts: false, width: 390 })
    await mayor.open('/territoires')
    await mayor.press(new RegExp(TO_ELECTED))
    assert.match(await mayor.text(), /Ni les autres élus, ni les services/)
    const { page } = mayor
    const go = (name: string) => page.getByRole('link', { name, exact: true }).click()
    const marks = await page.locator('.scale .choice').all()
    const lines = await Promise.all(marks.map(async (mark) => (await mark.boundingBox())?.y))
    assert.deepEqual([lines.length, new Set(lines).size], [5, 1], 'the marks of a scale stand on one line')
    await page.getByLabel('4', { exact: true }).check()
    await go('Question suivante')
    await mayor.checked()
    await go('Question suivante')
    await go('Finir')
    await mayor.press('Envoyer mes réponses')
    assert.match(await mayor.text(), /Choisissez/)
    assert.equal(await page.getByLabel('4', { exact: true }).isChecked(), true)
    await mayor.reflows()
    await page.getByLabel('Les actes').check()
    await mayor.press('Envoyer mes réponses')
    assert.match(await mayor.text(), /Vous avez répondu/)
    await mayor.press('Tous les questionnaires')
    assert.match(await mayor.text(), /Répondu/)
    await mayor.open('/territoires')
    assert.equal(await page.getByRole('link', { name: TO_ELECTED }).count(), 0)
    await page.setViewportSize({ width: 1440, height: 900 })
    const head = await page.locator('.desk-header').boundingBox()
    assert.ok(
      (head?.height ?? 99) < 60,
      'the menu of elected members, the search and who reads stand on one line',
    )
    await mayor.checked()
  })

  test('a resident meets it on the account, answers by the keyboard, in two visits, and in the dark', async () => {
    const resident = await town.visitor({ as: RESIDENT, site: 'bron' })
    const { page } = resident
    await resident.open('/compte')
    // Its places and the way out stand on one line.
    const [menu, out] = [page.locator('.account-nav'), page.getByRole('button', { name: 'Se déconnecter' })]
    assert.ok(((await menu.boundingBox())?.height ?? 99) < 60 && (await out.isVisible()))
    await resident.press(new RegExp(TO_RESIDENTS))
    assert.match(await resident.text(), /Ni les agents, ni les élus/)
    const address = new URL(page.url()).pathname
    await skips(page)
    await tabTo(page, page.getByLabel('1', { exact: true }))
    await page.keyboard.press('Space')
    await page.getByText('gardées sur cet appareil').waitFor()
    await resident.open(address)
    await page.getByText('ont été remises').waitFor()
    await tabTo(page, page.getByLabel('Les actes'))
    await page.keyboard.press('Space')
    for (const name of ['Question suivante', 'Finir']) {
      await tabTo(page, page.getByRole('link', { name, exact: true }).locator('visible=true'))
      await page.keyboard.press('Enter')
    }
    await resident.checkedInDark()
    await resident.reflows()
    await tabTo(page, page.getByRole('button', { name: 'Envoyer mes réponses' }))
    await page.keyboard.press('Enter')
    await page.getByText('Vous avez répondu').waitFor()
    await resident.checked()
    await resident.checkedOnPhone()
    await resident.press('Tous les questionnaires')
    await resident.checkedOnPhone()
    await resident.open('/compte')
    assert.equal(await page.getByRole('link', { name: TO_RESIDENTS }).count(), 0)
  })

  test('each reads what is told, in words, figures and drawings, on a phone and in the dark', async () => {
    const answers = Array.from({ length: 24 }, (_, n) => ({ q1: n < 12 ? 5 : 4, q2: n < 10 ? 'r1' : 'r2' }))
    await town.parvis.db.write(system, async (tx) => {
      for (const title of [TO_ELECTED, TO_RESIDENTS]) {
        const { rows } = await sql<{
          id: string
        }>`select id from surveys.survey where title = ${title}`.execute(tx.q)
        for (const asked of ['elected', 'residents'] as const) {
          const found = await surveyOf(tx, String(rows[0]?.id), asked).catch(() => null)
          if (found !== null) await tellSurvey(tx, found, answers)
        }
      }
    })
    town.parvis.advance({ days: 11 })
    for (const [who, home, title] of [
      [{ as: MAYOR }, '/territoires', TO_ELECTED],
      [{ as: RESIDENT, site: 'bron' }, '/compte', TO_RESIDENTS],
    ] as const) {
      const reader = await town.visitor({ ...who, width: 390 })
      await reader.open(home)
      await reader.press(new RegExp(title))
      assert.match(await reader.text(), /24.réponses/)
      await reader.checkedInDark()
      await reader.reflows()
      // Bars begin at one place, from a question to the next.
      const bars = await reader.page.locator('.bar-rows svg').all()
      const begins = await Promise.all(bars.map(async (bar) => Math.round((await bar.boundingBox())?.x ?? 0)))
      assert.equal(new Set(begins).size, 1, String(begins))
    }
  })
})
