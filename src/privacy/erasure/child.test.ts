// The record of a child: erased by its only parent, with the parent's account, or taken up by the child at a desk once of age.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { sendForm } from '#test/apply.ts'
import { actingAs, answerInvitation, boxes, mandateBetween } from '#test/mandates.ts'

const PARENT = 'habitant@parvis.example'
const OTHER = 'habitante@parvis.example'

describe('the record of a child', () => {
  let parvis: TestApp
  let parent: TestBrowser
  before(async () => {
    parvis = await createTestApp()
  })
  beforeEach(async () => {
    parvis.advance({ minutes: 16 })
    parent = await parvis.signedInAs(PARENT)
  })
  after(() => parvis.close())

  const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/(&nbsp;|\s)+/g, ' ')
  async function declare(given: string, birthdate: string): Promise<number> {
    const child = { given_name: given, family_name: 'Bellecour', ...boxes('naissance', birthdate) }
    assert.equal((await parent.post('/compte/proches/enfants', child)).statusCode, 303)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from accounts.person where name = ${`${given} Bellecour`}`.execute(tx.q),
    )
    return rows[0]?.id ?? assert.fail('no child')
  }
  const isClosed = async (id: number) => {
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ name: string; closed: boolean }>`
        select name, closed_at is not null as closed from accounts.person where id = ${id}`.execute(tx.q),
    )
    return rows[0]?.closed === true && rows[0].name === 'Compte fermé'
  }
  const erasureOf = (id: number) => `/compte/proches/enfants/${id}/effacement`

  test('the only parent who stops acting is told what goes, proves who they are, and gets the certificate', async () => {
    const id = await declare('Nina', '2015-03-12')
    const mandate = await mandateBetween(parvis, PARENT, 'Nina Bellecour')
    await sendForm(await actingAs(parvis, PARENT, mandate), { name: 'Nina', email: 'papa@courriel.example' })
    assert.equal((await parent.post(`/compte/proches/${mandate}/fin`, {})).headers.location, erasureOf(id))
    const page = plain((await parent.get(erasureOf(id))).body)
    assert.match(page, /Ce qui sera effacé .*identité.* Ce qui restera, et pourquoi .*1 demande en cours/)
    assert.equal((await parent.post(erasureOf(id), {})).statusCode, 422)
    parvis.advance({ minutes: 11 })
    assert.match(
      String((await parent.post(erasureOf(id), { accord: 'oui' })).headers.location),
      /^\/compte\/confirmation/,
    )
    assert.equal(await isClosed(id), false)
    parent = await parvis.signedInAs(PARENT)
    const done = await parent.post(erasureOf(id), { accord: 'oui' })
    const certificate = plain((await parvis.browser().get(String(done.headers.location))).body)
    assert.match(certificate, /Certificat d’effacement/)
    assert.doesNotMatch(certificate, /Nina/)
    assert.ok(await isClosed(id))
    assert.doesNotMatch((await parent.get('/compte/proches')).body, /Agir pour Nina/)
    assert.equal((await parent.get(erasureOf(id))).statusCode, 404)
  })

  test('while the other parent acts, nobody erases; each may stop acting; a stranger finds nothing', async () => {
    const id = await declare('Max', '2016-06-06')
    const stranger = await parvis.signedInAs(OTHER)
    for (const reply of [
      await stranger.get(erasureOf(id)),
      await stranger.post(erasureOf(id), { accord: 'oui' }),
    ])
      assert.equal(reply.statusCode, 404)
    await parent.post('/compte/proches/confier', { email: OTHER, enfant: String(id) })
    assert.equal(await answerInvitation(parvis, stranger, OTHER), 303)
    assert.match(plain((await parent.get(erasureOf(id))).body), /Lucette Morandat agit aussi pour Max/)
    assert.equal((await parent.post(erasureOf(id), { accord: 'oui' })).statusCode, 409)
    const own = await mandateBetween(parvis, PARENT, 'Max Bellecour')
    assert.equal((await parent.post(`/compte/proches/${own}/fin`, {})).headers.location, '/compte/proches')
    assert.equal(await isClosed(id), false)
    assert.match(plain((await stranger.get(erasureOf(id))).body), /Personne d’autre que vous n’agit pour Max/)
  })

  test('a desk makes a code for the child once of age, with an identity document; never before', async () => {
    const id = await declare('Ado', '2008-11-27')
    assert.equal(
      (await parent.post(`/compte/proches/enfants/${id}/numero`, {})).headers.location,
      '/compte/proches',
    )
    const number = /\d{3}\u00a0\d{3}\u00a0\d{4}/.exec((await parent.get('/compte/proches')).body)?.[0] ?? ''
    const ask = async (piece: string) =>
      (await parvis.signedInAs('agent.bron@parvis.example')).post('/agents/comptes/code', {
        numero: number,
        cle: crypto.randomUUID(),
        piece,
        presente: 'oui',
      })
    const early = await ask('cni')
    assert.equal(early.statusCode, 409)
    assert.match(plain(early.body), /à partir de ses 18 ans/)
    parvis.advance({ days: 5 })
    parent = await parvis.signedInAs(PARENT)
    assert.equal((await parent.get(erasureOf(id))).statusCode, 404, 'the parent acts no more')
    const without = await ask('aucune')
    assert.equal(without.statusCode, 422)
    assert.match(plain(without.body), /il faut une pièce d’identité/)
    const paper = await ask('cni')
    const code = /<dt>Code<\/dt><dd>([^<]+)</.exec(paper.body)?.[1] ?? assert.fail(plain(paper.body))
    const grown = parvis.browser()
    await grown.get('/connexion/papier')
    const entered = await grown.post('/connexion/papier', { numero: number, passe: code })
    assert.equal(entered.headers.location, '/compte')
    assert.match((await grown.get('/compte/profil')).body, /Ado/)
  })

  test('closing the account of the only parent says that the child’s record goes too, and does it', async () => {
    const id = await declare('Lou', '2018-05-01')
    assert.match(
      plain((await parent.get('/compte/donnees/effacement')).body),
      /Votre enfant : Votre identité/,
    )
    assert.equal(await isClosed(id), false)
    assert.equal((await parent.post('/compte/donnees/effacement', { accord: 'oui' })).statusCode, 303)
    assert.ok(await isClosed(id))
  })
})
