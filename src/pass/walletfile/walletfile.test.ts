// Squares in Apple and Google Wallet: the file is opened as a phone does (zip, digests, signature), the link is checked with the account’s key;
// what they show is read, taken by the door of that partner alone, and dies alone. Without keys, nothing of it is there.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { jwtVerify } from 'jose'
import jsqr from 'jsqr'
import sharp from 'sharp'
import { encode } from 'uqr'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { namesIn, partOf } from '#platform/sheets/zip.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openDoor, type TestDoor } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { giveEntitlement } from '../ledger/move.ts'
import { openPass, supportsOf } from '../record/passes.ts'
import { productById } from '../record/queries.ts'
import { readPresented } from '../token/present.ts'

const [LUCETTE, KARIM] = ['habitante@parvis.example', 'habitant@parvis.example']
const folder = mkdtempSync(join(tmpdir(), 'parvis-wallet-'))
const at = (name: string) => join(folder, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

/** An authority as Apple’s, and what it signed for us. */
function makeCertificates(): void {
  const own = ['-newkey', 'rsa:2048', '-nodes', '-days', '30']
  openssl('req', '-x509', ...own, '-keyout', 'ca.key', '-out', 'wwdr.pem', '-subj', '/CN=Essai')
  openssl('req', ...own.slice(0, 3), '-keyout', 'signer.key', '-out', 'signer.csr', '-subj', '/CN=Pass')
  openssl(
    'x509',
    '-req',
    '-in',
    'signer.csr',
    '-CA',
    'wwdr.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-out',
    'signer.pem',
  )
}

/** What a camera reads of a square that a phone draws. */
async function seen(text: string): Promise<string> {
  const { data, size } = encode(text, { border: 4 })
  const pixels = Buffer.from(data.flat().map((isDark) => (isDark ? 0 : 255)))
  const drawn = sharp(pixels, { raw: { width: size, height: size, channels: 1 } }).resize(
    size * 6,
    size * 6,
    { kernel: 'nearest' },
  )
  const { data: big, info } = await drawn
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const rgba = info.channels === 4 ? big : await sharp(big, { raw: info }).ensureAlpha().raw().toBuffer()
  return jsqr.default(new Uint8ClampedArray(rgba), info.width, info.height)?.data ?? ''
}

describe('squares in applications of phones', () => {
  let parvis: TestApp
  let [pool, stadium] = [{} as TestPartner, {} as TestPartner]
  let [door, other] = [{} as TestDoor, {} as TestDoor]
  let lucette = {} as TestBrowser
  let [passId, seq] = [0, 0]
  const google = generateKeyPairSync('rsa', { modulusLength: 2048 })
  before(async () => {
    makeCertificates()
    const private_key = google.privateKey.export({ type: 'pkcs8', format: 'pem' })
    writeFileSync(at('google.json'), JSON.stringify({ client_email: 'pass@essai.example', private_key }))
    parvis = await createTestApp({
      env: {
        ...{
          PARVIS_APPLE_FOLDER: folder,
          PARVIS_APPLE_TYPE: 'pass.fr.essai',
          PARVIS_APPLE_TEAM: 'ABCDE12345',
        },
        ...{ PARVIS_GOOGLE_FILE: at('google.json'), PARVIS_GOOGLE_ISSUER: '3388000000012345678' },
      },
    })
    const by = 'admin@parvis.example'
    pool = await openPool(parvis, { by, managedBy: KARIM })
    stadium = await openPool(parvis, { by, managedBy: KARIM, name: 'Un stade' })
    ;[door, other] = [await openDoor(parvis, pool), await openDoor(parvis, stadium)]
    const { rows } = await parvis.db.write(system, (tx) =>
      sql<{
        id: number
      }>`insert into pass.product (partner_id, sector, name, kind, months, alone, on_paper, since)
        values (${pool.partner}, 'sport', 'Bassin libre', 'entry', 12, 0, true, '2026-01-01') returning id`.execute(
        tx.q,
      ),
    )
    const { personId } = await parvis.actor(LUCETTE)
    passId = await parvis.db.write(system, async (tx) => {
      const { id } = await openPass(tx, personId ?? 0, null)
      await giveEntitlement(tx, {
        ...{
          passId: id,
          product: (await productById(tx, rows[0]?.id ?? 0)) ?? assert.fail('offered'),
          class: '',
        },
        ...{ since: '2026-01-01', until: '2098-12-31', paid: null },
        ...{ givenAs: 'desk', because: 'Donné pour un essai.', decidedBy: null },
      })
      return id
    })
    lucette = await parvis.signedInAs(LUCETTE)
  })
  after(async () => {
    await parvis.close()
    rmSync(folder, { recursive: true })
  })

  const asked = (application: string, lieu = `${pool.partner}:sport`) =>
    lucette.post('/pass/application', { application, lieu })
  const check = async (to: TestDoor, text: string): Promise<string> => {
    seq += 1
    return (await to.check(seq, text)).json.result
  }
  const live = async () =>
    (await parvis.db.read(system, (tx) => supportsOf(tx, passId))).filter(({ endedAt }) => endedAt === null)

  let square = ''

  test('Apple’s is a zip whose manifest tells the digest of all in it, signed by our certificate', async () => {
    assert.match((await lucette.get('/pass/cartes')).body, /Apple Wallet[^]*Google Wallet/)
    const reply = await asked('apple')
    assert.equal(reply.statusCode, 200)
    assert.equal(reply.headers['content-type'], 'application/vnd.apple.pkpass')
    const read = (name: string) => partOf(reply.rawPayload, name, 1_000_000) ?? assert.fail(name)
    const manifest = JSON.parse(read('manifest.json').toString()) as Record<string, string>
    assert.deepEqual(
      namesIn(reply.rawPayload).toSorted(),
      [...Object.keys(manifest), 'manifest.json', 'signature'].toSorted(),
    )
    for (const [name, digest] of Object.entries(manifest))
      assert.equal(createHash('sha1').update(read(name)).digest('hex'), digest, name)
    writeFileSync(at('manifest.json'), read('manifest.json'))
    writeFileSync(at('signature'), read('signature'))
    const verify = (content: string) =>
      openssl(
        'smime',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'signature',
        '-content',
        content,
        '-CAfile',
        'wwdr.pem',
        '-purpose',
        'any',
        '-out',
        'verified',
      )
    verify('manifest.json')
    assert.deepEqual(readFileSync(at('verified')), read('manifest.json'))
    writeFileSync(at('changed.json'), `${read('manifest.json').toString()} `)
    assert.throws(() => verify('changed.json'))
    const shown = JSON.parse(read('pass.json').toString())
    assert.deepEqual([shown.passTypeIdentifier, shown.teamIdentifier], ['pass.fr.essai', 'ABCDE12345'])
    assert.equal(shown.generic.primaryFields[0].value, 'Une piscine')
    assert.doesNotMatch(JSON.stringify(shown), /Lucette|Morandat/)
    square = shown.barcodes[0].message
    const icon = await sharp(read('icon@2x.png')).metadata()
    assert.deepEqual([icon.format, icon.width, icon.height], ['png', 58, 58])
  })

  test('its square is read by a camera, and opens at its partner alone', async () => {
    assert.equal(await seen(square), square)
    assert.equal(await check(door, square), 'ok')
    assert.equal(await check(other, square), 'elsewhere')
  })

  test('Google’s is a link that bears all of it, signed by the account; the other application is not touched', async () => {
    const reply = await asked('google')
    assert.equal(reply.statusCode, 200)
    const [, jwt = ''] = /href="https:\/\/pay\.google\.com\/gp\/v\/save\/([\w.-]+)"/.exec(reply.body) ?? []
    const { payload, protectedHeader } = await jwtVerify(
      jwt,
      createPublicKey(google.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string),
      {
        ...{
          issuer: 'pass@essai.example',
          audience: 'google',
          algorithms: ['RS256'],
          currentDate: parvis.now(),
        },
      },
    )
    assert.equal(protectedHeader.alg, 'RS256')
    // Whatever JSON it is: parts of it are looked at.
    // oxlint-disable-next-line typescript/no-explicit-any
    const [object] = (payload.payload as any).genericObjects
    assert.match(object.id, /^3388000000012345678\.[\da-f-]{36}$/)
    assert.doesNotMatch(JSON.stringify(payload), /Lucette|Morandat/)
    const own: string = object.barcode.value
    const values = [square, own].map((text) => readPresented(text)?.token.claims.value)
    assert.notDeepEqual(values[0], values[1])
    parvis.advance({ minutes: 11 })
    assert.deepEqual([await check(door, own), await check(door, square)], ['ok', 'ok'])
    const [, link] = (await live()).filter(({ app }) => app !== null)
    assert.equal((await lucette.post(`/pass/supports/${link?.id}`, {})).statusCode, 303)
    parvis.advance({ minutes: 11 })
    assert.deepEqual([await check(door, own), await check(door, square)], ['stopped', 'ok'])
  })

  test('asked again, the one before is replaced; of what is not theirs, nothing is given', async () => {
    assert.equal((await asked('apple')).statusCode, 200)
    parvis.advance({ minutes: 11 })
    assert.equal(await check(door, square), 'stopped')
    assert.equal((await live()).filter(({ app }) => app === 'apple').length, 1)
    assert.equal((await asked('apple', `${stadium.partner}:sport`)).statusCode, 409)
    assert.equal((await asked('samsung')).statusCode, 422)
    assert.doesNotMatch((await lucette.get('/pass/portefeuille')).body, /Apple Wallet/)
  })

  test('without keys, nothing of it is offered', async () => {
    const plain = await createTestApp()
    try {
      const { personId } = await plain.actor(LUCETTE)
      await plain.db.write(system, (tx) => openPass(tx, personId ?? 0, null))
      const own = await plain.signedInAs(LUCETTE)
      assert.doesNotMatch((await own.get('/pass/cartes')).body, /Wallet/)
      for (const application of ['apple', 'google'])
        assert.equal((await own.post('/pass/application', { application, lieu: '1:sport' })).statusCode, 404)
    } finally {
      await plain.close()
    }
  })
})
