// What phones and papers show: read back by a camera, dead after a minute, and never by an error.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import jsqr from 'jsqr'
import { encode as encodeQr } from 'uqr'
import { anyText } from '#test/texts.ts'
import { isSame, randomBytes } from './bytes.ts'
import { writeClaims } from './claims.ts'
import { isSignedBy, sign } from './cose.ts'
import { isShownNow, macBy, onlineKey, readOnline, STEP, writeOnline } from './online.ts'
import { claimsOf, newSigner, type NewSigner, NOW, phoneToken } from './pass.fixture.ts'
import { issue, present, printed, readPresented } from './present.ts'

const bytes = fc.uint8Array({ maxLength: 200 }).map((some) => Uint8Array.from(some))
const flipped = (from: Uint8Array, at: number) =>
  Uint8Array.from(from, (byte, n) => (n === at ? byte ^ 1 : byte))

/** Drawn and read back by a foreign reader, as at a door. @returns what it read, and the version of the code */
function throughQr(text: string, ecc: 'L' | 'M' = 'M') {
  const { size, data, version } = encodeQr(text, { ecc, border: 4 })
  const scale = 4
  const side = size * scale
  const pixels = new Uint8ClampedArray(side * side * 4).map((_, n) => {
    const [x, y] = [Math.floor(((n >> 2) % side) / scale), Math.floor((n >> 2) / side / scale)]
    return n % 4 === 3 ? 255 : data[y]?.[x] === true ? 0 : 255
  })
  return { version, text: jsqr.default(pixels, side, side)?.data }
}

describe('what a phone shows', () => {
  let issuer: NewSigner
  before(async () => {
    issuer = await newSigner()
  })

  test('without network: the token within the signature of the phone, read by a camera', async () => {
    const { phone, token, claims } = await phoneToken(issuer)
    const text = await present(token, phone.key, { to: 'Q7K2M9', now: NOW })
    const read_ = readPresented(text) ?? assert.fail()
    assert.deepEqual(read_.token.claims, claims)
    assert.equal(read_.shown?.at, NOW)
    assert.equal(read_.shown?.to, 'Q7K2M9')
    assert.ok(await isSignedBy(read_.shown?.signed ?? assert.fail(), phone.verifies))
    const seen = throughQr(text)
    assert.equal(seen.text, text)
    assert.ok(seen.version <= 14, `version ${seen.version} for ${text.length} characters`)
    assert.ok(throughQr(text, 'L').version <= 12)
  })

  test('on paper: the token alone; a phone’s token alone is a copy', async () => {
    const { token } = await phoneToken(issuer)
    assert.equal(readPresented(printed(token)), null)
    const paper = printed(await issue(claimsOf(), issuer))
    assert.equal(readPresented(paper)?.shown, null)
    const seen = throughQr(paper)
    assert.equal(seen.text, paper)
    assert.ok(seen.version <= 10, `version ${seen.version} for ${paper.length} characters`)
  })

  test('a paper token within the signature of any phone is no phone’s', async () => {
    const phone = await newSigner()
    const text = await present(await issue(claimsOf(), issuer), phone.key, { to: 'x', now: NOW })
    assert.equal(readPresented(text), null)
  })

  test('a signature of one type never stands for another', async () => {
    const payload = writeClaims(claimsOf())
    for (const type of [65_002, 65_003, 'application/statuslist+cwt'])
      assert.equal(readPresented(printed(await sign(payload, { ...issuer, type }))), null)
  })

  test('reading never throws, whatever is shown', async () => {
    const { phone, token } = await phoneToken(issuer)
    const text = await present(token, phone.key, { to: 'x', now: NOW })
    fc.assert(fc.property(anyText(60), (some) => readPresented(some) === null))
    fc.assert(fc.property(bytes, (some) => readPresented(printed(some)) === null))
    fc.assert(
      fc.property(fc.nat({ max: text.length - 2 }), (to) => readPresented(text.slice(0, to)) === null),
    )
    assert.equal(readPresented('PV2:'.padEnd(200_000, '0')), null)
  })

  test('online: an id once, 34 characters, a version 2', async () => {
    const secret = randomBytes(32)
    const key = await onlineKey(secret)
    const id = randomBytes(12)
    const text = await writeOnline(key, id, NOW)
    assert.equal(text.length, 34)
    assert.deepEqual(throughQr(text), { version: 2, text })
    assert.ok(isSame(readOnline(text)?.id ?? assert.fail(), id))
    const step = Buffer.alloc(6)
    step.writeUIntBE(Math.floor(NOW / 20), 0, 6)
    const said = Buffer.concat([Buffer.from('parvis pass online'), id, step])
    const mac = createHmac('sha256', secret).update(said).digest().subarray(0, 6)
    assert.ok(isSame(readOnline(text)?.mac ?? assert.fail(), mac), 'as docs/guides/pass-codes.md says')
    for (const wrong of ['', text.slice(1), `${text}0`, text.toLowerCase(), text.replace('PV1', 'PV2')])
      assert.equal(readOnline(wrong), null, wrong)
    fc.assert(fc.property(anyText(60), (some) => readOnline(some) === null))
  })

  test('screenshot: an online code dies within 60 seconds, whatever the clock of the phone', async () => {
    const key = await onlineKey(randomBytes(32))
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 10 ** 9 }), fc.integer({ min: -90, max: 90 }), async (second, drift) => {
        const shownAt = NOW + second
        const code = readOnline(await writeOnline(key, randomBytes(12), shownAt + drift)) ?? assert.fail()
        const taken = await Promise.all(
          Array.from({ length: 300 }, (_, n) => isShownNow(macBy(key), code, shownAt - 150 + n)),
        )
        assert.equal(taken.filter(Boolean).length, 3 * STEP, 'a minute in all')
        if (Math.abs(drift) < STEP) assert.ok(taken[150], 'taken when it is shown')
        assert.ok(!taken[150 + 60 + Math.max(0, drift)], 'never after')
      }),
      { numRuns: 10 },
    )
    const code = readOnline(await writeOnline(key, randomBytes(12), NOW)) ?? assert.fail()
    assert.ok(!(await isShownNow(macBy(await onlineKey(randomBytes(32))), code, NOW)), 'another phone')
    assert.ok(!(await isShownNow(macBy(key), { ...code, id: randomBytes(12) }, NOW)), 'another id')
    assert.ok(!(await isShownNow(macBy(key), { ...code, mac: flipped(code.mac, 5) }, NOW)))
  })
})
