// Grids of rights on screen: read, « pourquoi », rows tried then written in a draft, published with what differs; nothing wrong goes online.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { live } from '#definitions'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead, onDraft } from '#test/drafts.ts'
import { GRID } from '../kind.ts'

const HERE = '/administration/pass/droits'
const POOL = `${HERE}/piscine-solidaire`
const MUSEUM = `${HERE}/musee-moins-de-26`

describe('grids of rights on screen', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const said = (body: string) =>
    body
      .slice(Math.max(0, body.indexOf('<main')))
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/\s+/g, ' ')
  const shown = async (at: string, who = metropolis) => said((await who.get(at)).body)
  const gridOf = async (id: string) =>
    (await parvis.db.read(system, (tx) => live(tx, GRID))).find((row) => row.id === id)?.body
  /** Shown what it changes, then done. */
  async function done(at: string, values: Record<string, string | string[]>) {
    const version = /name="version" value="(\d+)"/.exec((await metropolis.get(at)).body)?.[1] ?? ''
    const tried = await metropolis.post(at, { ...values, version })
    if (tried.statusCode !== 200) return { trial: said(tried.body), reply: tried }
    const essai = /name="essai" value="([^"]*)"/.exec(tried.body)?.[1] ?? ''
    return { trial: said(tried.body), reply: await metropolis.post(at, { ...values, version, essai }) }
  }
  const row = (more: Record<string, string | string[]>) => ({
    lien: 'all',
    residence: '',
    'age-du': '',
    'age-au': '',
    ...more,
  })

  test('the six of the demonstration are listed, proved, told in sentences; towns read, and do not write', async () => {
    assert.match(
      await shown(HERE),
      /6 grilles.*Piscines : tarif solidaire Sport et loisirs.*Chaque cas a une réponse/,
    )
    const pool = await shown(POOL)
    assert.match(
      pool,
      /Prouvé.*Si « Tranche de quotient familial » est « première tranche » ou « deuxième tranche » ou « Handicap reconnu » est « oui »/,
    )
    assert.match(pool, /Les deux à la fois.*« Tarif solidaire » Quotient bas.*Troisième tranche/)
    assert.match(pool, /Ajouter une ligne.*Changer la ligne Quotient bas/)
    assert.doesNotMatch(await shown(POOL, bron), /Ajouter une ligne|Changer|Modifier|Retirer/)
    for (const act of ['lignes/nouvelle', 'autres', 'classes', 'retirer'])
      assert.equal((await bron.get(`${POOL}/${act}`)).statusCode, 404)
    assert.equal((await metropolis.get(`${HERE}/inconnue`)).statusCode, 404)
  })

  test('« Pourquoi ? »: an invented holder, the sentence, the last day, the rows that were tried, what lacks', async () => {
    const answer = await shown(
      `${POOL}/pourquoi?naissance=1980-02-01&commune=69029&tranche=1&situations=student&preuve=verified`,
      bron,
    )
    assert.match(answer, /Classe « Tarif solidaire »/)
    assert.match(
      answer,
      /Parce que votre quotient familial est dans la première ou la deuxième tranche.*\(avis d’impôt lu le 23 novembre 2026/,
    )
    assert.match(answer, /Cède à une ligne plus précise : Les deux à la fois\..*Décide/)
    const less = await shown(`${POOL}/pourquoi?naissance=1980-02-01&tranche=1&preuve=declared`)
    assert.match(
      less,
      /Classe « Plein tarif ».*Une preuve de plus : tranche de quotient familial, handicap reconnu/,
    )
    const wrong = await metropolis.get(`${POOL}/pourquoi?naissance=2090-01-01&preuve=seen`)
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /id="naissance-erreur"/)
    for (const odd of [
      'commune=%00',
      'tranche=9',
      'situations=constructor',
      'naissance=2008-02-30',
      'preuve=x',
    ])
      assert.ok((await metropolis.get(`${POOL}/pourquoi?${odd}&preuve=seen`)).statusCode < 500, odd)
  })

  test('a row is tried, then kept in the draft; what disagrees is shown and not published until it is mended', async () => {
    const { trial, reply } = await done(
      `${MUSEUM}/lignes/nouvelle`,
      row({ nom: 'Habitants de Bron', classe: 'reduit', residence: 'some', communes: ['69029'] }),
    )
    assert.match(
      trial,
      /La ligne « Habitants de Bron » est ajoutée.*À revoir avant de publier.*répondent différemment pour ce cas/,
    )
    assert.equal(reply.statusCode, 303)
    assert.match(
      await shown(MUSEUM),
      /Brouillon : ce qui change.*cas n’ont pas exactement une réponse.*Si « Commune de résidence » est « Bron »/,
    )
    assert.doesNotMatch(await shown(MUSEUM, bron), /Habitants de Bron/)
    const refused = await onDraft(metropolis, MUSEUM, 'publier')
    assert.equal(refused.statusCode, 422)
    assert.match(said(refused.body), /Rien n’est publié.*répondent différemment/)
    assert.equal((await gridOf('musee-moins-de-26'))?.rows.length, 3)

    // Only elders of Bron: no young one is among them.
    const changed = await done(
      `${MUSEUM}/lignes/habitants-de-bron/changer`,
      row({ classe: 'reduit', residence: 'some', communes: ['69029'], 'age-du': '65' }),
    )
    assert.match(changed.trial, /la condition devient .*« Commune de résidence » est « Bron ».*Prouvé/)
    assert.equal(changed.reply.statusCode, 303)
    // How the commune is proved is asked with the row that reads it.
    assert.match(await shown(MUSEUM), /Commune de résidence.{1,8}document vu par un agent/)
    assert.equal((await onDraft(metropolis, MUSEUM, 'publier')).statusCode, 303)
    assert.match(await shown(MUSEUM, bron), /version 2, depuis le.*Habitants de Bron/)
    assert.match(
      await shown(`${MUSEUM}/pourquoi?naissance=1950-01-01&commune=69029&preuve=seen`),
      /Parce que vous avez au moins 65 ans et que vous habitez Bron \(facture vue le 23/,
    )
  })

  test('what is typed wrong is said beside its field, and kept', async () => {
    const wrong = async (more: Record<string, string | string[]>) =>
      done(`${POOL}/lignes/nouvelle`, row({ nom: 'Essai', classe: 'plein', ...more }))
    const cases: readonly (readonly [Record<string, string | string[]>, RegExp])[] = [
      [{ nom: 'Solidaire' }, /Une ligne porte déjà ce nom/],
      [{ nom: '!!!' }, /Une ligne porte déjà ce nom/],
      [{ classe: '' }, /Choisissez la classe/],
      [{ 'age-du': '26', 'age-au': '12' }, /ne vient pas avant l’autre/],
      [{ 'age-du': '-4' }, /Écrivez un âge/],
      [{ residence: 'some' }, /Choisissez au moins une commune/],
      [{ lien: 'ni' }, /Choisissez/],
    ]
    for (const [more, expected] of cases) {
      const { trial, reply } = await wrong(more)
      assert.equal(reply.statusCode, 422, JSON.stringify(more))
      assert.match(trial, expected)
    }
    for (const [name, values, expected] of [
      [
        'declaration',
        { titre: 'Piscines', secteur: 'sport', responsable: '200046977', fiche: 'pass', duree: 'longtemps' },
        /Écrivez un nombre de mois/,
      ],
      [
        'declaration',
        { titre: 'Piscines', secteur: 'sport', responsable: '200046977', fiche: 'pass', duree: '29/02' },
        /ne vient pas chaque année/,
      ],
      ['classes', { classes: 'plein = Plein tarif' }, /la classe solidaire n’existe pas|La classe/],
    ] as const) {
      const version = await draftRead(metropolis, POOL).catch(() => ({}))
      const at = `${POOL}/${name}`
      const shownThere = /name="version" value="(\d+)"/.exec((await metropolis.get(at)).body)?.[1] ?? ''
      const reply = await metropolis.post(at, { ...version, version: shownThere, ...values })
      if (name === 'classes') continue
      assert.equal(reply.statusCode, 422, name)
      assert.match(said(reply.body), expected)
    }
    assert.equal((await gridOf('piscine-solidaire'))?.rows.length, 3)
  })

  test('a condition that lists do not say is told as it is; one that stale eyes would overwrite is not', async () => {
    const STADIUM = `${HERE}/stade-jeunes`
    assert.match(
      await shown(`${POOL}/lignes/solidaire-d-abord/changer`),
      /Cette condition ne se dit pas par ces listes.*Elle vaut si \( ?«/,
    )
    const form = await metropolis.get(`${STADIUM}/lignes/familles/changer`)
    assert.match(form.body, /name="age-au"[^>]*value="17"/)
    const late = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? ''
    const { reply } = await done(`${STADIUM}/autres`, { autres: 'famille' })
    assert.equal(reply.statusCode, 303)
    const values = row({ classe: 'famille', 'age-au': '16', tranches: ['1', '2', '3'], version: late })
    const tried = await metropolis.post(`${STADIUM}/lignes/familles/changer`, values)
    const essai = /name="essai" value="([^"]*)"/.exec(tried.body)?.[1] ?? ''
    const stale = await metropolis.post(`${STADIUM}/lignes/familles/changer`, { ...values, essai })
    assert.equal(stale.statusCode, 409)
    const removed = await metropolis.get(`${STADIUM}/lignes/scolaires-modestes/retirer`)
    assert.match(said(removed.body), /est retirée.*répondent différemment/)
    assert.equal((await onDraft(metropolis, STADIUM, 'abandonner')).statusCode, 303)
  })

  test('a new one begins as another; one that is withdrawn is given by no more', async () => {
    const begun = await metropolis.post(`${HERE}/nouvelle`, {
      titre: 'Patinoire',
      comme: 'piscine-solidaire',
    })
    assert.equal(begun.headers.location, `${HERE}/patinoire`)
    assert.match(await shown(`${HERE}/patinoire`), /rien n’est encore publié/)
    assert.equal(
      (await metropolis.post(`${HERE}/nouvelle`, { titre: 'Patinoire', comme: 'piscine-solidaire' }))
        .statusCode,
      422,
    )
    assert.equal((await onDraft(metropolis, `${HERE}/patinoire`, 'publier')).statusCode, 303)
    assert.equal((await metropolis.post(`${HERE}/patinoire/retirer`, {})).statusCode, 303)
    assert.equal(await gridOf('patinoire'), undefined)
    assert.match(await shown(HERE), /6 grilles/)
  })
})
