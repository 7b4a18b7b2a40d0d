// A mandate is given: to an address that tells nothing of its account, by a link that serves that address, after a fresh proof.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { answerInvitation, boxes, invitationFor } from '#test/mandates.ts'
import { system } from '#platform/actor.ts'
import { keptMails } from '#platform/mail/kept.ts'
import { createPerson } from '../people/person/person.ts'

/** Lucette Morandat is helped by Karim Bellecour. */
const PERSON = 'habitante@parvis.example'
const HELPER = 'habitant@parvis.example'
const UNTIL = '2027-03-03'

describe('giving a mandate', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  // Limits start again.
  beforeEach(() => parvis.advance({ minutes: 16 }))
  after(() => parvis.close())

  const subjects = async (to: string) =>
    (await parvis.db.read(system, (tx) => keptMails(tx, { to }))).map(({ subject }) => subject)
  const newPerson = (email: string, name: string) =>
    parvis.db.write(system, (tx) => createPerson(tx, { email, name }))
  const give = (browser: TestBrowser, email: string, until = UNTIL, more: Record<string, string> = {}) =>
    browser.post('/compte/proches/confier', { email, ...boxes('fin', until), ...more })

  test('a known address and an unknown one cannot be told apart', async () => {
    const person = await parvis.signedInAs(PERSON)
    const strip = ({ statusCode, headers, body }: Awaited<ReturnType<typeof give>>) => [
      statusCode,
      headers.location,
      body,
    ]
    assert.deepEqual(
      strip(await give(person, 'chef.voirie@parvis.example')),
      strip(await give(person, 'inconnue@parvis.example')),
    )
    const written = async (to: string) =>
      (await subjects(to)).filter((one) => /demande d’aider/.test(one)).length
    assert.equal(await written('chef.voirie@parvis.example'), 1)
    assert.equal(await written('inconnue@parvis.example'), 1)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        text: string
      }>`select text_body as text from platform.mail where recipient = 'inconnue@parvis.example'`.execute(
        tx.q,
      ),
    )
    assert.doesNotMatch(rows[0]?.text ?? '', /Lucette|Morandat|habitante/, 'a stranger’s box learns no name')
  })

  test('the link opens for the address it went to, for a week, and anonymous visitors sign in first', async () => {
    const email = 'invitee@parvis.example'
    const person = await parvis.signedInAs(PERSON)
    await give(person, email)
    const link = await invitationFor(parvis, email)
    const guest = await parvis.browser().get(link)
    assert.equal(guest.headers.location, `/connexion?suite=${encodeURIComponent(link)}`)
    await newPerson(email, 'Invitée Essai')
    const stranger = await parvis.signedInAs(HELPER)
    assert.equal((await stranger.get(link)).statusCode, 410)
    assert.equal(await answerInvitation(parvis, stranger, email), 410)
    assert.equal((await person.get(link)).statusCode, 410, 'one does not help oneself')
    parvis.advance({ days: 8 })
    assert.equal((await (await parvis.signedInAs(email)).get(link)).statusCode, 410)
    await give(await parvis.signedInAs(PERSON), email)
    const invited = await parvis.signedInAs(email)
    assert.equal(await answerInvitation(parvis, invited, email, 'refuser'), 303)
    assert.equal(await answerInvitation(parvis, invited, email), 410)
    const list = (await (await parvis.signedInAs(PERSON)).get('/compte/notifications')).body
    assert.match(list, /Votre proposition est refusée/)
    assert.ok((await subjects(PERSON)).includes('Votre proposition est refusée'))
  })

  test('what is typed wrong is said beside the field and kept', async () => {
    const email = 'saisie@parvis.example'
    await newPerson(email, 'Saisie Essai')
    const person = await parvis.signedInAs(email)
    const cases: [string, string, RegExp][] = [
      ['pas une adresse', UNTIL, /Écrivez une adresse e-mail complète/],
      ['Saisie@Parvis.example', UNTIL, /C’est votre propre adresse/],
    ]
    for (const [address, until, expected] of cases) {
      const reply = await give(person, address, until)
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, expected)
      assert.match(reply.body, new RegExp(`value="${address}"`))
    }
    for (const until of ['2020-01-01', '2029-01-01', '2027-02-31']) {
      const reply = await give(await parvis.signedInAs(email), `a${until}@parvis.example`, until)
      assert.equal(reply.statusCode, 422, until)
      assert.match(reply.body, /Choisissez un jour à venir, dans un an au plus/)
    }
    for (const name of ['un', 'deux'])
      assert.equal((await give(person, `${name}@parvis.example`)).statusCode, name === 'un' ? 303 : 429)
  })

  test('ten minutes after signing in, giving asks for the password again', async () => {
    const person = await parvis.signedInAs(PERSON)
    parvis.advance({ minutes: 11 })
    assert.match(
      String((await person.get('/compte/proches/confier')).headers.location),
      /^\/compte\/confirmation/,
    )
    assert.match(String((await give(person, HELPER)).headers.location), /^\/compte\/confirmation.*reprise/)
  })
})
