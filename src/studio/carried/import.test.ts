// A form goes out as one file and comes back: nothing is kept before it was compared, nothing is half kept, nobody’s work is overwritten.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { draft, drafts, edit, editsOf, giveUp, live, unbundle } from '#definitions'
import { FORM, type FormDefinition } from '#forms'
import { type Actor, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { houseOf } from '../../app.ts'
import { fileText, readFile } from './file.ts'

const HERE = '/administration/formulaires'
const IMPORT = `${HERE}/importer`
const TAG = { kind: FORM, id: 'tag' }

const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', '\u00a0')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ')

describe('a form as one file', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  const send = (text: string | Buffer, who = odile) =>
    who.upload(IMPORT, {}, [{ field: 'fichier', name: 'formulaire.json', bytes: Buffer.from(text) }])
  /** What the page of a trial would post. */
  const postedBy = (body: string) => ({
    contenu: [...body.matchAll(/name="contenu" value="([^"]*)"/g)].map(([, piece = '']) => piece),
    vu: /name="vu" value="([^"]*)"/.exec(body)?.[1] ?? '',
  })
  const keep = async (trial: string, choix: string, titre = '') =>
    odile.post(`${IMPORT}/garder`, { ...postedBy(trial), choix, titre })
  const draftsNow = async () =>
    (await parvis.db.read(editor, drafts)).filter(({ kind }) => kind === FORM.kind)
  const draftOf = async (id: string) =>
    (await draftsNow()).find((row) => row.id === id)?.body as FormDefinition | undefined
  const inForce = async () => parvis.db.read(system, (tx) => live(tx, FORM))
  const tag = async () => (await inForce()).find(({ id }) => id === 'tag')?.body ?? assert.fail()
  const drop = (id: string) => parvis.db.write(editor, (tx) => giveUp(tx, { kind: FORM, id }))
  const exported = async (id: string) => odile.get(`${HERE}/${id}/fichier`)

  test('every real form comes back from its file as it went; the command reads it too', async () => {
    for (const { body } of await inForce()) {
      const text = fileText(body)
      const read = readFile(text)
      assert.ok('form' in read, `${body.id}: ${JSON.stringify(read)}`)
      assert.deepEqual(read.form, body)
      assert.equal(fileText(read.form), text)
    }
    const reply = await exported('tag')
    assert.match(String(reply.headers['content-disposition']), /^attachment; filename="formulaire-tag\.json"/)
    assert.equal(reply.body, fileText(await tag()))
    const file = JSON.parse(reply.body.replace('Signaler un tag', 'Montrer un tag')) as unknown
    const names = await parvis.db.write(editor, (tx) => unbundle(tx, houseOf({ demo: true }), file))
    assert.deepEqual(
      names.map(({ id }) => id),
      ['tag'],
    )
    await drop('tag')
  })

  test('the same name proposes a new version, compared in words; it is one act, which is undone', async () => {
    const before = await tag()
    const changed = { ...before, title: 'Un tag, une affiche' }
    const trial = await send(fileText(changed))
    assert.equal(trial.statusCode, 200)
    assert.match(
      said(trial.body),
      /Ce que cela change Le titre devient « Un tag, une affiche » \(avant.*Une nouvelle version, en brouillon La version \d+ reste en ligne/,
    )
    assert.deepEqual(await draftsNow(), [], 'nothing is kept by being tried')
    const kept = await keep(trial.body, 'version')
    assert.equal(kept.headers.location, `${HERE}/tag`)
    assert.deepEqual(await draftOf('tag'), changed)
    assert.deepEqual(await tag(), before, 'nothing is published')
    assert.equal((await exported('tag')).body, fileText(changed), 'the same bytes come out')
    assert.equal((await parvis.db.read(editor, (tx) => editsOf(tx, TAG))).length, 1)
    const acte = /name="acte" value="([^"]*)"/.exec((await odile.get(`${HERE}/tag`)).body)?.[1] ?? ''
    await odile.post(`${HERE}/tag/annuler`, { acte })
    assert.deepEqual(await draftOf('tag'), before)
    await drop('tag')
    const same = said((await send(fileText(before))).body)
    assert.match(same, /dit ce qui est déjà écrit ici/)
    assert.doesNotMatch(same, /Une nouvelle version/)
  })

  test('what somebody wrote since it was compared is not overwritten: it is compared again', async () => {
    const before = await tag()
    const trial = await send(fileText({ ...before, title: 'Du fichier' }))
    await parvis.db.write(editor, async (tx) => {
      await draft(tx, TAG)
      await edit(tx, TAG, [{ do: 'set', at: ['title'], to: 'D’une collègue' }])
    })
    const late = await keep(trial.body, 'version')
    assert.equal(late.statusCode, 409)
    assert.match(
      said(late.body),
      /Quelqu’un a écrit dans ce formulaire depuis.*« Du fichier » \(avant : « D’une collègue »\).*rend ce qu’il disait/,
    )
    assert.equal((await draftOf('tag'))?.title, 'D’une collègue')
    assert.equal((await keep(late.body, 'version')).statusCode, 303)
    assert.equal((await draftOf('tag'))?.title, 'Du fichier')
    await drop('tag')
  })

  test('a copy has a title of its own; a form unknown here is begun; one that cannot keep its name becomes a copy', async () => {
    const before = await tag()
    const trial = (await send(fileText(before))).body
    for (const titre of ['', 'Signaler un tag', 'Tag'])
      if (titre !== 'Signaler un tag') {
        const refused = await keep(trial, 'copie', titre)
        assert.equal(refused.statusCode, 422, titre)
        assert.match(said(refused.body), titre === '' ? /Donnez-lui un titre/ : /porte déjà ce nom/)
        assert.deepEqual(postedBy(refused.body), postedBy(trial), 'the file still goes with the page')
      }
    assert.equal((await keep(trial, 'rien')).statusCode, 422)
    const copied = await keep(trial, 'copie', 'Un tag ailleurs')
    assert.equal(copied.headers.location, `${HERE}/un-tag-ailleurs`)
    assert.deepEqual((await draftOf('un-tag-ailleurs'))?.pages, before.pages)
    const fresh = { ...before, id: 'venu-de-bron', title: 'Venu de Bron' }
    const begun = (await send(fileText(fresh))).body
    assert.match(said(begun), /Aucun formulaire ne porte ici l’identifiant « venu-de-bron »/)
    assert.equal((await keep(begun, 'nouveau')).headers.location, `${HERE}/venu-de-bron`)
    assert.deepEqual(await draftOf('venu-de-bron'), fresh)
    assert.equal((await keep(begun, 'nouveau')).statusCode, 409, 'somebody began it since')
    for (const id of ['importer', 'Été !', '../tag', 'a/b']) {
      const odd = (await send(fileText({ ...before, id }))).body
      assert.match(said(odd), /ne peut pas être repris ici/, id)
      assert.equal((await keep(odd, 'nouveau')).statusCode, 409, id)
    }
    await drop('un-tag-ailleurs')
    await drop('venu-de-bron')
    assert.deepEqual(await draftsNow(), [])
  })

  test('faults are all listed and nothing is kept; what only publication refuses is told, and kept', async () => {
    const before = await tag()
    const [first = assert.fail()] = before.pages
    const wrong = fileText({ ...before, pages: [{ ...first, title: 3, fields: [{ id: 'X' }] }] } as never)
    const refused = await send(wrong)
    assert.equal(refused.statusCode, 422)
    assert.match(
      said(refused.body),
      /Rien n’est importé : 4 fautes dans ce fichier Page 1, le titre : Un texte.* Page 1, question 1, l’identifiant.* Page 1, question 1, le type.* Page 1, question 1, l’intitulé/,
    )
    const posted = { contenu: Buffer.from(wrong).toString('base64url'), choix: 'version', vu: '0' }
    assert.equal((await odile.post(`${IMPORT}/garder`, posted)).statusCode, 422, 'judged again as it is kept')
    for (const [bytes, why] of [
      [Buffer.alloc(0), /Choisissez le fichier|est vide/],
      [Buffer.from('%PDF-1.7\n'), /n’est pas un formulaire exporté/],
      [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /pas du texte en UTF-8/],
      [Buffer.alloc(1_310_001, ' '), /dépasse 1,3 Mo/],
      [Buffer.from(`["${'a'.repeat(500_000)}"]`), /dépasse 500 ko sans ses modèles/],
      [Buffer.from(`${'['.repeat(90_000)}`), /imbriqué sur plus de 64 niveaux/],
    ] as const) {
      const reply = await send(bytes)
      assert.equal(reply.statusCode, 422)
      assert.match(said(reply.body).replaceAll('\u00a0', ' '), why)
    }
    assert.equal((await odile.upload(IMPORT, {}, [])).statusCode, 422)
    assert.deepEqual(await draftsNow(), [])
    const blocked = { ...before, pages: [...before.pages, { ...first, id: 'encore' }] }
    const trial = (await send(fileText(blocked))).body
    assert.match(said(trial), /points? bloquer(a|ont) la publication.*Deux questions portent l’identifiant/)
    assert.equal((await keep(trial, 'version')).statusCode, 303)
    assert.deepEqual(await draftOf('tag'), blocked)
    await drop('tag')
  })

  test('a long form goes through; a town makes a copy of its own of a file, and no version of what is not its', async () => {
    const before = await tag()
    const [first = assert.fail()] = before.pages
    const many = Array.from({ length: 1900 }, (_, n) => ({
      ...{ id: `q${n}`, type: 'short-text', label: `Une question assez longue, la ${n}e\u00a0?` },
      hint: 'Été, à l’œuvre.',
    }))
    const long = { ...before, pages: [...before.pages, { id: 'long', title: 'Longue', fields: many }] }
    const started = performance.now()
    const trial = await send(fileText(long as never))
    assert.ok(performance.now() - started < 5000, 'judged in a few seconds')
    assert.ok(postedBy(trial.body).contenu.length > 1)
    assert.equal((await keep(trial.body, 'version')).statusCode, 303)
    assert.deepEqual(await draftOf('tag'), long)
    await drop('tag')
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    for (const at of [IMPORT, `${HERE}/tag/fichier`]) assert.equal((await bron.get(at)).statusCode, 200, at)
    const text = fileText({ ...before, title: 'De Bron' })
    const offered = (await send(text, bron)).body
    assert.match(offered, /value="copie"/)
    assert.doesNotMatch(offered, /value="(?:version|nouveau)"/)
    const contenu = Buffer.from(text).toString('base64url')
    const forged = await bron.post(`${IMPORT}/garder`, { contenu, choix: 'version', titre: '', vu: '0' })
    assert.equal(forged.statusCode, 409)
    assert.deepEqual(await draftsNow(), [])
    assert.ok(first.fields.length >= 0)
  })
})
