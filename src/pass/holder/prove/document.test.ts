// A 2D-Doc sent as a photograph or a PDF, through HTTP, by a holder and at a desk: read, verified, its class kept, the file nowhere.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import { system } from '#platform/actor.ts'
import { createTestApp, START, type TestApp, type TestBrowser } from '#test/app.ts'
import { onDraft } from '#test/drafts.ts'
import { openPool } from '#test/pass.ts'
import { documentOf, fieldsOf, party } from '../../proof/document/signed-documents.fixture.ts'

const DAY = 86_400_000
const LUCETTE = 'habitante@parvis.example'
const LIST = '/administration/pass/confiance/2d-doc'
const whole = (body: string): string =>
  body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/&nbsp;|[\s\u00a0\u202f]+/g, ' ')

async function pictureOf(text: string): Promise<Buffer> {
  const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer } })
  const { svg } = await writeBarcode(text, { format: 'DataMatrix', scale: 4 })
  const code = await sharp(Buffer.from(svg)).flatten({ background: '#fff' }).resize(500).toBuffer()
  return sharp({ create: { width: 1200, height: 1600, channels: 3, background: '#eee' } })
    .composite([{ input: code, left: 300, top: 200 }])
    .jpeg()
    .toBuffer()
}

describe('a 2D-Doc that is photographed', () => {
  const tax = party('FR05', 'TAX1')
  const signedOn = new Date(Date.now() + DAY).toISOString().slice(0, 10)
  const year = Number(signedOn.slice(0, 4)) - 1
  const fieldsFor = (name: string) =>
    fieldsOf({
      ...{ '43': '2', '44': '1234567890123', '45': String(year), '4A': '01092026' },
      ...{ '41': '5000', '46': name },
    })
  const fields = fieldsFor('MORANDAT LUCETTE')
  const text = documentOf(tax, { type: '28', signedOn, fields })
  let parvis: TestApp
  let lucette: TestBrowser
  let photo: Buffer
  before(async () => {
    parvis = await createTestApp()
    parvis.advance({ days: Math.ceil((Date.now() - START.getTime()) / DAY) + 3 })
    await openPool(parvis, { by: 'admin@parvis.example', managedBy: 'habitant@parvis.example' })
    await run(sql`update pass.product set grid = 'piscine-solidaire'`)
    photo = await pictureOf(text)
    lucette = await parvis.signedInAs(LUCETTE)
    const { personId } = await parvis.actor(LUCETTE)
    await lucette.post('/pass/ouvrir', { pour: String(personId) })
    const admin = await parvis.signedInAs('admin@parvis.example')
    const write = async (at: string, values: Record<string, string>) => {
      const version = /name="version" value="(\d+)"/.exec((await admin.get(`${LIST}/${at}`)).body)?.[1] ?? ''
      assert.equal((await admin.post(`${LIST}/${at}`, { ...values, version })).statusCode, 303, at)
    }
    await write('certificateurs/nouveau', { id: 'FR05', nom: 'Un certificateur', certificat: tax.above })
    await write('certificats/nouveau', {
      ...{ certificateur: 'FR05', id: 'TAX1', adresse: '', certificat: tax.own },
    })
    assert.equal((await onDraft(admin, LIST, 'publier')).statusCode, 303)
  })
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const proofs = () => run(sql`select class, source, shown from pass.proof where ended_at is null`)
  const sent = (who: TestBrowser, at: string, bytes: Buffer, name = 'avis.jpg') =>
    who.upload(at, { document: '' }, [{ field: 'photo', name, bytes }])

  test('is read, verified, and its class kept; nothing of the file stays', async () => {
    const reply = await sent(lucette, '/pass/droits', photo)
    assert.equal(reply.statusCode, 303, whole(reply.body))
    assert.match(whole((await lucette.follow(reply)).body), /C’est lu \(avis d’impôt\)/)
    assert.deepEqual(await proofs(), [{ class: '1', source: 'twoDDoc', shown: 'taxNotice' }])
    assert.deepEqual(await readdir(join(parvis.config.dataFolder, 'incoming')), [])
    assert.deepEqual(await run(sql`select id from files.file`), [])
  })

  test('what holds no code, another signature or no file says so, beside the photograph', async () => {
    const forged = documentOf(party('FR05', 'TAX1'), { type: '28', signedOn, fields })
    const blank = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#eee' } })
      .png()
      .toBuffer()
    for (const [bytes, why] of [
      [blank, /Aucun code 2D-Doc ne se lit sur ce fichier/],
      [await pictureOf(forged), /signature de ce document ne correspond pas/],
      [await pictureOf('une autre chose'), /Aucun code 2D-Doc/],
      [Buffer.from('du texte'), /PDF/],
    ] as const) {
      const reply = await sent(lucette, '/pass/droits', bytes)
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, /id="photo-erreur"/)
      assert.match(whole(reply.body), why)
    }
    const none = await lucette.upload('/pass/droits', { document: '' }, [])
    assert.match(whole(none.body), /Choisissez une photo du code, ou collez son texte/)
  })

  test('is read at a desk for whoever is there, and not for another', async () => {
    await run(sql`delete from pass.proof`)
    const desk = await parvis.signedInAs('accueil@parvis.example')
    await run(
      sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
        select id, 'birthdate', '1984-02-17', 'declared', 'declared', ${parvis.now()} from accounts.person where email = ${LUCETTE}`,
    )
    const found = await desk.post('/agents/pass', {
      ...{ numero: '', prenom: 'Lucette', nom: 'Morandat', naissance: '1984-02-17' },
    })
    const at = `${String(found.headers.location)}/document`
    assert.match(whole((await desk.get(at)).body), /Lire un document : pass de Lucette Morandat/)
    const other = fieldsFor('AUTRE PERSONNE')
    const no = await sent(desk, at, await pictureOf(documentOf(tax, { type: '28', signedOn, fields: other })))
    assert.match(whole(no.body), /au nom d’une autre personne/)
    assert.deepEqual(await proofs(), [])
    const reply = await sent(desk, at, photo)
    assert.match(whole((await desk.follow(reply)).body), /C’est lu \(avis d’impôt\), gardé jusqu’au/)
    assert.deepEqual(await proofs(), [{ class: '1', source: 'twoDDoc', shown: 'taxNotice' }])
  })
})
