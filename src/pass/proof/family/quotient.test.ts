// The family quotient asked of its simulator, over HTTP: its class alone comes out; unknown, slow, down, over its quota, it says so.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { type QuotientSimulator, startQuotientSimulator } from '../../../../simulators/index.ts'
import { BRACKETS } from '../facts.ts'
import { sureIdentity } from './asked.ts'
import { type CivilIdentity, type Member, quotients, type Quotients } from './quotient.ts'

/** Asked for oneself, unless a member of the household is named. */
const ask = (
  fund: Quotients,
  who: CivilIdentity,
  member: Member = {
    familyNames: [who.birthName],
    givenNames: who.givenNames.join(' '),
    birthdate: who.birthdate,
  },
) => fund.ask({ who, member, today: '2026-03-03', brackets: BRACKETS })
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
    quotients({ baseUrl: simulator.baseUrl, token, recipient: '20004697700019', ...more }, () => time)

  test('its class, its source, its days: neither the value, nor the family, nor the address', async () => {
    assert.deepEqual(await ask(client(), LEONIE), {
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
      ].map((who) => ask(asked, who)),
    )
    assert.deepEqual(
      answers.map((one) => (one.ok ? one.proof.class : one.kind)),
      ['3', '5', '2', 'unknown', 'unknown', 'birth'],
    )
  })

  test('slow, down, unreadable, of another shape, with a refused key: it does not answer, and nobody waits', async () => {
    for (const fault of ['slow', 'down', 'not_json', 'other_shape', 'token'] as const) {
      simulator.setFault(fault)
      const done = await ask(client(fault === 'slow' ? { timeoutMs: 100 } : {}), LEONIE)
      assert.equal(done.ok ? '' : done.kind, 'away', fault)
    }
    simulator.setFault(null)
    assert.equal((await ask(client({ token: 'autre' }), LEONIE)).ok, false)
    assert.equal((await ask(client({ baseUrl: 'http://127.0.0.1:1' }), LEONIE)).ok, false)
  })

  test('over its quota, one waits as long as it asks; after three failures, a minute', async () => {
    const asked = client()
    const kind = async () => {
      const done = await ask(asked, LEONIE)
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

  test('a child has the class of its household, by its name and its birth; nobody has that of another', async () => {
    const kinds = await Promise.all(
      [
        { familyNames: ['Aubrac'], givenNames: 'Zoé', birthdate: '2018-01-01' },
        { familyNames: ['Aubrac'], givenNames: 'Zoé' },
        { familyNames: ['Aubrac'], givenNames: 'Zoé', birthdate: '2017-01-01' },
        { familyNames: ['Aubrac'], givenNames: 'Luc' },
        { familyNames: [''], givenNames: 'Zoé' },
      ].map(async (member) => {
        const done = await ask(client(), LEONIE, member)
        return done.ok ? done.proof.class : done.kind
      }),
    )
    assert.deepEqual(kinds, ['1', '1', 'stranger', 'stranger', 'stranger'])
  })

  test('an identity that is only declared, or that is over, asks nothing', () => {
    const value = (valueId: string, text: string, level: string, expiresAt: Date | null = null) =>
      ({ valueId, value: text, level, expiresAt }) as Parameters<typeof sureIdentity>[0][number]
    const civil = (level: string, expiresAt: Date | null = null) => [
      value('family_name', 'AUBRAC', level, expiresAt),
      value('given_name', 'Léonie Rose', level),
      value('birthdate', '1990-04-12', level),
      value('birthplace', '69123', level),
    ]
    const said = { now: new Date('2026-03-03'), nameOf: () => 'Lyon' }
    assert.equal(sureIdentity(civil('declared'), said), null)
    assert.equal(sureIdentity(civil('certified', new Date('2026-03-02')), said), null)
    const sure = sureIdentity(civil('proved'), said)
    assert.deepEqual(sure?.identity.givenNames, ['Léonie', 'Rose'])
    assert.deepEqual(
      sure?.lines.map(([, text]) => text.replaceAll('\u00a0', ' ')),
      ['AUBRAC', 'Léonie Rose', '12 avr. 1990', 'Lyon'],
    )
  })
})
