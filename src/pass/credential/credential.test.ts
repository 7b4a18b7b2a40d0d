// Rights of the pass in a wallet that is not ours: taken once with the number of the page, in copies that have nothing in common.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { phoneOf } from '#test/doors.ts'
import { offerTo } from '#test/offers.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { type HeldCopy, openWallet, type Wallet } from '#test/wallet.ts'
import { erasePass, forgetCodes } from '../queries.personal.ts'
import { endEntitlement } from '../record/entitlements.ts'
import { endSupport } from '../record/passes.ts'
import { MOST_COPIES } from './words.ts'

const HOLDER = 'habitante@parvis.example'
const OTHER = 'habitant@parvis.example'
const AT = '/api/v1/pass/portefeuille'

/** All that a copy says, by the path of each value, whatever is disclosed of it; and the values of its disclosures, read. */
function saidBy({ credential }: HeldCopy): Map<string, string> {
  const [jwt = '', ...disclosures] = credential.split('~')
  const [header = '', payload = ''] = jwt.split('.')
  const said = new Map<string, string>()
  const walk = (path: string, value: unknown) => {
    if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(`${path}.${name}`, inner)
    else said.set(path, String(value))
  }
  const read = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString())
  walk('header', read(header))
  walk('payload', read(payload))
  said.set('signature', jwt.split('.')[2] ?? '')
  for (const disclosure of disclosures.filter((one) => one !== '')) {
    const [salt, name, value] = read(disclosure) as [string, string, unknown]
    said.set(`salt.${name}`, salt)
    said.set(`told.${name}`, String(value))
  }
  return said
}

describe('the pass in a wallet', () => {
  let parvis: TestApp
  let pool: TestPartner
  let baths: TestPartner
  let wallet: Wallet
  let held: { passId: number; entitlementId: number }
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example' })
    baths = await openPool(parvis, {
      ...{ by: 'admin.bron@parvis.example', managedBy: 'habitant@parvis.example', name: 'Des bains' },
    })
    held = await phoneOf(parvis, pool, HOLDER)
    wallet = await openWallet(parvis)
  })
  after(() => parvis.close())

  async function offer(email = HOLDER, entitlementId = held.entitlementId) {
    const made = await offerTo(parvis, email, entitlementId)
    const code = new URL(made.link).searchParams.get('credential_offer_uri')?.split('/').at(-1) ?? ''
    return { ...made, code, browser: await parvis.signedInAs(email) }
  }
  const token = (values: Record<string, string>) =>
    parvis.app.inject({
      ...{
        method: 'POST',
        url: `${AT}/jeton`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      payload: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
        ...values,
      }).toString(),
    })
  const wrongPin = (pin: string) => String((Number(pin) + 1) % 1_000_000).padStart(6, '0')
  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows

  it('is taken by a foreign wallet, and believed by a foreign reader, with its status', async () => {
    const { link, pin, at, browser } = await offer()
    const { copies } = await wallet.take(link, pin, 3)
    assert.equal(copies.length, 3)
    const said = await wallet.believed(copies[0]?.credential ?? '')
    assert.deepEqual(
      [said.partner, said.sector, said.product, said.class],
      [`p${pool.partner}`, 'sport', `d${pool.product}`, 'tous'],
    )
    const nothing = `${copies[0]?.credential.split('~')[0] ?? ''}~`
    const hidden = await wallet.believed(nothing)
    assert.deepEqual([hidden.product, hidden.class, hidden.until, hidden.value], Array(4).fill(undefined))
    assert.match((await browser.get(at)).body, /Un portefeuille a pris cette offre/)
    const page = (await browser.get('/pass/portefeuille')).body
    assert.match(page, /3\scopies restent/)
    assert.deepEqual(
      await rows(
        sql`select kind, state from pass.support where pass_id = ${held.passId} and kind = 'wallet'`,
      ),
      [{ kind: 'wallet', state: 'active' }],
    )
  })

  it('is taken once: a code that comes twice ends what it gave', async () => {
    const { link, pin, code } = await offer()
    const read = () => parvis.app.inject(`${AT}/offres/${code}`)
    assert.equal((await read()).statusCode, 200)
    assert.ok(link.length < 200, 'a square that a phone reads')
    const { accessToken } = await wallet.take(link, pin, 1)
    assert.equal((await read()).statusCode, 404)
    const again = await token({ 'pre-authorized_code': code, tx_code: pin })
    assert.deepEqual([again.statusCode, again.json().error], [400, 'invalid_grant'])
    await assert.rejects(wallet.more(accessToken, 1))
  })

  it('is not taken without its number, guessed, late, or once another was made', async () => {
    const first = await offer()
    assert.equal((await token({ 'pre-authorized_code': first.code })).json().error, 'invalid_request')
    for (let n = 0; n < 5; n += 1)
      assert.equal(
        (await token({ 'pre-authorized_code': first.code, tx_code: wrongPin(first.pin) })).json().error,
        'invalid_grant',
      )
    assert.equal((await token({ 'pre-authorized_code': first.code, tx_code: first.pin })).statusCode, 400)
    assert.equal((await first.browser.get(first.at)).statusCode, 404)

    const before = await offer()
    const now = await offer()
    assert.equal((await token({ 'pre-authorized_code': before.code, tx_code: before.pin })).statusCode, 400)
    parvis.advance({ minutes: 11 })
    assert.equal((await token({ 'pre-authorized_code': now.code, tx_code: now.pin })).statusCode, 400)
    assert.equal((await token({ grant_type: 'password', code: 'x' })).json().error, 'unsupported_grant_type')
  })

  it('is nobody else’s to offer, to see, or to take away', async () => {
    const { at } = await offer()
    const other = await parvis.signedInAs('habitant@parvis.example')
    for (const url of [at, `/pass/portefeuille/ajout/x`]) assert.equal((await other.get(url)).statusCode, 404)
    assert.equal((await other.post(`/pass/portefeuille/droits/${held.entitlementId}`, {})).statusCode, 404)
    const [mine] = await rows(
      sql<{ id: number }>`select id from pass.support where kind = 'wallet' order by id desc limit 1`,
    )
    assert.equal((await other.post(`/pass/portefeuille/${mine?.id}/retrait`, {})).statusCode, 404)
    const actor = await parvis.actor('habitant@parvis.example')
    const seen = await parvis.db.read(actor, (tx) => sql`select id from pass.offer`.execute(tx.q))
    assert.equal(seen.rows.length, 0)
    await assert.rejects(parvis.db.read(actor, (tx) => sql`select code_hash from pass.offer`.execute(tx.q)))
    await assert.rejects(parvis.db.read(actor, (tx) => sql`select id from pass.copy`.execute(tx.q)))
  })

  it('gives a copy to each key that is proved, once for a number, within its bounds', async () => {
    const { link, pin } = await offer()
    const { accessToken } = await wallet.take(link, pin, 1)
    const nonce = await wallet.nonce()
    assert.equal((await wallet.more(accessToken, 1, { nonce })).length, 1)
    await assert.rejects(wallet.more(accessToken, 1, { nonce }), 'a number serves once')
    await assert.rejects(wallet.more(accessToken, 1, { nonce: 'drawn by somebody else' }))
    await assert.rejects(wallet.more(accessToken, 2, { sameKey: true }), 'a key bears one copy')
    const late = await wallet.nonce()
    parvis.advance({ minutes: 6 })
    await assert.rejects(wallet.more(accessToken, 1, { nonce: late }), 'a number lasts five minutes')
    await assert.rejects(wallet.more(accessToken, MOST_COPIES), 'no more in all than an offer has')
    await assert.rejects(wallet.more('x'.repeat(43), 1), 'the token of nobody')

    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'openid4vci-proof+jwt' })).toString(
      'base64url',
    )
    const claims = Buffer.from(JSON.stringify({ aud: 'x', nonce: await wallet.nonce(), iat: 1 })).toString(
      'base64url',
    )
    for (const [jwt, word] of [
      [[`${none}.${claims}.`], 'invalid_proof'],
      [['x'], 'invalid_proof'],
      [[], 'invalid_credential_request'],
      [Array<string>(MOST_COPIES + 1).fill('x'), 'invalid_credential_request'],
    ] as const) {
      const reply = await parvis.app.inject({
        ...{ method: 'POST', url: `${AT}/copies` },
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        payload: JSON.stringify({ credential_configuration_id: 'pass-droit', proofs: { jwt } }),
      })
      assert.deepEqual([reply.statusCode, reply.json().error], [400, word])
    }
    parvis.advance({ minutes: 10 })
    await assert.rejects(wallet.more(accessToken, 1), 'a token lasts ten minutes')
  })

  it('says nothing by which two copies, or two partners, would find the same person', async () => {
    const other = await phoneOf(parvis, baths, HOLDER)
    const somebody = await phoneOf(parvis, pool, OTHER)
    const take = async (email: string, entitlementId: number) => {
      const { link, pin } = await offer(email, entitlementId)
      return (await wallet.take(link, pin, 2)).copies.map(saidBy)
    }
    const [one, two] = await take(HOLDER, held.entitlementId)
    const [there] = await take(HOLDER, other.entitlementId)
    const [theirs] = await take(OTHER, somebody.entitlementId)
    const shared = (a = new Map<string, string>(), b = new Map<string, string>()) =>
      [...a].filter(([path, value]) => b.get(path) === value).map(([path]) => path)
    assert.ok((one?.size ?? 0) > 20)
    // Between two copies of one person, nothing but what two people have in common, as long as the number stays untold.
    const common = shared(one, theirs)
    assert.deepEqual(
      shared(one, two).filter((path) => !common.includes(path)),
      ['told.value'],
    )
    // Between two partners, the number included, nothing at all but what anybody’s says.
    assert.deepEqual(
      shared(one, there).filter((path) => !common.includes(path)),
      [],
    )
    const values = new Set(there?.values())
    const drawn = [...(one ?? [])].filter(([path, value]) => !common.includes(path) && value.length > 6)
    assert.deepEqual(
      drawn.filter(([, value]) => values.has(value)),
      [],
      'nor under another name',
    )
  })

  it('is dead in the list of its sector with its wallet, its right, or any support that is lost', async () => {
    const take = async () => {
      const { link, pin } = await offer()
      const [copy] = (await wallet.take(link, pin, 1)).copies
      await wallet.believed(copy?.credential ?? '')
      return { believed: () => wallet.believed(copy?.credential ?? '') }
    }
    const replaced = await take()
    const removed = await take()
    await assert.rejects(replaced.believed(), 'a wallet takes over from the one before')

    const browser = await parvis.signedInAs(HOLDER)
    const [mine] = await rows(
      sql<{
        id: number
      }>`select id from pass.support where kind = 'wallet' and state = 'active' and pass_id = ${held.passId} order by id desc limit 1`,
    )
    await browser.post(`/pass/portefeuille/${mine?.id}/retrait`, {})
    await assert.rejects(removed.believed())

    const lost = await take()
    const [phone] = await rows(
      sql<{
        id: number
      }>`select id from pass.support where kind = 'phone' and state = 'active' and pass_id = ${held.passId}`,
    )
    await parvis.db.write(system, (tx) =>
      endSupport(tx, { passId: held.passId, id: phone?.id ?? 0, as: 'lost' }),
    )
    await assert.rejects(lost.believed())

    const ended = await take()
    await parvis.db.write(system, (tx) =>
      endEntitlement(tx, { passId: held.passId, id: held.entitlementId, because: 'Pour un essai.' }),
    )
    await assert.rejects(ended.believed())
    assert.equal((await browser.post(`/pass/portefeuille/droits/${held.entitlementId}`, {})).statusCode, 404)
  })

  it('is dead, and nobody’s, once its account is erased; what is over is forgotten', async () => {
    const [theirs] = await rows(
      sql<{
        id: number
        personId: number
      }>`select e.id, p.person_id as "personId" from pass.entitlement e join pass.pass p on p.id = e.pass_id
        where e.pass_id <> ${held.passId}`,
    )
    const { link, pin } = await offer(OTHER, theirs?.id)
    const [copy] = (await wallet.take(link, pin, 2)).copies
    await wallet.believed(copy?.credential ?? '')
    await parvis.db.write(system, (tx) => erasePass(tx, theirs?.personId ?? 0))
    await assert.rejects(wallet.believed(copy?.credential ?? ''))
    const count = () =>
      rows(sql`select from pass.copy union all select from pass.offer union all select from pass.proved`)
    assert.ok((await count()).length > 0)
    parvis.advance({ days: 20 })
    await parvis.db.write(system, (tx) => forgetCodes(tx, tx.now, 1000))
    assert.equal((await count()).length, 0)
  })
})
