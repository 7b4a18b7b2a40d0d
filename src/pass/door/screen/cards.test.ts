// A door that reads chips, as its page does it: what its reader says goes as a card; what was decided online is known here when the network goes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardName, type Reading, writeReading } from '../../gate/card.ts'
import { doorOf, free } from '../../gate/gate.fixture.ts'
import { NOTHING_KEPT } from '../../gate/state.ts'
import { newSigner, NOW } from '../../token/pass.fixture.ts'
import { newKeys } from '../../token/keys.ts'
import { type Answer, type Checked, type Server, serverOf } from './calls.ts'
import { checkCode, type Gate } from './gatekeeper.ts'
import { memoryStore, NEW } from './memory.ts'

const READING: Reading = { place: 12, keyRef: 0x0102, value: Uint8Array.from([1, 2, 3, 4]) }
const TEXT = `AMC:${writeReading(READING)}`

async function doorThatReads(
  check: Server['check'],
): Promise<{ gate: Gate; wait: (seconds: number) => void }> {
  const { known } = await doorOf(await newSigner(), {
    cards: { [await cardName(READING)]: { value: 'AAAA', rights: [[free.id, 'tous', null, null]] } },
  })
  const store = memoryStore()
  await store.write({ ...NEW, known, kept: NOTHING_KEPT })
  let now = NOW
  const gate: Gate = {
    store,
    alone: (work) => work(),
    clock: () => now,
    server: () => ({ check }) as unknown as Server,
  }
  return { gate, wait: (seconds) => void (now += seconds) }
}

const TAKEN: Checked = {
  ...{ result: 'ok', product: free.id, class: 'tous', left: null },
  ...{ cents: null, before: null, paperUntil: null },
}
const AWAY: Answer<Checked> = { is: 'away' }

test('decides alone from its list, once a visit; a card that is not there is told to ask the network', async () => {
  const { gate, wait } = await doorThatReads(async () => AWAY)
  const first = await checkCode(gate, { text: TEXT, challenge: null })
  assert.deepEqual([first.refusal, first.product, first.isAlone], [null, free.id, true])
  assert.equal((await checkCode(gate, { text: TEXT, challenge: null })).refusal, 'shown')
  const [line] = await gate.store.lines(1)
  assert.deepEqual([line?.text, line?.cti], [TEXT, await cardName(READING)])
  const unknown = `AMC:${writeReading({ ...READING, value: Uint8Array.from([4, 3, 2, 1]) })}`
  assert.equal((await checkCode(gate, { text: unknown, challenge: null })).refusal, 'card')
  wait(601)
  assert.equal((await checkCode(gate, { text: TEXT, challenge: null })).refusal, null)
})

test('what the server took is known here the moment after, should the network go', async () => {
  const answers: Answer<Checked>[] = [{ is: 'ok', value: TAKEN }, AWAY]
  const { gate } = await doorThatReads(async () => answers.shift() ?? AWAY)
  const taken = await checkCode(gate, { text: TEXT, challenge: null })
  assert.deepEqual([taken.refusal, taken.isAlone], [null, false])
  const again = await checkCode(gate, { text: TEXT, challenge: null })
  assert.deepEqual([again.refusal, again.isAlone], ['shown', true])
})

test('what a reader says goes as a card, and what a camera sees as a text', async (t) => {
  const sent: unknown[] = []
  t.mock.method(globalThis, 'fetch', async (_: URL, { body }: { body: string }) => {
    sent.push(JSON.parse(body))
    return Response.json(TAKEN)
  })
  const keys = await newKeys(true)
  const server = serverOf({
    keys,
    origin: 'http://parvis.test',
    publicUrl: 'http://parvis.test',
    now: () => NOW,
  })
  for (const text of [TEXT, 'PV1:0']) await server.check({ seq: 1, text, challenge: null }, 100)
  const same = { seq: 1, challenge: null, cents: null }
  assert.deepEqual(sent, [
    { ...same, card: writeReading(READING) },
    { ...same, text: 'PV1:0' },
  ])
})
