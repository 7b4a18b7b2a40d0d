// A block of questions in the studio: made, its questions added, moved, asked under conditions and taken away, tried and published.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { drafts, giveUp } from '#definitions'
import { type Field, FORM, type FormDefinition } from '#forms'
import type { Actor } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { draftRead } from '#test/drafts.ts'
import { questionIn } from '../written/elements.ts'
import { panelOf, panelShown } from './panel.ts'

const AT = '/administration/formulaires/tag'
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
const said = (body: string) =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', '\u00a0')
    .replace(/\s+/g, ' ')

describe('a block in the studio', () => {
  let parvis: TestApp
  let odile: TestBrowser
  let editor: Actor
  before(async () => {
    parvis = await createTestApp()
    odile = await parvis.signedInAs('admin@parvis.example')
    editor = await parvis.actor('admin@parvis.example')
  })
  after(() => parvis.close())

  type Typed = Record<string, string | string[]>
  async function fill(at: string, values: Typed) {
    const { body } = await odile.get(at)
    return odile.post(at, { ...values, version: hidden(body, 'version'), lu: hidden(body, 'lu') })
  }
  const form = async (): Promise<FormDefinition> => {
    const row = (await parvis.db.read(editor, drafts)).find(({ kind, id }) => kind === 'form' && id === 'tag')
    return (row?.body ?? assert.fail('no draft')) as unknown as FormDefinition
  }
  const asked = async (id: string) => questionIn(await form(), id)
  const inBlock = async () => ((await asked('les_murs')).field.questions ?? []).map(({ id }) => id)
  async function panel(id: string, change: Typed) {
    const { field, block } = await asked(id)
    const shown = panelShown(field)
    const names = Object.keys(panelOf(field, block !== undefined).fields)
    const values = Object.fromEntries(names.map((name) => [name, shown[name] ?? '']))
    return fill(`${AT}/questions/${id}/changer`, { ...values, ...change })
  }

  test('from its name to its publication', async () => {
    const { body } = await odile.get(AT)
    const page = /href="[^"]*\/pages\/([^/"]+)\/questions\/nouvelle"/.exec(body)?.[1] ?? ''
    const made = await fill(`${AT}/pages/${page}/questions/nouvelle`, {
      ...{ intitule: 'Les murs', sorte: 'repeated-block' },
    })
    assert.equal(made.headers.location, `${AT}/questions/les_murs/changer`)
    assert.match(said((await odile.get(AT)).body), /doit dire ce qu’elle répète.*au moins une question/)
    // What it is not published without is not said optional.
    const asks = said((await odile.get(`${AT}/questions/les_murs/changer`)).body)
    assert.match(asks, /son nom \(enfant, pièce…\) (?!\(facultatif\)).*combien au plus \(facultatif\)/)
    assert.equal(
      (await panel('les_murs', { 'option-items-one': 'mur', reponse: 'facultative' })).statusCode,
      303,
    )
    const block = (await asked('les_murs')).field as Field & { items?: object }
    assert.deepEqual(block.items, { one: 'mur' })
    // Its questions: no block among the sorts.
    const nouvelle = `${AT}/questions/les_murs/questions/nouvelle`
    assert.doesNotMatch((await odile.get(nouvelle)).body, /repeated-block|value="signature"|co-signatory/)
    assert.equal((await fill(nouvelle, { intitule: 'Autre', sorte: 'repeated-block' })).statusCode, 422)
    for (const [intitule, sorte] of [
      ['Est-il haut ?', 'yes-no'],
      ['De combien ?', 'short-text'],
      ['Sa photo', 'files'],
    ] as const)
      assert.equal((await fill(nouvelle, { intitule, sorte })).statusCode, 303)
    const [high = '', much = '', photo = ''] = await inBlock()
    assert.equal((await fill(`${AT}/questions/place/questions/nouvelle`, {})).statusCode, 404, 'no block')
    // The list shows them inside, and moves them there.
    const list = said((await odile.get(AT)).body)
    assert.match(list, /Bloc de questions qui se répète, 3 questions, facultative/)
    assert.match(list, /Monter la question 2 de Les murs/)
    await odile.post(`${AT}/descendre`, { question: high })
    assert.deepEqual(await inBlock(), [much, high, photo])
    assert.match((await odile.get(AT)).body, /role="status"[^]*en position 2 sur 3, dans «.Les murs/)
    await odile.post(`${AT}/monter`, { question: high })
    await odile.post(`${AT}/monter`, { question: high })
    assert.deepEqual(await inBlock(), [high, much, photo], 'no further than first')
    assert.equal(
      (await fill(`${AT}/questions/${high}/deplacer`, { place: `apres.${photo}` })).statusCode,
      303,
    )
    assert.deepEqual(await inBlock(), [much, photo, high])
    await fill(`${AT}/questions/${high}/deplacer`, { place: `page.${page}` })
    assert.deepEqual(await inBlock(), [high, much, photo])
    // A condition reads the item first, then the form.
    const when = await odile.get(`${AT}/questions/${much}/quand`)
    assert.match(when.body, new RegExp(`value="is:${high}:true"`))
    assert.match(when.body, /value="is:commune:/)
    const outside = await odile.get(`${AT}/questions/place/quand`)
    assert.doesNotMatch(outside.body, new RegExp(`is:${high}:`), 'the form reads no item')
    const values = { lien: 'all', 'quoi-1': `is:${high}:true` }
    const first = await fill(`${AT}/questions/${much}/quand`, values)
    assert.match(said(first.body), /Posée si « Est-il haut \? » est « oui »/)
    await fill(`${AT}/questions/${much}/quand`, { ...values, essai: hidden(first.body, 'essai') })
    assert.deepEqual((await asked(much)).field.showIf, { op: 'is', of: high, value: true })
    assert.match(said((await odile.get(`${AT}/questions/${high}/retirer`)).body), /Ce qui la lit.*De combien/)
    assert.equal((await panel(much, { intitule: 'De combien de mètres ?' })).statusCode, 303)
    assert.doesNotMatch((await odile.get(`${AT}/questions/${much}/changer`)).body, /name="role"/)
    // Tried: an item is added where one was, and the condition holds in it.
    const tried = await odile.post(`${AT}/apercu`, { etape: page, bloc: 'les_murs ajouter 0' })
    assert.equal(tried.statusCode, 200)
    assert.match(tried.body, /id="les_murs-1"[^>]*autofocus/)
    assert.match(
      tried.body,
      /data-field="les_murs-1-de_combien"[^>]*>|hidden[^>]*data-field="les_murs-1-de_combien"/,
    )
    // Published; taken away one by one, the last leaves nothing behind.
    assert.equal((await odile.post(`${AT}/publier`, await draftRead(odile, `${AT}/publier`))).statusCode, 303)
    for (const id of [much, high, photo]) await fill(`${AT}/questions/${id}/retirer`, {})
    assert.equal('questions' in (await asked('les_murs')).field, false)
    assert.match(said((await odile.get(`${AT}/historique`)).body), /De combien de mètres/)
    await parvis.db.write(editor, (tx) => giveUp(tx, { kind: FORM, id: 'tag' }))
  })
})
