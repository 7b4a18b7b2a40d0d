// What a door decides alone: each threat to a pass that it answers is a test of that name.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyText } from '#test/texts.ts'
import { bitsOf } from '../status/bits.ts'
import { writeList } from '../status/list.ts'
import { fromText, randomBytes, toText, utf8 } from '../token/bytes.ts'
import { type Claims, lifeOf, type Right } from '../token/claims.ts'
import { sign } from '../token/cose.ts'
import { onlineKey, writeOnline } from '../token/online.ts'
import { claimsOf, ENTRY, MUSEUM, newSigner, type NewSigner, NOW, phoneToken } from '../token/pass.fixture.ts'
import { drawChallenge, issue, present, printed } from '../token/present.ts'
import { REFUSALS } from '../token/words.ts'
import { decide, type Decision } from './decide.ts'
import { credit, doorOf, free, knowing, product, shownBy, TO, weekly } from './gate.fixture.ts'
import { eventOf } from './journal.ts'
import { type State, withChecked, withoutUse, withSent } from './state.ts'

const HOUR = 3600
const right = (changed: Partial<Right>): Right => ({ ...ENTRY, ...changed })

const issuer = await newSigner()
const door = await doorOf(issuer)

const shown = (changed: Partial<Claims> = {}, when: { to?: string; at?: number } = {}) =>
  shownBy(issuer, changed, when)

const said = ({ decision }: { decision: Decision }) => (decision.ok ? 'ok' : decision.why)
const why = async (text: string, state = door, now = NOW, challenge: string | null = null) =>
  said(await decide(text, state, now, challenge))

/** Codes one after the other, each on the state that the one before left. */
async function oneByOne(texts: readonly string[], state: State, now = NOW) {
  const results: string[] = []
  let held = state
  for (const text of texts) {
    const result = await decide(text, held, now)
    held = result.state
    results.push(said(result))
  }
  return { results, held }
}

describe('a code in order', () => {
  test('opens, tells the class and what is left, and what to keep is plain data', async () => {
    const text = await shown()
    const { decision, state } = await decide(text, door, NOW)
    assert.ok(decision.ok)
    assert.deepEqual(
      { ...decision, id: '', key: '' },
      { ok: true, product: 'entree', class: 'solidaire', left: 5, cents: null, id: '', key: '' },
    )
    assert.deepEqual(JSON.parse(JSON.stringify(state)), state)
    assert.deepEqual(structuredClone(state), state)
    assert.equal(state.known, door.known)
    const copy = await decide(text, JSON.parse(JSON.stringify(door)) as State, NOW)
    assert.deepEqual(copy, { decision, state })
  })

  test('a refusal changes nothing of what is kept', async () => {
    const { state } = await decide(await shown({ statusIndex: 13 }), door, NOW)
    assert.equal(state, door)
  })

  test('each right in its turn: the first that opens here does', async () => {
    const rights = [
      right({ product: 'autre' }),
      right({ left: 0 }),
      right({ product: 'libre', left: null, class: '' }),
    ]
    const { decision } = await decide(await shown({ rights }), door, NOW)
    assert.ok(decision.ok && decision.product === 'libre' && decision.class === '' && decision.left === null)
    assert.equal(await why(await shown({ rights: rights.slice(0, 2) })), 'used')
    assert.equal(await why(await shown({ rights: rights.slice(0, 1) })), 'product')
  })
})

describe('threats', () => {
  test('screenshot: a copy is dead 60 seconds after it was shown', async () => {
    const text = await shown()
    assert.equal(await why(text, door, NOW + 59), 'ok')
    assert.equal(await why(text, door, NOW + 60), 'expired')
    assert.equal(await why(text, door, NOW + 30 * 60), 'expired')
    assert.equal(await why(await shown({}, { at: NOW + 30 })), 'ok', 'a phone half a minute ahead')
    assert.equal(await why(await shown({}, { at: NOW + 31 })), 'early')
  })

  test('the same copy twice: at one door the second is refused, signed anew or not; at two, both journals tell of it', async () => {
    const { phone, token } = await phoneToken(issuer)
    const [once, again] = await Promise.all(
      [NOW, NOW + 40].map((now) => present(token, phone.key, { to: TO, now })),
    )
    const first = await decide(once ?? '', door, NOW + 10)
    assert.ok(first.decision.ok)
    const second = await decide(once ?? '', first.state, NOW + 30)
    assert.deepEqual(second.decision, { ok: false, why: 'shown', id: first.decision.id, before: NOW + 10 })
    assert.equal(await why(again ?? '', first.state, NOW + 41), 'shown')

    const other = await decide(once ?? '', await doorOf(issuer, { device: 'tourniquet-3' }), NOW + 12)
    assert.ok(other.decision.ok)
    const ids = [first.decision, other.decision].map((one) => eventOf(one, NOW).cti)
    assert.equal(ids[0], ids[1])
  })

  test('relay: a door that shows a challenge takes what signed that one alone', async () => {
    const challenge = drawChallenge()
    assert.equal(await why(await shown({}, { to: challenge }), door, NOW, challenge), 'ok')
    assert.equal(await why(await shown({}, { to: drawChallenge() }), door, NOW, challenge), 'challenge')
    assert.equal(await why(await shown(), door, NOW, challenge), 'challenge')
    assert.equal(
      await why(await shown({}, { to: challenge })),
      'challenge',
      'shown at a door that shows none',
    )
    assert.equal(await why(await shown({}, { to: 'tourniquet-2' })), 'ok', 'for that door by its name')
    assert.equal(await why(await shown({}, { to: 'tourniquet-3' })), 'challenge')
  })

  test('clone of a card: its number, unsigned, opens nothing', async () => {
    for (const uid of ['04A2B3C4D5E680', '04:A2:B3:C4:D5:E6:80', '78312044', `PV2:${'04A2B3C4D5E680'}`])
      assert.equal(await why(uid), 'unread', uid)
  })

  test('two phones: neither the key of another nor the token of the phone before opens', async () => {
    const old = await phoneToken(issuer, { statusIndex: 13 })
    assert.equal(await why(await present(old.token, old.phone.key, { to: TO, now: NOW })), 'stopped')
    const { token } = await phoneToken(issuer)
    assert.equal(await why(await present(token, old.phone.key, { to: TO, now: NOW })), 'forged')
    assert.equal(await why(printed(token)), 'unread', 'a copy of what the phone holds, without the phone')
  })

  test('double spending: a door takes its slice and no more, until it has sent', async () => {
    const value = randomBytes(16)
    const codes = await Promise.all(Array.from({ length: 4 }, () => shown({ value })))
    const { results, held } = await oneByOne(codes, door)
    assert.deepEqual(results, ['ok', 'ok', 'slice', 'slice'])
    const [another, last] = await Promise.all([shown(), shown({ value })])
    assert.equal(await why(another, held), 'ok', 'somebody else')
    assert.equal(await why(last, withSent(held, NOW)), 'ok')
    assert.equal(await why(last, withSent(held, NOW - 1)), 'slice', 'what was not sent still counts')
  })

  test('a use taken back at once is no use, and its copy stays taken', async () => {
    const text = await shown({ rights: [right({ left: 1 })] })
    const first = await decide(text, knowing(door, { products: [product({ alone: 1 })] }), NOW)
    assert.ok(first.decision.ok && first.decision.key !== null)
    const value = fromText(first.decision.key.split('/')[0] ?? '') ?? assert.fail()
    const another = await shown({ value, rights: [right({ left: 1 })] })
    assert.equal(await why(another, first.state), 'slice')
    const undone = withoutUse(first.state, first.decision.key, NOW)
    assert.equal(await why(another, undone), 'ok')
    assert.equal(await why(text, undone), 'shown')
    assert.deepEqual(withoutUse(undone, first.decision.key, NOW), undone)
    assert.ok(
      !JSON.stringify(eventOf(first.decision, NOW)).includes(toText(value)),
      'the journal holds no value',
    )
  })

  test('double spending: what is lost is at most a slice for each door', async () => {
    const gates = 3
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.nat({ max: gates - 1 }), { maxLength: 9 }),
        async (left, alone, visits) => {
          const value = randomBytes(16)
          const products = [product({ alone })]
          const doors = await Promise.all(Array.from({ length: gates }, () => doorOf(issuer, { products })))
          const taken = doors.map(() => 0)
          for (const gate of visits) {
            const text = await shown({ value, rights: [right({ left })] })
            const { decision, state } = await decide(text, doors[gate] ?? door, NOW)
            doors[gate] = state
            if (decision.ok) taken[gate] = (taken[gate] ?? 0) + 1
          }
          for (const some of taken) assert.ok(some <= Math.min(alone, left))
          assert.ok(taken.reduce((sum, some) => sum + some, 0) <= alone * gates)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('wrong clock: past five minutes a door refuses to decide, and says so', async () => {
    const text = await shown()
    const drifting = (drift: number) =>
      knowing(door, { clock: { signed: NOW - 600, heard: NOW - 600 + drift } })
    for (const drift of [301, -301, HOUR, -HOUR])
      assert.equal(await why(text, drifting(drift), NOW + drift), 'clock', String(drift))
    // Below, it is set right by what the server said.
    for (const drift of [-299, -70, 70, 299])
      assert.equal(await why(text, drifting(drift), NOW + drift), 'ok', String(drift))
    assert.equal(await why(text, door, NOW - HOUR), 'clock', 'put back since')
    assert.equal(await why(text, door, NOW + HOUR), 'expired', 'put forward since: it takes nothing')
    assert.equal(REFUSALS.clock.kind, 'device')
  })

  test('old lists: past a day without any a door refuses to decide, and says so', async () => {
    const text = await shown({}, { at: NOW })
    const list = door.known.list ?? assert.fail()
    const day = 24 * HOUR
    const aged = (changed: Parameters<typeof knowing>[1]) => why(text, knowing(door, changed))
    assert.equal(await aged({ fetchedAt: NOW - day + 1, list: { ...list, issuedAt: NOW - day + 1 } }), 'ok')
    assert.equal(await aged({ fetchedAt: NOW - day }), 'lists')
    assert.equal(await aged({ list: { ...list, issuedAt: NOW - day } }), 'lists')
    assert.equal(await aged({ list: { ...list, expiresAt: NOW - 60 } }), 'lists')
    assert.equal(await aged({ list: null }), 'lists')
    assert.equal(REFUSALS.lists.kind, 'device')
  })

  test('forged status list: a list is no code, and one entry past its end is stopped', async () => {
    const list = await writeList({ ...(door.known.list ?? assert.fail()), bits: bitsOf(8, []) }, issuer)
    assert.equal(await why(printed(list)), 'unread')
    assert.equal(await why(await shown({ statusIndex: 1024 })), 'stopped')
    assert.equal(await why(await shown({ statusIndex: 13 })), 'stopped')
  })

  test('forged: by another issuer, under its name, under a key past its days', async () => {
    const forger = await newSigner()
    const forged = async (by: NewSigner) => {
      const { phone, token } = await phoneToken(by)
      return await present(token, phone.key, { to: TO, now: NOW })
    }
    assert.equal(await why(await forged(forger)), 'issuer')
    assert.equal(await why(await forged({ ...forger, kid: issuer.kid })), 'forged')
    const keys = door.known.keys.map((key) => ({ ...key, until: NOW }))
    assert.equal(await why(await shown(), knowing(door, { keys })), 'issuer')
    const other = await sign(utf8('x'), { ...issuer, type: 65_001 })
    assert.equal(await why(printed(other)), 'unread')
  })

  test('foreign, early, late: of another partner, of another hour', async () => {
    assert.equal(await why(await shown({ audience: MUSEUM })), 'elsewhere')
    assert.equal(
      await why(await shown({ audience: { partner: 'piscines', sector: 'culture' } })),
      'elsewhere',
    )
    assert.equal(await why(await shown({ expiresAt: NOW - 59 })), 'ok')
    assert.equal(await why(await shown({ expiresAt: NOW - 60 })), 'expired')
    assert.equal(await why(await shown({ notBefore: NOW + 60 })), 'ok')
    assert.equal(await why(await shown({ notBefore: NOW + 61 })), 'early')
  })

  test('a code to ask about online is told as such', async () => {
    assert.equal(
      await why(await writeOnline(await onlineKey(randomBytes(32)), randomBytes(12), NOW)),
      'online',
    )
  })

  test('no text ever throws, and any changed character is refused', async () => {
    const text = await shown()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyText(60),
          anyText(60).map((some) => `PV2:${some}`),
        ),
        async (some) => {
          assert.equal(await why(some), 'unread')
        },
      ),
    )
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length - 1 }), fc.nat({ max: 44 }), async (at, letter) => {
        const other = text.slice(0, at) + alphabet[letter] + text.slice(at + 1)
        if (other !== text) assert.notEqual(await why(other), 'ok')
      }),
      { numRuns: 300 },
    )
  })
})

describe('products', () => {
  const only = (changed: Parameters<typeof product>[0]) => knowing(door, { products: [product(changed)] })

  test('open on their days, at their places', async () => {
    const text = await shown()
    assert.equal(await why(text, only({ closed: [{ from: '2026-12-01', to: '2026-12-02' }] })), 'day')
    assert.equal(await why(text, only({ closed: [{ from: '2026-12-03', to: '2026-12-25' }] })), 'ok')
    assert.equal(await why(text, only({ since: '2026-12-03' })), 'day')
    assert.equal(await why(text, only({ until: '2026-12-02' })), 'ok')
    assert.equal(await why(text, only({ until: '2026-12-01' })), 'day')
    assert.equal(await why(text, only({ places: ['groupes'] })), 'zone')
    assert.equal(await why(text, only({ places: ['groupes', 'entree-du-public'] })), 'ok')
    assert.equal(await why(await shown({ rights: [right({ until: NOW })] })), 'day')
    // 2 December, a quarter to midnight in London is the 3rd in Paris.
    const night = Date.UTC(2026, 11, 2, 23, 45) / 1000
    const late = await shown({ ...lifeOf(night, 2) }, { at: night })
    assert.equal(await why(late, only({ closed: [{ from: '2026-12-03', to: '2026-12-03' }] }), night), 'day')
  })

  test('by the week: counted here from Monday on', async () => {
    const value = randomBytes(16)
    const week = async (at: number, left: number | null = null) =>
      await shown({ value, ...lifeOf(at, 24), rights: [right({ product: weekly.id, left })] }, { at })
    const { results, held } = await oneByOne(await Promise.all([week(NOW), week(NOW), week(NOW)]), door)
    assert.deepEqual(results, ['ok', 'ok', 'quota'])
    const later = async (at: number) => {
      const list = { ...(door.known.list ?? assert.fail()), issuedAt: at, expiresAt: at + HOUR }
      return await why(await week(at), knowing(held, { fetchedAt: at, list }), at)
    }
    const monday = Date.UTC(2026, 11, 6, 23, 0) / 1000
    assert.equal(await later(monday - 1), 'quota')
    assert.equal(await later(monday), 'ok')
    assert.equal(await why(await week(NOW, 0)), 'used')
    const { decision } = await decide(await week(NOW, 1), door, NOW)
    assert.ok(decision.ok && decision.left === 0)
  })

  test('a credit: the price of its class, within the slice and what is left', async () => {
    const value = randomBytes(16)
    const paid = (left: number, class_ = 'solidaire') =>
      shown({ value, rights: [right({ product: credit.id, class: class_, left })] })
    const first = await decide(await paid(700), door, NOW)
    assert.ok(first.decision.ok && first.decision.cents === 250 && first.decision.left === 450)
    const second = await decide(await paid(700), first.state, NOW)
    assert.ok(second.decision.ok && second.decision.left === 200)
    assert.equal(await why(await paid(700), second.state), 'slice')
    assert.equal(await why(await paid(249)), 'used')
    assert.equal(await why(await paid(700, 'plein')), 'slice', 'a price that is not known here')
    assert.equal(await why(await paid(700, 'constructor')), 'slice')
    assert.equal(
      await why(await shown({ rights: [right({ left: null })] })),
      'slice',
      'left, but not said how many',
    )
  })

  test('what a token did not know of yet is taken off what it says', async () => {
    const value = randomBytes(16)
    const { held } = await oneByOne([await shown({ value, rights: [right({ left: 2 })] })], door)
    const { decision, state } = await decide(
      await shown({ value, rights: [right({ left: 2 })] }),
      withSent(held, NOW),
      NOW,
    )
    assert.ok(decision.ok && decision.left === 0)
    assert.equal(
      await why(await shown({ value, rights: [right({ left: 2 })] }), withSent(state, NOW)),
      'slice',
    )
  })
})

describe('a paper', () => {
  const paper = async (changed: Partial<Claims> = {}) => {
    const claims = claimsOf({ rights: [right({ product: free.id, left: null })], ...changed })
    return { id: toText(claims.id), text: printed(await issue(claims, issuer)) }
  }

  test('opens what is worth little, once the server has seen it, and not twice in a row', async () => {
    const { id, text } = await paper()
    assert.equal(await why(text), 'paper', 'the first time')
    const known = withChecked(door, id, { now: NOW, until: NOW + 9 * HOUR })
    const first = await decide(text, known, NOW)
    assert.ok(first.decision.ok && first.decision.id === id)
    assert.equal(await why(text, first.state, NOW + 599), 'shown')
    assert.equal(await why(text, first.state, NOW + 600), 'ok')
    assert.equal(await why(text, known, NOW + 9 * HOUR), 'paper', 'the server is asked again')
    assert.equal(await why(text, known, NOW, drawChallenge()), 'ok', 'it cannot sign')
  })

  test('never opens what is worth more, or is counted down', async () => {
    for (const products of [
      [product({ id: free.id, counted: 'nothing' })],
      [product({ id: free.id, onPaper: true })],
    ]) {
      const { id, text } = await paper({ rights: [right({ product: free.id })] })
      assert.equal(
        await why(text, withChecked(knowing(door, { products }), id, { now: NOW, until: NOW + HOUR })),
        'paper',
      )
    }
  })
})
