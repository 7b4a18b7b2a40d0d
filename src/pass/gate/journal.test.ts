// The journal of a door, and the time that the server signs for it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { encode, rfc8949EncodeOptions } from 'cborg'
import fc from 'fast-check'
import { randomBytes, toText } from '../token/bytes.ts'
import { issuerKey } from '../token/issuers.ts'
import { newSigner, NOW, phoneToken } from '../token/pass.fixture.ts'
import { present } from '../token/present.ts'
import { readTime, writeTime } from './clock.ts'
import { decide } from './decide.ts'
import { doorOf, TO } from './gate.fixture.ts'
import { type Entry, entryAfter, type Event, eventOf, followed, type Head, START } from './journal.ts'

const event = (at: number): Event => ({
  at,
  result: at % 3 === 0 ? 'shown' : 'ok',
  product: 'entree',
  class: 'solidaire',
  cents: null,
  cti: toText(randomBytes(12)),
})

async function run(length: number, from: Head = START): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let n = 0; n < length; n += 1) entries.push(await entryAfter(entries.at(-1) ?? from, event(NOW + n)))
  return entries
}

const last = ({ seq, hash }: Entry): Head => ({ seq, hash })

describe('a journal', () => {
  test('is followed from any entry that was believed, and is plain data', async () => {
    const entries = await run(6)
    const end = last(entries[5] ?? assert.fail())
    assert.deepEqual(await followed(entries, START), end)
    const { hash, prev, cti, ...said } = entries[0] ?? assert.fail()
    const [before, shown] = [prev, cti ?? ''].map((text) => new Uint8Array(Buffer.from(text, 'base64url')))
    const bytes = encode({ ...said, prev: before, cti: shown }, rfc8949EncodeOptions)
    assert.equal(
      createHash('sha256').update(bytes).digest('base64url'),
      hash,
      'as docs/guides/pass-codes.md says',
    )
    assert.deepEqual(await followed(JSON.parse(JSON.stringify(entries)) as Entry[], START), end)
    assert.deepEqual(await followed(entries.slice(3), last(entries[2] ?? assert.fail())), end)
    assert.deepEqual(await followed([], end), end)
    assert.deepEqual(await followed(entries.slice(2), START), { broken: 0 }, 'the first were kept back')
    assert.deepEqual(await followed(entries, end), { broken: 0 }, 'sent twice')
  })

  test('any order but its own is refused, and so is an entry taken out or put in', async () => {
    const entries = await run(6)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(entries, { minLength: 1 }), async (some) => {
        const isStart = some.every((entry, n) => entry === entries[n])
        assert.equal('broken' in (await followed(some, START)), !isStart)
      }),
    )
    const start = last(entries[2] ?? assert.fail())
    for (const head of [
      { ...start, seq: 4 },
      { ...start, seq: 2 },
      { ...start, hash: START.hash },
    ])
      assert.deepEqual(
        await followed([await entryAfter(head, event(NOW))], start),
        { broken: 0 },
        'made for elsewhere',
      )
    const strange = await run(1)
    assert.deepEqual(await followed([...entries.slice(0, 3), ...strange, ...entries.slice(3)], START), {
      broken: 3,
    })
  })

  test('any changed field is refused, where it is', async () => {
    const entries = await run(4)
    const changes: Partial<Entry>[] = [
      { at: NOW + 2.5 },
      { at: NOW - 1 },
      { result: 'undone' },
      { product: 'autre' },
      { product: null },
      { class: 'plein' },
      { cents: 1 },
      { cti: null },
      { cti: toText(randomBytes(12)) },
      { cti: 'é' },
      { seq: 4 },
      { prev: START.hash },
      { hash: START.hash },
    ]
    for (const change of changes) {
      const changed = entries.map((entry, n) => (n === 2 ? { ...entry, ...change } : entry))
      assert.deepEqual(await followed(changed, START), { broken: 2 }, JSON.stringify(change))
    }
  })

  test('tells what was decided, and names nobody', async () => {
    const issuer = await newSigner()
    const { phone, token, claims } = await phoneToken(issuer)
    const text = await present(token, phone.key, { to: TO, now: NOW })
    const taken = await decide(text, await doorOf(issuer), NOW)
    const again = await decide(text, taken.state, NOW + 1)
    const nothing = await decide('Jean Dupont', taken.state, NOW + 2)
    const said = [taken, again, nothing].map(({ decision }) => eventOf(decision, NOW))
    assert.deepEqual(
      said.map(({ result }) => result),
      ['ok', 'shown', 'unread'],
    )
    const entry = await entryAfter(START, said[0] ?? assert.fail())
    assert.deepEqual(Object.keys(entry).toSorted(), [
      'at',
      'cents',
      'class',
      'cti',
      'hash',
      'prev',
      'product',
      'result',
      'seq',
    ])
    assert.equal(entry.cti, toText(claims.id))
    const all = JSON.stringify([entry, ...said])
    for (const secret of [claims.value, claims.holder?.x ?? assert.fail()])
      assert.ok(!all.includes(toText(secret)))
    assert.ok(!all.includes('Dupont'))
    await assert.rejects(entryAfter(START, { ...event(NOW), cti: 'Jean Dupont' }), RangeError)
  })
})

test('the time is the issuer’s, and the answer to what was just drawn', async () => {
  const issuer = await newSigner()
  const keys = [await issuerKey(issuer.verifies, { from: NOW - 60, until: NOW + 60 })]
  const nonce = randomBytes(16)
  const bytes = await writeTime(NOW, nonce, issuer)
  assert.equal(await readTime(bytes, keys, nonce), NOW)
  assert.equal(await readTime(bytes, keys, randomBytes(16)), null, 'an old answer')
  assert.equal(
    await readTime(await writeTime(NOW + 60, nonce, issuer), keys, nonce),
    null,
    'a key past its days',
  )
  assert.equal(await readTime(await writeTime(NOW, nonce, await newSigner()), keys, nonce), null)
  const forged = { ...(await newSigner()), kid: issuer.kid }
  assert.equal(await readTime(await writeTime(NOW, nonce, forged), keys, nonce), null)
  const { token } = await phoneToken(issuer)
  assert.equal(await readTime(token, keys, nonce), null)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (some) => {
      assert.equal(await readTime(Uint8Array.from(some), keys, nonce), null)
    }),
  )
})
