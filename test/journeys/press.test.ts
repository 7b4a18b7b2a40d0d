// A reference of the press is taken up from its feed without scripts, read by a mayor on a phone, and follows its source; two sheets of the
// club are read side by side by keyboard.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { PUBLIC } from '#audiences'
import { asTyped, beginContent, publish, readSources, writtenContent } from '#publishing'
import { openTown, type Town } from '#test/journey.ts'

const FEED = 'https://journal.example/fil.json'
const [BEFORE, AFTER] = ['Le parc rouvre lundi', 'Le parc reste fermé']

describe('what elected members read of others', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  /** The newspaper says that, and its feed is read. */
  async function says(title: string): Promise<void> {
    const entry = { id: 'parc', url: 'https://journal.example/parc', title, summary: `${title}.` }
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'Le Journal', items: [entry] }
    town.parvis.advance({ hours: 2 })
    await readSources(town.parvis.db, {
      ...{ publicUrl: town.origin, writer: { site: { name: 'Parvis' }, origin: town.origin } },
      fetch: async (url) => ({
        ...{ url: String(url), status: 200, headers: { 'content-type': 'application/feed+json' } },
        body: Buffer.from(JSON.stringify(feed)),
      }),
    })
  }

  test('a reference of the press is taken up, read, and follows its source', async () => {
    const editor = () => town.visitor({ as: 'marius.redaction@parvis.example', scripts: false, width: 390 })
    let desk = await editor()
    await desk.open('/administration/sources/nouvelle')
    await desk.page.getByLabel('Nom').fill('Le Journal')
    await desk.page.getByLabel('Adresse du flux').fill(FEED)
    await desk.press('Ajouter')
    const source = new URL(desk.page.url()).pathname
    await says(BEFORE)
    desk = await editor()
    await desk.open(source)
    await desk.press(/^Reprendre/)
    await desk.page.getByLabel('Votre titre').fill('Bron rouvre son parc')
    await desk.page.getByLabel('Tenu à jour par').selectOption({ index: 1 })
    await desk.press('Reprendre')
    await desk.page.getByLabel('L’essentiel').fill('Après trois mois de travaux.')
    await desk.page.getByLabel('Paru le').fill('2026-11-23')
    await desk.page.getByLabel('Résumé').fill('Le journal raconte la réouverture.')
    await desk.page.getByLabel('Rubrique').selectOption({ index: 1 })
    await desk.press('Enregistrer')
    const content = desk.page.url()
    await desk.press('Publier')
    await desk.page.getByLabel('Pour qui').selectOption({ label: 'Public' })
    await desk.press('Voir avant de publier')
    await desk.press('Publier')

    const mayor = await town.visitor({ as: 'maire.bron@parvis.example', width: 390 })
    for (const path of ['/territoires', '/territoires/documentation']) {
      await mayor.open(path)
      assert.match(await mayor.text(), /Revue de presse[^]*Bron rouvre son parc/, path)
    }
    await mayor.press('Bron rouvre son parc')
    assert.match(await mayor.text(), /Le Journal[^]*Le journal raconte la réouverture/)

    await says(AFTER)
    desk = await editor()
    await desk.open(new URL(content).pathname)
    assert.match(await desk.text(), new RegExp(`Sa source a changé[^]*${AFTER}`))
    await desk.open(`${new URL(content).pathname}/source`)
    await desk.page.getByLabel('Suivre la source').check()
    await desk.press('Continuer')
    assert.match(await desk.text(), new RegExp(AFTER))
  })

  test('two sheets of the club are read side by side, by keyboard and on a phone', async () => {
    const author = await town.parvis.actor('marius.redaction@parvis.example')
    const { authorityId, unitId } = author.memberships[0] ?? assert.fail('no post')
    for (const [title, cost] of [
      ['Horloges', '61000'],
      ['Détecteurs', '30000'],
    ] as const)
      await town.parvis.db.write(author, async (tx) => {
        const said = { commune: 'Bron', year: '2025', done: 'Des essais.', results: 'Bons.', contact: 'Nous' }
        const typed = await asTyped(tx, 'experience', { ...said, inhabitants: '42000', cost })
        const about = { summary: '', theme: 'Développement durable', about: [] }
        const text = { typeVersion: typed.typeVersion, fields: typed.fields, title, ...about }
        const id = await beginContent(tx, { authorityId, unitId, type: 'experience' }, text)
        await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
          ...{ audienceId: PUBLIC, startsAt: tx.now, endsAt: null, isSilent: false, reviewOn: '2029-01-01' },
        })
      })
    const mayor = await town.visitor({ as: 'maire.bron@parvis.example', scripts: false })
    await mayor.open('/territoires/club')
    const { page } = mayor
    await page.getByRole('link', { name: 'Comparer Horloges' }).focus()
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    await mayor.checked()
    await page.getByLabel('Ajouter une fiche').selectOption({ label: 'Détecteurs (Bron)' })
    await page.getByRole('button', { name: 'Ajouter' }).focus()
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    await mayor.checked()
    assert.match(await mayor.text(), /Horloges[^]*Détecteurs[^]*61\s000\s€[^]*30\s000\s€/)
    await mayor.checkedOnPhone()
    await mayor.reflows()
  })
})
