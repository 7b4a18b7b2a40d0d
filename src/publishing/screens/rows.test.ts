// Steps of a process sheet, typed line by line: lines are added, moved and taken away without a script, nothing typed is lost, and what is
// kept is read in its order, found, and compared.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/contenus'
const NEW = `${HERE}/nouveau/process`
const PLAN = ['La mairie', 'Envoie le plan <b>', 'Une semaine', '']
const VISIT = ['La voirie', 'Visite la rue', '', 'Relevé tachymétrique']

describe('lines of a content', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let unit = ''
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        id: number
      }>`select u.id from territory.unit u join territory.authority a on a.id = u.authority_id
        where a.slug = 'bron' and u.code = 'services-techniques'`.execute(tx.q),
    )
    unit = String(rows[0]?.id)
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const typed = (steps: readonly string[], more: Record<string, string> = {}) => ({
    ...{ title: 'Demander un sens unique', summary: 'Qui fait quoi.', theme: 'Eau et environnement', unit },
    ...{ about1: '', about2: '', about3: '', picture: '', steps: '', papers: '', email: '' },
    ...{ delay: 'Un mois', contact: 'La voirie', who_does_what: [...steps] },
    ...more,
  })
  /** What stands in the cells, in their order. */
  const cellsIn = (body: string): string[] =>
    [
      ...body.matchAll(
        /<(?:input type="text"[^>]* name="who_does_what"[^>]*? value="([^"]*)"|textarea[^>]* name="who_does_what"[^>]*>\n([^<]*)<)/g,
      ),
    ].map(([, line, text]) => (line ?? text ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))

  test('a button adds a line, moves one up or takes it away; everything typed is there again', async () => {
    assert.deepEqual(cellsIn((await editor.get(NEW)).body), Array(12).fill(''), 'three lines to begin with')
    const press = async (rangee: string, steps: readonly string[]) => {
      const reply = await editor.post(NEW, typed(steps, { rangee, title: 'Un' }))
      assert.equal(reply.statusCode, 200, 'nothing is wrong, though the title is too short')
      assert.doesNotMatch(reply.body, /aria-invalid/)
      assert.match(reply.body, /value="Un"/)
      return reply.body
    }
    const added = await press('who_does_what ajouter 2', [...PLAN, ...VISIT])
    assert.deepEqual(cellsIn(added), [...PLAN, ...VISIT, '', '', '', ''])
    assert.match(added, /<input[^>]*id="who_does_what-3-1"[^>]*autofocus/, 'one goes on in the new line')
    assert.match(added, /<form[^>]*>.{0,200}<button hidden>/s, 'the key Entrée saves, and moves nothing')
    const moved = await press('who_does_what monter 1', [...PLAN, ...VISIT])
    assert.deepEqual(cellsIn(moved).slice(0, 8), [...VISIT, ...PLAN])
    const left = await press('who_does_what retirer 0', [...PLAN, ...VISIT])
    assert.deepEqual(cellsIn(left).slice(0, 5), [...VISIT, ''])
    const full = await press('who_does_what ajouter 20', Array(80).fill('x'))
    assert.equal(cellsIn(full).length, 80)
    assert.doesNotMatch(full, /who_does_what ajouter/)
    const strange = await editor.post(NEW, typed(PLAN, { rangee: 'constructor ajouter 1', title: 'Un' }))
    assert.equal(strange.statusCode, 422, 'a name of nothing changes nothing')
  })

  test('what is wrong is said beside the cell, and links to it', async () => {
    const half = await editor.post(NEW, typed([...PLAN, '', '', '', '', 'La voirie', '', 'Un mois', '']))
    assert.equal(half.statusCode, 422)
    assert.match(half.body, /<a href="#who_does_what-3-2">[^<]*Étape 3, «\s?Fait quoi/)
    assert.match(half.body, /<textarea[^>]*id="who_does_what-3-2"[^>]*aria-invalid="true"/)
    assert.match(half.body, /id="who_does_what-3-2-erreur"/)
    assert.equal(half.body.match(/aria-invalid/g)?.length, 1)
    assert.deepEqual(cellsIn(half.body).slice(8, 11), ['La voirie', '', 'Un mois'])
    const long = await editor.post(NEW, typed(['x'.repeat(121), 'Écrit', '', '']))
    assert.match(long.body, /Étape 1, «\s?Qui\s?»\s?: votre réponse compte 1 caractère de trop/)
    const many = await editor.post(NEW, typed(Array(21 * 4).fill('x')))
    assert.match(many.body, /<a href="#who_does_what">[^<]*plus de 20 lignes/)
    assert.match(many.body, /id="who_does_what" tabindex="-1"/)
  })

  test('lines are read in their order, found, compared, and another’s are not written over', async () => {
    const reply = await editor.post(NEW, typed([...PLAN, '', ' ', '', '', ...VISIT]))
    assert.equal(reply.statusCode, 303, reply.body)
    const id = Number(/\/(\d+)$/.exec(String(reply.headers.location))?.[1])
    const at = `${HERE}/${id}`
    const shown = (await editor.get(at)).body
    assert.match(
      shown,
      /<ol class="rows-read"><li><p><b>La mairie<\/b><\/p><p>Envoie le plan &lt;b&gt;<\/p><p class="meta">Délai\s?: Une semaine\.<\/p><\/li><li><p><b>La voirie/,
    )
    const form = (await editor.get(`${at}/texte`)).body
    assert.deepEqual(cellsIn(form).slice(0, 8), [...PLAN, ...VISIT])
    const marks = { version: hidden(form, 'version'), lu: hidden(form, 'lu') }
    const turned = await editor.post(`${at}/texte`, typed([...VISIT, ...PLAN], marks))
    assert.equal(turned.statusCode, 303, turned.body)
    const compared = (await editor.get(`${at}/versions/2`)).body
    assert.match(compared, /2\. La voirie[^]*1\. La voirie/, 'the order is told')
    // Whoever read the first version moved a line too.
    const late = await editor.post(
      `${at}/texte`,
      typed([...PLAN, ...VISIT, 'Le maire', 'Signe', '', ''], marks),
    )
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /changé tous les deux[^]*1\. La voirie[^]*1\. La mairie[^]*3\. Le maire, Signe/)
    // Published, it is found by what any of its cells says.
    const publishing = (await editor.get(`${at}/publier`)).body
    const said = {
      ...{ version: hidden(publishing, 'version'), audience: String(PUBLIC), from: '', until: '' },
      ...{ review: '01/06/2027', silent: 'non' },
    }
    const first = await editor.post(`${at}/publier`, said)
    const published = await editor.post(`${at}/publier`, { ...said, essai: hidden(first.body, 'essai') })
    assert.equal(published.statusCode, 303, published.body)
    const words = await parvis.db.read(system, (tx) =>
      sql<{
        text: string
      }>`select text from search.entry where kind = 'content' and subject_id = ${id}`.execute(tx.q),
    )
    assert.match(words.rows[0]?.text ?? '', /La voirie, Visite la rue, Relevé tachymétrique, La mairie/)
    assert.match((await editor.get('/rechercher?q=tachymetrique')).body, /Demander un sens unique/)
  })

  test('a sheet whose steps were a text keeps it, beside the lines that are still to be written', async () => {
    const id = Number(
      /\/(\d+)$/.exec(
        String((await editor.post(NEW, typed([], { steps: '1. La mairie écrit.' }))).headers.location),
      )?.[1],
    )
    const shown = (await editor.get(`${HERE}/${id}`)).body
    assert.match(shown, /Il manque quelque chose[^]*Étapes/)
    assert.match((await editor.get(`${HERE}/${id}/texte`)).body, /La mairie écrit\.[^<]*<\/textarea>/)
  })
})
