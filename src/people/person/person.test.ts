// People and their accounts, verb by verb: what is made, told, read, renamed, closed, forgotten.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { emit, eventsOf } from '#platform/ledger/events.ts'
import { openSample, type Sample } from '#test/accounts.ts'
import { addMembership } from '../posts/posts.ts'
import { personal } from '../personal.ts'
import { changeProfile, type TypedProfile } from '../profile/change.ts'
import { readHistory } from '../profile/queries.ts'
import { profileValues, recordValue } from '../profile/values.ts'
import {
  forgetMemberships,
  forgetValues,
  noteWarned,
  peopleToClose,
  peopleToWarn,
} from '../queries.retention.ts'
import { openSession } from '../sessions/session.ts'
import { closeAccount } from './closing.ts'
import { createPerson, personEmail, personName, profileOf } from './person.ts'
import { accountAsked, accountByEmail, accountById } from './queries.ts'

const DAY = 86_400_000

describe('people', () => {
  let world: Sample
  let personId: number
  let email: string
  let count = 0
  before(async () => {
    world = await openSample()
  })
  beforeEach(async () => {
    email = `verbe${++count}@parvis.example`
    personId = await world.person(email, 'Camille Essai')
  })
  after(() => world.close())

  const act = <T>(work: (tx: Write) => Promise<T>) => world.db.write(system, work)
  const told = async () =>
    (await act((tx) => eventsOf(tx, 'person', personId))).map(({ name, payload }) => [name, payload])
  const joined = (who: number, to: string | null = null, from = '2020-01-01') =>
    act((tx) => addMembership(tx, { personId: who, unitId: world.units.west, role: 'handler', from, to }))
  const values = async () =>
    (await act((tx) => profileValues(tx, personId))).map(({ valueId, value, level }) => [
      valueId,
      value,
      level,
    ])

  test('an account is one for an address, whatever its capitals; those without an address are many', async () => {
    await assert.rejects(world.person(email.toUpperCase()), Conflict)
    const made = await act((tx) => createPerson(tx, { email: null, name: 'Sans adresse' }))
    assert.notEqual(await act((tx) => createPerson(tx, { email: null, name: 'Sans adresse' })), made)
    assert.deepEqual(await told(), [['person.created', {}]])
    const account = await act((tx) => accountById(tx, personId))
    assert.deepEqual([account?.name, account?.email], ['Camille Essai', email])
    assert.match(account?.passwordHash ?? '', /^\$argon2id\$/)
    assert.deepEqual(await act((tx) => accountById(tx, made)), {
      personId: made,
      name: 'Sans adresse',
      email: null,
      passwordHash: null,
    })
    assert.deepEqual(await act((tx) => accountByEmail(tx, email.toUpperCase())), account)
    const asked = (address: string) => act((tx) => accountAsked(tx, address, null))
    assert.deepEqual(await asked(email), { account, isKnown: false })
    assert.deepEqual(await asked('nobody@parvis.example'), { account: null, isKnown: false })
    assert.equal(await act((tx) => accountByEmail(tx, 'nobody@parvis.example')), null)
  })

  test('what one knows of a person: name, address and what they said; nothing of somebody out of sight', async () => {
    await act((tx) =>
      recordValue(tx, {
        personId,
        valueId: 'commune',
        value: '69029',
        source: 'declared',
        level: 'declared',
      }),
    )
    assert.deepEqual(await act((tx) => profileOf(tx, personId)), {
      name: 'Camille Essai',
      email,
      phone: null,
      commune: '69029',
    })
    assert.equal(await act((tx) => personName(tx, personId)), 'Camille Essai')
    assert.equal(await act((tx) => personEmail(tx, personId)), email)
    const unseen = await world.db.read(anonymous(), async (tx) => [
      await profileOf(tx, personId),
      await personName(tx, personId),
      await personEmail(tx, personId),
    ])
    assert.deepEqual(unseen, [null, null, null])
  })

  test('a profile is changed by what differs; what is taken back ends, and the change is told once', async () => {
    const change = (typed: Partial<TypedProfile>) =>
      changeProfile(world, personId, { name: 'Camille Essai', ...typed })
    await change({})
    await change({ phone: '', commune: undefined })
    assert.deepEqual(await told(), [['person.created', {}]])
    await change({ name: 'Camille E.', phone: '06 39 98 00 01', commune: '69029' })
    await change({ name: 'Camille E.', phone: '', commune: '69029' })
    assert.deepEqual(await told(), [
      ['person.created', {}],
      ['person.profile_changed', { values: ['name', 'phone', 'commune'] }],
      ['person.profile_changed', { values: ['phone'] }],
    ])
    assert.deepEqual(await values(), [['commune', '69029', 'declared']])
    assert.deepEqual(
      (await act((tx) => readHistory(tx, personId))).map(({ value }) => value),
      ['06 39 98 00 01'],
    )
  })

  test('wrong values are refused together, each on its field; what is certified is left alone', async () => {
    await act((tx) =>
      recordValue(tx, {
        ...{ personId, valueId: 'family_name', value: 'ESSAI' },
        ...{ source: 'franceconnect', level: 'certified' },
      }),
    )
    const typed = {
      name: 'Camille E.',
      family_name: '',
      given_name: '12',
      phone: 'non',
      address: '1 rue du Port',
    }
    await assert.rejects(changeProfile(world, personId, typed), (error) => {
      assert.ok(error instanceof BadInput)
      assert.deepEqual(
        error.problems.map(({ field }) => field),
        ['given_name', 'phone'],
      )
      return true
    })
    assert.equal(await act((tx) => personName(tx, personId)), 'Camille Essai')
    await changeProfile(world, personId, {
      name: 'Camille Essai',
      family_name: 'AUTRE',
      given_name: 'Camille',
    })
    assert.deepEqual(await values(), [
      ['given_name', 'Camille', 'declared'],
      ['family_name', 'ESSAI', 'certified'],
    ])
    await assert.rejects(changeProfile(world, 999_999, { name: 'Personne' }), NotFound)
  })

  test('what replaces keeps who saw which document, and until when; said less surely by the same source, it is renewed', async () => {
    const agentId = await world.person(`guichet${count}@parvis.example`)
    const expiresAt = new Date(Date.now() + 90 * DAY)
    const seen = { valueId: 'birthdate', value: '1981-05-19', source: 'desk', level: 'proved' } as const
    await act((tx) =>
      recordValue(tx, { personId, ...seen, recordedBy: agentId, proof: 'Passeport', expiresAt }),
    )
    const row = async () => (await act((tx) => profileValues(tx, personId)))[0]
    const first = await row()
    assert.deepEqual([first?.proof, first?.expiresAt, first?.endedAt], ['Passeport', expiresAt, null])
    await act((tx) => recordValue(tx, { personId, ...seen, recordedBy: agentId, proof: 'Permis' }))
    const again = await row()
    assert.deepEqual([again?.id, again?.proof, again?.expiresAt], [first?.id, 'Permis', null])
    // The same words from another source are another value.
    await act((tx) =>
      recordValue(tx, { personId, ...seen, source: 'franceconnect', level: 'certified', expiresAt }),
    )
    const other = await row()
    assert.notEqual(other?.id, first?.id)
    assert.deepEqual([other?.source, other?.proof], ['franceconnect', null])
    await assert.rejects(
      act((tx) => recordValue(tx, { personId, ...seen, valueId: 'shoes' as never })),
      BadInput,
    )
  })

  test('an account closes once and says so once; an agent’s not before the post ends', async () => {
    await joined(personId)
    await assert.rejects(
      act((tx) => closeAccount(tx, personId)),
      Forbidden,
    )
    assert.equal(await act((tx) => personEmail(tx, personId)), email)
    await act(({ q }) =>
      sql`update accounts.membership set valid_to = '2020-12-31' where person_id = ${personId}`.execute(q),
    )
    for (const _ of ['once', 'twice']) await act((tx) => closeAccount(tx, personId))
    assert.deepEqual(
      (await told()).map(([name]) => name),
      ['person.created', 'person.closed'],
    )
    assert.equal(await act((tx) => personEmail(tx, personId)), null)
    assert.equal(await act((tx) => accountByEmail(tx, email)), null)
  })

  test('what is held is shown, then emptied: nothing says who it was', async () => {
    await act((tx) =>
      recordValue(tx, {
        personId,
        valueId: 'phone',
        value: '0639980001',
        source: 'declared',
        level: 'declared',
      }),
    )
    await joined(personId, '2020-12-31')
    const held = () => act(async (tx) => Promise.all(personal.map(async (one) => one.held(tx, personId))))
    const rows = (await held()).map((parts) => parts.map(({ count: many }) => many))
    assert.deepEqual(rows, [[3], [1], [1], []])
    const erased = await act(async (tx) => {
      const outcomes = []
      for (const one of personal) outcomes.push(...(await one.erase(tx, personId)))
      return outcomes.map(({ erased: gone, kept }) => [gone, kept])
    })
    assert.deepEqual(erased, [
      [2, 0],
      [0, 1],
      [0, 1],
    ])
    assert.deepEqual(await act((tx) => profileOf(tx, personId)), {
      ...{ name: 'Compte fermé', email: null, phone: null, commune: null },
    })
    const [profile] = personal
    assert.deepEqual(await act((tx) => profile?.erase(tx, personId) ?? Promise.resolve(null)), [])
  })

  describe('time', () => {
    const limit = () => new Date(world.db.clock().getTime() - 10 * DAY)
    const mine = (ids: readonly number[]) => ids.includes(personId)
    const warned = () =>
      act((tx) => peopleToWarn(tx, limit(), 10_000)).then((all) => mine(all.map((one) => one.personId)))
    const closed = (toldBefore: Date | null) =>
      act((tx) => peopleToClose(tx, limit(), toldBefore, 10_000)).then(mine)

    test('whoever was not seen for long is told, then closed; whoever came back, or works, is not', async () => {
      assert.equal(await warned(), false)
      world.pass(11 * DAY)
      assert.equal(await warned(), true)
      const now = world.db.clock()
      assert.deepEqual([await closed(now), await closed(null)], [false, false])
      await act((tx) => noteWarned(tx, [personId]))
      assert.deepEqual([await warned(), await closed(now)], [false, true])
      assert.equal(await closed(new Date(now.getTime() - 1)), false)
      await joined(personId)
      assert.equal(await closed(now), false)
      await act(({ q }) => sql`delete from accounts.membership where person_id = ${personId}`.execute(q))
      await act((tx) => openSession(tx, personId))
      assert.deepEqual([await warned(), await closed(world.db.clock())], [false, false])
      world.pass(11 * DAY)
      assert.equal(await warned(), true)
    })

    test('an account without an address closes without a word', async () => {
      personId = await act((tx) => createPerson(tx, { email: null, name: 'Sans adresse' }))
      assert.equal(await closed(null), false)
      world.pass(11 * DAY)
      assert.deepEqual(
        [await closed(null), await closed(world.db.clock()), await warned()],
        [true, false, false],
      )
    })

    test('values that were replaced or expired, and roles that ended, are forgotten, so many at once', async () => {
      const say = (value: string, more: { expiresAt?: Date } = {}) =>
        act((tx) =>
          recordValue(tx, {
            personId,
            valueId: 'phone',
            value,
            source: 'declared',
            level: 'declared',
            ...more,
          }),
        )
      // What other tests left.
      await act((tx) => forgetValues(tx, new Date(world.db.clock().getTime() + DAY), 1000))
      for (const digit of [1, 2, 3, 4]) await say(`063998000${digit}`)
      await joined(personId, '2020-12-31')
      await joined(personId, null, '2021-01-01')
      world.pass(DAY)
      const before = world.db.clock()
      assert.equal(await act((tx) => forgetValues(tx, new Date(before.getTime() - 2 * DAY), 100)), 0)
      assert.equal(await act((tx) => forgetValues(tx, before, 2)), 2)
      assert.equal(await act((tx) => forgetValues(tx, before, 100)), 1)
      assert.deepEqual(await values(), [['phone', '0639980004', 'declared']])
      assert.equal((await act((tx) => forgetMemberships(tx, before, 100))) > 0, true)
      assert.equal(await act((tx) => forgetMemberships(tx, before, 100)), 0)
      const { rows } = await act(({ q }) =>
        sql`select from accounts.membership where person_id = ${personId}`.execute(q),
      )
      assert.equal(rows.length, 1)
    })

    test('what was told of posts, days away, departures and invitations goes with them; of the account, by itself', async () => {
      const subjects = ['post', 'absence', 'departure', 'invitation']
      const names = {
        post: 'post.given',
        absence: 'absence.set',
        departure: 'departure.set',
        invitation: 'invitation.sent',
      }
      for (const [subjectKind, name] of Object.entries(names))
        await act((tx) =>
          emit(tx, { name, subjectKind, subjectId: personId, payload: {} } as Parameters<typeof emit>[1]),
        )
      const left = async () => {
        const kept = []
        for (const subject of [...subjects, 'person'])
          if ((await act((tx) => eventsOf(tx, subject, personId))).length > 0) kept.push(subject)
        return kept
      }
      assert.deepEqual(await left(), [...subjects, 'person'])
      world.pass(DAY)
      await act((tx) => forgetMemberships(tx, new Date(world.db.clock().getTime() - 2 * DAY), 1000))
      assert.deepEqual(await left(), [...subjects, 'person'])
      await act((tx) => forgetMemberships(tx, world.db.clock(), 1000))
      assert.deepEqual(await left(), ['person'])
    })
  })
})
