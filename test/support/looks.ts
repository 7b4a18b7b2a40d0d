// Whoever administers, looking as an agent.
import assert from 'node:assert/strict'
import type { TestApp, TestBrowser } from './app.ts'

export const lookAt = async (parvis: TestApp, agent: string): Promise<string> =>
  `/administration/agents/${(await parvis.actor(agent)).personId}/voir-comme`

/** A browser of the administrator that looks as the agent. */
export async function lookingAs(parvis: TestApp, viewer: string, agent: string): Promise<TestBrowser> {
  const browser = await parvis.signedInAs(viewer)
  const begun = await browser.post(await lookAt(parvis, agent), { motif: 'Une demande introuvable' })
  assert.equal(begun.statusCode, 303, begun.body)
  return browser
}
