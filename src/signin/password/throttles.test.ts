// Every door of accounts has its limit (platform/limits/limits.ts): past it the answer is 429, says until when, and costs no hash.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { LIMITS } from '../entry/limits.ts'
import type { Limit } from '#platform/limits/limits.ts'
import { openBrowser } from '#test/account-browser.ts'
import { hashesDone } from '../secret/hash.ts'
import { HOUR, openSample, type Sample } from '#test/accounts.ts'

const PASSWORD = 'quatre chevaux dans le vent'
const EMAIL = 'porte@parvis.example'

interface Door {
  limit: Limit
  url: string
  values: (index: number) => Record<string, string>
  /** The network changes at each try: the limit is of the account or of the address. */
  moves?: true
  /** Status of the tries before. */
  before: number
}

const DOORS: Record<string, Door> = {
  'password, one account from one network': {
    limit: LIMITS.passwordAtPlace,
    url: '/connexion',
    values: () => ({ email: EMAIL, password: 'faux' }),
    before: 422,
  },
  'reset mails to one address': {
    limit: LIMITS.mailToAddress,
    url: '/mot-de-passe-oublie',
    values: () => ({ email: EMAIL }),
    moves: true,
    before: 303,
  },
  'reset mails from one network': {
    limit: LIMITS.mailFromNetwork,
    url: '/mot-de-passe-oublie',
    values: (index) => ({ email: `porte.${index}@parvis.example` }),
    before: 303,
  },
  'sign-up mails to one address': {
    limit: LIMITS.mailToAddress,
    url: '/inscription',
    values: () => ({ email: EMAIL, name: 'Ada', password: PASSWORD }),
    moves: true,
    before: 303,
  },
  'passwords judged at sign-up for one network': {
    limit: LIMITS.passwordChosen,
    url: '/inscription',
    values: (index) => ({ email: `choix.${index}@parvis.example`, name: 'Ada', password: 'trop court' }),
    before: 422,
  },
  'passkey questions from one network': {
    limit: LIMITS.passkeyQuestion,
    url: '/connexion/cle/defi',
    values: () => ({}),
    before: 200,
  },
  'passkey answers from one network': {
    limit: LIMITS.passkeyAnswer,
    url: '/connexion/cle',
    values: () => ({ answer: '{}' }),
    before: 422,
  },
}

describe('limits at the doors of accounts', () => {
  let world: Sample
  let app: FastifyInstance
  before(async () => {
    world = await openSample()
    app = await world.serve()
    await world.person(EMAIL)
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  for (const [at, [name, { limit, url, values, moves, before: status }]] of Object.entries(DOORS).entries())
    test(`${name}: ${limit.limit}, then wait`, async () => {
      world.pass(2 * HOUR)
      const browser = openBrowser(app, `192.0.2.${at}`)
      const attempt = (index: number) =>
        (moves ? openBrowser(app, `198.51.100.${index}`) : browser).post(url, values(index))
      for (let index = 0; index < limit.limit; index++)
        assert.equal((await attempt(index)).status, status, `try ${index + 1}`)
      const hashes = hashesDone()
      const refused = await attempt(limit.limit)
      assert.equal(refused.status, 429)
      assert.match(refused.text, /Réessayez dans [1-9]/)
      assert.equal(hashesDone(), hashes)
      world.pass(limit.windowSeconds * 1000)
      assert.equal((await attempt(limit.limit)).status, status, 'once the window has passed')
    })
})
