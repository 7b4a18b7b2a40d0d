// What the tests of the follow-up share: a program of their own, and somebody who follows a request by its code.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp, type RequestOverrides, type TestApp, type TestBrowser } from '#test/app.ts'
import { act } from '../act/act.ts'
import type { ActInput } from '../act/acting.ts'
import type { RequestRow } from '../record/queries.ts'
import { requestById } from '#test/requests.ts'
import type { Sent } from '../send/submit.ts'

/** Called inside a suite: the program opens before its tests and closes after them. */
export function openFollowing() {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())
  return {
    get parvis() {
      return parvis
    },
    /** A request, and a browser that has given its code. */
    async followed(
      overrides: RequestOverrides = {},
    ): Promise<{ sent: Sent; browser: TestBrowser; url: string }> {
      const sent = await parvis.makeRequest(overrides)
      const browser = parvis.browser()
      const opened = await browser.get(`/suivi?code=${sent.code}`)
      assert.equal(opened.statusCode, 303)
      return { sent, browser, url: `/suivi/${sent.ref}` }
    },
    async agentActs(ref: string, transition: string, input: ActInput): Promise<void> {
      const agent = await parvis.actor('voirie@parvis.example')
      await parvis.db.write(agent, (tx) => act(tx, ref, transition, input, 'agent'))
    },
    async rowOf({ id }: Sent): Promise<RequestRow> {
      const row = await parvis.db.read(system, (tx) => requestById(tx, id))
      assert.ok(row)
      return row
    },
    personId: async (email: string): Promise<number> => (await parvis.actor(email)).personId ?? 0,
  }
}
