// A right in a wallet that is not ours, shown at a door: asked, answered and taken once, and told to that door as a code is.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { SignJWT } from 'jose'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openDoor, phoneOf, type TestDoor, type TestPhone } from '#test/doors.ts'
import { offerTo } from '#test/offers.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { type HeldCopy, openWallet, type Wallet } from '#test/wallet.ts'
import { callingDevice } from '../door/device.ts'
import { stopPass } from '../record/passes.ts'
import { endAsking } from './ask.ts'

const HOLDER = 'habitante@parvis.example'

describe('a wallet at a door', () => {
  let parvis: TestApp
  let pool: TestPartner
  let door: TestDoor
  let phone: TestPhone
  let wallet: Wallet
  let copies: HeldCopy[]
  let seq = 0
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example' })
    door = await openDoor(parvis, pool)
    phone = await phoneOf(parvis, pool, HOLDER)
    wallet = await openWallet(parvis)
    copies = await take(phone.entitlementId)
  })
  after(() => parvis.close())

  async function take(entitlementId: number): Promise<HeldCopy[]> {
    const { link, pin } = await offerTo(parvis, HOLDER, entitlementId)
    return (await wallet.take(link, pin, 15)).copies
  }
  const next = (): HeldCopy => copies.pop() ?? assert.fail('no copy is left')
  async function ask(
    of: TestDoor = door,
  ): Promise<{ link: string; told: () => Promise<Record<string, unknown> | null> }> {
    seq += 1
    const line = seq
    const { status, json } = await of.ask('POST', '/presentations', { seq: line, cents: null })
    assert.equal(status, 201, JSON.stringify(json))
    return {
      link: json.link as string,
      told: async () =>
        (await of.ask('GET', `/presentations/${line}`)).json.told as Record<string, unknown> | null,
    }
  }
  const left = async () =>
    (
      await parvis.db.read(system, (tx) =>
        sql<{
          left: number
        }>`select remaining as left from pass.entitlement where id = ${phone.entitlementId}`.execute(tx.q),
      )
    ).rows[0]?.left

  it('shows what the door asks, and no more: counted once, told as a code is, never whose', async () => {
    const { link, told } = await ask()
    const asked = await wallet.asked(link)
    const query = asked.dcql_query as { credentials: { claims: { path: string[] }[] }[] }
    assert.deepEqual(
      query.credentials.flatMap(({ claims }) => claims.map(({ path }) => path.join('.'))),
      ['partner', 'sector', 'product'],
    )
    assert.equal(await told(), null)
    const copy = next()
    assert.equal(await wallet.show(link, copy), 200)
    const answer = await told()
    assert.deepEqual([answer?.result, answer?.left, answer?.product], ['ok', 9, `d${pool.product}`])
    assert.doesNotMatch(JSON.stringify(answer), /abitant|Lucette/)
    assert.equal(await left(), 9)
    await assert.rejects(wallet.show(link, next()), 'asked once, answered once')

    const again = await ask()
    assert.equal(await wallet.show(again.link, copy), 200)
    assert.equal((await again.told())?.result, 'shown', 'a copy is shown once')
    assert.equal(await left(), 9)
    assert.equal(
      (await door.ask('POST', '/presentations', { seq, cents: null })).status,
      409,
      'a line is decided once',
    )
  })

  it('believes nothing forged, borrowed, old or shown for somebody else; the door waits on', async () => {
    const { link, told } = await ask()
    const stranger = (
      await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
    ).privateKey
    const before = await ask()
    const old = String((await wallet.asked(before.link)).nonce)
    const [one, two] = [next(), next()]
    const salted = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const header = (credential: string, changed: Record<string, unknown>) => {
      const [head = '', payload = '', signature = ''] = (credential.split('~')[0] ?? '').split('.')
      const read = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>
      return `${salted({ ...read, ...changed })}.${payload}.${changed.alg === 'none' ? '' : signature}~${credential.split('~').slice(1).join('~')}`
    }
    for (const [over, why] of [
      [{ nonce: old }, 'of another asking'],
      [{ audience: 'decentralized_identifier:did:web:ailleurs.example' }, 'for another verifier'],
      [{ at: new Date(parvis.now().getTime() - 3_600_000) }, 'signed an hour ago'],
      [{ at: new Date(parvis.now().getTime() + 3_600_000) }, 'signed in an hour'],
      [{ key: stranger }, 'by another key'],
      [{ key: two.key }, 'by the key of another copy'],
    ] as const)
      assert.equal(await wallet.show(link, one, over), 400, why)

    const answer = async (vp: unknown) => {
      const state = String((await wallet.asked(link)).state)
      const payload = new URLSearchParams({
        state,
        vp_token: typeof vp === 'string' ? vp : JSON.stringify(vp),
      })
      const reply = await parvis.app.inject({
        ...{ method: 'POST', url: '/api/v1/pass/portefeuille/reponses', payload: payload.toString() },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
      return reply.statusCode
    }
    const unbound = `${one.credential.split('~')[0] ?? ''}~`
    for (const vp of [
      '',
      '{',
      [],
      {},
      { droit: [] },
      { droit: [unbound] },
      { droit: [unbound, unbound] },
      { droit: ['~~~'] },
    ])
      assert.equal(await answer(vp), 400, JSON.stringify(vp))
    for (const changed of [
      { alg: 'none' },
      { alg: 'HS256' },
      { kid: 'AAAAAAAAAAA' },
      { typ: 'statuslist+jwt' },
    ])
      assert.equal(await answer({ droit: [header(one.credential, changed)] }), 400, JSON.stringify(changed))
    // By the right key, for this door, with a disclosure that the issuer did not sign, one twice, or one that says what is always told.
    const asked = await wallet.asked(link)
    const [jwt = '', ...disclosures] = one.credential.split('~').filter((part) => part !== '')
    const bound = async (parts: readonly string[]) => {
      const text = `${[jwt, ...parts].join('~')}~`
      const proof = new SignJWT({
        ...{ aud: String(asked.client_id), nonce: String(asked.nonce) },
        sd_hash: createHash('sha256').update(text).digest('base64url'),
      })
      return `${text}${await proof
        .setProtectedHeader({ alg: 'ES256', typ: 'kb+jwt' })
        .setIssuedAt(parvis.now())
        .sign(one.key)}`
    }
    for (const parts of [
      [salted(['salt', 'class', 'gratuit'])],
      [salted(['salt', 'partner', 'p1'])],
      [...disclosures, ...disclosures.slice(0, 1)],
      Array<string>(40).fill(disclosures[0] ?? ''),
    ])
      assert.equal(await answer({ droit: [await bound(parts)] }), 400, String(parts))
    assert.equal(await told(), null)
    assert.equal(await wallet.show(link, one), 200)
    assert.equal((await told())?.result, 'ok', 'the same copy, shown by whoever holds it')
  })

  it('is not waited for by a door that asks no more, nor the reverse', async () => {
    const { link } = await ask()
    const uri = new URL(new URLSearchParams(link.split('?')[1]).get('request_uri') ?? '')
    const read = await parvis.db.write(system, async (tx) => {
      const device = await callingDevice(tx, { keyId: door.id })
      // Begun at once, where `inject` waits to be awaited.
      const reading = parvis.app.inject({ method: 'GET', url: uri.pathname }).then((reply) => reply)
      // Locks as they are now: a transaction sees the sessions that there were when it first looked.
      const isWaiting = async () =>
        (
          await sql`select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))`.execute(
            tx.q,
          )
        ).rows.length > 0
      for (let tries = 0; !(await isWaiting()); tries++) {
        assert.ok(tries < 5000, 'it waits for the door')
        await setTimeout(2)
      }
      assert.deepEqual(await endAsking(tx, device, seq), { told: null })
      return { reading }
    })
    assert.equal((await read.reading).statusCode, 404)
  })

  it('is refused at another partner’s door, after its two minutes, and once the pass is stopped', async () => {
    const baths = await openPool(parvis, {
      ...{ by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example', name: 'Des bains' },
    })
    const other = await openDoor(parvis, baths)
    const elsewhere = await ask(other)
    const copy = next()
    assert.equal(
      await wallet.show(elsewhere.link, copy, { disclosed: ['product', 'class', 'until', 'value'] }),
      200,
    )
    assert.equal((await elsewhere.told())?.result, 'elsewhere')
    seq += 1
    assert.equal((await door.ask('GET', `/presentations/${seq}`)).status, 404)

    const late = await ask()
    parvis.advance({ minutes: 3 })
    await assert.rejects(wallet.show(late.link, copy))
    assert.equal(await late.told(), null)

    const stopped = await ask()
    await parvis.db.write(system, (tx) => stopPass(tx, phone.passId))
    assert.equal(await wallet.show(stopped.link, copy), 200)
    assert.equal((await stopped.told())?.result, 'stopped')
  })
})
