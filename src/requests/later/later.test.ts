// « Finir plus tard »: what is typed is kept without being judged; a link mailed opens it elsewhere, to whoever holds it alone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { linkedDraftsToRemind } from '#forms'
import { anonymous, system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'
import { jobsOf } from '../../app.ts'
import { askLink, SEND_DRAFT_LINK } from './link.ts'

const TYPED = { 'place-commune': '', 'place-adresse': '1, rue des Lilas', place_kind: 'street' }
const WHERE = { ...TYPED, 'place-commune': '69283' }
const MAIL = 'a.berthillier@courriel.example'

describe('finishing later', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const mails = (to: string) => parvis.db.read(system, (tx) => keptMails(tx, { to }))
  const linksOf = (draft: string) =>
    parvis.db.read(system, async (tx) => {
      const { rows } = await sql<{ id: number }>`
        select id::double precision as id from forms.draft_link where draft_id = ${draft} order by id`.execute(
        tx.q,
      )
      return rows.map(({ id }) => id)
    })
  const write = async (linkId: number) =>
    jobsOf(parvis.config, parvis.house)[SEND_DRAFT_LINK]?.(parvis.db, { linkId })
  const tokenOf = async (to: string) => {
    const [latest] = await mails(to)
    const mail = await parvis.db.read(system, (tx) => keptMail(tx, latest?.id ?? ''))
    return /jeton=([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
  }
  /** Begun in a browser, and a link mailed. */
  async function begun(to: string) {
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    assert.equal(
      (await browser.post(`${at}/place/plus-tard`, WHERE)).headers.location,
      `/brouillons/${draft}/plus-tard`,
    )
    const asked = await browser.post(`/brouillons/${draft}/plus-tard`, { email: to })
    assert.equal(asked.headers.location, `/brouillons/${draft}/plus-tard`)
    for (const id of await linksOf(draft)) await write(id)
    return { browser, at, draft, token: await tokenOf(to) }
  }

  test('keeps what is wrong too, says until when, and judges nothing', async () => {
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    assert.match((await browser.get(`${at}/place`)).body, /formaction="[^"]*\/place\/plus-tard/)
    await browser.post(`${at}/place/plus-tard`, TYPED)
    const { body } = await browser.get(`/brouillons/${draft}/plus-tard`)
    assert.match(body, /Vos réponses sont gardées/)
    assert.match(body, /Finir sur un autre appareil/)
    assert.match((await browser.get(`${at}/place`)).body, /1, rue des Lilas/)
    const wrong = await browser.post(`/brouillons/${draft}/plus-tard`, { email: 'a.berthillier' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /Écrivez une adresse e-mail complète[^]*value="a\.berthillier"/)
    assert.deepEqual(await linksOf(draft), [])
  })

  test('a link opens it on another device, files and all, and the first keeps nothing', async () => {
    const { browser, at, draft, token } = await begun(MAIL)
    const other = parvis.browser()
    const file = randomUUID()
    await parvis.db.write(system, (tx) =>
      sql`insert into files.file (id, storage_key, name, media_type, bytes, sha256, visitor_id, state, subject_kind, subject_id, attached_at, place)
        select ${file}, ${file.replaceAll('-', '')}, 'photo.jpg', 'image/jpeg', 10, sha256('a'), visitor_id, 'checked', 'draft', id::text, ${tx.now}, 0
        from forms.draft where id = ${draft}`.execute(tx.q),
    )
    const shown = await other.get(`/brouillons/lien?jeton=${token}`)
    assert.equal(shown.headers['referrer-policy'], 'no-referrer')
    assert.doesNotMatch(shown.body, /rue des Lilas/, 'a program that follows links of mails opens nothing')
    assert.equal((await browser.get(`${at}/place`)).statusCode, 200)
    const taken = await other.post('/brouillons/lien', { jeton: token })
    assert.equal(taken.headers.location, `${at}/reprendre`)
    assert.match((await other.get(`${at}/place`)).body, /1, rue des Lilas/)
    assert.equal((await browser.get(`${at}/place`)).statusCode, 404)
    const whose = await parvis.db.read(system, (tx) =>
      sql<{
        same: boolean
      }>`select f.visitor_id = d.visitor_id as same from files.file f join forms.draft d on d.id = ${draft}
        where f.id = ${file}`.execute(tx.q),
    )
    assert.equal(whose.rows[0]?.same, true)
    assert.equal((await other.get('/brouillons')).body.includes(draft), true)
    // Back on the first device, by the same link.
    await browser.post('/brouillons/lien', { jeton: token })
    assert.equal((await browser.get(`${at}/place`)).statusCode, 200)
  })

  test('whoever began it and gave its link to another reads nothing that the other types', async () => {
    const mine = 'f.rousset@courriel.example'
    const theirs = 'g.vidal@courriel.example'
    const { browser, at, draft, token } = await begun(mine)
    await browser.post(`/brouillons/${draft}/plus-tard`, { email: theirs })
    for (const id of await linksOf(draft)) await write(id)
    const other = parvis.browser()
    await other.post('/brouillons/lien', { jeton: await tokenOf(theirs) })
    // Nothing typed yet, it serves again.
    await other.post('/brouillons/lien', { jeton: await tokenOf(theirs) })
    await other.post(`${at}/place/plus-tard`, { ...WHERE, 'place-adresse': '9, impasse des Secrets' })
    for (const old of [token, await tokenOf(theirs)])
      assert.equal((await browser.post('/brouillons/lien', { jeton: old })).statusCode, 404)
    assert.equal((await browser.get(`${at}/place`)).statusCode, 404)
    assert.match((await other.get(`${at}/place`)).body, /9, impasse des Secrets/)
    // Nor is the former address told before it is erased; a link that is asked from there serves.
    assert.deepEqual(await linksOf(draft), [])
    await other.post(`/brouillons/${draft}/plus-tard`, { email: theirs })
    for (const id of await linksOf(draft)) await write(id)
    await other.post(`${at}/place/plus-tard`, WHERE)
    const third = parvis.browser()
    await third.post('/brouillons/lien', { jeton: await tokenOf(theirs) })
    assert.match((await third.get(`${at}/place`)).body, /1, rue des Lilas/)
  })

  test('followed while signed in, it is the account’s, and the link ends', async () => {
    const { at, token, draft } = await begun('b.roux@courriel.example')
    const person = await parvis.signedInAs('habitant@parvis.example')
    await person.post('/brouillons/lien', { jeton: token })
    assert.match((await person.get(`${at}/place`)).body, /1, rue des Lilas/)
    assert.deepEqual(await linksOf(draft), [])
    assert.equal((await parvis.browser().post('/brouillons/lien', { jeton: token })).statusCode, 404)
    assert.match((await person.get(`/brouillons/${draft}/plus-tard`)).body, /en vous connectant/)
  })

  test('nobody asks a link to what is not theirs; a token that is none opens nothing; a job run twice writes once', async () => {
    const { draft, token } = await begun('c.thevenet@courriel.example')
    await assert.rejects(parvis.db.write(anonymous(randomUUID()), (tx) => askLink(tx, draft, MAIL)))
    const person = await parvis.signedInAs('habitante@parvis.example')
    assert.equal((await person.post(`/brouillons/${draft}/plus-tard`, { email: MAIL })).statusCode, 404)
    assert.equal(
      (await parvis.browser().post('/brouillons/lien', { jeton: `${token.slice(1)}A` })).statusCode,
      404,
    )
    const [id] = await linksOf(draft)
    await write(id ?? 0)
    assert.equal((await mails('c.thevenet@courriel.example')).length, 1)
  })

  test('asked too often, it says so; sent, it ends', async () => {
    const { browser, draft } = await begun('d.meyer@courriel.example')
    for (let more = 0; more < 4; more++)
      await browser.post(`/brouillons/${draft}/plus-tard`, { email: 'd.meyer@courriel.example' })
    const refused = await browser.post(`/brouillons/${draft}/plus-tard`, {
      email: 'd.meyer@courriel.example',
    })
    assert.equal(refused.statusCode, 429)
    await parvis.db.write(system, (tx) =>
      sql`update forms.draft set submitted_at = ${tx.now}, answers = '{"answers": {}, "raw": {}}' where id = ${draft}`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(await linksOf(draft), [])
  })

  test('before it is erased, whoever had a link gets another', async () => {
    const { draft } = await begun('e.faure@courriel.example')
    await parvis.db.write(system, (tx) =>
      sql`update forms.draft set updated_at = ${new Date(tx.now.getTime() - 80 * 86_400_000)} where id = ${draft}`.execute(
        tx.q,
      ),
    )
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
    const found = await parvis.db.read(system, (tx) => linkedDraftsToRemind(tx, ago(90), ago(76), 100))
    assert.deepEqual(
      found.map(({ id, sentTo }) => [id, sentTo]),
      [[draft, 'e.faure@courriel.example']],
    )
  })
})
