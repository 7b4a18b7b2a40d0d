// Where to go and whom to call: places with their hours, the page of each commune, life events, and a service in one line.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { anonymous } from '#platform/actor.ts'
import { receptionsOf, territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'

const text = (body: string) =>
  body
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0|\u202f/g, ' ')
    .replace(/\s+/g, ' ')

describe('where to go, whom to call', () => {
  let tester: TestApp
  before(async () => {
    tester = await createTestApp()
  })
  after(() => tester.close())
  const read = async (url: string, headers: Record<string, string> = {}) => {
    const reply = await tester.browser().get(url, headers)
    return { status: reply.statusCode, body: reply.body, said: text(reply.body) }
  }

  it('gives every commune a town hall, with an address, hours and a number kept for fiction', async () => {
    const place = await tester.db.read(anonymous(), territory)
    const all = receptionsOf(place)
    for (const commune of place.communes)
      assert.ok(
        all.some(({ kind, area }) => kind === 'mairie' && area.code === commune.code),
        commune.name,
      )
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
    for (const { id, address, phone } of all) {
      assert.match(address, /\d{5} \S/, id)
      assert.match(phone ?? '', /^04 65 71 \d\d \d\d$/, id)
    }
    const numbers = all.filter(({ kind }) => kind !== 'mairie').map(({ phone }) => phone)
    assert.equal(new Set(numbers).size, numbers.length)
  })

  it('says on the page of a commune where its town hall is and whether it is open, and what it does', async () => {
    const { said, body } = await read('/communes/bron')
    assert.match(said, /Mairie de Bron (Ouvert maintenant, ferme à|Fermé)/)
    assert.match(said, /place de Weingarten, 69500 Bron Téléphone : 04 65 71 26 69/)
    assert.match(
      said,
      /Du lundi au vendredi de 8 h 30 à 12 h et de 13 h 30 à 17 h et le samedi de 9 h à 12 h\./,
    )
    assert.match(said, /Et près de Bron Déchèterie/)
    assert.match(body, /href="\/demarches\/se-marier\?commune=69029"/)
    assert.doesNotMatch(
      body,
      /href="\/demarches\/decheteries\?commune/,
      'what the metropolis does is elsewhere',
    )
  })

  it('is the counter of a commune that has no host name, under its own name; another has its own', async () => {
    const genay = await read('/communes/genay')
    assert.match(genay.body, /<title>Genay – Guichet en ligne, Mairie de Genay/)
    assert.match(genay.said, /C’est ma commune/)
    const bron = await read('/communes/bron')
    assert.doesNotMatch(bron.body, /<title>[^<]*Ville de Bron/)
    assert.match(bron.body, /href="[^"]*\/\/bron\.localhost[^"]*"[^>]*>Ouvrir le guichet de Bron/)
  })

  it('leads from the list of communes to each of them', async () => {
    const { body } = await read('/communes')
    const place = await tester.db.read(anonymous(), territory)
    for (const { slug, level } of place.authorities)
      if (level === 'commune') assert.ok(body.includes(`href="/communes/${slug}"`), slug)
  })

  it('shows the places of one kind near a commune', async () => {
    const { said } = await read('/lieux?type=decheterie&commune=69283')
    assert.match(said, /Déchèterie de Mions/)
    assert.doesNotMatch(said, /Déchèterie de Vaulx-en-Velin|Mairie de Mions (Ouvert|Fermé)/)
  })

  it('shows on a service done in person where to go, once the commune is known', async () => {
    assert.match(
      (await read('/demarches/decheteries?commune=69283')).said,
      /Où aller près de Mions.*Déchèterie de Mions/,
    )
    const unknown = await read('/demarches/decheteries')
    assert.match(unknown.body, /href="\/lieux\?type=decheterie"/)
  })

  it('says of a service of another body who renders it, and whom to call', async () => {
    const { said } = await read('/demarches/enfant-en-danger?commune=69029')
    assert.match(said, /Ce service est rendu par le service national Allô enfance en danger/)
    assert.match(said, /Appelez le 119, jour et nuit/)
    assert.match(said, /Posez la question à votre mairie/)
  })

  it('says in one line who answers, how long and where', async () => {
    const { said } = await read('/demarches?quoi=nid+de+poule&ou=Bron')
    assert.match(said, /Voirie Est, Métropole de Lyon · premier message sous 4 jours ouvrés · en ligne/)
    const themes = await read('/demarches/themes/etat-civil-et-identite')
    assert.match(themes.said, /Votre mairie · premier message sous 3 jours ouvrés · en ligne/)
    assert.match(
      themes.said,
      /L’État, France Titres · sur France Titres, le site officiel du permis de conduire/,
    )
  })

  it('tells a life event in steps, with the services of each, and whom to call', async () => {
    const { said, body } = await read('/vie/j-attends-un-enfant?commune=69029')
    const steps = ['Pendant la grossesse', 'Dans les cinq jours après la naissance', 'Avant ses trois ans']
    const at = steps.map((step) => said.indexOf(step))
    assert.ok(
      at.every((where, n) => where > (at[n - 1] ?? 0)),
      at.join(),
    )
    assert.match(body, /href="\/demarches\/place-en-creche\?commune=69029"/)
    assert.match(said, /Qui appeler.*puéricultrice.*04 65 71 00 42.*Mairie de Bron/)
  })

  it('writes names as people do: 3e arrondissement, typographic apostrophes', async () => {
    const place = await tester.db.read(anonymous(), territory)
    assert.equal(place.area('69383')?.name, 'Lyon 3e arrondissement')
    for (const { name } of [...place.areas, ...place.authorities])
      assert.doesNotMatch(name, /'|Arrondissement/)
  })
})
