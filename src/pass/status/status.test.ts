// Status lists: a bit for each token of a sector, read by foreign libraries as by ours, and refused when anybody touched them.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { Sign1 } from '@auth0/cose'
import { StatusList as ForeignList } from '@sd-jwt/jwt-status-list'
import { decode as decodeCbor } from 'cborg'
import fc from 'fast-check'
import { fromText, toText } from '../token/bytes.ts'
import { write } from '../token/cbor.ts'
import { readSigned, sign } from '../token/cose.ts'
import { type IssuerKey, issuerKey } from '../token/issuers.ts'
import { claimsOf, newSigner, type NewSigner, NOW } from '../token/pass.fixture.ts'
import { issue } from '../token/present.ts'
import { bitsOf, isStopped, packed, unpacked } from './bits.ts'
import { readList, type StatusList, writeList } from './list.ts'

const URI = 'https://metropole.test/pass/etats/sport'
const TYPE = 'application/statuslist+cwt'

const listOf = (size: number, stopped: Iterable<number>, changed: Partial<StatusList> = {}): StatusList => ({
  uri: URI,
  issuedAt: NOW,
  expiresAt: NOW + 86_400,
  ttl: 900,
  bits: bitsOf(size, stopped),
  ...changed,
})

describe('the bits', () => {
  test('say of each entry whether it is stopped, and of one that is not there that it is', () => {
    const size = fc.integer({ min: 1, max: 300 })
    fc.assert(
      fc.property(size, fc.array(fc.nat()), (entries, some) => {
        const stopped = new Set(some.map((index) => index % entries))
        const bits = bitsOf(entries, stopped)
        for (let index = 0; index < entries; index += 1)
          assert.equal(isStopped(bits, index), stopped.has(index), `${index} of ${entries}`)
        assert.ok(
          isStopped(bits, -1) &&
            isStopped(bits, entries) &&
            isStopped(bits, entries + 8) &&
            isStopped(bits, 2 ** 31),
        )
      }),
    )
    for (const wrong of [0, -1, 1.5, 2 ** 40]) assert.throws(() => bitsOf(wrong, []), RangeError)
    for (const index of [-1, 8, 1.5]) assert.throws(() => bitsOf(8, [index]), RangeError)
  })

  test('are those of the example of the draft', async () => {
    const packedBits = Uint8Array.from(Buffer.from('78dadbb918000217015d', 'hex'))
    const bits = toText((await unpacked(packedBits)) ?? assert.fail())
    assert.deepEqual(
      Array.from({ length: 16 }, (_, index) => (isStopped(bits, index) ? 1 : 0)),
      [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1],
    )
  })

  test('are read by a foreign library, and its are by us', async () => {
    const stopped = [0, 3, 9, 63, 64, 999]
    const ours = toText(await packed(fromText(bitsOf(1000, stopped)) ?? assert.fail()))
    const read = ForeignList.decompressStatusList(ours, 1)
    for (let index = 0; index < 1000; index += 1)
      assert.equal(read.getStatus(index) === 1, stopped.includes(index), String(index))

    const theirs = new ForeignList(
      Array.from({ length: 1000 }, (_, index) => (stopped.includes(index) ? 1 : 0)),
      1,
    ).compressStatusList()
    const bits = toText((await unpacked(fromText(theirs) ?? assert.fail())) ?? assert.fail())
    for (let index = 0; index < 1000; index += 1)
      assert.equal(isStopped(bits, index), stopped.includes(index), String(index))
  })

  test('damaged, cut or blown up, they unpack to nothing', async () => {
    const whole = await packed(new Uint8Array(5000))
    assert.equal(await unpacked(whole.slice(0, whole.length - 3)), null)
    assert.equal(await unpacked(new Uint8Array(20)), null)
    assert.equal(await unpacked(Uint8Array.of(...whole, 1)), null)
    const bomb = await packed(new Uint8Array(64 * 1024 * 1024))
    assert.ok(bomb.length < 100_000)
    assert.equal(await unpacked(bomb), null)
  })
})

describe('a signed list', () => {
  let issuer: NewSigner
  let keys: readonly IssuerKey[]
  before(async () => {
    issuer = await newSigner()
    keys = [await issuerKey(issuer.verifies, { from: NOW - 3600, until: NOW + 3600 })]
  })
  const readNow = (
    bytes: Uint8Array,
    changed: Partial<{ uri: string; notBefore: number; now: number }> = {},
  ) => readList(bytes, keys, { uri: URI, notBefore: 0, now: NOW, ...changed })

  test('comes back as it went, and a foreign library believes it', async () => {
    const list = listOf(1000, [5, 6])
    const bytes = await writeList(list, issuer)
    assert.deepEqual(await readNow(bytes), list)
    const foreign = Sign1.decode(bytes)
    await foreign.verify(issuer.verifies)
    const claims = decodeCbor(foreign.payload, { useMaps: true }) as Map<number, Map<string, Uint8Array>>
    const said = claims.get(65533)
    assert.equal(said?.get('bits'), 1)
    const read = ForeignList.decompressStatusList(toText(said?.get('lst') ?? assert.fail()), 1)
    assert.deepEqual(
      [4, 5, 6, 7].map((index) => read.getStatus(index)),
      [0, 1, 1, 0],
    )
  })

  test('forged: by another key, by a key out of its days, by one changed byte', async () => {
    const bytes = await writeList(listOf(1000, [5]), issuer)
    assert.equal(await readNow(await writeList(listOf(1000, []), await newSigner())), 'forged')
    assert.equal(
      await readNow(await writeList(listOf(1000, []), { ...(await newSigner()), kid: issuer.kid })),
      'forged',
    )
    assert.equal(await readNow(bytes, { now: NOW - 3601 }), 'forged')
    assert.equal(await readNow(bytes, { now: NOW + 3600 }), 'forged')
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const other = Uint8Array.from(bytes, (byte, n) => (n === at % bytes.length ? byte ^ mask : byte))
        assert.equal(typeof (await readNow(other)), 'string')
      }),
      { numRuns: 200 },
    )
  })

  test('of another sector, older than the one held, past its end: refused', async () => {
    const bytes = await writeList(listOf(1000, [5]), issuer)
    assert.equal(await readNow(bytes, { uri: URI.replace('sport', 'culture') }), 'foreign')
    assert.equal(await readNow(bytes, { notBefore: NOW + 1 }), 'older')
    assert.deepEqual(await readNow(bytes, { notBefore: NOW }), listOf(1000, [5]))
    const short = await writeList(listOf(1000, [5], { expiresAt: NOW + 10 }), issuer)
    assert.equal(await readNow(short, { now: NOW + 70 }), 'expired')
  })

  test('a token is no list, a list is no token, and anything else neither', async () => {
    assert.equal(await readNow(await issue(claimsOf(), issuer)), 'unread')
    const { payload: said } = readSigned(await writeList(listOf(8, []), issuer)) ?? assert.fail()
    assert.equal(typeof (await readNow(await sign(said, { ...issuer, type: TYPE }))), 'object')
    for (const type of [65_001, 65_002, 'application/cwt'])
      assert.equal(await readNow(await sign(said, { ...issuer, type })), 'unread')
    for (const payload of [write(new Map()), write([]), write(new Map([[2, URI]]))])
      assert.equal(await readNow(await sign(payload, { ...issuer, type: TYPE })), 'unread')
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (some) => {
        assert.equal(await readNow(Uint8Array.from(some)), 'unread')
      }),
    )
  })

  test('of 1.4 million entries, one in a hundred stopped, weighs under 20 kB', async () => {
    const size = 1_400_000
    const stopped = new Set<number>()
    // Drawn by a congruence of full period: as spread as chance, the same at each run.
    for (let n = 1; stopped.size < size / 100; n = (n * 1_664_525 + 1_013_904_223) % 2 ** 32)
      stopped.add(Math.floor((n / 2 ** 32) * size))
    const bytes = await writeList(listOf(size, stopped), issuer, (bits) => deflateSync(bits, { level: 9 }))
    assert.ok(bytes.length < 20_000, `${bytes.length} bytes`)
    const list = await readNow(bytes)
    assert.ok(typeof list !== 'string' && [...stopped].every((index) => isStopped(list.bits, index)))
    assert.ok(typeof list !== 'string' && list.bits === bitsOf(size, stopped))
  })
})
