// An address that has an account and one that has none cannot be told apart: same answer, same statements, same hashes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { hashesDone } from '../secret/hash.ts'
import { createPerson } from '../../people/person/person.ts'
import { countStatements, type Statements } from '#test/statements.ts'
import { HOUR, openSample, type Sample } from '#test/accounts.ts'
import { addMembership } from '../../people/posts/posts.ts'

const PASSWORD = 'quatre chevaux dans le vent'
const KNOWN = [
  'connue@parvis.example',
  'agente@parvis.example',
  'sans.mot.de.passe@parvis.example',
  'fermee@parvis.example',
]
const UNKNOWN = 'absente@parvis.example'
const DEVICE = 'd'.repeat(43)

/** What a stranger may ask with an address. */
const DOORS: Record<
  string,
  { url: string; values: (email: string) => Record<string, string>; device?: string }
> = {
  'sign-in': { url: '/connexion', values: (email) => ({ email, password: 'pas le bon mot' }) },
  'sign-in from a browser with a device cookie': {
    url: '/connexion',
    values: (email) => ({ email, password: 'pas le bon mot' }),
    device: DEVICE,
  },
  'sign-up': { url: '/inscription', values: (email) => ({ email, name: 'Ada', password: PASSWORD }) },
  reset: { url: '/mot-de-passe-oublie', values: (email) => ({ email }) },
  'passkey question': { url: '/connexion/cle/defi', values: (email) => ({ email }) },
}

describe('enumeration', () => {
  let world: Sample
  let app: FastifyInstance
  let asked: Statements
  before(async () => {
    world = await openSample()
    app = await world.serve()
    const [, agent = '', without = '', closed = ''] = KNOWN
    await world.person('connue@parvis.example')
    const personId = await world.person(agent)
    const { roads: unitId } = world.units
    const closedId = await world.person(closed)
    await world.db.write(system, async (tx) => {
      await addMembership(tx, { personId, unitId, role: 'manager', from: '2020-01-01' })
      await createPerson(tx, { email: without, name: 'Ada' })
      await sql`update accounts.person set closed_at = ${tx.now} where id = ${closedId}`.execute(tx.q)
    })
    asked = await countStatements(world.db)
    // What the first question loads (dictionaries, prepared statements) is loaded.
    for (const door of Object.values(DOORS)) await ask(door, UNKNOWN, 'ff')
  })
  after(async () => {
    asked.stop()
    await app.close()
    await world.close()
  })

  /** Everything of an answer but what is drawn by lot. */
  async function ask({ url, values, device }: (typeof DOORS)[string], email: string, network: string) {
    const remoteAddress = `2001:db8:0:${network}::1`
    const shown = await app.inject({ method: 'GET', url: '/connexion', remoteAddress })
    const cookies = Object.fromEntries(shown.cookies.map(({ name, value }) => [name, value]))
    const csrf = /name="_csrf" value="([^"]+)"/.exec(shown.body)?.[1] ?? ''
    const [counted, hashed] = [asked.count(), hashesDone()]
    const reply = await app.inject({
      method: 'POST',
      url,
      remoteAddress,
      cookies: device === undefined ? cookies : { ...cookies, '__Host-parvis_device': device },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, ...values(email) }).toString(),
    })
    const { date: _date, 'set-cookie': _cookies, ...headers } = reply.headers
    return {
      status: reply.statusCode,
      headers,
      cookies: reply.cookies.map(({ value, ...rest }) => ({ ...rest, length: value.length })),
      body: reply.body
        .replaceAll(email, 'ADDRESS')
        .replace(/(name="_csrf" value|data-whose)="[^"]+"/g, '')
        .replace(/"challenge":"[\w-]+"/, '"challenge"'),
      statements: asked.count() - counted,
      hashes: hashesDone() - hashed,
    }
  }

  const comparable = ({ body, ...rest }: Awaited<ReturnType<typeof ask>>) => ({
    ...rest,
    headers: { ...rest.headers, 'content-length': '' },
    body,
  })

  for (const [name, door] of Object.entries(DOORS))
    test(`${name}: known and unknown addresses get the same answer for the same work`, async () => {
      world.pass(HOUR)
      const unknown = comparable(await ask(door, UNKNOWN, 'a'))
      assert.ok(unknown.statements > 0)
      for (const [at, email] of KNOWN.entries())
        assert.deepEqual(comparable(await ask(door, email, `b${at}`)), unknown, email)
    })

  test('after ten failures too: the refusal is the same', async () => {
    const door = DOORS['sign-in']
    assert.ok(door !== undefined)
    world.pass(HOUR)
    const refusals = []
    for (const [at, email] of [UNKNOWN, KNOWN[0] ?? ''].entries()) {
      for (let count = 0; count < 10; count++) await ask(door, email, `d${at}`)
      refusals.push(comparable(await ask(door, email, `d${at}`)))
    }
    assert.equal(refusals[0]?.status, 429)
    assert.ok(Number(refusals[0]?.headers['retry-after']) > 0)
    assert.equal(refusals[0]?.hashes, 0)
    assert.deepEqual(refusals[1], refusals[0])
  })
})
