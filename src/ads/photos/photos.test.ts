// Photographs of an ad: four at most, drawn anew without the place they keep, said in words; shown with the ad, hidden with it, gone with it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { lookingAs } from '#test/looks.ts'
import { personal, retention } from '../personal.ts'
import { addressOf, HERE } from '../record/where.ts'
import { photosAt } from './page.ts'

const [ADMIN, BRON, MIONS, ROADS, RESIDENT, KEEPER] = [
  'admin@parvis.example',
  'agent.bron@parvis.example',
  'agent.mions@parvis.example',
  'voirie@parvis.example',
  'habitante@parvis.example',
  'admin.bron@parvis.example',
]
const AD = { category: 'Ventes', title: 'Vélo bleu', text: 'Bon état.', price: '40', place: '' }

describe('photographs of ads', () => {
  let parvis: TestApp
  const browsers = new Map<string, TestBrowser>()
  let jpeg: Buffer
  before(async () => {
    parvis = await createTestApp()
    for (const email of [ADMIN, BRON, MIONS, ROADS, RESIDENT, KEEPER])
      browsers.set(email, await parvis.signedInAs(email))
    jpeg = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#36c' } })
      .withExif({ IFD3: { GPSLatitude: '45/1 45/1 0/1', GPSLatitudeRef: 'N' } })
      .jpeg()
      .toBuffer()
    assert.ok((await sharp(jpeg).metadata()).exif)
  })
  after(() => parvis.close())
  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)

  async function posted(shared: 'oui' | 'non' = 'oui'): Promise<number> {
    const sent = await as(BRON).post(`${HERE}/nouvelle`, { ...AD, shared })
    assert.equal(sent.statusCode, 303, sent.body)
    return Number(String(sent.headers.location).split('/').at(-1))
  }
  const file = (bytes = jpeg, name = 'velo.jpg') => [{ field: 'photo', name, bytes, type: 'image/jpeg' }]
  const add = (id: number, alternative: string, email = BRON) =>
    as(email).upload(photosAt(id), { alternative }, file())
  const shownOn = (body: string): { fileId: string; alternative: string }[] =>
    [...body.matchAll(/\/fichiers\/([\w-]{36})\/vignette" alt="([^"]*)"/g)].map(
      ([, fileId = '', alternative = '']) => ({ fileId, alternative }),
    )
  const photos = async (id: number, email = BRON) => shownOn((await as(email).get(addressOf(id))).body)

  test('are added by the author alone, drawn anew, and shown with their words', async () => {
    const id = await posted()
    assert.equal((await add(id, 'Un vélo')).statusCode, 303)
    assert.equal((await add(id, 'Un vélo', MIONS)).statusCode, 404)
    assert.equal((await add(id, 'Un vélo', RESIDENT)).statusCode, 404)
    const [photo] = await photos(id, MIONS)
    assert.equal(photo?.alternative, 'Un vélo')
    assert.deepEqual(shownOn((await as(MIONS).get(HERE)).body), [photo], 'in the list')
    const whole = await as(MIONS).get(`/fichiers/${photo?.fileId}`)
    assert.equal(whole.statusCode, 200)
    const { exif, width } = await sharp(whole.rawPayload).metadata()
    assert.deepEqual([exif, width], [undefined, 400], 'no place is left in it')
    assert.equal((await as(RESIDENT).get(`/fichiers/${photo?.fileId}`)).statusCode, 404)
    const looking = await lookingAs(parvis, ADMIN, BRON)
    assert.notEqual((await looking.get(photosAt(id))).statusCode, 200, 'not whoever looks as its author')
  })

  test('a word that is missing costs no picture, and a file that is none is refused in words', async () => {
    const id = await posted()
    const refused = await as(BRON).upload(photosAt(id), { alternative: 'Un vélo' }, file(Buffer.from('MZ')))
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /value="Un vélo"/)
    const bare = await add(id, '')
    assert.equal(bare.statusCode, 422)
    assert.match(bare.body, /ce qu’on voit sur la photo/)
    const kept = /name="kept" value="([\w-]+)"/.exec(bare.body)?.[1] ?? assert.fail('kept')
    const sent = await as(BRON).upload(photosAt(id), { alternative: 'Un vélo', kept }, [])
    assert.equal(sent.statusCode, 303, sent.body)
    assert.equal((await photos(id))[0]?.fileId, kept)
  })

  test('stand in an order, four at most, and one that is taken away is erased', async () => {
    const id = await posted()
    for (const words of ['une', 'deux', 'trois', 'quatre'])
      assert.equal((await add(id, words)).statusCode, 303)
    assert.equal((await add(id, 'cinq')).statusCode, 409)
    const ids = [...(await as(BRON).get(photosAt(id))).body.matchAll(/photos\/(\d+)"/g)].map(([, n]) => n)
    const act = (n: number, what: Record<string, string>, email = BRON) =>
      as(email).post(`${photosAt(id)}/${ids[n]}`, what)
    assert.equal((await act(2, { act: 'raise' }, MIONS)).statusCode, 404)
    assert.equal((await act(2, { act: 'raise' })).statusCode, 303)
    assert.equal((await act(0, { act: 'say', alternative: 'la première' })).statusCode, 303)
    assert.equal((await act(0, { act: 'say', alternative: '' })).statusCode, 422)
    const gone = (await photos(id))[2]?.fileId ?? assert.fail('two')
    assert.equal((await act(1, { act: 'remove' })).statusCode, 303)
    assert.deepEqual(
      (await photos(id)).map(({ alternative }) => alternative),
      ['la première', 'trois', 'quatre'],
    )
    assert.equal((await as(BRON).get(`/fichiers/${gone}`)).statusCode, 404)
    await parvis.runJobs()
    // Neither wall takes a fifth place, nor the photograph of an ad of somebody else.
    const actor = await parvis.actor(MIONS)
    await assert.rejects(
      parvis.db.write(actor, (tx) =>
        sql`insert into ads.photo (ad_id, place, alternative) values (${id}, 4, 'Une intruse')`.execute(tx.q),
      ),
      /row-level security/,
    )
    const changed = await parvis.db.write(actor, (tx) =>
      sql`update ads.photo set alternative = 'Une intruse' where ad_id = ${id}`.execute(tx.q),
    )
    assert.equal(changed.numAffectedRows, 0n)
  })

  test('are hidden with an ad that is reported, and read by whoever judges it', async () => {
    const id = await posted()
    await add(id, 'Un vélo')
    const [photo] = await photos(id)
    await as(ROADS).post(`${addressOf(id)}/signaler`, { reason: 'Elle montre un visage.' })
    for (const email of [ROADS, MIONS])
      assert.equal((await as(email).get(`/fichiers/${photo?.fileId}/vignette`)).statusCode, 404, email)
    // As they were reported, on both walls.
    assert.equal((await add(id, 'Un autre vélo')).statusCode, 409)
    const { body } = await as(BRON).get(photosAt(id))
    assert.match(body, /elle reste comme elle est/)
    assert.doesNotMatch(body, /name="act"|type="file"/)
    const actor = await parvis.actor(BRON)
    for (const said of [
      sql`delete from ads.photo where ad_id = ${id}`,
      sql`update ads.photo set alternative = 'Autre chose' where ad_id = ${id}`,
    ])
      await assert.rejects(
        parvis.db.write(actor, (tx) => said.execute(tx.q)),
        /stays as it is until it is judged/,
      )
    for (const email of [BRON, KEEPER])
      assert.equal((await as(email).get(`/fichiers/${photo?.fileId}/vignette`)).statusCode, 200, email)
    assert.deepEqual(shownOn((await as(KEEPER).get(`/administration/annonces/${id}`)).body), [photo])
  })

  test('are gone with the ad: when it is forgotten, and when its author’s account is erased', async () => {
    const left = () =>
      parvis.db.read(system, (tx) =>
        sql<{
          ads: number
          files: number
        }>`select (select count(*)::integer from ads.ad where title = 'Vélo bleu') as ads,
          (select count(*)::integer from files.file where name = 'velo.jpg') as files`.execute(tx.q),
      )
    const old = await posted()
    await add(old, 'Un vélo')
    await parvis.db.write(system, (tx) =>
      sql`update ads.ad set ends_on = current_date - 40 where id = ${old}`.execute(tx.q),
    )
    const [before] = (await left()).rows
    const [rule] = retention
    await parvis.db.write(system, async (tx) => {
      await rule?.sweep(tx, {
        before: new Date(tx.now.getTime() - 30 * 86_400_000),
        most: 100,
      } as Parameters<typeof rule.sweep>[1])
    })
    const [then] = (await left()).rows
    assert.equal((before?.files ?? 0) - (then?.files ?? 0), 1)
    assert.equal((before?.ads ?? 0) - (then?.ads ?? 0), 1)
    const { personId } = await parvis.actor(BRON)
    await parvis.db.write(system, async (tx) => {
      for (const { erase } of personal) await erase(tx, personId ?? 0)
    })
    assert.deepEqual((await left()).rows, [{ ads: 0, files: 0 }])
  })
})
