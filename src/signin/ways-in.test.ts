// Adding or taking away a way in asks again who one is: an open session, on a shared computer or stolen, is not enough.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { signin } from './module.ts'

/** What changes no way in: an offer declined, a session or a change ended, a reset refused, a number to tell an agent. */
const HARMLESS = /plus-tard|fermeture|annulation|numero/

describe('ways in', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const changing = (signin.routes ?? []).flatMap((route) =>
    'post' in route && /^\/compte\/(securite|connexions)/.test(route.post) && !HARMLESS.test(route.post)
      ? [route.post]
      : [],
  )

  test('are many', () => assert.ok(changing.length >= 10, String(changing.length)))

  for (const address of changing)
    test(`${address} after three days: first who one is`, async () => {
      const browser = await parvis.signedInAs('habitante@parvis.example')
      await parvis.db.write(system, (tx) =>
        sql`update accounts.session set proved_at = proved_at - interval '3 days'`.execute(tx.q),
      )
      const given = {
        current: 'not their password',
        password: 'Une phrase assez longue 42',
        email: 'x@parvis.example',
        code: '123456',
      }
      const reply = await browser.post(address.replace(/:\w+/g, '1'), given)
      const to = `${reply.headers.location ?? ''}${reply.body}`
      const asksAgain =
        reply.statusCode === 303 || reply.statusCode === 403
          ? to.includes('/compte/confirmation')
          : reply.statusCode === 422
      assert.ok(asksAgain, `${reply.statusCode} ${to.slice(0, 200)}`)
    })
})
