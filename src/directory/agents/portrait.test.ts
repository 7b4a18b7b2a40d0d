// A photograph on a card: small, without what a camera writes, with an agreement; for whoever reads all of the card; gone in one act.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { lookingAs } from '#test/looks.ts'
import { personal, retention } from './personal.ts'

const OWN = '/intranet/ma-fiche/photo'
const VOIRIE = 'voirie@parvis.example'
const BRON = 'agent.bron@parvis.example'

describe('the photograph of an agent', () => {
  let parvis: TestApp
  let own: TestBrowser
  let colleague: TestBrowser
  let elsewhere: TestBrowser
  let id: number
  let at: string
  let sent: Buffer
  before(async () => {
    parvis = await createTestApp()
    own = await parvis.signedInAs(VOIRIE)
    colleague = await parvis.signedInAs('chef.voirie@parvis.example')
    elsewhere = await parvis.signedInAs(BRON)
    id = (await parvis.actor(VOIRIE)).personId ?? 0
    at = `/intranet/annuaire/${id}/photo`
    sent = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#4a7' } })
      .withExif({ IFD0: { Artist: 'CANARI-EXIF' }, IFD3: { GPSLatitude: '45/1 43/1 0/1' } })
      .jpeg()
      .toBuffer()
  })
  after(() => parvis.close())

  const upload = (values: Record<string, string> = { agreed: 'oui' }, bytes = sent) =>
    own.upload(OWN, values, [{ field: 'photo', name: 'moi.jpg', bytes }])
  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const kept = () =>
    rows(
      sql<{ id: string }>`select f.id from files.file f where f.person_id = ${id} and f.name like 'photo%'`,
    )
  const shows = async (browser: TestBrowser, path: string) =>
    (await browser.get(path)).body.includes(`src="${at}"`)

  /** Is all of a card shown to agents of other authorities? */
  const setElsewhere = (isShown: boolean) =>
    parvis.db.write(system, async (tx) => {
      await sql`delete from settings.value where key = 'directory.shown_elsewhere'`.execute(tx.q)
      if (isShown)
        await sql`insert into settings.value (key, authority_id, value, since)
          select 'directory.shown_elsewhere', id, 'fiche', now() from territory.authority where level = 'metropolis'`.execute(
          tx.q,
        )
    })

  test('is kept with its person’s agreement alone, small, and says nothing of a camera', async () => {
    const wrong = await upload({})
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Sans votre accord/)
    assert.equal((await upload({ agreed: 'oui' }, Buffer.from('<svg/>'))).statusCode, 422)
    assert.match((await own.upload(OWN, { agreed: 'oui' }, [])).body, /Choisissez votre photo/)
    assert.equal((await kept()).length, 0)
    const first = await upload()
    assert.equal(first.statusCode, 303, first.body)
    const again = await upload()
    assert.equal(again.statusCode, 303, again.body)
    assert.equal((await kept()).length, 1)
    const { rawPayload, headers } = await own.get(at)
    assert.equal(headers['content-type'], 'image/webp')
    const { width, height, exif } = await sharp(rawPayload).metadata()
    assert.deepEqual([width, height, exif], [320, 320, undefined])
    assert.ok(!rawPayload.includes('CANARI'))
  })

  test('is seen where the card is, by whoever reads all of it', async () => {
    for (const path of [`/intranet/annuaire/${id}`, '/intranet/annuaire?q=grangier'])
      assert.ok(await shows(colleague, path), path)
    assert.ok(!(await shows(elsewhere, `/intranet/annuaire/${id}`)))
    assert.equal((await elsewhere.get(at)).statusCode, 404)
    const [file] = await kept()
    for (const email of [BRON, 'habitante@parvis.example', 'maire.bron@parvis.example']) {
      const browser = await parvis.signedInAs(email)
      assert.notEqual((await browser.get(`/fichiers/${file?.id}`)).statusCode, 200, email)
      await parvis.db.read(await parvis.actor(email), async (tx) => {
        assert.equal((await sql`select from directory.portrait`.execute(tx.q)).rows.length, 0)
      })
    }
    await setElsewhere(true)
    assert.equal((await elsewhere.get(at)).statusCode, 200)
  })

  test('is in the card that a telephone takes, small, for whoever sees it', async () => {
    await setElsewhere(false)
    const card = async (browser: TestBrowser) =>
      (await browser.get(`/intranet/annuaire/${id}/vcard`)).body.replaceAll('\r\n ', '')
    const photo =
      /\r\nPHOTO:data:image\/jpeg;base64,([\w+/=]+)\r\n/.exec(await card(colleague))?.[1] ?? assert.fail()
    const { width, height, format, exif } = await sharp(Buffer.from(photo, 'base64')).metadata()
    assert.deepEqual([width, height, format, exif], [160, 160, 'jpeg', undefined])
    assert.ok(photo.length < 32_000)
    const other = await card(elsewhere)
    assert.match(other, /END:VCARD/)
    assert.doesNotMatch(other, /PHOTO/)
    // No file is given to whoever looks.
    assert.doesNotMatch(await card(await lookingAs(parvis, 'admin@parvis.example', VOIRIE)), /PHOTO/)
    await setElsewhere(true)
  })

  test('is nobody else’s to give or to take away, by either wall', async () => {
    const other = await parvis.actor('chef.voirie@parvis.example')
    await assert.rejects(
      parvis.db.write(other, (tx) => sql`insert into directory.portrait (id) values (${id})`.execute(tx.q)),
      /row-level security|duplicate/,
    )
    const gone = await parvis.db.write(other, (tx) =>
      sql`delete from directory.portrait where id = ${id}`.execute(tx.q),
    )
    assert.equal(Number(gone.numAffectedRows ?? 0), 0)
    const viewer = await lookingAs(parvis, 'admin@parvis.example', VOIRIE)
    assert.notEqual((await viewer.get(OWN)).statusCode, 200)
    // No file is given to whoever looks: initials stand there.
    assert.ok(!(await shows(viewer, `/intranet/annuaire/${id}`)))
  })

  test('goes in one act, with the account, and with time', async () => {
    assert.match((await own.get(OWN)).body, /Montrée avec votre accord du/)
    assert.equal((await own.post(`${OWN}/retrait`, {})).statusCode, 303)
    assert.equal((await kept()).length, 0)
    assert.equal((await own.get(at)).statusCode, 404)

    await upload()
    const [portrait] = personal
    assert.ok(portrait !== undefined)
    assert.equal((await parvis.db.read(system, (tx) => portrait.held(tx, id))).length, 1)
    await parvis.db.write(system, (tx) => portrait.erase(tx, id))
    assert.equal((await kept()).length, 0)
    assert.deepEqual(await parvis.db.read(system, (tx) => portrait.held(tx, id)), [])

    await upload()
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = '2020-01-01', valid_from = '2019-01-01' where person_id = ${id}`.execute(
        tx.q,
      ),
    )
    const sweeping = { before: new Date('2021-01-01'), most: 10 } as Parameters<
      (typeof retention)[number]['sweep']
    >[1]
    await parvis.db.write(system, async (tx) => {
      for (const { sweep } of retention) assert.ok((await sweep(tx, sweeping)) > 0)
    })
    assert.equal((await kept()).length, 0)
  })
})
