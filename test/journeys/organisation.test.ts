// A town hall closes a service and changes its mind: by its own screens, with and without scripts, on a desk and on a phone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

describe('the organisation of a town hall', () => {
  let town: Town
  before(async () => {
    town = await openTown()
    await town.parvis.makeRequest({ service: 'eclairage-public-en-panne', commune: '69029' })
  })
  after(() => town.close())

  for (const { scripts, width } of [
    { scripts: true, width: 1440 },
    { scripts: false, width: 390 },
  ])
    test(`is read, reorganised and put back (${scripts ? 'with' : 'without'} scripts, ${width} pixels)`, async () => {
      const visitor = await town.visitor({ as: 'admin.bron@parvis.example', scripts, width })
      const { page } = visitor
      await visitor.open('/administration/organisation')
      await visitor.press('Services techniques')
      await visitor.press('Modifier')
      await visitor.press('Enregistrer')
      await visitor.press('Fermer, réunir ou placer ailleurs')
      await page.getByLabel(/L’unité qui prend leur suite/).selectOption('Accueil de la mairie')
      await visitor.press('Voir ce qui bougerait')
      assert.match(await visitor.text(), /1\sdemande ouverte/)
      await visitor.press('Confirmer')
      assert.match(await visitor.text(), /C’est fait/)
      await visitor.press('Tout remettre en place')
      assert.match(await visitor.text(), /Tout est revenu à sa place/)
      for (const path of [
        'changements',
        'calendriers',
        'collectivites',
        'collectivites/bron',
        'nouvelle-unite',
      ])
        await visitor.open(`/administration/organisation/${path}`)
      await visitor.close()
    })
})
