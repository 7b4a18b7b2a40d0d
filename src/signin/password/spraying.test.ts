// Tries on passwords, as attackers make them: one account from many networks, many accounts from few, and owners who must
// still get in.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { DEMO_PASSWORD } from '#demo'
import { BadInput, TooMany } from '#platform/errors.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import type { Arrival } from '../entry/enter.ts'
import { hashesDone } from '../secret/hash.ts'
import { askNewPassword, recoverPassword } from './recovery.ts'
import { signIn } from './sign-in.ts'

const OWNER = 'habitante@parvis.example'
const writer = { site: { name: 'Parvis' }, origin: 'http://parvis.test' }

describe('tries on passwords', () => {
  let parvis: TestApp
  let journal = ''
  before(async () => {
    parvis = await createTestApp({
      env: { PARVIS_LOG: 'warn' },
      journal: { write: (line) => void (journal += line) },
    })
  })
  after(() => parvis.close())

  const arrival = (deviceToken: string | null = null): Arrival => ({ deviceToken, userAgent: '', writer })
  /** `wrong`, `mailed` (a link, perhaps), `wait` (and how long), or the device cookie of whoever came in. */
  async function attempt(email: string, password: string, ip: string, device: string | null = null) {
    try {
      const asked = { email, password, ip, oldToken: null, arrival: arrival(device) }
      const entered = await signIn({ ...parvis, db: parvis.programDb }, asked)
      if (entered === null) return 'mailed'
      return { in: entered.cookies.find(({ name }) => name === 'parvis_device')?.value ?? '' }
    } catch (error) {
      if (error instanceof BadInput) return 'wrong'
      if (error instanceof TooMany) return { wait: error.retryAfter, message: error.message }
      throw error
    }
  }
  const isIn = (answer: unknown) => typeof answer === 'object' && answer !== null && 'in' in answer
  const deviceOf = async (ip: string) => {
    const answer = await attempt(OWNER, DEMO_PASSWORD, ip)
    assert.ok(typeof answer === 'object' && 'in' in answer)
    return answer.in
  }

  /** The owner follows the link of « Mot de passe oublié »: the same password here, so that the tests go on. */
  async function chooseAnew(): Promise<void> {
    await askNewPassword(parvis, { email: OWNER, ip: '203.0.113.43' }, writer)
    const text = await parvis.db.read(system, async (tx) => {
      const [latest] = await keptMails(tx, { to: OWNER })
      return (await keptMail(tx, latest?.id ?? ''))?.text ?? ''
    })
    const token = /jeton=([\w-]+)/.exec(text)?.[1] ?? ''
    await recoverPassword(parvis, { token, password: DEMO_PASSWORD }, writer)
  }

  test('one account, one network: ten tries in five minutes, then waits that grow to an hour', async () => {
    const [email, ip] = ['victime.lente@parvis.example', '198.51.100.1']
    const made: number[] = []
    for (let second = 0; second < 6 * 3600; second += 60, parvis.advance({ minutes: 1 }))
      if ((await attempt(email, 'faux', ip)) === 'wrong') made.push(second)
    for (const [at, second] of made.entries()) assert.ok((made[at + 10] ?? Infinity) - second >= 300)
    const gaps = made.slice(1).map((second, at) => second - (made[at] ?? 0))
    assert.ok(made.length < 40, `${made.length} tries in six hours`)
    assert.equal(gaps.at(-1), 3600)
  })

  test('whoever uses up the tries of a network keeps nobody else out, and a known device not even there', async () => {
    const device = await deviceOf('203.0.113.9')
    for (let count = 0; count < 12; count++) await attempt(OWNER, 'faux', '198.51.100.2')
    assert.match(JSON.stringify(await attempt(OWNER, DEMO_PASSWORD, '198.51.100.2')), /Réessayez dans/)
    assert.ok(isIn(await attempt(OWNER, DEMO_PASSWORD, '203.0.113.10')))
    assert.ok(isIn(await attempt(OWNER, DEMO_PASSWORD, '198.51.100.2', device)))
    // A device that another account knows is worth nothing here.
    const other = 'habitant@parvis.example'
    for (let count = 0; count < 10; count++) await attempt(other, 'faux', '198.51.100.2')
    assert.match(
      JSON.stringify(await attempt(other, DEMO_PASSWORD, '198.51.100.2', device)),
      /Réessayez dans/,
    )
  })

  test('a network makes sixty tries a minute at most, whatever the accounts', async () => {
    const ip = '198.51.100.3'
    const known = ['habitante', 'habitant', 'voirie', 'accueil'].map((name) => `${name}@parvis.example`)
    const devices = await Promise.all(known.map((_, at) => deviceOf(`203.0.113.${20 + at}`)))
    let refused = 0
    for (let count = 0; count < 70; count++) {
      const answer = await attempt(`tant.${count % 7}@parvis.example`, 'faux', ip, devices[count % 4] ?? null)
      if (answer !== 'wrong') refused++
    }
    assert.equal(refused, 10)
    // Neither does that keep out a device that the account knows.
    assert.ok(isIn(await attempt(OWNER, DEMO_PASSWORD, ip, devices[0] ?? null)))
  })

  test('a hundred failures in a row make unknown devices come in by a mailed link, the owner is told once, and a new password ends it', async () => {
    parvis.advance({ days: 1 })
    const device = await deviceOf('203.0.113.40')
    await attempt(OWNER, DEMO_PASSWORD, '203.0.113.41')
    for (let count = 0; count < 101; count++) {
      await attempt(OWNER, 'faux', `192.0.2.${count}`)
      // Slowly: spraying is another matter.
      parvis.advance({ hours: 1 })
    }
    const links = async () => {
      await parvis.runJobs()
      const { body } = await parvis.browser().get('/demo/courrier')
      return body.match(/Votre lien de connexion/g)?.length ?? 0
    }
    const mailed = await links()
    const hashes = hashesDone()
    for (const password of ['faux', 'faux encore', DEMO_PASSWORD])
      assert.equal(await attempt(OWNER, password, '203.0.113.42'), 'mailed', 'nothing is told')
    assert.equal(hashesDone() - hashes, 3)
    assert.equal((await links()) - mailed, 1, 'nobody is kept out: the right one gets a link')
    // Nobody has that address: the same answers.
    for (let count = 0; count < 101; count++) {
      const answer = await attempt('personne.la@parvis.example', 'faux', `192.0.2.${count}`)
      assert.equal(answer, count < 100 ? 'wrong' : 'mailed')
      parvis.advance({ hours: 1 })
    }
    // However long somebody goes on, the owner still comes in.
    for (let count = 0; count < 40; count++) {
      await attempt(OWNER, 'faux', `192.0.2.${count}`)
      if (count % 10 === 9) parvis.advance({ minutes: 10 })
    }
    const later = await links()
    assert.equal(await attempt(OWNER, DEMO_PASSWORD, '203.0.113.44'), 'mailed')
    assert.equal((await links()) - later, 1)
    const stranger = JSON.stringify(await attempt('personne.ici@parvis.example', 'faux', '203.0.113.42'))
    assert.equal(stranger, '"wrong"')
    assert.ok(isIn(await attempt(OWNER, DEMO_PASSWORD, '192.0.2.7', device)), 'a known device')
    await parvis.runJobs()
    const mails = await parvis.browser().get('/demo/courrier')
    assert.equal(mails.body.match(/Trop d’essais sur votre compte/g)?.length, 1)
    parvis.advance({ minutes: 1 })
    await chooseAnew()
    assert.ok(isIn(await attempt(OWNER, DEMO_PASSWORD, '203.0.113.43')), 'a new password reopens')
  })

  test('two thousand accounts tried once each from fifty networks: told in the journal, and nothing is learnt after some 200', async () => {
    parvis.advance({ days: 2 })
    const device = await deviceOf('203.0.113.50')
    const before = hashesDone()
    const tally = { wrong: 0, mailed: 0, refused: 0 }
    const one = async (index: number) => {
      const answer = await attempt(
        `cible.${index}@parvis.example`,
        'Printemps2026',
        `198.51.100.${100 + (index % 50)}`,
      )
      if (answer === 'wrong' || answer === 'mailed') tally[answer]++
      else tally.refused++
    }
    // Four at once: eight on a machine that does much else wait past the patience of the queue.
    for (let index = 0; index < 2_000; index += 4) {
      await Promise.all(Array.from({ length: 4 }, (_, at) => one(index + at)))
      parvis.advance({ minutes: 1 / 400 })
    }
    assert.equal(tally.wrong + tally.mailed + tally.refused, 2_000)
    assert.ok(tally.wrong >= 200 && tally.wrong < 260, `${tally.wrong}`)
    // A minute and a quarter: the networks that are closed share sixty hashes a minute.
    assert.ok(tally.mailed <= 3 * 60, `${tally.mailed}`)
    assert.equal(hashesDone() - before, tally.wrong + tally.mailed, 'a refused try costs no hash')
    const lines = journal.split('\n').filter((line) => line.includes('"security":"spraying"'))
    assert.ok(lines.length >= 1)
    assert.match(lines[0] ?? '', /"accounts":200,"seconds":3600/)
    assert.doesNotMatch(journal, /cible|198\.51/)
    const { body } = await parvis.app.inject({ method: 'GET', url: '/metrics' })
    assert.match(body, /parvis_security_events_total\{event="spraying"\} [1-9]/)
    // Others are not kept out: another network, or a device that is known, even there.
    assert.ok(isIn(await attempt(OWNER, DEMO_PASSWORD, '203.0.113.51')))
    assert.ok(isIn(await attempt(OWNER, DEMO_PASSWORD, '198.51.100.101', device)))
    parvis.advance({ hours: 1 })
    assert.equal(await attempt('cible.1@parvis.example', 'faux', '198.51.100.101'), 'wrong')
  })

  test('a network where many sign in well may have some who do not', async () => {
    const ip = '198.51.100.77'
    const people = [
      'habitante',
      'habitant',
      'accueil',
      'voirie',
      'chef.voirie',
      'agent.bron',
      'agent.mions',
      'admin',
    ]
    let wrong = 0
    for (let round = 0; round < 4; round++) {
      for (let count = 0; count < 6; count++)
        if ((await attempt(`distrait.${round}.${count}@parvis.example`, 'faux', ip)) === 'wrong') wrong++
      for (const name of people) assert.ok(isIn(await attempt(`${name}@parvis.example`, DEMO_PASSWORD, ip)))
      parvis.advance({ minutes: 61 })
    }
    assert.equal(wrong, 24)
  })
})
