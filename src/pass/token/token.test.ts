// Codes and tokens: read as they were written and no other way, by foreign libraries too, and saying nothing that joins two partners.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { Headers, ProtectedHeaders, Sign1 } from '@auth0/cose'
import { decode as decodeCbor } from 'cborg'
import fc from 'fast-check'
import { fromBase32, toBase32 } from './base32.ts'
import { fromBase45, toBase45 } from './base45.ts'
import { fromText, randomBytes, toText, utf8 } from './bytes.ts'
import { read, write } from './cbor.ts'
import { type Claims, lifeOf, readClaims, writeClaims } from './claims.ts'
import { isSignedBy, MOST_TOKEN, readSigned, sign } from './cose.ts'
import { importKey, kidOf, newKeys, publicKeyOf } from './keys.ts'
import { claimsOf, MUSEUM, newSigner, type NewSigner, NOW, phoneToken, POOL } from './pass.fixture.ts'
import { issue } from './present.ts'
import { readSpoken, spokenGroups } from './spoken.ts'
import { REFUSALS } from './words.ts'

const bytes = fc.uint8Array({ maxLength: 200 }).map((some) => Uint8Array.from(some))
const flipped = (from: Uint8Array, at: number, mask: number) =>
  Uint8Array.from(from, (byte, n) => (n === at % from.length ? byte ^ mask : byte))
const mask = fc.integer({ min: 1, max: 255 })

describe('texts of codes', () => {
  test('base45 is RFC 9285’s, one text for some bytes and the reverse', () => {
    for (const [said, written] of [
      ['AB', 'BB8'],
      ['Hello!!', '%69 VD92EX0'],
      ['base-45', 'UJCLQE7W581'],
      ['ietf!', 'QED8WEX0'],
    ] as const)
      assert.equal(toBase45(utf8(said)), written)
    fc.assert(fc.property(bytes, (some) => assert.deepEqual(fromBase45(toBase45(some)), some)))
    for (const wrong of ['A', 'GGW', ':::', '::', 'bb8', 'BB8\n', 'BB8 😀', 'É00'])
      assert.equal(fromBase45(wrong), null, wrong)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'09AZ :%') }), (text) => {
        const some = fromBase45(text)
        if (some !== null) assert.equal(toBase45(some), text)
      }),
    )
  })

  test('base 32 and base64url are read as they are written alone', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        assert.deepEqual(fromBase32(toBase32(some)), some)
        assert.deepEqual(fromText(toText(some)), some)
      }),
    )
    for (const wrong of ['U0', '0', 'ZZ', '0o', '00 ']) assert.equal(fromBase32(wrong), null, wrong)
    for (const wrong of ['A', 'AB', 'AA==', 'A+==', 'AA\n']) assert.equal(fromText(wrong), null, wrong)
  })

  test('a spoken code is read however somebody tired types it', () => {
    assert.equal(readSpoken(' 7h3k-m2qx '), '7H3KM2QX')
    assert.equal(readSpoken('oil0 O1l2'), '01100112')
    assert.equal(spokenGroups('7H3KM2QX'), '7H3K M2QX')
    for (const wrong of ['', '7H3KM2Q', '7H3KM2QXX', '7H3KM2QU', 'é'.repeat(8), '7'.repeat(60)])
      assert.equal(readSpoken(wrong), null, wrong)
    for (let n = 0; n < 50; n += 1) {
      const drawn = toBase32(randomBytes(5))
      assert.equal(readSpoken(spokenGroups(drawn).toLowerCase()), drawn)
    }
  })
})

describe('CBOR', () => {
  test('has one encoding: what another writer would write otherwise is refused', () => {
    const wrong = {
      'a length on two bytes': '5801ff',
      'an indefinite array': '9f01ff',
      'an indefinite string': '5f4101ff',
      'a key twice': 'a201010102',
      'keys in another order': 'a202010101',
      'something behind': '0100',
      'a tag': 'd2820102',
      undefined: 'f7',
      'a number as a float': 'f93c00',
      'not a number': 'f97e00',
      'a text that is no UTF-8': '61ff',
      'cut short': '4201',
      'a huge array': '9affffffff',
      nothing: '',
    }
    for (const [what, hex] of Object.entries(wrong))
      assert.equal(read(Uint8Array.from(Buffer.from(hex, 'hex')), 100), undefined, what)
    assert.equal(read(write('a'.repeat(99)), 100), undefined, 'too long')
    fc.assert(fc.property(bytes, (some) => void read(some, 200)))
  })
})

describe('signatures', () => {
  let issuer: NewSigner
  before(async () => {
    issuer = await newSigner()
  })

  test('any flipped byte is refused, and so is any other key', async () => {
    const token = await issue(claimsOf(), issuer)
    const signed = readSigned(token) ?? assert.fail()
    assert.ok(await isSignedBy(signed, issuer.verifies))
    assert.ok(!(await isSignedBy(signed, (await newSigner()).verifies)))
    const tagged = readSigned(Uint8Array.of(0xd2, ...token)) ?? assert.fail('the tag may be there')
    assert.ok(await isSignedBy(tagged, issuer.verifies))
    await fc.assert(
      fc.asyncProperty(fc.nat(), mask, async (at, bits) => {
        const other = readSigned(flipped(token, at, bits))
        assert.ok(other === null || !(await isSignedBy(other, issuer.verifies)), `byte ${at % token.length}`)
      }),
      { numRuns: 300 },
    )
  })

  test('another algorithm, an unsigned header, a header not understood are refused', async () => {
    const [header, , payload, signature] = decodeCbor(await issue(claimsOf(), issuer), {
      useMaps: true,
    }) as [Uint8Array, unknown, Uint8Array, Uint8Array]
    const wrapped = (head: unknown, unprotected: unknown = new Map()) =>
      readSigned(write([write(head), unprotected, payload, signature]))
    assert.ok(readSigned(write([header, new Map(), payload, signature])))
    for (const alg of [-8, -35, -37, 5, 0, 'ES256', null]) assert.equal(wrapped(new Map([[1, alg]])), null)
    assert.equal(wrapped(new Map()), null)
    assert.equal(
      wrapped(
        new Map([
          [1, -7],
          [2, [1]],
        ] as [number, unknown][]),
      ),
      null,
      'critical headers',
    )
    assert.equal(wrapped(new Map([[1, -7]]), new Map([[4, Uint8Array.of(1)]])), null)
    assert.equal(readSigned(write([header, new Map(), new Uint8Array(MOST_TOKEN), signature])), null)
    assert.equal(readSigned(write([header, new Map(), payload, signature.subarray(1)])), null)
  })

  test('a foreign library reads ours, and we read its', async () => {
    const payload = writeClaims(claimsOf())
    const ours = await sign(payload, { key: issuer.key, kid: issuer.kid, type: 65_001 })
    const read_ = Sign1.decode(ours)
    await read_.verify(issuer.verifies)
    assert.deepEqual(Uint8Array.from(read_.payload), payload)
    await assert.rejects(Sign1.decode(ours).verify((await newSigner()).verifies))

    const headers = new ProtectedHeaders([
      [Headers.Algorithm, -7],
      [Headers.KeyID, issuer.kid],
    ] as never)
    const theirs = Uint8Array.from((await Sign1.sign(headers, undefined, payload, issuer.key)).encode())
    const signed = readSigned(theirs) ?? assert.fail('not read')
    assert.ok(await isSignedBy(signed, issuer.verifies))
    assert.deepEqual(signed.payload, payload)
    assert.deepEqual(signed.kid, issuer.kid)
  })

  test('a key is told by 33 bytes, and no point off the curve is taken', async () => {
    for (let n = 0; n < 20; n += 1) {
      const { publicKey } = await newKeys()
      const told = await publicKeyOf(publicKey)
      const again = (await importKey(told)) ?? assert.fail()
      assert.deepEqual(
        await crypto.subtle.exportKey('raw', again),
        await crypto.subtle.exportKey('raw', publicKey),
      )
      assert.equal((await kidOf(told)).length, 8)
      assert.notDeepEqual(await kidOf(told), await kidOf({ ...told, odd: !told.odd }))
    }
    const off = await Promise.all(
      Array.from({ length: 32 }, (_, n) => importKey({ x: new Uint8Array(32).fill(n), odd: true })),
    )
    assert.ok(off.includes(null), 'half of them are no points')
    assert.equal(await importKey({ x: new Uint8Array(32).fill(255), odd: true }), null)
    assert.equal(await importKey({ x: new Uint8Array(31), odd: true }), null)
    await assert.rejects(crypto.subtle.exportKey('pkcs8', (await newKeys()).privateKey))
  })
})

describe('claims', () => {
  const name = fc.stringMatching(/^[a-z\d][a-z\d_-]{0,8}$/)
  const right = fc.record({
    product: name,
    class: fc.oneof(name, fc.constant('')),
    left: fc.option(fc.nat({ max: 1_000_000 })),
    until: fc.option(fc.nat()),
  })

  test('come back as they went', async () => {
    const { shown } = await newSigner()
    fc.assert(
      fc.property(
        name,
        name,
        fc.array(right, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.nat(),
        (partner, sector, rights, isPhone, statusIndex) => {
          const holder = isPhone ? shown : null
          const given = rights.map((right) => ({ ...right }))
          const claims = claimsOf({ audience: { partner, sector }, rights: given, holder, statusIndex })
          assert.deepEqual(readClaims(writeClaims(claims)), claims)
        },
      ),
    )
  })

  test('are refused out of their bounds', async () => {
    const { shown } = await newSigner()
    const wrong: Partial<Record<keyof Claims, unknown>>[] = [
      { issuer: '' },
      { issuer: 'a'.repeat(41) },
      { audience: { partner: 'Piscines', sector: 'sport' } },
      { audience: { partner: 'a/b', sector: 'sport' } },
      { expiresAt: -1 },
      { notBefore: 1.5 },
      { issuedAt: 'now' },
      { id: randomBytes(11) },
      { value: randomBytes(17) },
      { statusIndex: -1 },
      { rights: [] },
      { rights: Array.from({ length: 7 }, () => claimsOf().rights[0]) },
      { rights: [{ product: 'entree', class: 'solidaire', left: -1, until: null }] },
      { rights: [{ product: 'entree', class: 'Jean Dupont', left: 1, until: null }] },
      { holder: { x: shown.x.slice(1), odd: true } },
    ]
    for (const changed of wrong)
      assert.equal(
        readClaims(writeClaims({ ...claimsOf(), ...changed } as Claims)),
        null,
        JSON.stringify(changed),
      )
    const map = read(writeClaims(claimsOf({ holder: shown })), 800) as Map<number, unknown>
    assert.deepEqual([...map.keys()], [1, 3, 4, 5, 6, 7, 8, 65535, -65537])
    map.delete(8)
    for (const key of map.keys()) {
      const less = new Map(map)
      less.delete(key)
      assert.equal(readClaims(write(less)), null, `without ${key}`)
    }
    assert.equal(readClaims(write(new Map(map).set(2, 'somebody'))), null, 'a claim that nobody knows')
  })

  test('tokens of one pass for two partners have nothing in common but what all passes have', async () => {
    const issuer = await newSigner()
    const leaves = (value: unknown): unknown[] =>
      value instanceof Uint8Array
        ? [toText(value)]
        : value instanceof Map
          ? [...value.values()].flatMap(leaves)
          : Array.isArray(value)
            ? value.flatMap(leaves)
            : [value]
    const said = async (changed: Partial<Claims>) => {
      const { token } = await phoneToken(issuer, changed)
      const signed = readSigned(token) ?? assert.fail()
      return new Set([
        ...leaves(read(signed.payload, 800)),
        toText(signed.signature),
        toText(signed.protectedHeader),
      ])
    }
    const pool = await said({ audience: POOL, statusIndex: 51_207 })
    const museum = await said({
      audience: MUSEUM,
      statusIndex: 903,
      ...lifeOf(NOW + 900, 24),
      rights: [{ product: 'visite', class: 'moins-de-26', left: null, until: null }],
    })
    const stranger = await said({ ...lifeOf(NOW - 60, 24), statusIndex: 4 })
    const common = [...pool].filter((leaf) => museum.has(leaf))
    // The parity of the keys is a toss: left out where it falls alike.
    const everybody = common.filter((leaf) => typeof leaf !== 'boolean' && leaf !== null)
    assert.deepEqual(
      everybody.filter((leaf) => !stranger.has(leaf)),
      [],
    )
    assert.ok(everybody.length <= 8, everybody.join())
  })

  test('enumeration: what is drawn has 96 bits at least, and none twice', async () => {
    const { claims } = await phoneToken(await newSigner())
    assert.ok(claims.id.length * 8 >= 96 && claims.value.length * 8 >= 96)
    const drawn = new Set(Array.from({ length: 2000 }, () => toText(claimsOf().id)))
    assert.equal(drawn.size, 2000)
  })
})

test('words at a door say what to do, and nothing of the person', () => {
  for (const [id, { word, todo }] of Object.entries(REFUSALS)) {
    assert.match(word, /^[A-ZÀ][^.]+$/, id)
    assert.match(todo, /^[A-Z].+\.$/, id)
    assert.doesNotMatch(`${word} ${todo}`, /suspendu|perdu|volé|quotient|âge|handicap|adresse|nom|droit/i, id)
  }
})
