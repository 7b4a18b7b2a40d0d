// « Mes données » at a real browser: what is held, who opened it, a copy, an erasure and its certificate.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

const RESIDENT = 'habitante@parvis.example'

describe('my data', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    const { personId } = await town.parvis.actor(RESIDENT)
    const { ref } = await town.parvis.makeRequest({
      residentId: personId,
      commune: '69029',
      service: 'eclairage-public-en-panne',
    })
    const agent = await town.parvis.signedInAs('agent.bron@parvis.example')
    await agent.get(`/agents/demandes/${ref}`)
  })
  after(() => town.close())

  test('a resident reads what is held, tells an access they do not recognise, and takes a copy', async () => {
    const visitor = await town.visitor({ as: RESIDENT })
    const { page, open, press, text } = visitor
    await open('/compte/donnees')
    await visitor.checkedInDark()
    await visitor.checkedOnPhone()
    await visitor.reflows()
    await press('Voir tout le journal')
    await visitor.checkedOnPhone()
    assert.match(await text(), /Journal vérifié\s: 1\sentrée, aucune modifiée/)
    await press(/Je ne reconnais pas cet accès/)
    assert.match(await text(), /C’est signalé à la Ville de Bron/)
    await press('Retour à mes données')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Télécharger ma copie' }).click(),
    ])
    assert.match(file.suggestedFilename(), /^mes-donnees-tout-\d{4}-\d\d-\d\d\.html$/)
    assert.match(
      await readFile(await file.path(), 'utf8'),
      /<h1>Mes données, le lundi 23\snovembre\s2026<\/h1>/,
    )
    await visitor.close()
  })

  test('erases everything with a phone, without scripts, and keeps a certificate', async () => {
    const visitor = await town.visitor({ as: RESIDENT, scripts: false, width: 390 })
    const { page, open, press, text } = visitor
    await open('/compte/donnees')
    await press('Voir ce qui serait effacé')
    await press('Effacer mes données')
    assert.match(await page.title(), /^Erreur/)
    await page.getByLabel('Je veux effacer mes données').check()
    await press('Effacer mes données')
    assert.match(await text(), /Certificat d’effacement/)
    assert.match(await text(), /Ce qui est gardé, et pourquoi/)
    const certificate = new URL(page.url())
    await open('/compte/donnees')
    assert.equal(new URL(page.url()).pathname, '/connexion')
    await open(`${certificate.pathname}${certificate.search}`)
    await visitor.close()
  })
})
