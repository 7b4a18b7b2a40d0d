// Briefs for the journal on paper: an archive of the period and channel that were asked, of what whoever asked reads, opened here.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { sql } from 'kysely'
import { makeAudience, ownAudience, PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { namesIn, partOf } from '#platform/sheets/zip.ts'
import { runRetention, writerAt } from '#privacy'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { archive, beginContent, publish } from '../record/act.ts'
import { writtenContent } from '../record/queries.ts'
import { asTyped } from '../types/typed.ts'

const AT = '/administration/contenus/journal'
const COMMITTEE = 'Du comité des œuvres sociales'

describe('briefs for the journal on paper', () => {
  let parvis: TestApp
  let admin: TestBrowser
  let key = ''
  before(async () => {
    parvis = await createTestApp()
    admin = await parvis.signedInAs('admin@parvis.example')
    const drawn = { create: { width: 1200, height: 800, channels: 3, background: '#4a7' } } as const
    const files = [{ field: 'image', name: 'allee.jpg', bytes: await sharp(drawn).jpeg().toBuffer() }]
    const { headers } = await admin.upload(
      '/administration/images/nouvelle',
      { authority: 'metropole' },
      files,
    )
    const one = String(headers.location)
    const version = hidden((await admin.get(one)).body, 'version')
    const words = { name: 'Une allée', alternative: 'Une allée de tilleuls.', credit: 'La photographe' }
    await admin.post(one, { version, ...words, licence: 'own', source: '', until: '', shared: 'non' })
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ key: string }>`select key from media.picture order by id desc limit 1`.execute(tx.q),
    )
    key = rows[0]?.key ?? ''
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const own = async (authority: number) =>
    (await parvis.db.read(system, (tx) => ownAudience(tx, authority))) ?? assert.fail('no audience')

  async function told(
    by: string,
    title: string,
    { hours = 1, picture = null as string | null, fields = {}, type = 'brief', audienceId = 0 } = {},
  ): Promise<number> {
    const actor = await parvis.actor(`${by}@parvis.example`)
    const { authorityId = 0, unitId = 0 } = actor.memberships[0] ?? {}
    const audience = audienceId || (await own(authorityId))
    parvis.advance({ minutes: -60 * hours })
    const id = await parvis.db.write(actor, async (tx) => {
      const { typeVersion, fields: kept } = await asTyped(tx, type, { text: 'Le texte.', ...fields })
      const text = { typeVersion, fields: kept, title, summary: '', theme: '', about: [], picture }
      const begun = await beginContent(tx, { authorityId, unitId, type }, text)
      await publish(tx, begun, (await writtenContent(tx, begun))?.version ?? 0, {
        ...{ audienceId: audience, startsAt: tx.now, endsAt: null },
        ...{ isSilent: false, urgency: 'normal', reviewOn: '2030-01-01' },
      })
      return begun
    })
    parvis.advance({ minutes: 60 * hours })
    return id
  }
  const day = (ago = 0) => new Date(parvis.now().getTime() - ago * 86_400_000).toISOString().slice(0, 10)
  const channelIn = (body: string, label: string) =>
    new RegExp(`<option value="([^"]*)"[^>]*>${label}`).exec(body)?.[1] ?? assert.fail(body)

  /** What is asked, made, and taken by whoever asked. */
  async function made(
    who: TestBrowser,
    channel: string,
    from = day(40),
  ): Promise<{ run: string; zip: Buffer; body: string }> {
    const asked = await who.post(AT, { channel, from, until: day() })
    assert.equal(asked.statusCode, 303, asked.body)
    const run = String(asked.headers.location)
    while ((await parvis.runJobs()) > 0);
    const { body } = await who.get(run)
    const file = /href="(\/fichiers\/[^"]+)"/.exec(body)?.[1] ?? assert.fail(body)
    const sent = await who.get(file)
    assert.match(String(sent.headers['content-disposition']), /^attachment; [^]*breves-[a-z0-9-]+\.zip/)
    return { run, zip: sent.rawPayload, body }
  }
  const textIn = (zip: Buffer, name: string) =>
    partOf(zip, name, 10_000_000)?.toString() ?? assert.fail(`${name} of ${namesIn(zip).join(', ')}`)

  test('holds each brief in Markdown and HTML, its pictures in full with their words, and says their order', async () => {
    await told('admin', 'Gel annoncé : « ../../jeudi » <b>', {
      hours: 30,
      picture: key,
      fields: { text: 'Couvrez *les* compteurs.\n\nMerci # bien.' },
    })
    await told('admin', 'Séjour à la neige', { fields: { channel: COMMITTEE } })
    await told('admin', '!!!', { hours: 20, audienceId: PUBLIC })
    await told('admin', 'Un jardin', {
      hours: 2,
      type: 'report',
      fields: { pictures: `![Une allée plantée.](fichier:${key})` },
    })
    await told('admin', 'Il y a deux mois', { hours: 24 * 60 })
    await told('admin.bron', 'Braderie du centre', { audienceId: PUBLIC })
    const form = (await admin.get(AT)).body
    const { zip, body } = await made(admin, channelIn(form, 'De la collectivité'))
    assert.deepEqual(namesIn(zip).toSorted(), [
      ...[
        '001-gel-annonce-jeudi-b/image-1.jpg',
        '001-gel-annonce-jeudi-b/texte.html',
        '001-gel-annonce-jeudi-b/texte.md',
      ],
      ...['002-breve/texte.html', '002-breve/texte.md'],
      ...['003-un-jardin/image-1.jpg', '003-un-jardin/texte.html', '003-un-jardin/texte.md'],
      ...['sommaire.html', 'sommaire.md'],
    ])
    const picture = await sharp(
      partOf(zip, '001-gel-annonce-jeudi-b/image-1.jpg', 10_000_000) ?? undefined,
    ).metadata()
    assert.deepEqual([picture.format, picture.width, picture.height], ['jpeg', 1200, 800])
    const index = textIn(zip, 'sommaire.md')
    assert.match(
      index,
      /^# Brèves du [^]*3\sbrèves[^]*Gel annoncé[^]*image-1\.jpg \(1200\s×\s800\spixels, 10\scm[^]*Une allée de tilleuls\. Crédit\s: La photographe[^]*!!!\n[^]*Pour tout le monde[^]*Un jardin/,
    )
    const page = textIn(zip, 'sommaire.html')
    assert.match(
      page,
      /^<!doctype html>[^]*<a href="001-gel-annonce-jeudi-b\/texte\.html">[^]*&lt;b&gt;[^]*<\/html>\n$/,
    )
    const markdown = textIn(zip, '001-gel-annonce-jeudi-b/texte.md')
    assert.match(
      markdown,
      /^# Gel annoncé[^\n]*\\<b>\n\n[^]*!\[Une allée de tilleuls\.\]\(image-1\.jpg\)[^]*Crédit\s: La photographe[^]*Couvrez \\\*les\\\* compteurs\.\n\nMerci/,
    )
    const text = textIn(zip, '001-gel-annonce-jeudi-b/texte.html')
    assert.match(
      text,
      /<h1>Gel[^]*&lt;b&gt;<\/h1>[^]*<img src="image-1\.jpg" alt="Une allée de tilleuls\."[^]*Crédit\s: La photographe[^]*<p>Couvrez \*les\* compteurs\.<\/p>/,
    )
    assert.match(textIn(zip, '003-un-jardin/texte.md'), /!\[Une allée plantée\.\]\(image-1\.jpg\)/)
    assert.match(body, /3\sbrèves sur 3[^]*gardés jusqu’au/)
    const all = await made(admin, channelIn(form, 'Tous les canaux'), day(90))
    const whole = textIn(all.zip, 'sommaire.md')
    assert.match(whole, /Il y a deux mois[^]*Gel annoncé[^]*Séjour à la neige/)
    // What a neighbour says is in its own journal.
    assert.doesNotMatch(whole, /Braderie/)
  })

  test('holds what whoever asks reads, when it is read: neither what is for others, nor what was put away meanwhile', async () => {
    const bron = await parvis.actor('admin.bron@parvis.example')
    const publisher = await parvis.signedInAs('admin.bron@parvis.example')
    const { authorityId = 0, unitId = 0 } = bron.memberships[0] ?? {}
    const except = [`staff:${unitId}`]
    const rule = { who: [`workplace:${authorityId}`], also: [], except, from: null, until: null }
    const others = await parvis.db.write(bron, (tx) =>
      makeAudience(tx, authorityId, { name: 'D’autres que la direction', rule }),
    )
    const gone = await told('admin.bron', 'Reportée')
    await told('admin.bron', 'Pour d’autres, canari', { audienceId: others })
    const channel = channelIn((await publisher.get(AT)).body, 'Tous les canaux')
    const asked = await publisher.post(AT, { channel, from: day(40), until: day() })
    await parvis.db.write(bron, async (tx) =>
      archive(tx, gone, (await writtenContent(tx, gone))?.version ?? 0),
    )
    while ((await parvis.runJobs()) > 0);
    const { body } = await publisher.get(String(asked.headers.location))
    assert.match(body, /Une brève n’est plus en ligne/)
    const { zip, run } = await made(publisher, channel)
    const index = textIn(zip, 'sommaire.md')
    assert.match(index, /Braderie/)
    assert.doesNotMatch(index, /Reportée|canari|Gel annoncé/)
    // Another’s is not there for whoever has its address.
    assert.equal((await admin.get(run)).statusCode, 404)
  })

  test('refuses in words what is not there, and is for whoever publishes', async () => {
    const form = (await admin.get(AT)).body
    const channel = channelIn(form, 'De la collectivité')
    for (const [typed, said] of [
      [{ channel: '0:x', from: day(3), until: day() }, /Choisissez un canal de la liste/],
      [{ channel, from: day(), until: day(3) }, /Le dernier jour vient avant le premier/],
      [{ channel, from: day(800), until: day() }, /Choisissez un an au plus/],
      [{ channel, from: 'hier', until: day() }, /Écrivez un jour qui existe/],
      [{ channel, from: '2020-01-01', until: '2020-02-01' }, /Aucune brève en ligne/],
    ] as const) {
      const refused = await admin.post(AT, typed)
      assert.equal(refused.statusCode, 422)
      assert.match(refused.body, said)
      assert.ok(refused.body.includes(`value="${typed.from}"`), typed.from)
    }
    for (const email of ['agent.bron@parvis.example', 'habitante@parvis.example'])
      assert.equal((await (await parvis.signedInAs(email)).get(AT)).statusCode, 404, email)
  })

  test('is gone with the run that made it', async () => {
    const channel = channelIn((await admin.get(AT)).body, 'De la collectivité')
    const { run, body } = await made(admin, channel)
    const file = /href="(\/fichiers\/[^"]+)"/.exec(body)?.[1] ?? assert.fail(body)
    parvis.advance({ days: 31 })
    const writer = writerAt('http://parvis.test')
    await runRetention(parvis.db, parvis.house, { isDry: false, writer, isDemo: false, only: 'run.delete' })
    const again = await parvis.signedInAs('admin@parvis.example')
    for (const at of [run, file]) assert.equal((await again.get(at)).statusCode, 404, at)
    parvis.advance({ days: -31 })
  })
})
