// What whoever writes contents meets: nothing typed is lost when the session ends, what was said with a proposal is read first.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/contenus'
const EDITOR = 'marius.redaction@parvis.example'
const TEXT = 'La fontaine de la place coule.\n\n## Horaires\n\n- de 8 h à 20 h'

describe('writing contents', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let unit = ''
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs(EDITOR)
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
  const typed = (more: Record<string, string> = {}) => ({
    ...{ title: 'La fontaine est réparée', summary: 'L’eau coule.', theme: 'Eau et environnement' },
    ...{ text: TEXT, about1: '', about2: '', about3: '', unit },
    ...more,
  })
  /** On that browser, again. */
  const signIn = async (browser: TestBrowser, email: string) => {
    for (const [name, value] of (await parvis.signedInAs(email)).cookies) browser.cookies.set(name, value)
  }
  async function begun(values: Record<string, string> = {}): Promise<number> {
    const reply = await editor.post(`${HERE}/nouveau/article`, typed(values))
    assert.equal(reply.statusCode, 303, reply.body)
    return Number(/\/(\d+)$/.exec(String(reply.headers.location))?.[1])
  }

  test('what was typed in a session that ended is on its page again, for whoever typed it alone', async () => {
    const id = await begun()
    const at = `${HERE}/${id}/texte`
    const shown = (await editor.get(at)).body
    const marks = { version: hidden(shown, 'version'), lu: hidden(shown, 'lu') }
    parvis.advance({ days: 2 })
    const left = [...editor.cookies]
    const away = await editor.post(at, typed({ text: 'Tout est <récrit>.', ...marks }), {
      csrf: hidden(shown, '_csrf'),
    })
    const suite = new URL(String(away.headers.location), 'https://parvis.example').searchParams.get('suite')
    assert.match(suite ?? '', /^\/reprise\//)
    // Whoever sits down next at the page that was left open.
    const next = parvis.browser()
    for (const [name, value] of left) next.cookies.set(name, value)
    await signIn(next, 'admin.bron@parvis.example')
    const id36 = (suite ?? '').replace('/reprise/', '')
    assert.doesNotMatch((await next.get(`${at}?garde=${id36}`)).body, /récrit/)
    await signIn(editor, EDITOR)
    const back = await editor.get(suite ?? '')
    assert.equal(back.headers.location, `${at}?garde=${id36}`)
    const again = (await editor.get(String(back.headers.location))).body
    assert.match(again, /Rien n’est perdu/)
    assert.match(again, /Tout est &lt;récrit&gt;\.<\/textarea>/)
    assert.equal(hidden(again, 'version'), marks.version)
    assert.equal((await editor.get(`${HERE}/nouveau/article?garde=${id36}`)).body.includes('récrit'), false)
    const saved = await editor.post(at, typed({ text: 'Tout est <récrit>.', ...marks }))
    assert.equal(saved.statusCode, 303, saved.body)
    // An old page is its form again, as it was typed.
    const old = await editor.post(at, typed({ text: 'Encore récrit.' }), {
      csrf: 'ancien',
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    assert.equal(old.statusCode, 403)
    assert.match(old.body, /Encore récrit\.<\/textarea>/)
  })

  /** For that audience of Bron, read first. */
  async function publishFor(id: number, audience: number) {
    const at = `${HERE}/${id}/publier`
    const version = hidden((await editor.get(at)).body, 'version')
    const said = {
      version,
      audience: String(audience),
      from: '',
      until: '',
      review: '01/06/2027',
      silent: 'non',
    }
    const first = await editor.post(at, said)
    return editor.post(at, { ...said, essai: hidden(first.body, 'essai') })
  }

  test('who writes it reads it as its readers do, though they are none of them', async () => {
    const id = await begun({ title: 'Ordre du jour des élus' })
    assert.equal((await editor.get(`${HERE}/${id}/lecture`)).statusCode, 404, 'nobody reads it yet')
    const audience = await parvis.db.write(system, async (tx) => {
      const { rows } = await sql<{ id: number }>`insert into audiences.audience (authority_id, name, rule)
        select id, 'Les élus de Bron', jsonb_build_object('who', jsonb_build_array('elected:' || id), 'also', '[]'::jsonb, 'except', '[]'::jsonb,
          'from', null, 'until', null) from territory.authority where code = '69029' returning id`.execute(
        tx.q,
      )
      return rows[0]?.id ?? 0
    })
    assert.equal((await publishFor(id, audience)).statusCode, 303)
    assert.equal((await editor.get(`/contenus/${id}/lire`)).statusCode, 404)
    assert.match((await editor.get(`${HERE}/${id}`)).body, new RegExp(`href="${HERE}/${id}/lecture"`))
    const shown = await editor.get(`${HERE}/${id}/lecture`)
    assert.match(
      shown.body,
      /Comme ses lecteurs le voient[^]*«\u00a0Les élus de Bron\u00a0»[^]*<h1>Ordre du jour des élus[^]*La fontaine de la place coule/,
    )
    const mayor = await parvis.signedInAs('maire.bron@parvis.example')
    assert.match(
      (await mayor.get(`/contenus/${id}/lire`)).body,
      /Parvis Territoires[^]*aria-current="true">Contenus[^]*Pourquoi je vois ceci[^]*agents chargés de l’écrire/,
    )
    assert.equal((await mayor.get(`${HERE}/${id}/lecture`)).statusCode, 404)
    const home = (await mayor.get('/territoires')).body
    assert.match(
      home,
      /Nouveau pour vous[^]*Ordre du jour des élus<\/a><p>L’eau coule\.<\/p>[^]*Public ciblé[^]*Article, Ville de Bron, <time[^]*#pourquoi/,
    )
  })

  test('by SQL, a content is of a type that is published, and has an edition under one of its versions', async () => {
    const marius = await parvis.actor(EDITOR)
    const begin = (type: string) =>
      sql<{ id: number }>`insert into publishing.content (authority_id, unit_id, type)
        select authority_id, id, ${type} from territory.unit where id = ${Number(unit)} returning id`
    const edition = (id: number, version: number) =>
      sql`insert into publishing.edition (content_id, type_version, title, summary, theme, about, fields)
        values (${id}, ${version}, 'Par la base', '', '', '{}', '{}')`
    const both = (type: string, version: number) =>
      parvis.db.write(marius, async (tx) => {
        const { rows } = await begin(type).execute(tx.q)
        await edition(rows[0]?.id ?? 0, version).execute(tx.q)
      })
    await assert.rejects(both('inconnu', 1), /a type of content that is not published/)
    await assert.rejects(both('article', 99), /a version that its type never had/)
    await assert.rejects(both('article', 0), /a version that its type never had/)
    await assert.rejects(
      parvis.db.write(marius, (tx) => begin('article').execute(tx.q)),
      /a content without an edition/,
    )
    await both('article', 1)
  })
})
