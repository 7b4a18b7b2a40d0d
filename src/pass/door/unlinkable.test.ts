// Two partners that put together all that they were shown and told of those who came to both: nothing of it says better than chance who is who.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openDoor, type TestDoor } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { issueTokens } from '../issue/tokens.ts'
import { giveEntitlement } from '../ledger/move.ts'
import { openPass } from '../record/passes.ts'
import { productById } from '../record/queries.ts'
import { toText } from '../token/bytes.ts'
import type { Claims } from '../token/claims.ts'
import { newKeys, publicKeyOf } from '../token/keys.ts'
import { present, printed, readPresented } from '../token/present.ts'

const PEOPLE = 16
const MONTH = 30 * 86_400

/** All that is said of somebody at one partner, field by field, but what names the partner and its product. */
type Seen = Map<string, string>

interface Partner {
  pool: TestPartner
  door: TestDoor
  seq: number
  seen: Seen[]
}

const claimsIn = (text: string): Claims =>
  readPresented(text)?.token.claims ?? assert.fail('a token of the pass')

function noted(seen: Seen, at: string, value: unknown): void {
  if (value instanceof Uint8Array) seen.set(at, toText(value))
  else if (value !== null && typeof value === 'object')
    for (const [name, part] of Object.entries(value)) noted(seen, `${at}.${name}`, part)
  else seen.set(at, String(value))
}

describe('two partners of the pass', () => {
  let parvis: TestApp
  const partners: Partner[] = []
  const people: number[] = []
  before(async () => {
    parvis = await createTestApp()
    for (const [by, managedBy] of [
      ['admin.bron@parvis.example', 'habitant@parvis.example'],
      ['admin@parvis.example', 'habitante@parvis.example'],
    ] as const) {
      const opened = await openPool(parvis, { by, managedBy })
      const { rows } = await parvis.db.write(system, (tx) =>
        sql<{
          id: number
        }>`insert into pass.product (partner_id, sector, name, kind, months, alone, on_paper, since)
          values (${opened.partner}, 'sport', 'Entrée', 'entry', 12, 2, true, '2026-01-01') returning id`.execute(
          tx.q,
        ),
      )
      const pool = { ...opened, product: rows[0]?.id ?? 0 }
      partners.push({ pool, door: await openDoor(parvis, pool), seq: 0, seen: [] })
    }
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        id: number
      }>`select id from accounts.person where closed_at is null order by id limit ${PEOPLE}`.execute(tx.q),
    )
    people.push(...rows.map(({ id }) => id))
    // The beginning of a time in which papers bear one date.
    const now = Math.floor(parvis.now().getTime() / 1000)
    parvis.advance({ minutes: Math.ceil((MONTH - (now % MONTH)) / 60) + 1 })
  })
  after(() => parvis.close())

  const plus = (days: number): string =>
    new Date(parvis.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

  const tools = () => ({ config: parvis.config })
  const wantedAt = ({ pool }: Partner) => ({ partnerId: pool.partner, sector: 'sport' })

  /** On one day somebody is given both, for as long, and has both papers printed. @returns what is printed */
  const isGiven = (personId: number, months: number) =>
    parvis.db.write(system, async (tx) => {
      const { id: passId } = await openPass(tx, personId, null)
      const papers: string[] = []
      for (const partner of partners) {
        const product = await productById(tx, partner.pool.product)
        if (product === undefined) throw new Error('the product is there')
        await giveEntitlement(tx, {
          ...{ passId, product, class: '', since: plus(0), until: plus(months * 31) },
          ...{ givenAs: 'desk', because: 'Donné pour un essai.', decidedBy: null, paid: null },
        })
        const [paper] = await issueTokens(tools(), tx, { ...wantedAt(partner), passId }, 'paper')
        papers.push(paper === undefined ? assert.fail('a paper') : printed(paper))
      }
      return { passId, papers }
    })

  /** Goes to one, with the phone and with the paper. */
  async function goes(partner: Partner, passId: number, paper: string): Promise<Seen> {
    const { privateKey, publicKey } = await newKeys()
    const holder = await publicKeyOf(publicKey)
    const [token] = await parvis.db.write(system, (tx) =>
      issueTokens(tools(), tx, { ...wantedAt(partner), passId }, [holder]),
    )
    const now = Math.floor(parvis.now().getTime() / 1000)
    const to = `p${partner.pool.partner}/sport`
    const phone = await present(token ?? new Uint8Array(), privateKey, { to, now })
    const seen: Seen = new Map()
    for (const [kind, text] of Object.entries({ paper, phone })) {
      const { audience: _partner, rights, ...claims } = claimsIn(text)
      noted(seen, kind, { ...claims, rights: rights.map(({ product: _own, ...right }) => right) })
      partner.seq += 1
      const { json, status } = await partner.door.check(partner.seq, text)
      assert.deepEqual([status, json.result], [200, 'ok'])
      const { product: _name, ...told } = json
      noted(seen, `${kind} told`, told)
    }
    return seen
  }

  it('find nobody in common, whichever fields they compare', async () => {
    const holders: Awaited<ReturnType<typeof isGiven>>[] = []
    for (const [at, personId] of people.entries()) {
      holders.push(await isGiven(personId, 2 + (at % 11)))
      parvis.advance({ hours: 31 })
    }
    for (const [at, partner] of partners.entries())
      for (const { passId, papers } of holders)
        partner.seen.push(await goes(partner, passId, papers[at] ?? ''))
    const [one, other] = partners.map(({ seen }) => seen)
    if (one === undefined || other === undefined) return assert.fail('two partners')
    assert.equal(one.length, PEOPLE)
    const fields = new Set(one.flatMap((seen) => [...seen.keys()]))
    const isSame = (field: string, a: number, b: number) => one[a]?.get(field) === other[b]?.get(field)
    const everybody = people.map((_, n) => n)
    const telling = [...fields].filter((field) => {
      const ofOne = everybody.filter((n) => isSame(field, n, n)).length / PEOPLE
      const ofAny =
        everybody.flatMap((a) => everybody.filter((b) => isSame(field, a, b))).length / PEOPLE ** 2
      // What is drawn among two is sometimes the same sixteen times; what tells is always.
      return ofOne - ofAny > 0.6
    })
    assert.deepEqual(telling, [])
    assert.ok(fields.size > 15, [...fields].join(', '))
  })
})
