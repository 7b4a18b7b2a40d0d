// What the tests of the desk share: a program of their own, its agents, and what a request has become.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { act } from '../act/act.ts'
import type { ActInput } from '../act/acting.ts'
import { type RequestRow, onRequest } from '../record/queries.ts'
import { messagesOf } from '#threads'
import { requestById } from '#test/requests.ts'
import type { Sent } from '../send/submit.ts'

export const ROADS = 'voirie@parvis.example'
export const BRON = 'agent.bron@parvis.example'
export const MIONS = 'agent.mions@parvis.example'

export const desk = ({ ref }: Sent): string => `/agents/demandes/${ref}`

export async function pageOf(browser: TestBrowser, url: string): Promise<string> {
  const reply = await browser.get(url)
  assert.equal(reply.statusCode, 200, `${url}: ${reply.body.slice(0, 300)}`)
  return reply.body
}

/** Called inside a suite: the program opens before its tests and closes after them. */
export function openDesk() {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())
  return {
    get parvis() {
      return parvis
    },
    async rowOf({ id }: Sent): Promise<RequestRow> {
      const row = await parvis.db.read(system, (tx) => requestById(tx, id))
      assert.ok(row)
      return row
    },
    messagesFor: ({ id }: Sent) => parvis.db.read(system, (tx) => messagesOf(tx, onRequest(id))),
    async agentActs(email: string, ref: string, transition: string, input: ActInput = {}): Promise<void> {
      const agent = await parvis.actor(email)
      await parvis.db.write(agent, (tx) => act(tx, ref, transition, input, 'agent'))
    },
  }
}
