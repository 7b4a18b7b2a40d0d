// The desk for tests: agents signed in with two factors, and what they read on the paper they print.
import assert from 'node:assert/strict'
import type { FastifyInstance } from 'fastify'
import { system, type Role } from '#platform/actor.ts'
import { type Browser, openBrowser } from './account-browser.ts'
import { openSession } from '../../src/people/sessions/session.ts'
import type { Sample } from './accounts.ts'
import { addMembership } from '../../src/people/posts/posts.ts'

/** An agent of a unit at the desk, with a browser of their own. */
export async function atDesk(
  world: Sample,
  app: FastifyInstance,
  unitId: number,
  role: Role = 'reception',
): Promise<Browser & { personId: number }> {
  const personId = await world.person(`${crypto.randomUUID()}@parvis.example`, 'Agathe Guichet')
  const { token } = await world.db.write(system, async (tx) => {
    await addMembership(tx, { personId, unitId, role, from: '2020-01-01' })
    return openSession(tx, personId, { factors: 2 })
  })
  const browser = openBrowser(app)
  browser.cookies.set('parvis_session', token)
  await browser.get('/compte/securite')
  return { ...browser, personId }
}

export interface Printed {
  number: string
  code: string
}

/** What stands on a printed page. */
export function readPaper(text: string): Printed {
  const [number, code] = [...text.matchAll(/<dt>(?:Numéro de compte|Code)<\/dt><dd>([^<]+)<\/dd>/g)].map(
    ([, value]) => value ?? '',
  )
  assert.ok(number !== undefined && code !== undefined, text.replace(/<[^>]+>/g, ' ').slice(0, 400))
  return { number, code }
}

/** What an agent types for somebody; every value may be replaced. */
export const somebody = (own: Record<string, string> = {}): Record<string, string> => ({
  cle: crypto.randomUUID(),
  prenom: 'Odette',
  nom: 'Sanspapier',
  'naissance-jour': '14',
  'naissance-mois': '11',
  'naissance-annee': '1941',
  commune: '69029',
  telephone: '',
  piece: 'cni',
  ...own,
})

/** Opens an account and reads its paper. */
export async function openPaper(agent: Browser, own: Record<string, string> = {}): Promise<Printed> {
  const { status, text } = await agent.post('/agents/comptes/nouveau', somebody(own))
  assert.equal(status, 200)
  return readPaper(text)
}
