// Values of the profile: what each looks like, what replaces what, what is renewed, what expires, who reads them.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import { changedBy } from '#test/refused.ts'
import { BadInput } from '#platform/errors.ts'
import { actorOfPerson } from '../sessions/identity.ts'
import { profileOf } from '../person/person.ts'
import { openSample, type Sample } from '#test/accounts.ts'
import { CIVIL_LIFE_DAYS, recordCivil } from '../../signin/federation/civil.ts'
import { endValuesFrom, readHistory } from './queries.ts'
import { isInForce, profileValues, recordValue, valueProblem } from './values.ts'
import { type NewValue } from './kinds.ts'

const DAY = 86_400_000

describe('values of the profile', () => {
  let world: Sample
  let personId: number
  let agentId: number
  let count = 0
  before(async () => {
    world = await openSample()
    agentId = await world.person('guichet@parvis.example', 'Guichet')
  })
  beforeEach(async () => {
    personId = await world.person(`p${++count}@parvis.example`, 'Camille')
  })
  after(() => world.close())

  const record = (value: Partial<NewValue> & Pick<NewValue, 'valueId' | 'value'>) =>
    world.db.write(system, (tx) =>
      recordValue(tx, { personId, source: 'declared', level: 'declared', ...value }),
    )
  const desk = (value: Pick<NewValue, 'valueId' | 'value'>) =>
    record({ ...value, source: 'desk', level: 'proved', recordedBy: agentId, proof: 'Passeport' })
  const certify = (value: Pick<NewValue, 'valueId' | 'value'>, expiresAt: Date | null = null) =>
    record({ ...value, source: 'franceconnect', level: 'certified', expiresAt })
  const live = () => world.db.read(system, (tx) => profileValues(tx, personId))
  const history = () => world.db.read(system, (tx) => readHistory(tx, personId))
  const shown = async () => (await live()).map(({ valueId, value, source }) => [valueId, value, source])

  test('a new value ends the one before, which stays as history', async () => {
    await record({ valueId: 'phone', value: '06 00 00 00 01' })
    world.pass(DAY)
    await record({ valueId: 'phone', value: '06 00 00 00 02' })
    assert.deepEqual(await shown(), [['phone', '06 00 00 00 02', 'declared']])
    const [former] = await history()
    assert.deepEqual(
      [former?.value, former?.endedAt?.getTime()],
      ['06 00 00 00 01', (await live())[0]?.recordedAt.getTime()],
    )
    assert.equal((await world.db.read(system, (tx) => profileOf(tx, personId)))?.phone, '06 00 00 00 02')
  })

  test('said again by the same source, a value keeps its row and takes the new date and expiry', async () => {
    await certify({ valueId: 'family_name', value: 'MOURAZ' }, new Date('2030-01-01'))
    const [first] = await live()
    world.pass(DAY)
    await certify({ valueId: 'family_name', value: 'MOURAZ' }, new Date('2031-01-01'))
    const [again] = await live()
    assert.equal(again?.id, first?.id)
    assert.equal(again?.expiresAt?.getUTCFullYear(), 2031)
    assert.equal((again?.recordedAt.getTime() ?? 0) - (first?.recordedAt.getTime() ?? 0), DAY)
    assert.deepEqual(await history(), [])
  })

  test('a declared value never replaces a certified one, whatever it is', async () => {
    for (const [valueId, value, other] of [
      ['given_name', 'Tiago', 'Autre'],
      ['address', '1 rue du Port, 69001 Lyon', '2 rue du Pont, 69500 Bron'],
      ['birthdate', '1981-05-19', '1999-01-01'],
    ] as const) {
      await certify({ valueId, value })
      assert.equal(await record({ valueId, value: other }), false)
      assert.equal(await desk({ valueId, value: other }), false)
    }
    assert.deepEqual(
      (await live()).map(({ level }) => level),
      ['certified', 'certified', 'certified'],
    )
    assert.deepEqual(await history(), [])
  })

  test('what an agent saw resists a declaration, but for what changes in a life without any document', async () => {
    await desk({ valueId: 'birthdate', value: '1981-05-19' })
    await desk({ valueId: 'address', value: '1 rue du Port, 69001 Lyon' })
    assert.equal(await record({ valueId: 'birthdate', value: '1999-01-01' }), false)
    assert.equal(await record({ valueId: 'address', value: '2 rue du Pont, 69500 Bron' }), true)
    assert.equal(await certify({ valueId: 'birthdate', value: '1981-05-20' }), true)
    assert.deepEqual(await shown(), [
      ['birthdate', '1981-05-20', 'franceconnect'],
      ['address', '2 rue du Pont, 69500 Bron', 'declared'],
    ])
  })

  test('once expired, a certified value proves nothing and a declaration takes its place', async () => {
    const { now } = await world.db.read(system, (tx) => Promise.resolve({ now: tx.now }))
    await certify({ valueId: 'given_name', value: 'Tiago' }, new Date(now.getTime() + DAY))
    const [value] = await live()
    assert.ok(value && isInForce(value, now))
    assert.ok(!isInForce(value, new Date(now.getTime() + DAY)))
    world.pass(DAY)
    assert.equal(await record({ valueId: 'given_name', value: 'Thiago' }), true)
  })

  test('a civil status comes whole, lasts a year, is renewed, and ends with its source', async () => {
    const civil = {
      given_name: 'Slimane',
      family_name: 'OUZZAL',
      birthdate: '1951-00-00',
      gender: 'male',
      birthcountry: '99352',
    }
    await world.db.write(system, (tx) => recordCivil(tx, personId, civil))
    await record({ valueId: 'phone', value: '06 00 00 00 01' })
    const values = await live()
    assert.deepEqual(
      values.map(({ valueId }) => valueId),
      ['given_name', 'family_name', 'birthdate', 'gender', 'birthcountry', 'phone'],
    )
    const [name] = values
    assert.equal(
      ((name?.expiresAt?.getTime() ?? 0) - (name?.recordedAt.getTime() ?? 0)) / DAY,
      CIVIL_LIFE_DAYS,
    )
    assert.equal(values[2]?.value, '1951-00-00')
    world.pass(30 * DAY)
    await world.db.write(system, (tx) => recordCivil(tx, personId, civil))
    assert.equal(((await live())[0]?.expiresAt?.getTime() ?? 0) - (name?.expiresAt?.getTime() ?? 0), 30 * DAY)
    await world.db.write(system, (tx) => endValuesFrom(tx, personId, 'franceconnect'))
    assert.deepEqual(await shown(), [['phone', '06 00 00 00 01', 'declared']])
    assert.equal((await history()).length, 5)
  })

  test('a register that writes what our rules did not foresee keeps nobody out', async () => {
    await world.db.write(system, (tx) =>
      recordCivil(tx, personId, { given_name: 'Ana', birthdate: '1981-13-45' }),
    )
    assert.deepEqual(await shown(), [['given_name', 'Ana', 'franceconnect']])
  })

  test('each kind of value tells right from wrong', () => {
    const right = {
      given_name: ['Jean-Œdipe', 'Aÿ', 'D’Arc'],
      birthdate: ['2008-02-29', '1951-00-00', '1958-02-00', '1900-02-28'],
      gender: ['male', 'female'],
      birthplace: ['69123', '2A115', '2B033'],
      phone: ['06 12 34 56 78', '+33 6 12 34 56 78', '04.72.00.00.00', '0033612345678'],
      address: ['1 rue du Port, 69001 Lyon'],
      commune: ['69029', 'elsewhere'],
    } as const
    const wrong = {
      given_name: ['', '12', '<b>', 'a'.repeat(201), 'a\u0000b'],
      birthdate: [
        '2007-02-29',
        '1900-02-29',
        '1951-00-12',
        '1951-13-01',
        '1951-1-1',
        '12/05/1951',
        '1951-04-31',
        '1751-01-01',
      ],
      gender: ['autre', ''],
      birthplace: ['2C115', '6912', 'Lyon'],
      phone: ['12', 'rappelez-moi', '06 12 34 56 78 90 12 34'],
      address: ['', 'x', 'x'.repeat(301)],
      commune: ['Bron', ''],
    } as const
    for (const [id, texts] of Object.entries(right))
      for (const text of texts)
        assert.equal(valueProblem(id as keyof typeof right, text), null, `${id} ${text}`)
    for (const [id, texts] of Object.entries(wrong))
      for (const text of texts)
        assert.match(valueProblem(id as keyof typeof wrong, text) ?? '', /\.$/, `${id} ${text}`)
  })

  test('a wrong value is refused on its field, and nothing changes', async () => {
    await record({ valueId: 'phone', value: '06 00 00 00 01' })
    await assert.rejects(record({ valueId: 'phone', value: 'non' }), (error) => {
      assert.ok(error instanceof BadInput)
      assert.deepEqual(
        error.problems.map(({ field }) => field),
        ['phone'],
      )
      return true
    })
    assert.equal((await shown()).length, 1)
  })

  test('a person reads their own values and nobody else’s; the system alone ends them elsewhere', async () => {
    await record({ valueId: 'phone', value: '06 00 00 00 01' })
    const mine = await world.db.read(system, (tx) => actorOfPerson(tx, personId))
    const other = await world.db.read(system, (tx) => actorOfPerson(tx, agentId))
    const seenBy = async (actor: typeof mine) =>
      (await world.db.read(actor ?? anonymous(), (tx) => profileValues(tx, personId))).length
    assert.deepEqual([await seenBy(mine), await seenBy(other), await seenBy(null)], [1, 0, 0])
    const ended = sql`update accounts.profile_value set ended_at = now() where person_id = ${personId}`
    assert.equal(await changedBy(world.db, other ?? anonymous(), ended), 0)
    assert.equal(await seenBy(mine), 1)
  })
})
