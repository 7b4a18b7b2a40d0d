// What is urgent asks those for whom it is to say that they have read it: each for themselves; whoever publishes reads who has not, and
// reminds them once.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { makeAudience } from '#audiences'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/contenus'
const BRON = 'agent.bron@parvis.example'

describe('what is urgent', () => {
  let parvis: TestApp
  let editor: TestBrowser
  let reader: TestBrowser
  let other: TestBrowser
  let audience = 0
  let id = 0
  before(async () => {
    parvis = await createTestApp()
    editor = await parvis.signedInAs('marius.redaction@parvis.example')
    reader = await parvis.signedInAs(BRON)
    other = await parvis.signedInAs('agent.mions@parvis.example')
    const actor = await parvis.actor('marius.redaction@parvis.example')
    const [post] = actor.memberships
    assert.ok(post)
    audience = await parvis.db.write(actor, (tx) =>
      makeAudience(tx, post.authorityId, {
        name: 'Accueil de Bron',
        rule: { who: [`workplace:${post.authorityId}`], also: [], except: [], from: null, until: null },
      }),
    )
    const begun = await editor.post(`${HERE}/nouveau/brief`, {
      ...{ title: 'Alerte crue du Rhône', summary: 'Le parc ferme.', theme: 'Eau et environnement' },
      ...{ text: 'Le parc ferme à midi.', about1: '', about2: '', about3: '', unit: String(post.unitId) },
    })
    assert.equal(begun.statusCode, 303, begun.body)
    id = Number(/\/(\d+)$/.exec(String(begun.headers.location))?.[1])
  })
  after(() => parvis.close())

  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  async function publish(values: Record<string, string>) {
    const at = `${HERE}/${id}/publier`
    const version = hidden((await editor.get(at)).body, 'version')
    const asked = { version, from: '', until: '', review: '01/06/2027', ...values }
    const first = await editor.post(at, asked)
    return { first, apply: () => editor.post(at, { ...asked, essai: hidden(first.body, 'essai') }) }
  }
  const page = async (by: TestBrowser) => (await by.get(`/contenus/${id}/lire`)).body
  const told = async () => (await editor.get(`${HERE}/${id}`)).body
  const say = (by: TestBrowser) => by.post(`/compte/connaissance/${id}`, {})

  test('is for an audience, said before it is published, and asked of each of its readers', async () => {
    const { first: refused } = await publish({ audience: '1', silent: 'urgent' })
    assert.match(refused.body, /n’alerte personne/)
    const { first, apply } = await publish({ audience: String(audience), silent: 'urgent' })
    assert.match(first.body, /Un courriel partira aussitôt[^]*pris connaissance/)
    assert.equal((await apply()).statusCode, 303)
    assert.match(await page(reader), /J’ai pris connaissance/)
    assert.match((await reader.get('/agents')).body, /On attend de vous[^]*Alerte crue du Rhône[^]*Urgent/)
    assert.doesNotMatch((await other.get('/agents')).body, /Alerte crue/)
    assert.equal((await say(other)).statusCode, 404)
    assert.match(await told(), /Personne<\/b> ne l’a encore dit[^]*Ne l’ont pas dit[^]*Odile Perrachon/)
  })

  test('those who say nothing are reminded once; who has read is counted, and asked no more', async () => {
    assert.equal((await say(reader)).statusCode, 303)
    assert.match(await page(reader), /Vous en avez pris connaissance le/)
    assert.doesNotMatch((await reader.get('/agents')).body, /à dire que vous l’avez lu/)
    const after = await told()
    assert.match(after, /1\u00a0personne<\/b> l’a dit/)
    assert.doesNotMatch(/Ne l’ont pas dit[^<]*/.exec(after)?.[0] ?? '', /Perrachon/)
    const at = `${HERE}/${id}/rappel`
    const remind = async () => editor.post(at, { version: hidden((await editor.get(at)).body, 'version') })
    assert.equal((await remind()).statusCode, 303)
    await parvis.runJobs()
    assert.equal((await remind()).statusCode, 422)
    assert.match(await told(), /Rappelé le/)
    const remi = await parvis.signedInAs('remi.bron@parvis.example')
    assert.match((await remi.get('/compte/notifications')).body, /Un contenu urgent vous attend/)
    assert.doesNotMatch((await reader.get('/compte/notifications')).body, /Un contenu urgent vous attend/)
  })

  test('a correction without telling asks nothing again; urgent again, it does', async () => {
    parvis.advance({ minutes: 5 })
    const { apply } = await publish({ audience: String(audience), silent: 'oui' })
    assert.equal((await apply()).statusCode, 303)
    assert.match(await page(reader), /Vous en avez pris connaissance le/)
    parvis.advance({ minutes: 5 })
    const again = await publish({ audience: String(audience), silent: 'urgent' })
    assert.equal((await again.apply()).statusCode, 303)
    assert.match(await page(reader), /J’ai pris connaissance/)
  })

  test('nobody says it for somebody else, nor reads who did, by SQL', async () => {
    const actor = await parvis.actor(BRON)
    const mine = Number(actor.personId)
    const remi = await parvis.actor('remi.bron@parvis.example')
    const insert = (personId: number) =>
      sql`insert into publishing.acknowledgement (content_id, person_id) values (${id}, ${personId})`
    await assert.rejects(parvis.db.write(actor, (tx) => insert(Number(remi.personId)).execute(tx.q)))
    const stranger = await parvis.actor('agent.mions@parvis.example')
    await assert.rejects(parvis.db.write(stranger, (tx) => insert(Number(stranger.personId)).execute(tx.q)))
    const seen = await parvis.db.read(remi, (tx) =>
      sql`select from publishing.acknowledgement where person_id = ${mine}`.execute(tx.q),
    )
    assert.equal(seen.rows.length, 0)
    const asked = await parvis.db.read(stranger, (tx) =>
      sql`select * from publishing.acknowledged(${id})`.execute(tx.q),
    )
    assert.equal(asked.rows.length, 0)
  })
})
