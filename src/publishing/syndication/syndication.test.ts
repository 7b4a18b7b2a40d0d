// Syndication against a real server: feeds of each kind are read as plain words, what is slow, huge, gone, poisoned or ours is said in a
// sentence; an item is taken up with its link, and whoever publishes is told when its source changes.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { FetchRefused, guardedFetch } from '#platform/outside/guard.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginContent, publish } from '../record/act.ts'
import { writtenContent } from '../record/queries.ts'
import { asTyped } from '../types/typed.ts'
import { FeedRefused, plainWords, readFeed } from './feed.ts'
import { readSources } from './read.ts'

const HERE = '/administration/sources'
const CONTENTS = '/administration/contenus'
const EDITOR = 'marius.redaction@parvis.example'

const rss = (items: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Le Journal</title>${items}</channel></rss>`
const one = (title: string, more = '') =>
  `<item><guid isPermaLink="false">a1</guid><title>${title}</title><link>/a/1</link><description>&lt;p onclick="x()"&gt;Le &lt;b&gt;parc&lt;/b&gt; rouvre&amp;nbsp;lundi.&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description><pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate>${more}</item>`

describe('a feed', () => {
  const BASE = 'https://journal.exemple.fr/flux/'
  const read = (text: string) => readFeed(Buffer.from(text), BASE)
  const refused = (text: string) => {
    try {
      read(text)
    } catch (error) {
      return error instanceof FeedRefused ? error.why : error
    }
    return 'read'
  }

  test('is read whatever its kind, as words and absolute addresses', () => {
    const item = {
      ...{ guid: 'a1', title: 'Le parc & la place', summary: 'Le parc rouvre lundi.' },
      ...{ href: 'https://journal.exemple.fr/a/1', datedAt: new Date('2026-11-23T10:00:00Z') },
    }
    assert.deepEqual(read(rss(one('Le parc &amp; la place'))), [item])
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a1</id><title type="html"><![CDATA[Le parc &amp; <i>la</i> place]]></title><link rel="enclosure" href="/son.mp3"/><link href="../a/1"/><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Le parc <b>rouvre</b> lundi.</div></summary><updated>2026-11-23T10:00:00Z</updated></entry></feed>`
    const [entry] = read(atom)
    assert.deepEqual(entry, item)
    const escaped = atom.replace(
      /<summary[^]*summary>/,
      '<summary type="html">Le &lt;b&gt;parc&lt;/b&gt; rouvre lundi.</summary>',
    )
    assert.deepEqual(read(escaped), [item])
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      items: [
        {
          id: 'a1',
          title: 'Le parc & la place',
          content_html: '<p>Le parc rouvre lundi.</p>',
          url: '/a/1',
          date_published: '2026-11-23T10:00:00Z',
        },
      ],
    }
    assert.deepEqual(read(JSON.stringify(json)), [item])
  })

  test('that declares entities, or is none, is refused; an address of no web page is left out', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${rss(one('&b;')).slice(38)}`
    assert.equal(refused(bomb), 'poisoned')
    assert.equal(refused(`<!doctype html><html><body>Non</body></html>`), 'poisoned')
    for (const none of ['', 'Bonjour', '<html><body/></html>', '{"version":"2"}', '{', '<rss'])
      assert.ok(['unreadable', 'read'].includes(String(refused(none))), none)
    const links = ['javascript:alert(1)', 'file:///etc/passwd', 'https://moi:secret@exemple.fr/', '']
    const all = links.map((link) => `<item><title>Un titre</title><link>${link}</link></item>`).join('')
    assert.deepEqual(
      read(rss(all)).map(({ href }) => href),
      // Nothing: the feed itself.
      [BASE],
    )
  })

  test('that is made to be long to read is bounded before it is read', () => {
    const many = (part: string, times: number) => part.repeat(times)
    const summary = (text: string) =>
      `<feed><entry><id>a</id><title>t</title><link href="/a"/><summary>${text}</summary></entry></feed>`
    const hostile = [
      rss(`<item><title>${many('<a>', 200_000)}</title></item>`),
      rss(`<item>${many('<a>x</a>', 200_000)}</item>`),
      rss(many('<item>', 200_000)),
      summary(many('<![CDATA[', 200_000)),
      summary(many('<script>', 200_000)),
      rss(`<item><title>${many('&amp;', 300_000)}</title><link>/a</link></item>`),
      `{"version":"https://jsonfeed.org/version/1","items":[{"url":"/a","title":${many('[', 200_000)}${many(']', 200_000)}}]}`,
    ]
    assert.equal(refused(hostile[1] ?? ''), 'huge')
    for (const text of hostile) {
      const said = refused(text)
      assert.ok(
        ['read', 'unreadable', 'huge'].includes(String(said)),
        `${text.slice(0, 60)}: ${String(said)}`,
      )
    }
  })

  test('never gives markup, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '&lt;',
            '&#60;',
            '&amp;lt;',
            'script',
            '/',
            '"',
            'a',
            ' ',
            '\u0000',
            '\ud800',
          ),
        ),
        (parts) => {
          const said = plainWords(parts.join(''), 80)
          assert.doesNotMatch(said, /<[a-z/]|\p{Cc}/u)
          assert.ok(said.length <= 80 && said.isWellFormed())
        },
      ),
    )
  })
})

const SITE = 'https://journal.exemple.fr'

describe('syndication', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let server: Server
  let origin = ''
  let title = 'Le parc rouvre'
  const asked: (string | undefined)[] = []
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs(EDITOR)
    server = createServer(({ url = '', headers }, response) => {
      const says: Readonly<Record<string, () => unknown>> = {
        '/rss'() {
          asked.push(headers['if-none-match'])
          const etag = `"${title}"`
          if (headers['if-none-match'] === etag) return response.writeHead(304).end()
          return response.writeHead(200, { etag }).end(rss(one(title)))
        },
        '/immense': () => response.end('x'.repeat(2_000_001)),
        '/poison': () => response.end('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss/>'),
        '/page': () => response.end('<html></html>'),
        '/panne': () => response.writeHead(503).end(),
        '/boucle': () => response.writeHead(302, { location: '/boucle' }).end(),
        '/chez-vous': () =>
          response.writeHead(302, { location: `${parvis.config.publicUrl}/contenus` }).end(),
        '/chez-nous'() {
          const link = `${parvis.config.publicUrl}/contenus/1/x`
          return response.end(rss(`<item><title>Le nôtre</title><link>${link}</link></item>`))
        },
      }
      return (says[url] ?? (() => response.writeHead(404).end()))()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await parvis.close()
  })

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const done = async (at: string, values: Record<string, string> = {}) =>
    editor.post(at, { version: hidden((await editor.get(at)).body, 'version'), ...values })
  const idIn = (location: unknown) => Number(/\/(\d+)(?:\/texte)?$/.exec(String(location))?.[1])
  async function added(values: Record<string, string>): Promise<number> {
    const reply = await editor.post(`${HERE}/nouvelle`, {
      authority: 'bron',
      name: 'Le Journal',
      address: '',
      of: '',
      ...values,
    })
    assert.equal(reply.statusCode, 303, reply.body)
    return idIn(reply.headers.location)
  }
  /** The server of the test, by the name and the lock that addresses for readers have. */
  const named: typeof guardedFetch = async (address, options) => {
    const reply = await guardedFetch(address.replace(SITE, origin), options)
    return address.startsWith(SITE) ? { ...reply, url: reply.url.replace(origin, SITE) } : reply
  }
  const read = (fetch = named, allowPrivate = true) =>
    readSources(parvis.db, {
      ...{ publicUrl: parvis.config.publicUrl, fetch, allowPrivate },
      writer: { site: { name: 'Parvis' }, origin: parvis.config.publicUrl },
    })
  async function later(hours: number) {
    parvis.advance({ hours })
    editor = await parvis.signedInAs(EDITOR)
  }
  const elementOf = async (id: number) =>
    new RegExp(`${HERE}/${id}/elements/\\d+`).exec((await editor.get(`${HERE}/${id}`)).body)?.[0] ?? ''
  const unit = async () => {
    const place = await parvis.actor(EDITOR)
    return String(place.memberships[0]?.unitId)
  }

  test('what is no source is refused beside its field', async () => {
    const refused = async (values: Record<string, string>, said: RegExp) => {
      const reply = await editor.post(`${HERE}/nouvelle`, {
        authority: 'bron',
        name: 'Le Journal',
        address: '',
        of: '',
        ...values,
      })
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
      assert.match(reply.body, /value="Le Journal"/)
    }
    await refused({}, /l’un ou l’autre/)
    await refused({ address: 'pas une adresse' }, /Écrivez l’adresse entière, par exemple/)
    await refused({ address: 'file:///etc/passwd' }, /Écrivez l’adresse entière, par exemple/)
    await refused({ address: 'https://moi:secret@exemple.fr/rss' }, /Écrivez l’adresse entière, par exemple/)
    await refused(
      { address: `${parvis.config.publicUrl.replace('http:', 'https:')}/rss` },
      /l’adresse entière|de ce site/,
    )
    await refused({ of: 'bron' }, /Vous publiez déjà/)
    await refused({ of: 'mions', authority: 'mions' }, /Choisissez une collectivité de la liste/)
    await added({ address: 'https://deux-fois.exemple.fr/rss' })
    await refused({ address: 'https://deux-fois.exemple.fr/rss' }, /déjà dans votre liste/)
    await parvis.db.write(system, (tx) => sql`delete from publishing.source`.execute(tx.q))
  })

  test('a source that is not read says why, each in a sentence', async () => {
    const cases = [
      ['/immense', /dépasse 2/],
      ['/poison', /déclare des entités/],
      ['/page', /Ce n’est pas un flux/],
      ['/panne', /répond par une erreur/],
      ['/rien', /n’existe plus à cette adresse/],
      ['/boucle', /sans arriver/],
    ] as const
    const ids = []
    for (const [path] of cases) ids.push(await added({ address: `${origin}${path}` }))
    await read()
    for (const [at, [path, said]] of cases.entries())
      assert.match((await editor.get(`${HERE}/${ids[at]}`)).body, said, path)
    // Slow is said by the guard; it stands before the inside of the house; and what leads back here is not read.
    await later(7)
    await read(() => Promise.reject(new FetchRefused('timeout')))
    assert.match((await editor.get(`${HERE}/${ids[0]}`)).body, /plus de dix secondes/)
    await later(7)
    await read(guardedFetch, false)
    assert.match((await editor.get(`${HERE}/${ids[0]}`)).body, /n’est pas publique/)
    await later(7)
    const back = {
      status: 200,
      headers: {},
      body: Buffer.from(rss('')),
      url: `${parvis.config.publicUrl}/contenus`,
    }
    await read(() => Promise.resolve(back))
    assert.match((await editor.get(`${HERE}/${ids[0]}`)).body, /mène à ce site/)
    assert.match((await editor.get(HERE)).body, /Non lue/)
    const ours = await added({ address: `${origin}/chez-nous` })
    await read()
    assert.match((await editor.get(`${HERE}/${ours}`)).body, /Rien n’a encore été lu/)
    await parvis.db.write(system, (tx) => sql`delete from publishing.source`.execute(tx.q))
  })

  test('an item is taken up with its link, asked again for what is new alone, and told when it changes', async () => {
    const id = await added({ address: `${SITE}/rss` })
    await read()
    assert.match(
      (await editor.get(`${HERE}/${id}`)).body,
      /Le parc rouvre[^]*Le parc rouvre lundi\.[^]*Reprendre/,
    )
    const at = await elementOf(id)
    assert.equal((await editor.post(at, { type: 'press', title: 'Un', unit: '' })).statusCode, 422)
    const reply = await editor.post(at, { type: 'press', title: 'Bron rouvre son parc', unit: await unit() })
    assert.equal(reply.statusCode, 303, reply.body)
    const content = idIn(reply.headers.location)
    const form = (await editor.get(`${CONTENTS}/${content}/texte`)).body
    assert.match(form, /value="Bron rouvre son parc"/)
    assert.match(form, new RegExp(`value="${SITE}/a/1"`))
    assert.match(form, /value="Le Journal"[^]*2026-11-23/)
    assert.match((await editor.get(`${CONTENTS}/${content}`)).body, /Repris de[^]*Le Journal/)
    // Once is enough.
    assert.match(
      (await editor.post(at, { type: 'press', title: 'Encore une fois', unit: await unit() })).body,
      /déjà repris/,
    )
    await later(2)
    await read()
    assert.deepEqual(asked, [undefined, '"Le parc rouvre"'])
    title = 'Le parc reste fermé'
    await later(2)
    await read()
    await read()
    const told = await parvis.db.read(system, (tx) =>
      sql`select 1 from notices.notice n join accounts.person p on p.id = n.person_id
        where n.kind = 'publishing.source' and p.email = ${EDITOR}`.execute(tx.q),
    )
    assert.equal(told.rows.length, 1)
    assert.match(
      (await editor.get(`${CONTENTS}/${content}`)).body,
      /Sa source a changé[^]*Le parc reste fermé/,
    )
    assert.equal((await done(`${CONTENTS}/${content}/source`, { choice: 'suivre' })).statusCode, 303)
    const after = (await editor.get(`${CONTENTS}/${content}`)).body
    assert.match(after, /<h1>Le parc reste fermé/)
    assert.doesNotMatch(after, /Sa source a changé/)
    assert.equal((await editor.get(`${CONTENTS}/${content}/source`)).statusCode, 404)
    // A page that readers are not sent to is taken up without its address, which is then asked.
    const plainly = await added({ address: `${origin}/rss`, name: 'Sans serrure' })
    await read()
    const press = { type: 'press', title: 'Sans adresse', unit: await unit() }
    const taken = await editor.post(await elementOf(plainly), press)
    assert.equal(taken.statusCode, 303, taken.body)
    assert.doesNotMatch((await editor.get(String(taken.headers.location))).body, /value="http:/)
    // Given up, it is read no more; what was taken up says where it comes from.
    assert.equal((await done(`${HERE}/${id}/retrait`)).statusCode, 303)
    assert.match((await editor.get(`${CONTENTS}/${content}`)).body, /Repris de[^]*Le Journal/)
  })

  test('what another authority publishes for everybody is taken up here; what it took up itself is not', async () => {
    const admin = await parvis.actor('admin@parvis.example')
    const [post] = admin.memberships
    const published = async (called: string, isTaken: boolean) => {
      const id = await parvis.db.write(admin, async (tx) => {
        const { typeVersion, fields } = await asTyped(tx, 'brief', { text: 'Un texte.' })
        const where = { authorityId: post?.authorityId ?? 0, unitId: post?.unitId ?? 0, type: 'brief' }
        const text = { typeVersion, fields, title: called, summary: 'En bref.', theme: '', about: [] }
        return beginContent(tx, where, text)
      })
      if (isTaken)
        await parvis.db.write(system, (tx) =>
          sql`insert into publishing.syndicated (content_id, source_name, href, digest) values (${id}, 'Ailleurs', 'https://a.exemple.fr/', ${'0'.repeat(64)})`.execute(
            tx.q,
          ),
        )
      await parvis.db.write(admin, async (tx) =>
        publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
          ...{ audienceId: PUBLIC, startsAt: tx.now, endsAt: null, isSilent: true, reviewOn: '2099-01-01' },
        }),
      )
      return id
    }
    const own = await published('La neige est attendue', false)
    await published('Repris d’ailleurs', true)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        slug: string
      }>`select slug from territory.authority where id = ${post?.authorityId ?? 0}`.execute(tx.q),
    )
    const id = await added({ of: rows[0]?.slug ?? '', name: 'La Métropole' })
    await read()
    const page = (await editor.get(`${HERE}/${id}`)).body
    assert.match(page, /La neige est attendue/)
    assert.doesNotMatch(page, /Repris d’ailleurs/)
    const at = await elementOf(id)
    // No reference to a page of the web: it is a page of this site.
    assert.doesNotMatch((await editor.get(at)).body, /value="press"/)
    const reply = await editor.post(at, {
      type: 'article',
      title: 'Neige\u00a0: ce qui change à Bron',
      unit: await unit(),
    })
    assert.equal(reply.statusCode, 303, reply.body)
    const content = idIn(reply.headers.location)
    assert.match(
      (await editor.get(`${CONTENTS}/${content}`)).body,
      new RegExp(`href="/contenus/${own}/la-neige-est-attendue"`),
    )
    // Agents of others have none of it, by the screens as by SQL.
    const other = await parvis.signedInAs('agent.mions@parvis.example')
    assert.equal((await other.get(`${HERE}/${id}`)).statusCode, 404)
    const mions = await parvis.actor('agent.mions@parvis.example')
    const seen = await parvis.db.read(mions, (tx) =>
      sql`select 1 from publishing.source union all select 1 from publishing.source_item`.execute(tx.q),
    )
    assert.equal(seen.rows.length, 0)
  })
})
