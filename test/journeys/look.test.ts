// A town’s administrator sees Parvis as one of its agents: a reason, a band on every page, acts refused, and back to their own account;
// with and without scripts, on a desk and on a phone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'

describe('seeing as an agent', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  for (const [scripts, width] of [
    [true, 1440],
    [false, 390],
  ] as const)
    test(`reads and changes nothing, ${scripts ? 'with' : 'without'} scripts, on ${width} pixels`, async () => {
      const { page, open, press, text } = await town.visitor({
        as: 'admin.bron@parvis.example',
        scripts,
        width,
      })
      await open('/administration/agents')
      await press('Odile Perrachon')
      await press('Voir comme Odile Perrachon')
      assert.match(await text(), /Écrivez pourquoi/)
      await page.getByLabel('Pourquoi').fill('Elle ne trouve pas une demande')
      await press('Voir comme Odile Perrachon')
      assert.match(await text(), /Vous voyez Parvis comme Odile Perrachon, en lecture seule/)
      await open('/agents/saisir')
      await open('/compte/securite')
      assert.match(await text(), /ni acte, ni fichier/)
      await press('Revenir à mon compte')
      assert.match(await text(), /C’est de nouveau votre compte/)
      assert.match(await text(), /A vu Parvis comme cette personne .*Elle ne trouve pas une demande/)
    })
})
