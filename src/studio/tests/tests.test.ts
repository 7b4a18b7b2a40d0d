// Tests of a form on screen: written, recorded from a request, rerun at each change, kept back by red ones, carried with the form.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { drafts, edit, holdDraft, live } from '#definitions'
import { differencesOf, FORM, type FormDefinition } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead } from '#test/drafts.ts'

const ID = 'nid-de-poule'
const HERE = `/administration/formulaires/${ID}`
const POTHOLE = { kind: FORM, id: ID }
const said = (body: string) =>
  body
    .slice(body.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|[\u00a0\u202f]/g, ' ')
    .replace(/\s+/g, ' ')
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

/** The demanding forms that this territory asks. */
const DEMANDING = [
  ...['acte-naissance', 'apa', 'cantine', 'encombrants', 'inscription-ecole', 'logement-insalubre', 'marche'],
  ...['occupation-rue', 'prime-velo', 'salle', 'stationnement-resident', 'subvention'],
]

describe('tests of a form', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  const draftOf = async (): Promise<FormDefinition> => {
    const row = (await parvis.db.read(editor, drafts)).find(({ id }) => id === ID)
    return (row?.body ?? assert.fail('no draft')) as unknown as FormDefinition
  }
  const read = async (at = `${HERE}/tests`) => said((await odile.get(at)).body)
  async function fill(at: string, values: Record<string, string | string[]>) {
    const { body } = await odile.get(at)
    return odile.post(at, { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') })
  }

  test('those of every form in force are green, and each demanding form has some', async () => {
    await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const forms = await live(tx, FORM)
      for (const { body, id } of forms)
        for (const one of body.tests ?? [])
          assert.deepEqual(
            differencesOf(body, one, (code) => place.area(code)),
            [],
            `${id}: ${one.name}`,
          )
      const tested = forms.filter(({ body }) => (body.tests ?? []).length > 0).map(({ id }) => id)
      assert.deepEqual(
        DEMANDING.filter((id) => !tested.includes(id)),
        [],
      )
    })
  })

  test('is written: its answers as the form asks them, then what it does of them', async () => {
    const begun = await fill(`${HERE}/tests/nouveau`, {
      nom: 'Un grand trou',
      qui: 'resident',
      jour: '2026-11-23',
    })
    assert.equal(begun.statusCode, 303, said(begun.body))
    const at = String(begun.headers.location).split('?')[0] ?? ''
    assert.equal(at, `${HERE}/tests/un_grand_trou/reponses`)
    const { body } = await odile.get(at)
    assert.match(body, /name="lane"/, 'also what these answers do not show')
    assert.match(body, /name="attendre\.ainsi" value="oui" checked/)
    const answers = {
      size: 'large',
      since: '',
      'since-jour': '24',
      'since-mois': '11',
      'since-annee': '2026',
      'fichier.photos': 'oui',
    }
    const kept = await fill(at, { ...answers, 'attendre.ainsi': 'oui' })
    assert.equal(kept.statusCode, 303, said(kept.body))
    const made = (await draftOf()).tests?.find(({ id }) => id === 'un_grand_trou')
    assert.deepEqual(made?.answers, {
      size: { '': 'large' },
      since: { '-jour': '24', '-mois': '11', '-annee': '2026' },
      photos: ['document.pdf'],
    })
    assert.deepEqual(made?.expects.pages, ['place', 'problem', 'contact'])
    assert.ok(made?.expects.refused?.some(({ at: question }) => question === 'since'))
    assert.match(await read(), /3 tests, tous verts/)
    const stale = await odile.post(at, { size: 'small', version: '1' })
    assert.equal(stale.statusCode, 409)
    assert.match(said(stale.body), /Quelqu’un a changé ces réponses/)
    assert.match(stale.body, /value="small"[^>]*checked/)
  })

  test('what it expects is changed on its own page, refused answers by the number of their question', async () => {
    const at = `${HERE}/tests/un_grand_trou/attendu`
    assert.match(await read(at), /Page 2\. Le problème.*Questions montrées ou cachées/)
    const given = {
      nom: 'Un trou',
      qui: 'agent',
      jour: '2026-11-23',
      pages: ['problem', 'place'],
      juge: 'oui',
    }
    const wrong = await fill(at, { ...given, refus: ['99', 'Non.'] })
    assert.equal(wrong.statusCode, 422)
    assert.match(said(wrong.body), /Écrivez le numéro d’une question, de 1 à/)
    assert.equal((await fill(at, { ...given, refus: ['', ''] })).statusCode, 303)
    const made = (await draftOf()).tests?.find(({ id }) => id === 'un_grand_trou')
    assert.deepEqual(
      [made?.name, made?.as, made?.expects],
      ['Un trou', 'agent', { pages: ['place', 'problem'], refused: [] }],
    )
  })

  test('red, it keeps the form back and says why beside it; expected as it is done, it is green; undone, red again', async () => {
    assert.match(
      await read(),
      /1 test rouge sur 3.*La page « Vos coordonnées » est posée, et le test ne l’attend pas/,
    )
    assert.match(await read(HERE), /Tests : 1 rouge sur 3/)
    const kept = await odile.post(`${HERE}/publier`, await draftRead(odile, `${HERE}/publier`))
    assert.equal(kept.statusCode, 422)
    assert.match(said(kept.body), /Le test « Un trou » est rouge : La page « Vos coordonnées » est posée/)
    assert.equal((await odile.post(`${HERE}/tests/un_grand_trou/accepter`, {})).statusCode, 303)
    assert.match(await read(), /3 tests, tous verts/)
    await parvis.db.write(editor, async (tx) => {
      await holdDraft(tx, POTHOLE)
      await edit(tx, POTHOLE, [{ do: 'remove', at: ['pages', 'problem', 'fields', 'since'] }])
    })
    assert.match(await read(), /répond à la question « since », qui n’est plus dans le formulaire/)
    await odile.post(`${HERE}/tests/un_grand_trou/accepter`, {})
    assert.match(await read(), /3 tests, tous verts/)
    const acte = hidden((await odile.get(HERE)).body, 'acte')
    await odile.post(`${HERE}/annuler`, { acte })
    assert.match(await read(), /1 test rouge sur 3/)
  })

  test('recorded from a request by whoever may read it, it keeps nothing of the person', async () => {
    const person = {
      name: 'Yolande Trukmuche',
      email: 'yolande@trukmuche.example',
      description: 'Aristide est tombé.',
    }
    const { ref } = await parvis.makeRequest({ ...person, commune: '69029' })
    const at = `${HERE}/tests/enregistrer`
    const without = await fill(at, { demande: ref, nom: 'Un vrai trou' })
    assert.equal(without.statusCode, 422)
    assert.match(said(without.body), /parmi celles que vous pouvez lire/)
    const { unitId } = (await parvis.actor('voirie@parvis.example')).memberships[0] ?? assert.fail()
    await parvis.db.write(system, ({ q }) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        values (${editor.personId}, ${unitId}, 'handler', current_date - 900)`.execute(q),
    )
    assert.equal((await fill(at, { demande: ref, nom: 'Un vrai trou' })).statusCode, 303)
    const made = (await draftOf()).tests?.find(({ id }) => id === 'un_vrai_trou') ?? assert.fail()
    for (const own of [...Object.values(person), 'Yolande', 'Aristide'])
      assert.ok(!JSON.stringify(await draftOf()).includes(own), own)
    assert.deepEqual([made.answers.size, made.answers.place_kind], [{ '': 'small' }, { '': 'street' }])
    assert.deepEqual(made.expects.refused, [])
    assert.match(await read(), /Un vrai trou Vert/)
    const other = await fill(at, { demande: '2020-00001', nom: 'Rien' })
    assert.equal(other.statusCode, 422)
  })

  test('goes away with the form in its file, and is told in words when two versions are compared', async () => {
    const { body } = await odile.get(`${HERE}/fichier`)
    assert.match(body, /"name": "Un trou"/)
    assert.match(await read(`${HERE}/historique`), /Le test « Un (grand )?trou »/)
    assert.equal((await fill(`${HERE}/tests/un_grand_trou/retirer`, {})).statusCode, 303)
    assert.equal((await odile.get(`${HERE}/tests/un_grand_trou/reponses`)).statusCode, 404)
  })
})
