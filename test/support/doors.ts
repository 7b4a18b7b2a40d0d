// A door of the pass as it calls, and a phone that shows codes, for tests: real keys, real signatures, through the whole program.
import { randomUUID } from 'node:crypto'
import { exportJWK, SignJWT } from 'jose'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { newPaperCode, readPaperCode } from '#signin'
import { deviceCodeHash } from '../../src/pass/record/devices.ts'
import { drawBatch, drawPageCode, pageCode, phoneSecret } from '../../src/pass/issue/codes.ts'
import { issueTokens } from '../../src/pass/issue/tokens.ts'
import { giveEntitlement } from '../../src/pass/ledger/move.ts'
import { addSupport, openPass } from '../../src/pass/record/passes.ts'
import { productById } from '../../src/pass/record/queries.ts'
import { newKeys, publicKeyOf } from '../../src/pass/token/keys.ts'
import { onlineKey, writeOnline } from '../../src/pass/token/online.ts'
import { present, printed } from '../../src/pass/token/present.ts'
import type { TestApp } from './app.ts'
import type { TestPartner } from './pass.ts'

const AT = '/api/v1/pass/porte'

export interface Answer {
  status: number
  // Whatever JSON it is: tests look at parts of it.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any
  bytes: Buffer
}

export interface TestDoor {
  id: number
  ask(verb: 'GET' | 'POST', path: string, body?: unknown, over?: ProofOver): Promise<Answer>
  check(seq: number, text: string, more?: { cents?: number; challenge?: string }): Promise<Answer>
}

export interface ProofOver {
  verb?: string
  at?: Date
  proof?: string
}

/** Kept by whoever manages the partner; its code was not typed yet. */
export async function makeDoor(parvis: TestApp, pool: TestPartner, label = 'Tourniquet'): Promise<string> {
  const code = newPaperCode()
  const read = readPaperCode(code) ?? ''
  await parvis.db.write(system, (tx) =>
    sql`insert into pass.device (partner_id, place_id, sector, label, code_hash) values (${pool.partner}, ${pool.place}, 'sport', ${label},
      ${deviceCodeHash({ config: parvis.config }, read)})`.execute(tx.q),
  )
  return code
}

/** A door that is enrolled; by a code that was given when there is one. */
export async function openDoor(
  parvis: TestApp,
  pool: TestPartner,
  label = 'Tourniquet',
  given?: string,
): Promise<TestDoor> {
  const code = given ?? (await makeDoor(parvis, pool, label))
  const { privateKey, publicKey } = await newKeys(true)
  const jwk = await exportJWK(publicKey)
  const proofFor = (verb: string, path: string, at: Date) =>
    new SignJWT({
      htm: verb,
      htu: new URL(path.split('?', 1)[0] ?? '', parvis.config.publicUrl).href,
      jti: randomUUID(),
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .setIssuedAt(at)
      .sign(privateKey)
  const ask: TestDoor['ask'] = async (verb, path, body, over = {}) => {
    const url = AT + path
    const proof = over.proof ?? (await proofFor(over.verb ?? verb, url, over.at ?? parvis.now()))
    const reply = await parvis.app.inject({
      method: verb,
      url,
      headers: { dpop: proof, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    const isJson = String(reply.headers['content-type'] ?? '').includes('json')
    return { status: reply.statusCode, json: isJson ? reply.json() : null, bytes: reply.rawPayload }
  }
  const { json } = await ask('POST', '', { code })
  return {
    id: json.id as number,
    ask,
    check: (
      seq,
      text,
      { cents = null, challenge = null }: { cents?: number | null; challenge?: string | null } = {},
    ) => ask('POST', '/controles', { seq, text, challenge, cents }),
  }
}

export interface TestPhone {
  passId: number
  supportId: number
  entitlementId: number
  /** A code of now, never shown. */
  code(): Promise<string>
  /** A token of that partner and sector, shown now. */
  shown(options?: { to?: string; at?: Date }): Promise<string>
  paper(): Promise<string | null>
}

/** Somebody who holds the product of the pool, on a phone. */
export async function phoneOf(parvis: TestApp, pool: TestPartner, email: string): Promise<TestPhone> {
  const { personId } = await parvis.actor(email)
  const tools = { config: parvis.config }
  const made = await parvis.db.write(system, async (tx) => {
    const pass = await openPass(tx, personId ?? 0, null)
    const holderKey = { kty: 'EC' }
    const supportId = await addSupport(tx, {
      passId: pass.id,
      kind: 'phone',
      label: 'Un téléphone',
      holderKey,
    })
    const product = await productById(tx, pool.product)
    if (product === undefined) throw new Error('the product is there')
    const { entitlementId } = await giveEntitlement(tx, {
      ...{ passId: pass.id, product, class: '', since: '2026-01-01', until: '2098-12-31' },
      ...{ givenAs: 'desk', because: 'Donné pour un essai.', decidedBy: null, paid: null },
    })
    return {
      passId: pass.id,
      supportId,
      entitlementId,
      ids: await drawBatch(tx, { passId: pass.id, supportId }),
    }
  })
  const ids = [...made.ids]
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
  const wanted = { passId: made.passId, partnerId: pool.partner, sector: 'sport' }
  return {
    ...made,
    code: async () => {
      const key = await onlineKey(phoneSecret(tools, made.supportId))
      return writeOnline(key, ids.pop() ?? new Uint8Array(12), seconds(parvis.now()))
    },
    async shown({ to = `p${pool.partner}/sport`, at = parvis.now() } = {}) {
      const { privateKey, publicKey } = await newKeys()
      const holder = await publicKeyOf(publicKey)
      const [token] = await parvis.db.write(system, (tx) => issueTokens(tools, tx, wanted, [holder]))
      return token === undefined ? '' : present(token, privateKey, { to, now: seconds(at) })
    },
    async paper() {
      const [token] = await parvis.db.write(system, (tx) => issueTokens(tools, tx, wanted, 'paper'))
      return token === undefined ? null : printed(token)
    },
  }
}

/** What somebody says at a door within the minute. */
export async function spokenBy(parvis: TestApp, passId: number): Promise<string> {
  const tools = { config: parvis.config }
  const shown = await parvis.db.write(system, async (tx) =>
    pageCode(tools, tx, { passId, ...(await drawPageCode(tools, tx, passId)) }),
  )
  return shown?.spoken ?? ''
}
