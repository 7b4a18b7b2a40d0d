// Proofs as they are kept: one in force for each fact, the surer one stays; read by whoever it is about alone, on both walls; forgotten.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { live } from '#definitions'
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import type { Proof } from './facts.ts'
import { proofHolding } from './personal.ts'
import { endProof, forgetProofs, keepProof, proofsOf } from './queries.ts'
import { TRUST, trusted } from './document/trust-kind.ts'

const [RESIDENT, OTHER, AGENT] = [
  'habitante@parvis.example',
  'habitant@parvis.example',
  'agent.bron@parvis.example',
]

const notice: Proof = {
  ...{ fact: 'quotient', class: '2', source: 'twoDDoc', level: 'verified', shown: 'taxNotice' },
  ...{ seenOn: '2026-11-23', endsOn: '2027-09-30' },
}
const paper: Proof = { ...notice, class: '1', source: 'desk', level: 'seen', shown: 'familyPaper' }
const card: Proof = { ...paper, fact: 'disability', class: 'true', shown: 'disabilityCard' }

describe('proofs that are kept', () => {
  let parvis: TestApp
  const ids = new Map<string, number>()
  before(async () => {
    parvis = await createTestApp()
    for (const email of [RESIDENT, OTHER, AGENT]) ids.set(email, (await parvis.actor(email)).personId ?? 0)
  })
  after(() => parvis.close())

  const write = <T>(act: (tx: Write) => Promise<T>) => parvis.db.write(system, act)
  const read = <T>(act: (tx: Read) => Promise<T>) => parvis.db.read(system, act)
  const idOf = (email: string) => ids.get(email) ?? assert.fail(email)
  const keep = (proof: Proof, seenBy?: number) =>
    write((tx) => keepProof(tx, { personId: idOf(RESIDENT), proof, seenBy }))
  const classes = () => read(async (tx) => (await proofsOf(tx, idOf(RESIDENT))).map((one) => one.class))
  const refused = (statement: ReturnType<typeof sql>, code: string) =>
    assert.rejects(
      write((tx) => statement.execute(tx.q)),
      { code },
    )

  test('another takes its place; a surer one stays against a word, and against a paper that says the same', async () => {
    const word: Proof = { ...notice, class: '4', source: 'profile', level: 'declared', shown: 'profileValue' }
    assert.equal(await keep(paper, idOf(AGENT)), true)
    assert.equal(await keep(notice), true)
    assert.deepEqual(await classes(), ['2'])
    assert.equal(await keep(word), false)
    assert.equal(await keep({ ...paper, class: '2' }, idOf(AGENT)), false)
    assert.deepEqual(await classes(), ['2'])
    // Somebody whose life has changed comes to a desk.
    assert.equal(await keep(paper, idOf(AGENT)), true)
    assert.deepEqual(await classes(), ['1'])
    assert.equal(await keep({ ...word, seenOn: '2027-10-01', endsOn: '2028-10-01' }), true)
    const both = await Promise.all([keep(notice), keep({ ...notice, class: '3' })])
    assert.deepEqual(both, [true, true])
    assert.equal((await classes()).length, 1)
  })

  test('the database lets a class in, and nothing that was read', async () => {
    const insert = (fact: string, value: string) =>
      sql`insert into pass.proof (person_id, fact, class, source, level, shown, seen_on, ends_on, recorded_at)
        values (${idOf(OTHER)}, ${fact}, ${value}, 'api', 'verified', 'familyAnswer', '2026-11-23', '2027-11-23', now())`
    for (const [fact, value] of [
      ['quotient', '652'],
      ['quotient', '6'],
      ['commune', '12 rue des Lilas'],
      ['disability', '80 %'],
      ['income', '1'],
    ] as const)
      await refused(insert(fact, value), '23514')
  })

  test('read by whoever it is about, by nobody else, written by none of them', async () => {
    const seen = async (email: string) =>
      parvis.db.read(await parvis.actor(email), async (tx) => (await proofsOf(tx, idOf(RESIDENT))).length)
    assert.equal(await seen(RESIDENT), 1)
    assert.equal(await seen(OTHER), 0)
    assert.equal(await seen(AGENT), 0)
    for (const email of [RESIDENT, AGENT]) {
      const actor = await parvis.actor(email)
      const tried = [
        sql`update pass.proof set class = '1'`,
        sql`delete from pass.proof`,
        sql`select seen_by from pass.proof`,
      ]
      for (const statement of tried)
        await assert.rejects(
          parvis.db.write(actor, (tx) => statement.execute(tx.q)),
          { code: '42501' },
        )
    }
  })

  test('told, taken back, erased; what an agent saw keeps neither their name nor what they saw of whom', async () => {
    await keep(card, idOf(AGENT))
    const told = async (email: string) =>
      (await read((tx) => proofHolding.held(tx, idOf(email)))).flatMap(({ rows }) => rows)
    assert.ok(
      (await told(RESIDENT)).some((row) =>
        JSON.stringify(row).includes('carte mobilité inclusion vue le 23'),
      ),
    )
    const work = await told(AGENT)
    assert.ok(work.length > 0 && work.every((row) => Object.keys(row).join() === 'Quoi,Depuis'))
    assert.equal(await write((tx) => endProof(tx, idOf(RESIDENT), 'disability')), true)
    assert.equal(await write((tx) => endProof(tx, idOf(RESIDENT), 'disability')), false)
    await write((tx) => proofHolding.erase(tx, idOf(AGENT)))
    assert.deepEqual(await told(AGENT), [])
    assert.equal((await told(RESIDENT)).length > 1, true)
    await write((tx) => proofHolding.erase(tx, idOf(RESIDENT)))
    assert.deepEqual(await told(RESIDENT), [])
  })

  test('forgotten some time after its last day, or the day on which it was taken back', async () => {
    await keep({ ...notice, endsOn: '2026-11-30' })
    await keep(card, idOf(AGENT))
    await write((tx) => endProof(tx, idOf(RESIDENT), 'disability'))
    const forget = (before: string) => write((tx) => forgetProofs(tx, new Date(before), 10))
    assert.equal(await forget('2026-11-23T12:00:00Z'), 0)
    assert.equal(await forget('2026-11-24T12:00:00Z'), 1)
    assert.equal(await forget('2026-11-30T22:00:00Z'), 0)
    assert.equal(await forget('2026-12-01T12:00:00Z'), 1)
  })

  test('nobody is believed until a list of trust names somebody', async () => {
    assert.equal((await read((tx) => live(tx, TRUST))).length, 1)
    assert.deepEqual(await read(trusted), { authorities: [] })
  })
})
