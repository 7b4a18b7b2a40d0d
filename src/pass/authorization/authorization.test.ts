// A wallet that asks by itself (OpenID4VCI, authorization code): its holder says which right goes to it; nobody else takes it.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { phoneOf, type TestPhone } from '#test/doors.ts'
import { actingAs, makeMandate } from '#test/mandates.ts'
import { offerTo } from '#test/offers.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { type AskingWallet, openWallet, type Wallet } from '#test/wallet.ts'
import { endEntitlement } from '../record/entitlements.ts'
import { returnProblem } from './returns.ts'

const HOLDER = 'habitante@parvis.example'
const OTHER = 'habitant@parvis.example'
const ADMIN = 'admin@parvis.example'
const HERE = '/administration/pass/portefeuilles'
const AT = '/pass/portefeuille/autorisation'
const API = '/api/v1/pass/portefeuille'
const KNOWN: AskingWallet = {
  clientId: 'fr.exemple.portefeuille',
  redirectUri: 'https://portefeuille.example/retour',
}
const APP = 'fr.exemple.portefeuille:/retour'
const FOREIGN: AskingWallet = { clientId: 'un-autre', redirectUri: 'https://autre.example/retour' }

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

describe('a wallet that asks by itself', () => {
  let parvis: TestApp
  let pool: TestPartner
  let held: TestPhone
  let wallet: Wallet
  let holder: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin.bron@parvis.example', managedBy: OTHER })
    held = await phoneOf(parvis, pool, HOLDER)
    await phoneOf(parvis, pool, OTHER)
    wallet = await openWallet(parvis)
    holder = await parvis.signedInAs(HOLDER)
    const admin = await parvis.signedInAs(ADMIN)
    for (const { clientId, redirectUri } of [KNOWN, FOREIGN])
      assert.equal(
        (
          await admin.post(`${HERE}/nouveau`, {
            ...{ name: `Portefeuille ${clientId}`, clientId, returns: `${redirectUri}\n${clientId}:/retour` },
          })
        ).statusCode,
        clientId === KNOWN.clientId ? 303 : 422,
      )
    await admin.post(`${HERE}/nouveau`, {
      ...{ name: 'Un autre', clientId: FOREIGN.clientId, returns: FOREIGN.redirectUri },
    })
  })
  after(() => parvis.close())

  const local = (url: string) => url.replace(new URL(parvis.config.publicUrl).origin, '')
  const sealedIn = (body: string) => /name="demande" value="([^"]+)"/.exec(body)?.[1] ?? ''
  /** The holder opens what the wallet led to, and chooses. @returns the address of the answer */
  async function choose(url: string, browser = holder, droit = String(held.entitlementId)) {
    const shown = await browser.get(local(url))
    assert.equal(shown.statusCode, 200, shown.body)
    const answered = await browser.post(AT, { demande: sealedIn(shown.body), droit })
    return { status: answered.statusCode, to: String(answered.headers.location ?? ''), body: answered.body }
  }
  async function codeFor(asking = KNOWN) {
    const { url, verifier } = await wallet.ask(asking)
    const { to } = await choose(url)
    return { code: await wallet.codeIn(to), verifier }
  }
  const token = (values: Record<string, string>) =>
    parvis.app.inject({
      ...{ method: 'POST', url: `${API}/jeton` },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ grant_type: 'authorization_code', ...values }).toString(),
    })
  const said = ({ clientId, redirectUri }: AskingWallet, more: Record<string, string> = {}) => ({
    ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'pass_right' },
    ...{ code_challenge: challengeOf('x'.repeat(43)), code_challenge_method: 'S256', ...more },
  })
  const addressOf = (values: Record<string, string>) => `${AT}?${new URLSearchParams(values).toString()}`
  const supports = async () =>
    (
      await parvis.db.read(system, (tx) =>
        sql<{
          count: number
        }>`select count(*)::int as count from pass.support where kind = 'wallet'`.execute(tx.q),
      )
    ).rows[0]?.count

  it('is led to its holder, who chooses, and takes copies that a foreign reader believes', async () => {
    const { url, verifier } = await wallet.ask(KNOWN)
    assert.match(url, /request_uri=/, 'left beforehand')
    assert.doesNotMatch(url, /portefeuille\.example/, 'nothing of it passes by the browser')
    const shown = await holder.get(local(url))
    assert.match(shown.body, /Portefeuille fr\.exemple\.portefeuille/)
    assert.match(shown.body, /Dix entrées/)
    assert.match(
      String(shown.headers['content-security-policy']),
      /form-action 'self' https:\/\/portefeuille\.example;/,
    )
    assert.equal(await supports(), 0, 'nothing before they agreed')
    const { to: first } = await choose(url)
    const answer = new URL(first)
    assert.equal(answer.origin + answer.pathname, KNOWN.redirectUri)
    assert.deepEqual([...answer.searchParams.keys()].toSorted(), ['code', 'iss'])
    const whole = await choose(addressOf(said(KNOWN, { state: 'un & état' })))
    assert.equal(new URL(whole.to).searchParams.get('state'), 'un & état')
    const { to } = await choose(url)
    const { copies, given } = await wallet.exchange(KNOWN, { code: await wallet.codeIn(to), verifier }, 3)
    assert.deepEqual([copies.length, given.scope], [3, 'pass_right'])
    const believed = await wallet.believed(copies[0]?.credential ?? '')
    assert.deepEqual([believed.partner, believed.product], [`p${pool.partner}`, `d${pool.product}`])
    assert.deepEqual(
      Object.keys(given).filter((name) => /sub|id_token|name|mail/.test(name)),
      [],
      'nothing of the account',
    )
    assert.match((await holder.get('/pass/portefeuille')).body, /Portefeuille fr\.exemple\.portefeuille/)
  })

  it('asks by authorization details too, and by an address of its own scheme', async () => {
    const detailed = { ...KNOWN, redirectUri: APP, detailed: true } as const
    const { url, verifier } = await wallet.ask(detailed)
    const shown = await holder.get(local(url))
    assert.match(
      String(shown.headers['content-security-policy']),
      /form-action 'self' fr\.exemple\.portefeuille:;/,
    )
    const { to } = await choose(url)
    assert.match(to, /^fr\.exemple\.portefeuille:\/retour\?code=/)
    const { copies, given } = await wallet.exchange(detailed, { code: await wallet.codeIn(to), verifier }, 1)
    assert.deepEqual(given.authorization_details, [
      {
        type: 'openid_credential',
        credential_configuration_id: 'pass-droit',
        credential_identifiers: ['droit'],
      },
    ])
    assert.ok(await wallet.believed(copies[0]?.credential ?? ''))
  })

  it('is told no by its holder, and by whoever asks wrong', async () => {
    const { url } = await wallet.ask(KNOWN)
    const { body } = await holder.get(local(url))
    const refused = await holder.post(`${AT}/refus`, { demande: sealedIn(body) })
    await assert.rejects(wallet.codeIn(String(refused.headers.location)), /access_denied/)

    for (const [more, word] of [
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ response_mode: 'fragment' }, 'invalid_request'],
      [{ scope: 'openid' }, 'invalid_scope'],
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge: '' }, 'invalid_request'],
      [{ resource: 'https://ailleurs.example' }, 'invalid_target'],
      [{ authorization_details: '[{"type":"autre"}]' }, 'invalid_authorization_details'],
      [{ authorization_details: '{' }, 'invalid_authorization_details'],
      [{ request: 'x.y.z' }, 'request_not_supported'],
    ] as const) {
      const asked = said(KNOWN, { state: 's', ...more })
      const to = new URL(String((await holder.get(addressOf(asked))).headers.location))
      assert.deepEqual([to.searchParams.get('error'), to.searchParams.get('state')], [word, 's'])
      const pushed = await parvis.app.inject({
        ...{ method: 'POST', url: `${API}/autorisations` },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(asked).toString(),
      })
      assert.deepEqual([pushed.statusCode, pushed.json().error], [400, word])
    }
  })

  it('is answered at its own addresses alone: nobody is led anywhere else', async () => {
    for (const over of [
      { redirect_uri: 'https://portefeuille.example/retour/' },
      { redirect_uri: 'https://portefeuille.example/retour?x=1' },
      { redirect_uri: 'https://PORTEFEUILLE.example/retour' },
      { redirect_uri: FOREIGN.redirectUri },
      { redirect_uri: 'javascript:alert(1)' },
      { client_id: 'nobody' },
      { client_id: FOREIGN.clientId },
      { request_uri: 'urn:ietf:params:oauth:request_uri:x.y' },
      { request_uri: 'https://ailleurs.example/demande' },
    ]) {
      const shown = await holder.get(addressOf(said(KNOWN, over)))
      assert.deepEqual([shown.statusCode, shown.headers.location], [400, undefined], JSON.stringify(over))
      assert.match(shown.body, /Rien n’a été transmis/)
    }
    const twice = await holder.get(
      `${addressOf(said(KNOWN))}&redirect_uri=https%3A%2F%2Fautre.example%2Fretour`,
    )
    assert.equal(twice.statusCode, 400)
    // What one wallet left is not another’s to show, nor for long.
    const { url } = await wallet.ask(KNOWN)
    const uri = new URL(url).searchParams.get('request_uri') ?? ''
    const stolen = addressOf({ client_id: FOREIGN.clientId, request_uri: uri })
    assert.equal((await holder.get(stolen)).statusCode, 400)
    parvis.advance({ minutes: 11 })
    assert.equal((await holder.get(local(url))).statusCode, 400)
  })

  it('takes its code once, with its secret, at its address, within a minute', async () => {
    const wrong = async (over: Partial<Record<'client_id' | 'redirect_uri' | 'code_verifier', string>>) => {
      const { code, verifier } = await codeFor()
      const right = {
        ...{ code, client_id: KNOWN.clientId, redirect_uri: KNOWN.redirectUri, code_verifier: verifier },
      }
      const tried = await token({ ...right, ...over })
      assert.deepEqual([tried.statusCode, tried.json().error], [400, 'invalid_grant'])
      assert.equal((await token(right)).statusCode, 400, 'tried wrong once, it is no good any more')
    }
    const before = await supports()
    await wrong({ code_verifier: randomBytes(32).toString('base64url') })
    await wrong({ client_id: FOREIGN.clientId, redirect_uri: FOREIGN.redirectUri })
    await wrong({ redirect_uri: APP })
    await wrong({ client_id: FOREIGN.clientId })
    assert.equal(await supports(), before)
    const { code } = await codeFor()
    assert.equal((await token({ code, client_id: KNOWN.clientId })).json().error, 'invalid_request')

    const late = await codeFor()
    parvis.advance({ minutes: 2 })
    await assert.rejects(wallet.exchange(KNOWN, late, 1))

    // A code that comes twice was seen by somebody: what it gave is no good any more.
    const seen = await codeFor()
    const { accessToken } = await wallet.exchange(KNOWN, seen, 1)
    await assert.rejects(wallet.exchange(KNOWN, seen, 1))
    await assert.rejects(wallet.more(accessToken, 1))
    // Of two answers, the last one counts.
    const first = await codeFor()
    const second = await codeFor()
    await assert.rejects(wallet.exchange(KNOWN, first, 1))
    assert.equal((await wallet.exchange(KNOWN, second, 1)).copies.length, 1)
  })

  it('takes no code as the code of an offer, nor an offer’s as its own', async () => {
    const { code, verifier } = await codeFor()
    const asOffer = await token({
      ...{ grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code' },
      ...{ 'pre-authorized_code': code, tx_code: '000000' },
    })
    assert.equal(asOffer.json().error, 'invalid_grant')
    assert.equal((await parvis.app.inject(`${API}/offres/${code}`)).statusCode, 404)
    assert.equal((await wallet.exchange(KNOWN, { code, verifier }, 1)).copies.length, 1)
    const { link } = await offerTo(parvis, HOLDER, held.entitlementId)
    const offered = new URL(link).searchParams.get('credential_offer_uri')?.split('/').at(-1) ?? ''
    const asCode = await token({
      ...{ code: offered, client_id: KNOWN.clientId, redirect_uri: KNOWN.redirectUri },
      code_verifier: 'x'.repeat(43),
    })
    assert.equal(asCode.json().error, 'invalid_grant')
  })

  it('is given one’s own rights alone, by whoever was asked', async () => {
    const { url } = await wallet.ask(KNOWN)
    const other = await parvis.signedInAs(OTHER)
    const taken = await choose(url, other)
    assert.equal(taken.status, 422, 'somebody else’s right')
    assert.match(taken.body, /Choisissez le droit que ce portefeuille portera/)
    assert.equal((await choose(url, holder, '')).status, 422)
    // What was shown to one is not answered by another, nor changed on its way.
    const demande = sealedIn((await holder.get(local(url))).body)
    const droit = String(held.entitlementId)
    assert.equal((await other.post(AT, { demande, droit })).statusCode, 400)
    assert.equal((await holder.post(AT, { demande: `x${demande}`, droit })).statusCode, 400)
    const forged = `${demande.split('.')[0]?.slice(0, -2)}AA.${demande.split('.')[1]}`
    assert.equal((await holder.post(AT, { demande: forged, droit })).statusCode, 400)
  })

  it('is not for whoever acts for somebody, looks, or is nobody; a sign-in leads back', async () => {
    const { url } = await wallet.ask(KNOWN)
    const nobody = await parvis.browser().get(local(url))
    const to = new URL(String(nobody.headers.location), parvis.config.publicUrl)
    assert.deepEqual([to.pathname, to.searchParams.get('suite')], ['/connexion', local(url)])
    const mandate = await makeMandate(parvis, { person: HOLDER, helper: OTHER, until: '2027-03-03' })
    const helper = await actingAs(parvis, OTHER, mandate)
    const again = await wallet.ask(KNOWN)
    const shown = await helper.get(local(again.url))
    assert.equal(shown.statusCode, 403)
    assert.doesNotMatch(shown.body, /Dix entrées/)
    assert.equal((await helper.post(AT, { demande: 'x', droit: '1' })).statusCode, 403)
  })

  it('gives nothing of a right that ended, of a pass that was stopped, or to a wallet that was taken away', async () => {
    const admin = await parvis.signedInAs(ADMIN)
    const lent = await codeFor()
    const removal = `${HERE}/${KNOWN.clientId}/retrait`
    assert.match((await admin.get(removal)).body, /ne pourra plus rien demander/)

    const baths = await openPool(parvis, {
      ...{ by: 'admin.bron@parvis.example', managedBy: OTHER, name: 'Des bains' },
    })
    const more = await phoneOf(parvis, baths, HOLDER)
    const { url, verifier } = await wallet.ask(KNOWN)
    const { to } = await choose(url, holder, String(more.entitlementId))
    await parvis.db.write(system, (tx) =>
      endEntitlement(tx, { passId: held.passId, id: more.entitlementId, because: 'Pour un essai.' }),
    )
    await assert.rejects(
      wallet.exchange(KNOWN, { code: await wallet.codeIn(to), verifier }, 1),
      'of a right that ended',
    )
    await assert.rejects(wallet.exchange(KNOWN, lent, 1), 'another was asked since')

    const stopped = await codeFor()
    await parvis.db.write(system, (tx) =>
      sql`update pass.pass set stopped_at = ${tx.now} where id = ${held.passId}`.execute(tx.q),
    )
    await assert.rejects(wallet.exchange(KNOWN, stopped, 1))
    assert.match((await holder.get(addressOf(said(KNOWN)))).body, /Rien à confier/)
    await parvis.db.write(system, (tx) =>
      sql`update pass.pass set stopped_at = null where id = ${held.passId}`.execute(tx.q),
    )

    const waiting = await codeFor()
    const asked = await wallet.ask(KNOWN)
    assert.equal((await admin.post(removal, {})).statusCode, 303)
    await assert.rejects(wallet.exchange(KNOWN, waiting, 1))
    assert.equal((await holder.get(local(asked.url))).statusCode, 400)
    await assert.rejects(wallet.ask(KNOWN))
    assert.equal((await admin.get(removal)).statusCode, 404)
  })

  it('is known by whoever administers the metropolis alone, by both walls', async () => {
    const bron = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await bron.get(HERE)).statusCode, 404)
    for (const email of ['admin.bron@parvis.example', OTHER]) {
      const actor = await parvis.actor(email)
      await assert.rejects(
        parvis.db.write(actor, (tx) =>
          sql`insert into pass.wallet_program (client_id, name, returns) values ('le-mien', 'Le mien', '{https://x.example/}')`.execute(
            tx.q,
          ),
        ),
      )
      const { numAffectedRows } = await parvis.db.write(actor, (tx) =>
        sql`update pass.wallet_program set ended_at = now()`.execute(tx.q),
      )
      assert.equal(numAffectedRows, 0n)
    }
    for (const [address, isFine] of [
      ['https://portefeuille.example/retour', true],
      ['eu.exemple.portefeuille://retour', true],
      ['http://portefeuille.example/retour', false],
      ['javascript:alert(1)', false],
      ['data:text/html,x', false],
      ['wallet:/x', false],
      ['https://x@portefeuille.example/', false],
      ['https://portefeuille.example/#a', false],
      ['https://*.example/', false],
      ['https://portefeuille.example', false],
      ['retour', false],
    ] as const)
      assert.equal(returnProblem(address) === null, isFine, address)
  })
})
