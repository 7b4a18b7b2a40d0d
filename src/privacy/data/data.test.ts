// « Mes données » through HTTP: what is held and why, who opened it, copies that join nothing.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { canonicalJson } from '#platform/ledger/events.ts'
import { sendForm } from '#test/apply.ts'
import { CANARIES, openPrivateWorld, type PrivateWorld } from '../world.fixture.ts'

describe('my data', () => {
  let world: PrivateWorld
  before(async () => {
    world = await openPrivateWorld()
  })
  after(() => world.close())

  const plain = (html: string) =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/&nbsp;|\u00a0/g, ' ')
      .replace(/\s+/g, ' ')
  const text = async (url: string) => plain((await world.browser.get(url)).body)
  const copy = async (quoi: string, format = 'json') => {
    const reply = await world.browser.post('/compte/donnees/export', { quoi, format })
    assert.equal(reply.statusCode, 200, reply.body.slice(0, 500))
    return reply
  }

  test('each authority, each processing, how much, since when, why and how long', async () => {
    const page = await text('/compte/donnees')
    for (const words of [
      'Votre compte',
      'Votre identité et votre profil',
      'Vos demandes, leurs messages et leurs pièces',
      'Vos brouillons',
      'Les sites qui lisent votre compte',
      'Compte du territoire',
      'RGPD, article 6',
      'Les courriels que nous vous avons écrits',
    ])
      assert.ok(page.includes(words), words)
    assert.ok(!page.includes('Traitement en cours de déclaration'))
  })

  test('an agent who opens a request is in the journal, once an hour, by role and not by name', async () => {
    const agent = await world.parvis.signedInAs('agent.bron@parvis.example')
    for (let times = 0; times < 3; times++)
      assert.equal((await agent.get(`/agents/demandes/${world.refs.bron}`)).statusCode, 200)
    const page = await text('/compte/donnees/acces')
    assert.match(page, /Journal vérifié : 1 entrée, aucune modifiée/)
    assert.match(
      page,
      new RegExp(`A ouvert votre demande ${world.refs.bron} .*Agent d’accueil, Ville de Bron`),
    )
    const { name } = await world.row<{ name: string }>(
      "select name from accounts.person where email = 'agent.bron@parvis.example'",
    )
    assert.ok(!page.includes(name))
    await world.browser.get('/compte/donnees')
    assert.match(await text('/compte/donnees/acces'), /1 entrée/)
  })

  test('who reads a request without an account, or one’s own request, is nobody’s news', async () => {
    const { ref } = await world.parvis.makeRequest({ commune: '69029', service: 'eclairage-public-en-panne' })
    const agent = await world.parvis.signedInAs('agent.bron@parvis.example')
    await agent.get(`/agents/demandes/${ref}`)
    await world.browser.get(`/suivi/${world.refs.bron}`)
    const { count } = await world.row<{ count: number }>(
      'select count(*)::int as count from platform.access_entry',
    )
    assert.equal(count, 1)
  })

  test('an agent who opens a joined file is in the journal, its thumbnail on the request’s screen is not', async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
      .png()
      .toBuffer()
    const { ref } = await sendForm(world.browser, {
      photos: [{ field: 'photos', name: 'trou.png', bytes: photo }],
    })
    const { id } = await world.row<{ id: string }>('select id from files.file where person_id = $1', [
      world.personId,
    ])
    const agent = await world.parvis.signedInAs('agent.mions@parvis.example')
    assert.equal((await agent.get(`/fichiers/${id}/vignette`)).statusCode, 200)
    assert.equal((await agent.get(`/fichiers/${id}`)).statusCode, 200)
    await world.browser.get(`/fichiers/${id}`)
    const rows = await world.sql<{ kind: string; object: string }>(
      'select kind, object from platform.access_entry where object = $1',
      [ref],
    )
    assert.deepEqual(rows, [{ kind: 'file', object: ref }])
  })

  test('an agent who reads a colleague is flagged', async () => {
    await world.sql(
      `update requests.request set resident_id = (select id from accounts.person where email = 'admin.bron@parvis.example') where ref = $1`,
      [world.refs.bron],
    )
    world.parvis.advance({ minutes: 61 })
    const agent = await world.parvis.signedInAs('agent.bron@parvis.example')
    await agent.get(`/agents/demandes/${world.refs.bron}`)
    const { closeness } = await world.row<{ closeness: string }>(
      'select closeness from platform.access_entry order by id desc limit 1',
    )
    assert.equal(closeness, 'colleague')
    await world.sql('update requests.request set resident_id = $2 where ref = $1', [
      world.refs.bron,
      world.personId,
    ])
  })

  test('« je ne reconnais pas cet accès » tells the administrators of that authority, once, without a name', async () => {
    world.parvis.advance({ minutes: -61 })
    for (let times = 0; times < 2; times++) {
      const reply = await world.browser.post('/compte/donnees/acces/1/signalement', {})
      assert.equal(reply.headers.location, '/compte/donnees/acces')
    }
    assert.match(await text('/compte/donnees/acces'), /Signalé/)
    const mails = await world.sql<{ recipient: string; text: string }>(
      "select recipient, text_body as text from platform.mail where subject = 'Un accès n’est pas reconnu'",
    )
    assert.deepEqual(
      mails.map(({ recipient }) => recipient),
      ['admin.bron@parvis.example'],
    )
    assert.ok(mails[0]?.text.includes(world.refs.bron))
    assert.doesNotMatch(mails[0]?.text ?? '', /canari/i)
    assert.equal((await world.browser.post('/compte/donnees/acces/99/signalement', {})).statusCode, 404)
    const other = await world.parvis.signedInAs('habitant@parvis.example')
    assert.equal((await other.post('/compte/donnees/acces/1/signalement', {})).statusCode, 404)
  })

  test('the whole copy holds what was typed, no number of ours, and the journal that anybody can check', async () => {
    const reply = await copy('tout')
    assert.match(
      String(reply.headers['content-disposition']),
      /^attachment; filename="mes-donnees-tout-2026-11-23\.json"$/,
    )
    for (const canary of Object.values(CANARIES)) assert.ok(reply.body.includes(canary), canary)
    const whole = JSON.parse(reply.body) as {
      'journal des accès': { anchor: string | null; entries: { said: unknown; hash: string }[] }
    }
    let previous = Buffer.from(whole['journal des accès'].anchor ?? '', 'hex')
    const { entries } = whole['journal des accès']
    assert.ok(entries.length > 0)
    for (const { said, hash } of entries) {
      previous = createHash('sha256').update(previous).update(canonicalJson(said)).digest()
      assert.equal(previous.toString('hex'), hash)
    }
    assert.doesNotMatch(reply.body, /"(personId|clientId|fileId|id|actorId)"/)
    // The copy itself is in the journal of the next one.
    assert.ok((await copy('tout')).body.includes('emporté une copie'))
  })

  test('the copies of two authorities have no value in common but words and what the person typed', async () => {
    const typed = Object.values(CANARIES)
    const leaves = (value: unknown): string[] =>
      Array.isArray(value)
        ? value.flatMap(leaves)
        : typeof value === 'object' && value !== null
          ? Object.values(value).flatMap(leaves)
          : [String(value)]
    const [bron, metro] = [
      new Set(leaves(JSON.parse((await copy('69029')).body))),
      new Set(leaves(JSON.parse((await copy('200046977')).body))),
    ]
    const common = [...bron].filter((value) => metro.has(value) && !typed.includes(value))
    // Identifiers look like numbers of several digits, digests, or references: none is common to both.
    const suspicious = common.filter(
      (value) => /[0-9a-f]{16,}|\d{4}-\d{5}|^\d{3,}$|[\w-]{22,}$/.test(value) && !/[\s\u00a0]/.test(value),
    )
    assert.deepEqual(
      suspicious.filter((value) => !/^\d{4}-\d{2}-\d{2}/.test(value)),
      [],
    )
    assert.ok([...bron].some((value) => value === world.refs.bron))
    assert.ok(![...metro].some((value) => value === world.refs.bron))
  })

  test('the copy to read is one page without anything outside', async () => {
    const reply = await copy('69029', 'lire')
    assert.match(String(reply.headers['content-type']), /^text\/html/)
    assert.doesNotMatch(reply.body, /<script|<link|src=|href="http/)
    assert.ok(reply.body.includes(CANARIES.text))
    assert.ok(!plain(reply.body).includes('[object'))
  })

  test('an authority that holds nothing has no copy; a wrong choice comes back with the page', async () => {
    const nothing = await world.browser.post('/compte/donnees/export', { quoi: '69266', format: 'json' })
    assert.equal(nothing.statusCode, 404)
    const wrong = await world.browser.post('/compte/donnees/export', { quoi: '../..', format: 'xml' })
    assert.equal(wrong.statusCode, 422)
    assert.match(plain(wrong.body), /2 réponses sont à corriger/)
  })

  test('ten minutes after signing in, a copy asks for the password again', async () => {
    world.parvis.advance({ minutes: 11 })
    const reply = await world.browser.post('/compte/donnees/export', { quoi: 'tout', format: 'json' })
    assert.match(String(reply.headers.location), /^\/compte\/confirmation\?suite=/)
    world.parvis.advance({ minutes: -11 })
  })

  test('an agent who acts from a list, without opening the request, is in the journal too', async () => {
    const { ref } = await world.parvis.makeRequest({
      residentId: world.personId,
      commune: '69029',
      service: 'eclairage-public-en-panne',
    })
    const agent = await world.parvis.signedInAs('agent.bron@parvis.example')
    await agent.post(`/agents/demandes/${ref}/notes`, { message: 'À voir demain.' })
    assert.match(
      await text('/compte/donnees/acces'),
      new RegExp(`A ouvert votre demande ${ref} .*Agent d’accueil, Ville de Bron`),
    )
  })

  test('what somebody with the owner’s rights changed is said on the page', async () => {
    await world.sql("update platform.access_entry set purpose = 'autre' where seq = 1 and person_id = $1", [
      world.personId,
    ])
    assert.match(await text('/compte/donnees/acces'), /Ce journal a été modifié/)
  })
})
