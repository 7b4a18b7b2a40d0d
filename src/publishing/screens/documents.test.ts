// Documents of contents: read as they are sent, refused until everybody can read them, seen and found by those for whom they are published, and
// by nobody else, by either wall; they belong to the edition that joined them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { makeAudience } from '#audiences'
import { anonymous, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { pdf } from '#test/documents.ts'

const HERE = '/administration/contenus'

describe('documents of contents', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let agent: TestBrowser
  let mayor: TestBrowser
  let audience: string
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    agent = await parvis.signedInAs('remi.bron@parvis.example')
    mayor = await parvis.signedInAs('maire.bron@parvis.example')
    audience = await parvis.db.write(await parvis.actor('marius.redaction@parvis.example'), async (tx) => {
      const authorityId = tx.actor.memberships[0]?.authorityId ?? 0
      const rule = { who: [`elected:${await bron()}`], also: [], except: [], from: null, until: null }
      return String(await makeAudience(tx, authorityId, { name: 'Élus de Bron, documents', rule }))
    })
  })
  after(() => parvis.close())

  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const bron = async () =>
    (await rowsOf(sql<{ id: number }>`select id from territory.authority where slug = 'bron'`))[0]?.id ?? 0
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const fieldIn = (body: string) => /name="(mots-[^"]+)"/.exec(body)?.[1] ?? ''
  const fileIn = (body: string) => /href="\/fichiers\/([0-9a-f-]+)"/.exec(body)?.[1] ?? ''

  async function begun(by: TestBrowser, at: string, title: string): Promise<string> {
    const [unit] = await rowsOf(
      sql<{
        id: number
      }>`select u.id from territory.unit u join territory.authority a on a.id = u.authority_id
        where a.slug = 'bron' and u.code = 'services-techniques'`,
    )
    const reply = await by.post(`${at}/nouveau/document`, {
      ...{ title, summary: 'Ce que dit le document.', theme: '', about1: '', about2: '', about3: '' },
      ...{ text: 'Il dit tout.', unit: String(unit?.id) },
    })
    assert.equal(reply.statusCode, 303)
    return /\/(\d+)$/.exec(String(reply.headers.location))?.[1] ?? ''
  }
  async function joined(
    id: string,
    name: string,
    pages: readonly string[],
    more: Record<string, string> = {},
  ) {
    const at = `${HERE}/${id}/documents`
    const { body } = await editor.get(at)
    const standing = Object.fromEntries(
      ['document', 'vus'].flatMap((field) => {
        const value = hidden(body, field)
        return value === '' ? [] : [[field, value] as const]
      }),
    )
    return editor.upload(at, { version: hidden(body, 'version'), ...standing, ...more }, [
      { field: 'files', name, bytes: await pdf(pages) },
    ])
  }
  async function published(id: string, to: string) {
    const at = `${HERE}/${id}/publier`
    const asked = {
      ...{ version: hidden((await editor.get(at)).body, 'version'), audience: to },
      ...{ from: '', until: '', review: '01/06/2027', silent: 'non' },
    }
    const first = await editor.post(at, asked)
    if (first.statusCode !== 200) return first
    return editor.post(at, { ...asked, essai: hidden(first.body, 'essai') })
  }
  const found = async (by: TestBrowser, words: string) =>
    (await by.get(`/rechercher?q=${encodeURIComponent(words)}`)).body
  const opens = async (by: TestBrowser, file: string) => (await by.get(`/fichiers/${file}`)).statusCode

  test('a document that is a picture is refused until it is said in words; then its readers alone have it', async () => {
    const id = await begun(editor, HERE, 'Plan des ruches')
    const page = `${HERE}/${id}`
    assert.match((await published(id, '1')).body, /Il manque «\sDocument joint\s»/)
    const reply = await joined(id, 'ruches.pdf', [''])
    assert.equal(reply.headers.location, `${page}/documents`)
    const asked = (await editor.get(`${page}/documents`)).body
    assert.match(
      asked,
      /aria-invalid="true"[^]*ses pages sont des images|Ses pages sont des images[^]*aria-invalid="true"/,
    )
    assert.match(asked, /PDF, [\d,]+\s(o|ko)/)
    const refused = await published(id, '1')
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /ruches\.pdf[^]*ses pages sont des images[^]*Documents joints/)
    // Whoever writes SQL, or a job that is late, publishes it no more.
    const by = await parvis.actor('marius.redaction@parvis.example')
    const insert = (
      starts: string,
    ) => sql`insert into publishing.publication (content_id, edition, audience_id, starts_at, is_silent, review_on)
      select id, edition, 1, ${starts}::timestamptz, true, '2099-01-01' from publishing.content where id = ${Number(id)}`
    await assert.rejects(
      parvis.db.write(by, (tx) => insert('2026-01-01').execute(tx.q)),
      /not everybody reads/,
    )

    const said = 'Le plan montre douze ruches autour du xylophage.'
    const { body } = await editor.get(`${page}/documents`)
    const values = Object.fromEntries(
      ['version', 'document', 'vus'].map((name) => [name, hidden(body, name)]),
    )
    const saved = await editor.post(`${page}/documents`, { ...values, [fieldIn(body)]: said })
    assert.equal(saved.headers.location, page)
    const file = fileIn((await editor.get(`${page}/documents`)).body)
    assert.equal(await opens(mayor, file), 404, 'a draft')
    const done = await published(id, audience)
    assert.equal(done.statusCode, 303)
    await parvis.runJobs()
    const read = (await mayor.get(`/contenus/${id}/lire`)).body
    assert.match(read, /Le document<[^]*ruches\.pdf[^]*PDF, [^]*Ce que dit ce document[^]*douze ruches/)
    assert.match(await found(mayor, 'xylophage'), /ruches\.pdf/)
    for (const [who, other] of [
      ['anybody', parvis.browser()],
      ['an agent', agent],
    ] as const) {
      assert.equal(await opens(other, file), 404, who)
      assert.doesNotMatch(await found(other, 'xylophage'), /ruches\.pdf/, who)
    }
    assert.equal(await opens(mayor, file), 200)
    assert.deepEqual(
      await parvis.db.read(anonymous('00000000-0000-4000-8000-000000000001'), async (tx) => [
        (await sql`select from publishing.document`.execute(tx.q)).rows.length,
        (await sql`select from publishing.joined`.execute(tx.q)).rows.length,
        (await sql`select from search.entry where kind = 'contentdocument'`.execute(tx.q)).rows.length,
      ]),
      [0, 0, 0],
    )
  })

  test('each edition has its own; what one edition joined is out of sight with it, and comes back with it', async () => {
    const id = await begun(editor, HERE, 'Carnet du castor')
    const page = `${HERE}/${id}`
    const at = `${page}/documents`
    assert.equal((await joined(id, 'premier.pdf', ['Le castor bâtit son alambic.'])).headers.location, page)
    const first = fileIn((await editor.get(at)).body)
    assert.equal((await published(id, '1')).statusCode, 303)
    const anybody = parvis.browser()
    assert.equal(await opens(anybody, first), 200)
    assert.match(await found(mayor, 'alambic'), /premier\.pdf[^]*page 1/)
    const feed = (await anybody.get('/flux/contenus.atom')).body
    assert.match(feed, new RegExp(`rel="enclosure" href="[^"]*/fichiers/${first}" type="application/pdf"`))
    assert.match(
      (await anybody.get('/flux/contenus.rss')).body,
      /<enclosure url="[^"]+" length="\d+" type="application\/pdf"\/>/,
    )

    // The first is taken away, which is said again without being saved; a file refused costs nothing to what was sent with it.
    const { body } = await editor.get(at)
    const values = Object.fromEntries(
      ['version', 'document', 'vus'].map((name) => [name, hidden(body, name)]),
    )
    const without = await editor.post(at, { ...values, remove: first })
    assert.equal(without.statusCode, 200)
    assert.doesNotMatch(without.body, /premier\.pdf/)
    const posted = { version: hidden(without.body, 'version'), vus: hidden(without.body, 'vus') }
    const files = [
      { field: 'files', name: 'second.pdf', bytes: await pdf(['La loutre lit son grimoire.']) },
      { field: 'files', name: 'faux.pdf', bytes: Buffer.from('rien') },
    ]
    const half = await editor.upload(at, posted, files)
    assert.equal(half.statusCode, 422)
    assert.match(half.body, /faux\.pdf[^]*second\.pdf/)
    const again = { ...posted, kept: hidden(half.body, 'kept') }
    // Somebody writes meanwhile: nothing sent is lost.
    const stale = await editor.post(at, { ...again, version: '1' })
    assert.equal(stale.statusCode, 409)
    assert.match(stale.body, /Rien de ce que vous avez envoyé n’est perdu[^]*second\.pdf/)
    assert.equal((await editor.post(at, again)).headers.location, page)
    const second = fileIn((await editor.get(at)).body)
    assert.notEqual(second, first)
    assert.equal(await opens(anybody, second), 404, 'not published yet')
    assert.equal(await opens(anybody, first), 200)
    assert.match(
      (await editor.get(`${page}/versions/3`)).body,
      /<del>premier\.pdf<\/del>[^]*<ins>second\.pdf<\/ins>/,
    )
    // Its text changes: its documents stay.
    const text = await editor.get(`${page}/texte`)
    const unit = /<option value="(\d+)" selected[^>]*>[^<]*/.exec(text.body)?.[1] ?? ''
    const written = await editor.post(`${page}/texte`, {
      ...{
        version: hidden(text.body, 'version'),
        title: 'Carnet de la loutre',
        summary: '',
        theme: '',
        text: 'Tout.',
      },
      ...{ unit, about1: '', about2: '', about3: '' },
    })
    assert.equal(written.statusCode, 303)
    assert.equal((await published(id, '1')).statusCode, 303)
    assert.deepEqual([await opens(anybody, first), await opens(anybody, second)], [404, 200])
    assert.doesNotMatch(await found(mayor, 'alambic'), /premier\.pdf/)
    assert.match(await found(mayor, 'grimoire'), /second\.pdf/)
    // Whoever writes keeps what was; the edition that had it brings it back.
    assert.equal(await opens(editor, first), 200)
    const back = `${page}/versions/2/reprise`
    const version = hidden((await editor.get(back)).body, 'version')
    assert.equal((await editor.post(back, { version })).statusCode, 303)
    assert.equal(fileIn((await editor.get(at)).body), first)

    // What is forgotten lets its files go, with their words.
    await parvis.db.write(system, (tx) =>
      sql`delete from publishing.content where id = ${Number(id)}`.execute(tx.q),
    )
    const left = await rowsOf(sql<{
      kind: string | null
      readings: number
      entries: number
    }>`select f.subject_kind as kind,
      (select count(*)::int from files.reading r where r.file_id = f.id) as readings,
      (select count(*)::int from search.entry e where e.file_id = f.id) as entries
      from files.file f where f.id = any (${[first, second]}::uuid[])`)
    assert.deepEqual(left, Array(2).fill({ kind: null, readings: 0, entries: 0 }))
    assert.equal(await opens(anybody, second), 404)
  })

  test('nobody gives a document to what is not theirs, nor one alone, nor changes what an edition says', async () => {
    const id = Number(await begun(editor, HERE, 'À la rédaction seule'))
    const refused = async (who: string, ...statements: ReturnType<typeof sql>[]) => {
      const actor = await parvis.actor(who)
      await assert.rejects(
        parvis.db.write(actor, async (tx) => {
          for (const statement of statements) await statement.execute(tx.q)
        }),
        /row-level security|permission denied|no edition holds|not theirs/,
      )
    }
    const insert = sql`insert into publishing.document (content_id) values (${id})`
    await refused('remi.bron@parvis.example', insert)
    await refused('marius.redaction@parvis.example', insert)
    await refused(
      'marius.redaction@parvis.example',
      sql`insert into publishing.joined values (${id}, 1, gen_random_uuid())`,
    )
    await refused(
      'marius.redaction@parvis.example',
      sql`update publishing.edition set documents = '[]' where content_id = ${id}`,
    )
    assert.equal((await agent.get(`${HERE}/${id}/documents`)).statusCode, 404)
    assert.equal((await agent.get(`/agents/propositions/${id}/documents`)).statusCode, 404)
  })
})
