// An access that somebody did not recognise, from the button to the answer, through HTTP.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verifyEvents } from '#platform/ledger/verify.ts'
import { CANARIES, openPrivateWorld, type PrivateWorld } from '../world.fixture.ts'

const HERE = '/administration/acces-signales'
const FINDING = 'L’agent a ouvert cette demande pour y répondre.\nC’était dans son service.'

describe('accesses that people did not recognise', () => {
  let world: PrivateWorld
  before(async () => {
    world = await openPrivateWorld()
    const agent = await world.parvis.signedInAs('agent.bron@parvis.example')
    await agent.get(`/agents/demandes/${world.refs.bron}`)
    await world.browser.post('/compte/donnees/acces/1/signalement', {})
  })
  after(() => world.close())

  const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&nbsp;|\s+/g, ' ')

  test('the administrator of that authority sees which agent, and not who told; no other sees it', async () => {
    const admin = await world.parvis.signedInAs('admin.bron@parvis.example')
    const page = plain((await admin.get(HERE)).body)
    const { name } = await world.row<{ name: string }>(
      "select name from accounts.person where email = 'agent.bron@parvis.example'",
    )
    assert.ok(page.includes(`${name} (agent d’accueil)`), page)
    assert.ok(page.includes(`Demande ${world.refs.bron}`))
    const own = plain((await admin.get(`${HERE}/1`)).body)
    assert.ok(own.includes(`${name} (agent d’accueil)`), own)
    assert.doesNotMatch(page + own, /canari/i)
    assert.match(plain((await admin.get('/administration')).body), /Accès signalés 1 /)
    const metropolis = await world.parvis.signedInAs('admin@parvis.example')
    assert.match(plain((await metropolis.get(HERE)).body), /Aucun accès signalé/)
    assert.equal((await metropolis.get(`${HERE}/1`)).statusCode, 404)
    assert.equal((await metropolis.post(`${HERE}/1`, { constat: FINDING })).statusCode, 404)
    assert.match((await admin.get('/agents/notifications')).body, /Un habitant ne reconnaît pas un accès/)
    assert.doesNotMatch((await metropolis.get('/agents/notifications')).body, /ne reconnaît pas/)
    const { count } = await world.row<{ count: number }>(
      'select count(*)::int as count from privacy.incident where handled_at is not null',
    )
    assert.equal(count, 0)
  })

  test('the list goes on from the very row it was left at, to the last digit of its time', async () => {
    const admin = await world.parvis.signedInAs('admin.bron@parvis.example')
    const { told } = await world.row<{ told: string }>('select told_at::text as told from privacy.incident')
    const beyond = async (way: string, id: string) => {
      const edge = Buffer.from(JSON.stringify([told, id])).toString('base64url')
      return (await admin.get(`${HERE}?tri=signale&${way}=${edge}`)).body.includes(`${HERE}/1"`)
    }
    assert.deepEqual([await beyond('apres', '0'), await beyond('apres', '1')], [true, false])
    assert.deepEqual([await beyond('avant', '2'), await beyond('avant', '1')], [true, false])
  })

  test('too short an answer is refused beside its field, and kept', async () => {
    const admin = await world.parvis.signedInAs('admin.bron@parvis.example')
    const reply = await admin.post(`${HERE}/1`, { constat: 'Vu, merci' })
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /href="#constat"/)
    assert.match(reply.body, /Vu, merci<\/textarea>/)
  })

  test('closing writes to the person, who also reads it in the journal; once', async () => {
    const admin = await world.parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await admin.post(`${HERE}/1`, { constat: FINDING })).headers.location, HERE)
    assert.match(plain((await admin.get('/administration')).body), /Accès signalés 0 /)
    const mail = await world.row<{ text: string }>(
      "select text_body as text from platform.mail where recipient = $1 and subject like '%a été vérifié'",
      [CANARIES.email],
    )
    assert.ok(mail.text.includes('pour y répondre') && mail.text.includes(world.refs.bron))
    assert.match(
      plain((await world.browser.get('/compte/notifications')).body),
      /a vérifié l’accès que vous ne reconnaissiez pas Nouveau Accès du/,
    )
    assert.match(
      plain((await world.browser.get('/compte/donnees/acces')).body),
      /Vérifié le .*pour y répondre/,
    )
    assert.equal((await admin.post(`${HERE}/1`, { constat: FINDING })).statusCode, 409)
    assert.match(plain((await admin.get(`${HERE}/1`)).body), /Clos .*pour y répondre/)
    assert.match(plain((await admin.get(`${HERE}?etat=clos`)).body), /Demande .* Clos/)
    assert.match(plain((await admin.get(`${HERE}?etat=ouvert`)).body), /Rien ne correspond/)
    const events = await world.sql<{ name: string }>(
      "select name from platform.event where subject_kind = 'incident' order by seq",
    )
    assert.deepEqual(
      events.map(({ name }) => name),
      ['incident.told', 'incident.handled'],
    )
    assert.deepEqual((await verifyEvents(world.parvis.db)).broken, [])
  })
})
