// The family quotient asked of its simulator, over HTTP: its class alone comes out; unknown, slow, down, over its quota, it says so.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { type QuotientSimulator, startQuotientSimulator } from '../../../simulators/index.ts'
import { BRACKETS } from './facts.ts'
import { type CivilIdentity, quotients } from './quotient.ts'

const said = { today: '2026-03-03', brackets: BRACKETS }
const LEONIE: CivilIdentity = { birthName: 'Aubrac', givenNames: ['Léonie'], birthdate: '1990-04-12' }
const named = (birthName: string, given: string, birthdate: string): CivilIdentity => ({
  ...{ birthName, givenNames: [given], birthdate },
})

describe('the family quotient', () => {
  const token = 'jeton-de-simulateur'
  let simulator: QuotientSimulator
  before(async () => {
    simulator = await startQuotientSimulator({ port: 0, token, slowSeconds: 5 })
  })
  after(() => simulator.stop())
  afterEach(() => simulator.setFault(null))

  let time = 1_000_000
  const client = (more: { token?: string; baseUrl?: string; timeoutMs?: number } = {}) =>
    quotients({
      ...{ baseUrl: simulator.baseUrl, token, recipient: '20004697700019', now: () => time },
      ...more,
    })

  test('its class, its source, its days: neither the value, nor the family, nor the address', async () => {
    assert.deepEqual(await client().ask(LEONIE, said), {
      ok: true,
      proof: {
        ...{ fact: 'quotient', class: '1', source: 'api', level: 'verified', shown: 'familyAnswer' },
        ...{ seenOn: '2026-03-03', endsOn: '2027-03-03' },
      },
    })
  })

  test('homonyms are told apart by their birth; who is not known reads what to do', async () => {
    const asked = client()
    const answers = await Promise.all(
      [
        named('MARTIN', 'Claire', '1982-06-01'),
        named('Martin', 'CLAIRE', '1991-06-01'),
        named('Fontaniere', 'Yanis', '1985-11-02'),
        named('Martin', 'Claire', '1982-06-02'),
        named('', 'Claire', '1982-06-01'),
        named('Martin', 'Claire', '1982-06-00'),
      ].map((who) => asked.ask(who, said)),
    )
    assert.deepEqual(
      answers.map((one) => (one.ok ? one.proof.class : one.kind)),
      ['3', '5', '2', 'unknown', 'unknown', 'birth'],
    )
  })

  test('slow, down, unreadable, of another shape, with a refused key: it does not answer, and nobody waits', async () => {
    for (const fault of ['slow', 'down', 'not_json', 'other_shape', 'token'] as const) {
      simulator.setFault(fault)
      const done = await client(fault === 'slow' ? { timeoutMs: 100 } : {}).ask(LEONIE, said)
      assert.equal(done.ok ? '' : done.kind, 'away', fault)
    }
    simulator.setFault(null)
    assert.equal((await client({ token: 'autre' }).ask(LEONIE, said)).ok, false)
    assert.equal((await client({ baseUrl: 'http://127.0.0.1:1' }).ask(LEONIE, said)).ok, false)
  })

  test('over its quota, one waits as long as it asks; after three failures, a minute', async () => {
    const asked = client()
    const kind = async () => {
      const done = await asked.ask(LEONIE, said)
      return done.ok ? done.proof.class : done.kind
    }
    simulator.setFault('quota')
    assert.equal(await kind(), 'busy')
    simulator.setFault(null)
    assert.equal(await kind(), 'away')
    time += 5_001
    assert.equal(await kind(), '1')
    simulator.setFault('down')
    for (let tries = 0; tries < 3; tries++) assert.equal(await kind(), 'away')
    simulator.setFault(null)
    assert.equal(await kind(), 'away')
    time += 60_001
    assert.equal(await kind(), '1')
  })

  test('off, it says how to prove it otherwise', async () => {
    const done = await quotients(null).ask(LEONIE, said)
    assert.match(done.ok ? '' : done.sentence, /avis d’impôt/)
  })
})
