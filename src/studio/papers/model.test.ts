// A model to fill in: sent on a page of the studio, judged as any file, served to whoever may see a form that names it, carried with it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { draft, drafts, edit, giveUp, live } from '#definitions'
import { FORM, type FormDefinition, modelOf, modelsOf } from '#forms'
import { sql } from 'kysely'
import { type Actor, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { docx, odt, pdf } from '#test/documents.ts'
import { draftRead } from '#test/drafts.ts'

const HERE = '/administration/formulaires'
const SUBSIDY = `${HERE}/subvention`
const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', '\u00a0')
    .replace(/[\u00a0\s]+/g, ' ')
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('a model to fill in', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  const draftOf = async (id: string) =>
    (await parvis.db.read(editor, drafts)).find((row) => row.id === id && row.kind === 'form')
      ?.body as unknown as FormDefinition
  const fieldOf = (form: FormDefinition, id: string) =>
    form.pages.flatMap(({ fields }) => fields).find((field) => field.id === id) ?? assert.fail(id)
  const publish = async (id: string, who = odile) =>
    who.post(`${HERE}/${id}/publier`, await draftRead(who, `${HERE}/${id}/publier`))
  const drop = (id: string) => parvis.db.write(editor, (tx) => giveUp(tx, { kind: FORM, id }))
  async function sendModel(at: string, name: string, bytes: Buffer, version?: string) {
    const { body } = await odile.get(at)
    const seen = version ?? /name="version" value="(\d+)"/.exec(body)?.[1] ?? ''
    return odile.upload(at, { version: seen }, [{ field: 'modele', name, bytes }])
  }
  const counted = () =>
    parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{ models: number; files: number }>`
        select (select count(*)::int from forms.model) as models,
          (select count(*)::int from files.file where subject_kind = 'form-model') as files`.execute(tx.q)
      return [rows[0]?.models, rows[0]?.files]
    })

  test('sent, refused as any file, replaced, taken away and brought back: an act each; the panel leaves it alone', async () => {
    const at = `${SUBSIDY}/questions/budget_file/modele`
    assert.match(
      said((await odile.get(at)).body),
      /Modèle à remplir, question \d+ : Budget de l’association pour l’année/,
    )
    assert.equal((await odile.get(`${SUBSIDY}/questions/amount/modele`)).statusCode, 404)
    for (const [name, bytes, why] of [
      [
        'photo.png',
        Buffer.from('89504e470d0a1a0a', 'hex'),
        /Ce type de fichier n’est pas accepté ici|abîmée/,
      ],
      ['faux.odt', Buffer.from('PK\u0003\u0004 rien'), /archive|abîmé/],
      ['macros.docx', docx(['Un'], { 'word/vbaProject.bin': 'x' }), /macros/],
    ] as const) {
      const refused = await sendModel(at, name, bytes)
      assert.equal(refused.statusCode, 422, name)
      assert.match(said(refused.body), why, name)
    }
    assert.match(said((await odile.upload(at, { version: '0' }, [])).body), /Choisissez le modèle à déposer/)
    assert.equal(await draftOf('subvention'), undefined, 'nothing was begun by what was refused')
    assert.deepEqual(await counted(), [0, 0])

    const first = odt(['Charges', 'Produits'])
    assert.equal(
      (await sendModel(at, 'Budget.odt', first)).headers.location,
      `${SUBSIDY}#element-budget_file`,
    )
    const kept = modelOf(fieldOf(await draftOf('subvention'), 'budget_file'))
    assert.deepEqual(kept, {
      name: 'Budget.odt',
      sha256: digest(first),
      bytes: first.length,
      mediaType: 'application/vnd.oasis.opendocument.text',
    })
    const shown = (await odile.get(at)).body
    assert.match(shown, new RegExp(`href="/formulaires/modeles/${digest(first)}"`))
    // Somebody had changed it since that page was shown.
    const stale = await sendModel(at, 'Autre.odt', odt(['Autre']), '1')
    assert.equal(stale.statusCode, 409)
    assert.match(said(stale.body), /Quelqu’un a changé ce modèle/)
    // The panel of the question neither shows nor loses it.
    const { panelOf, panelShown, questionFrom } = await import('../questions/panel.ts')
    const field = fieldOf(await draftOf('subvention'), 'budget_file')
    assert.ok(!Object.keys(panelOf(field).fields).some((name) => name.startsWith('option-model')))
    const typed = Object.fromEntries(
      Object.entries(panelOf(field).fields).map(([name, one]) => [
        name,
        one.type.parse(panelShown(field)[name] ?? ''),
      ]),
    )
    assert.deepEqual(questionFrom(field, typed), field)

    const version = /name="version" value="(\d+)"/.exec(shown)?.[1] ?? ''
    await odile.post(at, { version, remove: digest(first) })
    assert.equal(modelOf(fieldOf(await draftOf('subvention'), 'budget_file')), undefined)
    const acte = /name="acte" value="([^"]*)"/.exec((await odile.get(SUBSIDY)).body)?.[1] ?? ''
    await odile.post(`${SUBSIDY}/annuler`, { acte })
    assert.deepEqual(modelOf(fieldOf(await draftOf('subvention'), 'budget_file')), kept, 'undone')
    // The same bytes are one model.
    const papers = `${SUBSIDY}/questions/papers/modele`
    assert.equal((await sendModel(papers, 'Bilan.odt', first)).statusCode, 303)
    assert.deepEqual(await counted(), [2, 2], 'the one that came too late is kept, and named by nothing')
    assert.equal(modelsOf(await draftOf('subvention')).length, 1)
    await drop('subvention')
  })

  test('is served to whoever may see a published form that names it, as it was sent, and to nobody before', async () => {
    const [open, closed] = [await pdf(['Devis']), await pdf(['Pour les élus'])]
    await sendModel(`${SUBSIDY}/questions/budget_file/modele`, 'Devis type.pdf', open)
    const [neighbour, agent] = [parvis.browser(), await parvis.signedInAs('voirie@parvis.example')]
    const at = (bytes: Buffer) => `/formulaires/modeles/${digest(bytes)}`
    const served = async (who: TestBrowser, bytes: Buffer) => (await who.get(at(bytes))).statusCode
    assert.deepEqual([await served(odile, open), await served(neighbour, open)], [200, 404], 'a draft alone')
    const published = await publish('subvention')
    assert.equal(published.statusCode, 303, said(published.body))
    const reply = await neighbour.get(at(open))
    assert.equal(reply.statusCode, 200)
    assert.deepEqual(reply.rawPayload, open)
    assert.match(String(reply.headers['content-disposition']), /^attachment; filename="Devis type\.pdf"/)
    // Its question says it, with the paper that is asked.
    const first = await neighbour.follow(
      await neighbour.get('/demarches/subvention-a-une-association/demande?commune=69029'),
    )
    const project = (/action="([^"?]+)\/association/.exec(first.body)?.[1] ?? assert.fail()) + '/project'
    await neighbour.post(project.replace('/project', '/association'), {
      'place-commune': '69029',
      'place-adresse': '12, rue de la République',
      association: 'Les amis du quartier',
      rna: 'W691234567',
    })
    const page = (await neighbour.get(project)).body
    assert.match(
      said(page),
      /Budget de l’association pour l’année Le vôtre, ou notre modèle rempli\. Budget de l’année : PDF ou texte ou tableur \(ODT, DOCX, ODS, XLSX\), 10,5? Mo au plus\. Télécharger le modèle à remplir : Budget de l’association pour l’année \(Devis type\.pdf/,
    )
    // A spreadsheet or a text comes back filled in; a picture is not asked there.
    const filled = await neighbour.upload(project, { for: 'year', amount: '900', details: 'Une fête.' }, [
      { field: 'budget_file', name: 'Notre budget.odt', bytes: odt(['1 000 €']) },
      { field: 'papers', name: 'Bilan.odt', bytes: odt(['Bilan']) },
    ])
    assert.equal(filled.statusCode, 422)
    assert.match(
      said(filled.body),
      /Notre budget\.odt.*Bilan\.odt : .*Ce document|Bilan\.odt : Ce fichier est une archive/,
    )
    assert.match(
      said(filled.body),
      /Joignez ce document à « Bilan et relevé d’identité bancaire » : dernier bilan/,
    )

    // Of a form that elected members alone are asked: by them, and whoever writes it.
    const elected =
      (await parvis.db.read(system, (tx) => live(tx, FORM)))
        .find(({ id }) => id === 'aide-elus')
        ?.body.pages.flatMap(({ fields }) => fields)
        .find(({ type }) => type === 'files') ?? assert.fail()
    await sendModel(`${HERE}/aide-elus/questions/${elected.id}/modele`, 'Note.pdf', closed)
    await publish('aide-elus')
    const mayor = await parvis.signedInAs('maire.bron@parvis.example')
    assert.deepEqual(
      [await served(neighbour, closed), await served(agent, closed), await served(mayor, closed)],
      [404, 404, 200],
    )
    // Out of the next version, what was begun under the one before still has it.
    await parvis.db.write(editor, async (tx) => {
      await draft(tx, { kind: FORM, id: 'subvention' })
      await edit(tx, { kind: FORM, id: 'subvention' }, [
        { do: 'remove', at: ['pages', 'project', 'fields', 'budget_file', 'model'] },
      ])
    })
    await publish('subvention')
    assert.equal(await served(neighbour, open), 200)
    for (const odd of ['/formulaires/modeles/x', `/formulaires/modeles/${'0'.repeat(64)}`])
      assert.equal((await odile.get(odd)).statusCode, 404)
  })

  test('goes out and comes in with its form, the same bytes; what is too heavy is said; what lies is refused', async () => {
    const small = odt(['À remplir'])
    const heavy = await pdf(['Lourd'])
    const large = Buffer.concat([heavy.subarray(0, -6), Buffer.alloc(600_000, '%\n'), heavy.subarray(-6)])
    await sendModel(`${SUBSIDY}/questions/budget_file/modele`, 'Petit.odt', small)
    await sendModel(`${SUBSIDY}/questions/papers/modele`, 'Grand.pdf', large)
    assert.match(said((await odile.get(SUBSIDY)).body), /« Exporter » ne prend pas ce modèle.*Grand\.pdf/)
    const file = (await odile.get(`${SUBSIDY}/fichier`)).body
    assert.deepEqual(
      (JSON.parse(file) as { files: { name: string }[] }).files.map(({ name }) => name),
      ['Petit.odt'],
    )
    // Elsewhere: nothing of it is there.
    const away = await createTestApp()
    try {
      const there = await away.signedInAs('admin@parvis.example')
      const IMPORT = `${HERE}/importer`
      const send = (text: string) =>
        there.upload(IMPORT, {}, [{ field: 'fichier', name: 'f.json', bytes: Buffer.from(text) }])
      const lying = file.replace(small.toString('base64'), odt(['À remplir autrement']).toString('base64'))
      assert.match(said((await send(lying)).body), /Le modèle « Petit\.odt » : Son contenu n’est pas celui/)
      const trial = (await send(file)).body
      assert.match(
        said(trial),
        /1 modèle à remplir.*1 point bloquera la publication.*« Grand\.pdf », qui n’est pas gardé ici/,
      )
      const posted = {
        contenu: [...trial.matchAll(/name="contenu" value="([^"]*)"/g)].map(([, piece = '']) => piece),
        vu: /name="vu" value="([^"]*)"/.exec(trial)?.[1] ?? '',
      }
      assert.equal((await there.post(`${IMPORT}/garder`, { ...posted, choix: 'version' })).statusCode, 303)
      assert.equal((await there.get(`${SUBSIDY}/fichier`)).body, file, 'the same bytes')
      const got = await there.get(`/formulaires/modeles/${digest(small)}`)
      assert.deepEqual(got.rawPayload, small)
      // It is not published without the one that did not travel.
      const refused = await publish('subvention', there)
      assert.notEqual(refused.headers.location, SUBSIDY)
      assert.match(
        said((await there.get(SUBSIDY)).body),
        /« Grand\.pdf », qui n’est pas gardé ici : joignez-le/,
      )
    } finally {
      await away.close()
    }
  })
})
