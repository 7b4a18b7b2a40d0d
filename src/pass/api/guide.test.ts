// The guide of programs of partners is run, block after block: what it shows works.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openPool } from '#test/pass.ts'
import { newSecret, signedHeaders } from '../../exchange/hooks/sign.ts'
import { settle } from '../settlement/queries.ts'

const ROOT = join(import.meta.dirname, '../../..')
const MANAGER = 'habitant@parvis.example'

describe('the guide of programs of partners', () => {
  let parvis: TestApp
  const folder = mkdtempSync(join(tmpdir(), 'parvis-guide-'))
  before(async () => {
    parvis = await createTestApp()
  })
  after(async () => {
    await parvis.close()
    rmSync(folder, { recursive: true })
  })

  it('reads, changes, verifies and maps, as it is written', async (t) => {
    const pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: MANAGER })
    await parvis.db.write(system, async (tx) => {
      await sql`update pass.partner set is_private = true, sectors = '{sport,mobilite}' where id = ${pool.partner}`.execute(
        tx.q,
      )
      await sql`with product as (insert into pass.product (partner_id, sector, name, kind, months, alone, on_paper, since)
          values (${pool.partner}, 'mobilite', 'Vélo au mois', 'price', 12, 0, false, '2026-01-01') returning id)
        insert into pass.price (product_id, class, cents, reimbursed_cents) select id, c, 1000, 0 from product, unnest(array['reduit', 'plein']) c`.execute(
        tx.q,
      )
      await settle(tx, pool.partner, '2026-10-01')
    })
    const manager = await parvis.signedInAs(MANAGER)
    const scopes = ['pass.products.read', 'pass.places', 'pass.settlements.read']
    const made = await manager.post(`/pass/partenaire/${pool.partner}/applications/cles/nouvelle`, {
      name: 'Guide',
      scopes,
      ends: '2027-06-01',
    })
    const secret = newSecret()
    const text = JSON.stringify({ type: 'pass.settlement.made' })
    Object.assign(process.env, {
      PARVIS: parvis.config.publicUrl,
      KEY: /parvis_[a-z2-7]{8}_[\w-]{43}/.exec(made.body)?.[0] ?? assert.fail(made.body),
    })
    Object.assign(globalThis, {
      SENT: {
        headers: signedHeaders([newSecret(), secret], { id: 'msg_1', at: new Date(), body: text }),
        text,
        secret,
      },
    })
    const told = readFileSync(join(ROOT, 'docs/guides/pass-api.md'), 'utf8')
    const blocks = [...told.matchAll(/```js\n([^]*?)```/g)].map(([, block = '']) => block)
    assert.equal(blocks.length, 5)
    const file = join(folder, 'application.mjs')
    writeFileSync(file, blocks.join('\n'))
    t.mock.method(
      globalThis,
      'fetch',
      async (address: URL, { method = 'GET', headers, body }: RequestInit) => {
        const asked = { url: address.pathname + address.search, headers: headers as Record<string, string> }
        const payload = typeof body === 'string' ? { payload: body } : {}
        const reply = await parvis.app.inject({ method: method as 'GET', ...asked, ...payload })
        const said = Object.entries(reply.headers).map(([name, value]): [string, string] => [
          name,
          String(value),
        ])
        return new Response(reply.statusCode === 204 ? null : new Uint8Array(reply.rawPayload), {
          status: reply.statusCode,
          headers: said,
        })
      },
    )
    const log = t.mock.method(console, 'log', () => undefined)
    await import(pathToFileURL(file).href)
    assert.deepEqual(
      log.mock.calls.map(({ arguments: words }) => words),
      [
        ['offered', ['Dix entrées', 'Vélo au mois']],
        ['settled', '2026-10', 0, 'sent'],
        ['changed', 'Fermé le 25 décembre'],
        ['received', 'pass.settlement.made', null],
        [
          'tomp',
          ['entitlement product-n', 'commercialProfile class-plein', 'commercialProfile class-reduit'],
        ],
      ],
    )
  })
})
