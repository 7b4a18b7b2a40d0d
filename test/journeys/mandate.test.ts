// A mandate at a real browser, on a phone for the helper: given, accepted, used, seen by the person and at the desk, ended.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from '#test/journey.ts'
import { fillReport, mailsFor } from './acts.ts'

const PERSON = 'habitante@parvis.example'
const HELPER = 'habitant@parvis.example'

describe('somebody acts for somebody', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  const linkIn = async (email: string): Promise<string> => {
    const texts = (await mailsFor(town, email)).map(({ text }) => text)
    return /(\/compte\/proches\/invitation\?jeton=[\w-]+)/.exec(texts.join('\n'))?.[1] ?? assert.fail(email)
  }

  test('a mandate from the first word to the last: the person has no scripts, the helper a phone', async () => {
    const person = await town.visitor({ as: PERSON, scripts: false })
    await person.open('/compte/proches')
    await person.press('Confier mes démarches à quelqu’un')
    await person.press('Envoyer l’invitation')
    assert.match(await person.page.title(), /^Erreur/)
    await person.page.getByLabel('Adresse e-mail de cette personne').fill(HELPER)
    await person.page.getByLabel('Jour', { exact: true }).fill('3')
    await person.page.getByLabel('Mois').fill('3')
    await person.page.getByLabel('Année').fill('2027')
    await person.press('Envoyer l’invitation')
    assert.match(await person.text(), /Le mandat commence quand cette personne accepte/)

    const helper = await town.visitor({ as: HELPER, width: 390 })
    await helper.open(await linkIn(HELPER))
    await helper.press('Accepter')
    await helper.press('Agir pour Lucette Morandat')
    const band = helper.page.getByRole('region', { name: 'Vous agissez pour quelqu’un' })
    assert.match(
      await band.innerText(),
      /Vous agissez pour Lucette Morandat, jusqu’au mercredi 3\s+mars 2027/,
    )
    await helper.checkedInDark()

    await helper.open('/demarches/signaler-un-nid-de-poule/demande')
    const { ref } = await fillReport(helper, {
      commune: 'Bron',
      email: 'k.bellecour@courriel.example',
      problem: ['Grand'],
    })
    assert.ok(await band.isVisible())
    await helper.open('/compte/securite')
    assert.match(await helper.text(), /Cette page concerne seulement Karim Bellecour/)
    await helper.open(`/suivi/${ref}`)
    await helper.press(band.getByRole('button', { name: 'Arrêter' }))
    assert.match(await helper.text(), /Vous n’agissez plus pour Lucette Morandat/)
    assert.equal(await band.count(), 0)

    await person.open(`/suivi/${ref}`)
    assert.match(await person.text(), /par Karim Bellecour, pour vous/)
    await person.open('/compte/proches')
    assert.match(await person.text(), /Karim Bellecour\s+A envoyé une demande/)
    await person.checkedOnPhone()
    await person.press(/^Mettre fin/)
    assert.match(await person.text(), /Karim Bellecour n’agit plus pour Lucette Morandat/)

    const agent = await town.visitor({ as: 'voirie@parvis.example' })
    await agent.open(`/agents/demandes/${ref}`)
    assert.match(await agent.text(), /Demande faite par Karim Bellecour, qui agit pour Lucette Morandat/)
    for (const one of [person, helper, agent]) await one.close()
  })

  test('a parent declares a child on a phone, and acts', async () => {
    const parent = await town.visitor({ as: HELPER, width: 390 })
    await parent.open('/compte/proches')
    await parent.press('Ajouter un enfant')
    await parent.press('Ajouter cet enfant')
    assert.match(await parent.page.title(), /^Erreur/)
    await parent.page.getByLabel('Prénoms de l’enfant').fill('Nina')
    await parent.page.getByLabel('Nom de l’enfant', { exact: true }).fill('Bellecour')
    await parent.page.getByLabel('Jour', { exact: true }).fill('12')
    await parent.page.getByLabel('Mois').fill('3')
    await parent.page.getByLabel('Année').fill('2010')
    await parent.press('Ajouter cet enfant')
    assert.match(await parent.text(), /À 15\sans, un enfant peut ouvrir son propre compte/)
    await parent.press('Inviter l’autre parent de Nina Bellecour')
    assert.match(await parent.page.title(), /Inviter l’autre parent/)
    await parent.open('/compte/proches')
    await parent.press('Agir pour Nina Bellecour')
    assert.match(await parent.text(), /Demandes de Nina Bellecour/)
    await parent.close()
  })
})
