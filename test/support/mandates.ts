// Gives, accepts and uses a mandate over HTTP, as two people do.
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { answerProposal, propose } from '#collaborators'
import { proposalsTo } from '#mandates'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import type { TestApp, TestBrowser } from './app.ts'

/** The three boxes of a date. */
export const boxes = (name: string, day: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = day.split('-')
  return { [`${name}-jour`]: date, [`${name}-mois`]: month, [`${name}-annee`]: year }
}

/** The link of the latest invitation sent to that address, as a path. */
export async function invitationFor({ db }: TestApp, email: string): Promise<string> {
  return db.read(system, async (tx) => {
    for (const { id } of await keptMails(tx, { to: email })) {
      const link = /(\/compte\/proches\/invitation\?jeton=[\w-]+)/.exec((await keptMail(tx, id))?.text ?? '')
      if (link?.[1] !== undefined) return link[1]
    }
    return assert.fail(`no invitation for ${email}`)
  })
}

/** Answers the latest invitation. @returns the status */
export async function answerInvitation(
  parvis: TestApp,
  helper: TestBrowser,
  email: string,
  choix: 'accepter' | 'refuser' = 'accepter',
): Promise<number> {
  const jeton = (await invitationFor(parvis, email)).split('=')[1] ?? ''
  return (await helper.post('/compte/proches/invitation', { jeton, choix })).statusCode
}

/** Number of the latest mandate between the two. */
export async function mandateBetween(parvis: TestApp, helper: string, person: string): Promise<number> {
  const { rows } = await parvis.db.read(system, (tx) =>
    sql<{ id: number }>`select m.id from accounts.mandate m join accounts.person h on h.id = m.helper_id
      join accounts.person p on p.id = m.person_id where h.email = ${helper} and (p.email = ${person} or p.name = ${person})
      order by m.id desc limit 1`.execute(tx.q),
  )
  return rows[0]?.id ?? assert.fail(`no mandate of ${helper} for ${person}`)
}

/** One gives, the other accepts, a quarter of an hour later: limits start again. @returns the number of the mandate */
export async function makeMandate(
  parvis: TestApp,
  { person, helper, until }: { person: string; helper: string; until: string },
): Promise<number> {
  parvis.advance({ minutes: 16 })
  const giver = await parvis.signedInAs(person)
  const given = await giver.post('/compte/proches/confier', { email: helper, ...boxes('fin', until) })
  assert.equal(given.statusCode, 303, given.body)
  assert.equal(await answerInvitation(parvis, await parvis.signedInAs(helper), helper), 303)
  return mandateBetween(parvis, helper, person)
}

/** An elected member proposes, somebody who has an account accepts. @returns the number of the mandate */
export async function collaborate(
  parvis: TestApp,
  {
    member,
    collaborator,
    from,
    until,
  }: { member: string; collaborator: string; from: string; until: string },
): Promise<number> {
  parvis.advance({ minutes: 16 })
  const of = async (email: string) => (await parvis.actor(email)).personId ?? assert.fail(email)
  const proposal = { name: 'Essai', email: collaborator, capacity: 'cabinet', from, until } as const
  await propose(parvis, await of(member), proposal)
  const personId = await of(collaborator)
  const [made] = await parvis.db.read(system, (tx) => proposalsTo(tx, personId))
  const writer = { site: { name: 'Parvis' }, origin: 'http://parvis.test' }
  await answerProposal(parvis, { id: String(made?.id), personId, accepts: true }, writer)
  return made?.id ?? 0
}

/** A browser of the helper that acts under the mandate. */
export async function actingAs(parvis: TestApp, helper: string, mandateId: number): Promise<TestBrowser> {
  const browser = await parvis.signedInAs(helper)
  const begun = await browser.post(`/compte/proches/${mandateId}/agir`, {})
  const home = String(begun.headers.location)
  assert.match(home, /^\/(compte|territoires)$/, begun.body)
  await browser.get(home)
  return browser
}
