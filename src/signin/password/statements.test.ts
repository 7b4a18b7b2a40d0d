// What a sign-in by password asks of the database: the throttles one statement before and one after, the session one, and one for
// what the browser began.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { countStatements, type Statements } from '#test/statements.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'
import { openSample, PASSWORD, type Sample } from '#test/accounts.ts'

const EMAIL = 'comptee@parvis.example'

describe('the statements of a sign-in', () => {
  let world: Sample
  let asked: Statements
  let browser: Browser
  before(async () => {
    world = await openSample()
    await world.person(EMAIL)
    browser = openBrowser(await world.serve())
    asked = await countStatements(world.db)
    await signIn()
  })
  after(async () => {
    asked.stop()
    await world.close()
  })

  async function signIn(): Promise<string[]> {
    browser.cookies.delete('parvis_session')
    await browser.get('/mot-de-passe-oublie')
    asked.said()
    assert.equal((await browser.post('/connexion', { email: EMAIL, password: PASSWORD })).status, 303)
    return asked.said()
  }

  test('from a known device: the account, the tries, the session, the tries given back, what was begun', async () => {
    const said = await signIn()
    // One transaction counts the try and stays when the rest fails; the other comes in.
    assert.deepEqual(
      said.map((words) => words.split(' ')[0]),
      ['select', 'begin', 'select', 'commit', 'begin', 'with', 'with', 'commit', 'begin', 'with', 'commit'],
      said.join('\n'),
    )
  })

  test('from an unknown device: one more for the networks that spray, and the job that tells it', async () => {
    browser.cookies.delete('parvis_device')
    assert.equal((await signIn()).length, 11 + 1 + 1)
  })
})
