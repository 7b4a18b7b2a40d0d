// The library of media: a picture is sent, described, placed in a content, read by those for whom the content is and by nobody else;
// a right that ends takes it away; what is shown is not removed. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { makeAudience, PUBLIC } from '#audiences'
import { anonymous, system } from '#platform/actor.ts'
import { asTyped, beginContent, publish, writtenContent } from '#publishing'
import { addDays, localDay, territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { jobsOf } from '../app.ts'

const HERE = '/administration/images'
const CONTENTS = '/administration/contenus'

describe('the library of media', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let agent: TestBrowser
  let visitor: TestBrowser
  let picture: Buffer
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    agent = await parvis.signedInAs('remi.bron@parvis.example')
    visitor = parvis.browser()
    picture = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#4a7' } })
      .withExif({ IFD0: { Artist: 'CANARI-EXIF' }, IFD3: { GPSLatitude: '45/1 43/1 0/1' } })
      .jpeg()
      .toBuffer()
  })
  after(() => parvis.close())

  const rowsOf = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const today = () => parvis.db.read(system, async (tx) => localDay(tx.now, (await territory(tx)).zone))

  const WORDS = {
    ...{ name: 'Le parc au printemps', alternative: 'Un parc en fleurs, un bassin au milieu.' },
    ...{ credit: 'Ville de Bron', licence: 'own', source: '', until: '', shared: 'non' },
  }
  async function sent(by = editor): Promise<{ id: number; at: string; key: string }> {
    const reply = await by.upload(`${HERE}/nouvelle`, { authority: 'bron' }, [
      { field: 'image', name: 'IMG_1203-parc.jpg', bytes: picture },
    ])
    assert.equal(reply.statusCode, 303, reply.body)
    const at = String(reply.headers.location)
    const id = Number(at.split('/').at(-1))
    const [row] = await rowsOf(sql<{ key: string }>`select key from media.picture where id = ${id}`)
    return { id, at, key: row?.key ?? '' }
  }
  async function described(at: string, more: Record<string, string> = {}) {
    const version = hidden((await editor.get(at)).body, 'version')
    return editor.post(at, { version, ...WORDS, ...more })
  }
  async function ready(more: Record<string, string> = {}) {
    const one = await sent()
    assert.equal((await described(one.at, more)).statusCode, 303)
    await parvis.runJobs()
    return one
  }
  /** A content of Bron that shows it, to everybody or to some. */
  async function shown(key: string, audienceId: number | null = PUBLIC, picture: string | null = null) {
    const by = await parvis.actor('marius.redaction@parvis.example')
    const unit = by.memberships[0]
    return parvis.db.write(by, async (tx) => {
      const { typeVersion, fields } = await asTyped(tx, 'article', {
        text: `Le parc rouvre.\n\n![Un parc en fleurs.](fichier:${key})\n\nLégende : En avril.`,
      })
      const authorityId = unit?.authorityId ?? 0
      const where = { authorityId, unitId: unit?.unitId ?? 0, type: 'article' }
      const text = {
        typeVersion,
        fields,
        title: 'Le parc rouvre',
        summary: '',
        theme: '',
        about: [],
        picture,
      }
      const id = await beginContent(tx, where, text)
      if (audienceId === null) return id
      const version = (await writtenContent(tx, id))?.version ?? 0
      const days = { startsAt: tx.now, endsAt: null, isSilent: false, reviewOn: '2099-01-01' }
      await publish(tx, id, version, { audienceId, ...days })
      return id
    })
  }
  const tellRights = () => jobsOf(parvis.config, parvis.house)['media.tell_rights']?.(parvis.db, {})
  const statusOf = async (by: TestBrowser, key: string, size = 'entiere') =>
    (await by.get(`/images/${key}/${size}`)).statusCode

  test('a picture is judged by its content, loses its place and its camera, and is made narrower by a job', async () => {
    const nothing = await editor.upload(`${HERE}/nouvelle`, { authority: 'bron' }, [])
    assert.match(nothing.body, /Choisissez l’image à envoyer/)
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const svg = await editor.upload(`${HERE}/nouvelle`, { authority: 'bron' }, [
      { field: 'image', name: 'dessin.png', bytes: drawing },
    ])
    assert.equal(svg.statusCode, 422)
    assert.match(svg.body, /id="image-erreur|dessin/)
    const other = await editor.upload(`${HERE}/nouvelle`, { authority: 'mions' }, [
      { field: 'image', name: 'parc.jpg', bytes: picture },
    ])
    assert.match(other.body, /Choisissez une collectivité de la liste/)

    const { at, key } = await sent()
    assert.match((await editor.get(at)).body, /Décrivez-la pour pouvoir la prendre/)
    assert.match((await editor.get(`${HERE}?etat=wordless`)).body, /IMG 1203 parc/)
    await parvis.runJobs()
    const whole = await editor.get(`/images/${key}/entiere`)
    assert.ok(!whole.rawPayload.includes('CANARI-EXIF'))
    const seen = await sharp(whole.rawPayload).metadata()
    assert.deepEqual([seen.width, seen.exif], [1200, undefined])
    for (const [size, width] of [
      ['480', 480],
      ['960', 960],
      // Wider than it is: itself.
      ['1600', 1200],
      ['vignette', 320],
    ] as const) {
      const { rawPayload } = await editor.get(`/images/${key}/${size}`)
      assert.equal((await sharp(rawPayload).metadata()).width, width, size)
    }
    const made = await rowsOf(sql<{
      kind: string
    }>`select r.kind from files.rendition r join files.file f on f.id = r.file_id
      where f.subject_kind = 'picture' order by 1`)
    assert.deepEqual(
      made.map(({ kind }) => kind),
      ['thumbnail', 'w480', 'w960'],
    )
    for (const wrong of ['entiere', '0', '../entiere', 'constructor'])
      assert.equal(await statusOf(visitor, '00000000-0000-4000-8000-000000000000', wrong), 404)
  })

  test('its words are asked one by one, and nothing that was typed is lost', async () => {
    const { at } = await sent()
    const refused = await described(at, {
      alternative: 'Photo',
      credit: '',
      licence: 'free',
      until: '31/02/2027',
    })
    assert.equal(refused.statusCode, 422)
    assert.match(
      refused.body,
      /qu’elle est une image, on le sait[^]*De qui est l’image|Dites de qui est l’image/,
    )
    assert.match(refused.body, /un jour qui existe/)
    assert.match(refused.body, /value="Le parc au printemps"/)
    assert.match((await described(at, { licence: 'free' })).body, /Nommez la licence/)
    assert.equal((await described(at, { licence: 'free', source: 'CC BY 4.0' })).statusCode, 303)
    const stale = await editor.post(at, { version: '1', ...WORDS, name: 'Un autre nom' })
    assert.equal(stale.statusCode, 409)
  })

  test('the editor and the notation offer what may be taken, and refuse the rest beside the text', async () => {
    const { key } = await ready()
    const form = (await agent.get('/agents/propositions/nouveau/article')).body
    assert.match(
      form,
      new RegExp(`<option value="${key}" data-src="/images/${key}/vignette" data-said="Un parc en fleurs`),
    )
    assert.match(form, new RegExp(`!\\[Un parc en fleurs, un bassin au milieu.\\]\\(fichier:${key}\\)`))
    assert.match(form, /name="picture"[^]*Aucune[^]*Le parc au printemps/)
    const unit = /<option value="(\d+)"[^>]*>[^<]*services techniques/i.exec(form)?.[1] ?? ''
    const typed = {
      ...{
        title: 'Le parc rouvre',
        summary: '',
        theme: '',
        about1: '',
        about2: '',
        about3: '',
        unit,
        picture: key,
      },
      text: `Il rouvre.\n\n![Un parc en fleurs.](fichier:${key})`,
    }
    const unknown = '00000000-0000-4000-8000-000000000001'
    const wrong = await agent.post('/agents/propositions/nouveau/article', {
      ...typed,
      text: `Il rouvre.\n\n![Un parc](fichier:${unknown})`,
    })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Une image du texte n’est pas de celles que vous pouvez prendre/)
    assert.match(wrong.body, new RegExp(unknown))
    const right = await agent.post('/agents/propositions/nouveau/article', typed)
    assert.equal(right.statusCode, 303, right.body)
    const page = (await agent.get(String(right.headers.location))).body
    assert.match(
      page,
      new RegExp(`srcset="/images/${key}/480 480w, /images/${key}/960 960w, /images/${key}/entiere 1200w"`),
    )
    assert.match(page, /width="1200" height="800" alt="Un parc en fleurs."[^>]*loading="lazy"/)
    assert.match(page, /<figcaption>Crédit\u00a0: Ville de Bron/)
    const again = (await agent.get(`${String(right.headers.location)}/texte`)).body
    assert.match(again, new RegExp(`value="${key}" selected`))
  })

  test('whoever has a content has its pictures, and nobody else does, whatever address they guess', async () => {
    const own = await ready()
    const open = await ready()
    const drafted = await ready()
    const by = await parvis.actor('marius.redaction@parvis.example')
    const authorityId = by.memberships[0]?.authorityId ?? 0
    const rule = { who: [`workplace:${authorityId}`], also: [], except: [], from: null, until: null }
    const audience = await parvis.db.write(by, (tx) =>
      makeAudience(tx, authorityId, { name: 'Agents de Bron', rule }),
    )
    await shown(own.key, audience)
    await shown(open.key, PUBLIC, open.key)
    await shown(drafted.key, null)
    const resident = await parvis.signedInAs('habitante@parvis.example')
    const elsewhere = await parvis.signedInAs('agent.mions@parvis.example')
    for (const [browser, statuses] of [
      [editor, [200, 200, 200]],
      [agent, [200, 200, 200]],
      [visitor, [404, 200, 404]],
      [resident, [404, 200, 404]],
      [elsewhere, [404, 200, 404]],
    ] as const) {
      const found = []
      for (const { key } of [own, open, drafted]) found.push(await statusOf(browser, key, '480'))
      assert.deepEqual(found, statuses)
    }
    // The file behind it is as closed, by its own address.
    const [file] = await rowsOf(sql<{ id: string }>`select f.id from files.file f
      where f.subject_kind = 'picture' and f.subject_id = ${String(own.id)}`)
    assert.equal((await visitor.get(`/fichiers/${file?.id}`)).statusCode, 404)
    // What everybody has may be kept by caches, the rest by none.
    const caching = async (key: string) => (await agent.get(`/images/${key}/480`)).headers['cache-control']
    assert.match(String(await caching(open.key)), /^public, max-age=600$/)
    assert.match(String(await caching(own.key)), /no-store/)
    // Lists show it.
    assert.match(
      (await visitor.get('/contenus')).body,
      new RegExp(`<img src="/images/${open.key}/vignette" alt=""`),
    )
    // By SQL alone, with the rights of the program: no row either.
    const nobody = anonymous('00000000-0000-4000-8000-000000000009')
    const inSight = await parvis.db.read(nobody, (tx) =>
      sql<{ key: string }>`select key from media.picture`.execute(tx.q),
    )
    assert.ok(inSight.rows.some(({ key }) => key === open.key))
    assert.ok(!inSight.rows.some(({ key }) => key === own.key || key === drafted.key))
    // No longer shown, no longer read.
    const { rows } = await parvis.db.write(system, (tx) =>
      sql`update publishing.publication set ends_at = now() - interval '1 second', starts_at = now() - interval '1 hour' where content_id in
        (select content_id from publishing.pictured where picture = ${open.key})`.execute(tx.q),
    )
    assert.equal(rows.length, 0)
    assert.equal(await statusOf(visitor, open.key), 404)
    assert.equal(await statusOf(agent, open.key), 200)
  })

  test('a key read on a page of others shows nothing elsewhere, by SQL alone', async () => {
    const [own, shared, ended] = [
      await ready(),
      await ready({ shared: 'oui' }),
      await ready({ shared: 'oui' }),
    ]
    await shown(own.key, PUBLIC)
    await parvis.db.write(system, (tx) =>
      sql`update media.picture set rights_until = '2020-01-01' where key = ${ended.key}`.execute(tx.q),
    )
    const [post] = (await parvis.actor('agent.mions@parvis.example')).memberships
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select id, ${post?.unitId}, 'editor', '2026-01-01' from accounts.person where email = 'agent.mions@parvis.example'`.execute(
        tx.q,
      ),
    )
    const by = await parvis.actor('agent.mions@parvis.example')
    const taking = (key: string) =>
      parvis.db.write(by, async (tx) => {
        const { rows } = await sql<{
          id: number
        }>`insert into publishing.content (authority_id, unit_id, type)
          values (${post?.authorityId}, ${post?.unitId}, 'brief') returning id`.execute(tx.q)
        await sql`insert into publishing.edition (content_id, type_version, title, summary, theme, about, fields, picture)
          values (${rows[0]?.id}, 1, 'Repris', '', '', '{}', '{}', ${key})`.execute(tx.q)
      })
    await taking(shared.key)
    for (const key of [own.key, ended.key, '00000000-0000-4000-8000-000000000001'])
      await assert.rejects(taking(key), /may not be taken/, key)
  })

  test('what is shown is not taken away; what is not goes with its file', async () => {
    const used = await ready()
    await shown(used.key)
    const remove = async ({ at }: { at: string }) => {
      const version = hidden((await editor.get(`${at}/retrait`)).body, 'version')
      return editor.post(`${at}/retrait`, { version })
    }
    assert.match(
      (await editor.get(`${used.at}/retrait`)).body,
      /Elle ne peut pas être retirée[^]*Le parc rouvre/,
    )
    const refused = await remove(used)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /retirez-la d’abord de ce qui la montre/)
    const by = await parvis.actor('marius.redaction@parvis.example')
    await assert.rejects(
      parvis.db.write(by, (tx) => sql`delete from media.picture where id = ${used.id}`.execute(tx.q)),
      /a picture that is shown is kept/,
    )
    const spare = await ready()
    await shown(spare.key, null)
    assert.match((await editor.get(`${spare.at}/retrait`)).body, /1\u00a0texte qui n’est pas en ligne/)
    assert.equal((await remove(spare)).statusCode, 303)
    await parvis.runJobs()
    assert.equal(await statusOf(editor, spare.key), 404)
    const left = await rowsOf(
      sql`select 1 from files.file where subject_kind is null or subject_id = ${String(spare.id)} and subject_kind = 'picture'`,
    )
    assert.equal(left.length, 0)
  })

  test('a right that ends is said a month before, once, then the picture is shown nowhere', async () => {
    const until = addDays(await today(), 20)
    const { id, key, at } = await ready({ until })
    const content = await shown(key)
    assert.match((await editor.get(`${HERE}?etat=ending`)).body, /Le parc au printemps/)
    assert.match(
      (await editor.get(at)).body,
      /Le droit de la montrer prend fin le[^]*Le parc rouvre[^]*montrée/,
    )
    await tellRights()
    await tellRights()
    assert.match(
      (await editor.get('/agents/notifications')).body,
      /Le droit de montrer «[^]*Elle sert dans 1/,
    )
    const told = await rowsOf(sql`select 1 from notices.notice n join accounts.person p on p.id = n.person_id
      where n.subject_kind = 'picture' and n.subject_id = ${id} and p.email = 'marius.redaction@parvis.example'`)
    assert.equal(told.length, 1)
    assert.match(
      (await visitor.get(`/contenus/${content}/lire`)).body,
      new RegExp(`<img src="/images/${key}`),
    )
    parvis.advance({ days: 21 })
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    agent = await parvis.signedInAs('remi.bron@parvis.example')
    const page = (await visitor.get(`/contenus/${content}/lire`)).body
    assert.doesNotMatch(page, new RegExp(key))
    assert.match(page, /<figure><p class="meta">Un parc en fleurs\.<\/p>/)
    assert.deepEqual(
      [await statusOf(visitor, key), await statusOf(agent, key), await statusOf(editor, key)],
      [404, 404, 200],
    )
    assert.match((await editor.get(`${CONTENTS}/${content}`)).body, /Une image n’est pas montrée/)
    assert.doesNotMatch((await agent.get('/agents/propositions/nouveau/article')).body, new RegExp(key))
    assert.match((await editor.get(`${HERE}/${id}`)).body, /Le droit de la montrer a pris fin/)
  })
})
