// Whoever publishes for a town puts a content first with a questionnaire, for all agents but those of one service: an agent answers on a phone without scripts,
// another by the keyboard, in two visits; whoever is left out meets neither.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { addDays, todayThere } from '#territory'
import { openTown, type Town } from '#test/journey.ts'
import { tabTo } from './keys.ts'

const TITLE = 'Vos outils\u00a0: dites ce qui vous manque'
const ASKED = 'Vos outils'
const AUDIENCE = 'Tous les agents, sauf le CCAS'
const LEFT_OUT = 'remi.bron@parvis.example'
const QUESTIONS = 'Où travaillez-vous ?\n- Au bureau\n- Sur le terrain\n\nVos outils vous aident-ils ? (note)'

describe('a questionnaire put first', () => {
  let town: Town
  let days = { first: '', last: '' }
  before(async () => {
    town = await openTown()
    days = await town.parvis.db.write(system, async (tx) => {
      await sql`update accounts.membership set unit_id = (select u.id from territory.unit u join territory.authority a on a.id = u.authority_id
          where u.code = 'ccas' and a.name = 'Ville de Bron')
        where person_id = (select id from accounts.person where email = ${LEFT_OUT})`.execute(tx.q)
      const first = await todayThere(tx)
      return { first, last: addDays(first, 10) }
    })
  })
  after(() => town.close())

  test('is put first by whoever publishes for Bron, without scripts', async () => {
    const desk = await town.visitor({ as: 'marius.redaction@parvis.example', scripts: false })
    const fill = (label: string, text: string) => desk.page.getByLabel(label, { exact: true }).fill(text)
    const choose = async (label: string, option: string, among = 'option') => {
      const list = desk.page.getByLabel(new RegExp(`^${label}( \\(facultatif\\))?$`))
      const value = await list.locator(among, { hasText: option }).first().getAttribute('value')
      await list.selectOption(value)
    }
    await desk.open('/administration/publics/nouveau')
    await fill('Nom du public', AUDIENCE)
    await choose('Qui', 'Tous les agents')
    await choose('Sauf', 'Centre communal d’action sociale', 'optgroup[label="Ville de Bron"] option')
    await desk.press('Voir qui le composera')
    await desk.press('Enregistrer')

    await desk.open('/administration/contenus/nouveau/brief')
    await desk.page.getByLabel('Titre').fill(TITLE)
    await desk.page.getByLabel('L’essentiel').fill('Deux questions, deux minutes.')
    await desk.page.getByLabel('Texte', { exact: true }).fill('Vos réponses décideront des achats de 2027.')
    await desk.press('Enregistrer le brouillon')
    await desk.press('Publier')
    await choose('Pour qui', AUDIENCE)
    await desk.press('Voir avant de publier')
    await desk.press('Publier')

    await desk.open('/intranet/questionnaires/nouveau')
    await fill('Titre', ASKED)
    await fill('Vague', 'Automne')
    await choose('Posé à', AUDIENCE)
    await fill('Ouvre le', days.first)
    await fill('Dernier jour', days.last)
    await fill('Questions', QUESTIONS)
    await desk.page.getByLabel('Avec le contenu').selectOption({ label: TITLE })
    await desk.press('Poser ce questionnaire')

    await desk.open('/administration/zooms/nouveau')
    await choose('Contenu', TITLE)
    await choose('Pour qui', AUDIENCE)
    await fill('Du', days.first)
    await fill('Au', days.last)
    await desk.press('Voir qui le verra')
    await desk.press('Mettre en avant')
    assert.match(await desk.text(), /Il est en avant/)
  })

  test('is answered on a phone without scripts, a question at a time; back keeps everything', async () => {
    const agent = await town.visitor({ as: 'agent.bron@parvis.example', scripts: false, width: 390 })
    await agent.open('/intranet')
    assert.ok((await agent.text()).includes(TITLE))
    await agent.press('Répondre au questionnaire')
    const go = (name: string) => agent.page.getByRole('link', { name, exact: true }).click()
    const shown = () => agent.page.locator('.step:visible').count()
    assert.equal(await shown(), 1)
    await agent.page.getByLabel('Sur le terrain').check()
    await go('Question suivante')
    assert.match(await agent.page.locator('.step:visible').innerText(), /Question 2 sur 2/)
    await agent.checked()
    await agent.page.goBack()
    assert.equal(await agent.page.getByLabel('Sur le terrain').isChecked(), true)
    await go('Question suivante')
    await go('Finir')
    await agent.press('Envoyer mes réponses')
    // One was left out: everything comes again, with what was said.
    assert.match(await agent.text(), /Choisissez une note/)
    assert.equal(await agent.page.getByLabel('Sur le terrain').isChecked(), true)
    await agent.page.getByLabel('4', { exact: true }).check()
    await agent.press('Envoyer mes réponses')
    assert.match(await agent.text(), /Vous avez répondu/)
    await agent.open('/intranet')
    assert.doesNotMatch(await agent.text(), /Répondre au questionnaire/)
  })

  test('is answered by the keyboard, in two visits, what was begun being kept on the device alone', async () => {
    const agent = await town.visitor({ as: 'voirie@parvis.example' })
    const { page } = agent
    await agent.open('/intranet')
    await agent.press('Répondre au questionnaire')
    const address = new URL(page.url()).pathname
    await tabTo(page, page.getByLabel('Au bureau'))
    await page.keyboard.press('Space')
    await page.getByText('gardées sur cet appareil').waitFor()
    // The Enter key sends nothing from within.
    await page.keyboard.press('Enter')
    assert.equal(new URL(page.url()).pathname, address)
    assert.doesNotMatch(await agent.text(), /Choisissez une note/)
    const kept = await page.evaluate(() => JSON.stringify(localStorage))
    assert.match(kept, /questionnaire/)
    // Quoted, since what is sealed may hold any two letters.
    assert.doesNotMatch(kept, /"r1\\*"/)
    const { rows } = await town.parvis.db.read(system, (tx) =>
      sql`select from surveys.voter v join accounts.person p on p.id = v.person_id where p.email = 'voirie@parvis.example'`.execute(
        tx.q,
      ),
    )
    assert.equal(rows.length, 0)
    await agent.open(address)
    await page.getByText('ont été remises').waitFor()
    assert.equal(new URL(page.url()).hash, '#question-2')
    await tabTo(page, page.getByLabel('1', { exact: true }))
    await page.keyboard.press('Space')
    await tabTo(page, page.getByRole('link', { name: 'Finir' }))
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('button', { name: 'Envoyer mes réponses' }))
    await page.keyboard.press('Enter')
    await page.getByText('Vous avez répondu').waitFor()
    await agent.checked()
    await agent.checkedOnPhone()
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify(localStorage)), /questionnaire/)
  })

  test('is met by nobody who is left out', async () => {
    const left = await town.visitor({ as: LEFT_OUT, width: 390 })
    for (const path of ['/intranet', '/intranet/bureau', '/intranet/questionnaires']) {
      await left.open(path)
      assert.doesNotMatch(await left.text(), /Vos outils/, path)
    }
    const { rows } = await town.parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from surveys.survey where title = ${ASKED}`.execute(tx.q),
    )
    assert.equal(
      (await left.page.goto(`${town.origin}/intranet/questionnaires/${rows[0]?.id}`))?.status(),
      404,
    )
  })
})
