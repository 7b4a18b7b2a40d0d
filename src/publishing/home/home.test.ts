// What the home of agents tells of contents: briefs by channel, what is followed by family, and what is put first for an audience that
// leaves some out, in tabs that work without a script; each authority has its own.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { sql } from 'kysely'
import { makeAudience, ownAudience, PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginContent, publish } from '../record/act.ts'
import { writtenContent } from '../record/queries.ts'
import { asTyped } from '../types/typed.ts'

const HOME = '/intranet'
const ZOOMS = '/administration/zooms'

describe('the home of agents', () => {
  let parvis: TestApp
  let admin: TestBrowser
  let road: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    ;[admin, road, bron] = (await Promise.all(
      ['admin', 'voirie', 'agent.bron'].map((name) => parvis.signedInAs(`${name}@parvis.example`)),
    )) as [TestBrowser, TestBrowser, TestBrowser]
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const homeOf = async (who: TestBrowser, query = '') => {
    const reply = await who.get(`${HOME}${query}`)
    assert.equal(reply.statusCode, 200, reply.body)
    return reply.body.replace(/^[^]*<main/, '')
  }
  const own = async (authority: number) =>
    (await parvis.db.read(system, (tx) => ownAudience(tx, authority))) ?? assert.fail('no audience')

  /** Published by whoever administers, for that audience, an hour ago. */
  async function told(
    by: string,
    type: string,
    title: string,
    { fields = {}, audienceId }: { fields?: Record<string, string>; audienceId?: number } = {},
  ): Promise<{ id: number; authorityId: number }> {
    const actor = await parvis.actor(`${by}@parvis.example`)
    const { authorityId = 0, unitId = 0 } = actor.memberships[0] ?? {}
    const audience = audienceId ?? (await own(authorityId))
    return parvis.db.write(actor, async (tx) => {
      const { typeVersion, fields: kept } = await asTyped(tx, type, { text: 'Le texte.', ...fields })
      const text = { typeVersion, fields: kept, title, summary: '', theme: '', about: [] }
      const id = await beginContent(tx, { authorityId, unitId, type }, text)
      await publish(tx, id, (await writtenContent(tx, id))?.version ?? 0, {
        ...{ audienceId: audience, startsAt: new Date(tx.now.getTime() - 3_600_000), endsAt: null },
        ...{ isSilent: false, urgency: 'normal', reviewOn: '2030-01-01' },
      })
      return { id, authorityId }
    })
  }

  test('a photo report is read among briefs, its pictures beside each other, each with its words', async () => {
    const drawn = { create: { width: 300, height: 200, channels: 3, background: '#4a7' } } as const
    const bytes = await sharp(drawn).jpeg().toBuffer()
    const files = [{ field: 'image', name: 'allee.jpg', bytes }]
    const at = (await admin.upload('/administration/images/nouvelle', { authority: 'metropole' }, files))
      .headers.location
    const version = hidden((await admin.get(String(at))).body, 'version')
    const words = { name: 'Une allée', alternative: 'Une allée.', credit: 'La photographe', licence: 'own' }
    await admin.post(String(at), { version, ...words, source: '', until: '', shared: 'non' })
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ key: string }>`select key from media.picture order by id desc limit 1`.execute(tx.q),
    )
    const one = (says: string) => `![${says}](fichier:${rows[0]?.key})`
    const pictures = `${one('Une allée plantée.')}\n\nLégende : Mars\n\n${one('La même en juin.')}`
    const { id } = await told('admin', 'report', 'Un jardin en trois mois', { fields: { pictures } })
    assert.match(await homeOf(road), /Un jardin en trois mois[^]*En images/)
    const { body } = await road.get(`/contenus/${id}/lire`)
    const shown = /class="gallery">[^]*?<\/article>/.exec(body)?.[0] ?? assert.fail(body)
    assert.equal(shown.match(/<figure><img [^>]*loading="lazy"/g)?.length, 2)
    assert.match(shown, /Une allée plantée\.[^]*Mars[^]*La photographe[^]*La même en juin\./)
  })

  test('briefs stand under the channels of one’s authority, those of everybody’s neighbours apart', async () => {
    await told('admin', 'brief', 'Gel annoncé jeudi')
    const committee = 'Du comité des œuvres sociales'
    await told('admin', 'brief', 'Séjour à la neige', { fields: { channel: committee } })
    await told('admin.bron', 'brief', 'Braderie du centre', { audienceId: PUBLIC })
    const first = await homeOf(road)
    assert.match(first, /aria-current="true">De la collectivité<[^]*Gel annoncé jeudi[^]*Toutes les brèves/)
    // What Bron says to everybody is read on its own home, not on its neighbours’.
    assert.doesNotMatch(first, /Séjour à la neige|Braderie du centre/)
    assert.match(await homeOf(bron), /Braderie du centre/)
    const href = /href="(\/intranet\?breves=1#breves)"/.exec(first)?.[1] ?? assert.fail('no tab')
    const second = await homeOf(road, href.slice(HOME.length).replace(/#.*/, ''))
    assert.match(second, /aria-current="true">Du comité[^]*Séjour à la neige/)
    assert.doesNotMatch(second, /Gel annoncé jeudi/)
    for (const asked of ['9', '-1', 'x', '1e9'])
      assert.match(await homeOf(road, `?breves=${asked}`), /Gel annoncé jeudi/, asked)
  })

  test('a channel is one of the authority’s, those chosen before apart', async () => {
    const form = (await admin.get('/administration/contenus/nouveau/brief')).body
    assert.match(form, /name="channel"[^]*<option value="Du comité des œuvres sociales">/)
    const unit = /name="unit"[^]*?<option value="(\d+)"/.exec(form)?.[1] ?? ''
    const typed = { title: 'Une brève de plus', summary: 'Rien.', theme: '', text: 'Le texte.', unit }
    const rest = { picture: '', about1: '', about2: '', about3: '', more: '' }
    const wrong = await admin.post('/administration/contenus/nouveau/brief', {
      ...{ ...typed, ...rest, channel: 'Du voisin' },
    })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Choisissez un canal de la liste\.[^]*Une brève de plus/)
    const right = await admin.post('/administration/contenus/nouveau/brief', {
      ...typed,
      ...rest,
      channel: '',
    })
    assert.equal(right.statusCode, 303, right.body)
  })

  test('what is followed is read by the agents of who follows it, under its family, and by nobody else', async () => {
    const actor = await parvis.actor('admin@parvis.example')
    const authorityId = actor.memberships[0]?.authorityId ?? 0
    await parvis.db.write(system, (tx) =>
      sql`with s as (insert into publishing.source (authority_id, name, address, family, next_at) values
          (${authorityId}, 'La Gazette', 'https://gazette.example/rss', 'press', 'infinity'),
          (${authorityId}, 'Le Moniteur', 'https://moniteur.example/rss', 'special', 'infinity'),
          (${authorityId}, 'À part', 'https://apart.example/rss', null, 'infinity') returning id, name)
        insert into publishing.source_item (source_id, guid, title, summary, href, digest, seen_at)
        select id, 'a', 'Titre de ' || name, '', 'https://exemple.example/a', ${'0'.repeat(64)}, now() from s`.execute(
        tx.q,
      ),
    )
    const first = await homeOf(road)
    assert.match(first, /aria-current="true">Spécialisés<[^]*?Presse<[^]*Titre de Le Moniteur/)
    assert.doesNotMatch(first, /Titre de (?:La Gazette|À part)/)
    assert.match(await homeOf(road, '?flux=1'), /Titre de La Gazette/)
    assert.match(await homeOf(road, '?breves=1&flux=1'), /href="\/intranet\?breves=1#flux"/)
    assert.doesNotMatch(await homeOf(bron), /Titre de/)
    // By the second wall too, for whoever keeps no source: neither what is kept apart, nor what was done to any.
    const worker = await parvis.actor('voirie@parvis.example')
    const seen = await parvis.db.read(worker, (tx) =>
      sql<{ name: string }>`select name from publishing.source order by name`.execute(tx.q),
    )
    assert.deepEqual(
      seen.rows.map(({ name }) => name),
      ['La Gazette', 'Le Moniteur'],
    )
    assert.equal((await road.get('/administration/sources')).statusCode, 404)
  })

  test('a content is put first for an audience that leaves some out, between its days; nobody sees what they may not read', async () => {
    const { id, authorityId } = await told('admin', 'article', 'Le guichet a un an', { audienceId: PUBLIC })
    const actor = await parvis.actor('admin@parvis.example')
    const { unitId = 0 } = (await parvis.actor('voirie@parvis.example')).memberships[0] ?? {}
    const rule = (except: string[]) => ({
      ...{ who: [`workplace:${authorityId}`], also: [], except, from: null, until: null },
    })
    const without = await parvis.db.write(actor, (tx) =>
      makeAudience(tx, authorityId, { name: 'Tous sauf la voirie', rule: rule([`staff:${unitId}`]) }),
    )
    const page = (await admin.get(`${ZOOMS}/nouveau`)).body
    assert.match(page, /Le guichet a un an/)
    const asked = { content: String(id), audience: String(without), from: '2020-01-01', until: '2020-02-01' }
    const past = await admin.post(`${ZOOMS}/nouveau`, asked)
    assert.equal(past.statusCode, 422)
    assert.match(past.body, /Ce jour est passé/)
    const whole = { ...asked, until: '2099-12-31' }
    assert.match(
      (await admin.post(`${ZOOMS}/nouveau`, { ...whole, content: '0' })).body,
      /Choisissez un contenu de la liste/,
    )
    const seen = await admin.post(`${ZOOMS}/nouveau`, whole)
    assert.match(seen.body, /Qui le verra en avant/)
    assert.doesNotMatch(await homeOf(admin), /Zoom sur/)
    const put = await admin.post(`${ZOOMS}/nouveau`, { ...whole, essai: hidden(seen.body, 'essai') })
    assert.equal(put.statusCode, 303, put.body)
    assert.match(await homeOf(admin), /Zoom sur[^]*Le guichet a un an/)
    assert.doesNotMatch(await homeOf(road), /Zoom sur/)

    // A later one, for all of them, takes its place for each.
    const later = await told('admin', 'article', 'La charte change', { audienceId: without })
    const all = await own(authorityId)
    await parvis.db.write(actor, (tx) =>
      sql`insert into publishing.spotlight (authority_id, content_id, audience_id, starts_at, ends_at)
        values (${authorityId}, ${later.id}, ${all}, '2021-01-01', '2090-01-01')`.execute(tx.q),
    )
    assert.match(await homeOf(admin), /Zoom sur[^]*La charte change/)
    // Whoever may not read it is not told of it.
    assert.doesNotMatch(await homeOf(road), /Zoom sur|La charte change/)
    // Nobody puts first what others publish, nor for them.
    const theirs = await told('admin.bron', 'article', 'À Bron', { audienceId: PUBLIC })
    const editor = await parvis.actor('admin.bron@parvis.example')
    for (const [content, authority] of [
      [id, theirs.authorityId],
      [theirs.id, authorityId],
    ] as const)
      await assert.rejects(
        parvis.db.write(editor, (tx) =>
          sql`insert into publishing.spotlight (authority_id, content_id, audience_id, starts_at, ends_at)
            values (${authority}, ${content}, ${PUBLIC}, '2021-01-01', '2090-01-01')`.execute(tx.q),
        ),
        /row-level security/,
      )

    const list = (await admin.get(ZOOMS)).body
    assert.match(list, /La charte change[^]*En ligne[^]*Le guichet a un an/)
    const at = `${ZOOMS}/${/zooms\/(\d+)">La charte change/.exec(list)?.[1] ?? ''}`
    const version = hidden((await admin.get(`${at}/retrait`)).body, 'version')
    assert.equal((await admin.post(`${at}/retrait`, { version })).statusCode, 303)
    assert.match(await homeOf(admin), /Zoom sur[^]*Le guichet a un an/)
    assert.equal((await bron.get(at)).statusCode, 404)
  })
})
