// What the network learns and when it meets: seats taken one after another, who came ticked by whoever animates, a certificate to whoever did;
// minutes read by the network alone; thanks without a rank. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { keepMade } from '#files'
import { system } from '#platform/actor.ts'
import { openFiles } from '#platform/files/store/open.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { addDays, localDay, territory } from '#territory'
import { assertAccessible } from '#test/pdf-structure.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { personal } from '../personal.ts'
import { agree, approve, nameCorrespondent, wordSheet } from '../record/act.ts'
import { fileMinutes } from './train.ts'

const [EDITOR, HEAD, ROADS, BRON, OTHER_EDITOR, ADMIN, RESIDENT] = [
  'communication@parvis.example',
  'chef.voirie@parvis.example',
  'voirie@parvis.example',
  'agent.bron@parvis.example',
  'marius.redaction@parvis.example',
  'admin@parvis.example',
  'habitante@parvis.example',
]
const HERE = '/intranet/correspondants'

describe('the training and the meetings of the network', () => {
  let parvis: TestApp
  const browsers = new Map<string, TestBrowser>()
  let [today, person, one] = ['', 0, 0]
  before(async () => {
    parvis = await createTestApp()
    for (const email of [EDITOR, HEAD, ROADS, BRON, OTHER_EDITOR, ADMIN, RESIDENT])
      browsers.set(email, await parvis.signedInAs(email))
    const own = await parvis.actor(ROADS)
    person = own.personId ?? 0
    await parvis.db.write(await parvis.actor(EDITOR), async (tx) => {
      const place = await territory(tx)
      today = localDay(tx.now, place.zone)
      const unitId = place.unitsOf(place.metropolis.id).find(({ code }) => code === 'voirie')?.id ?? 0
      const sheet = { role: 'Recueillir et écrire.', missions: ['Écrire'], conditions: 'Une demi-journée.' }
      await wordSheet(tx, place.metropolis.id, sheet)
      one = await nameCorrespondent(tx, { unitId, personId: person, since: today })
    })
    await parvis.db.write(own, (tx) => agree(tx, one))
    await parvis.db.write(await parvis.actor(HEAD), (tx) => approve(tx, one))
  })
  after(() => parvis.close())

  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)
  const at = (end = ''): string => `${HERE}/${one}${end}`

  test('is trained: a seat while there is one, who came by whoever animates, a certificate to whoever did', async () => {
    const session = {
      title: 'Écrire simplement',
      onDay: today,
      hour: '9 h 30',
      place: 'Salle Saône',
      seats: '1',
      about: '',
    }
    const SESSIONS = `${HERE}/formations`
    for (const [wrong, said] of [
      [{ onDay: addDays(today, -1) }, /Ce jour est passé/],
      [{ hour: 'tôt' }, /une heure, par exemple/],
      [{ seats: '0' }, /entre 1 et 500/],
    ] as const)
      assert.match((await as(EDITOR).post(`${SESSIONS}/nouvelle`, { ...session, ...wrong })).body, said)
    const sent = await as(EDITOR).post(`${SESSIONS}/nouvelle`, session)
    assert.equal(sent.statusCode, 303, sent.body)
    const there = String(sent.headers.location)
    const id = Number(there.split('/').at(-1))
    for (const email of [HEAD, BRON, OTHER_EDITOR, RESIDENT]) {
      assert.equal((await as(email).get(there)).statusCode, 404, email)
      assert.equal((await as(email).post(`${there}/inscrire`, {})).statusCode, 404, email)
    }
    assert.equal((await as(ROADS).post(`${there}/inscrire`, {})).statusCode, 303)
    assert.equal(
      (await as(ROADS).post(`${there}/inscrire`, {})).statusCode,
      409,
      'no seat is left, nor a second one',
    )
    assert.equal((await as(ROADS).post(`${there}/liberer`, {})).statusCode, 303)
    assert.equal((await as(ROADS).post(`${there}/inscrire`, {})).statusCode, 303)
    const { rows } = await parvis.db.read(await parvis.actor(ROADS), (tx) =>
      sql<{
        id: number
        taken: number
      }>`select t.id, s.taken from correspondents.seat t join correspondents.session s on s.id = t.session_id
        where s.id = ${id}`.execute(tx.q),
    )
    assert.equal(rows[0]?.taken, 1)
    const seat = rows[0]?.id ?? 0
    const certificate = `${there}/attestation/${seat}`
    assert.equal((await as(ROADS).get(certificate)).statusCode, 404, 'nobody has said that they came')
    await assert.rejects(
      parvis.db.write(await parvis.actor(ROADS), (tx) =>
        sql`update correspondents.seat set came = true where id = ${seat}`.execute(tx.q),
      ),
      /by whoever animates/,
    )
    assert.equal((await as(ROADS).post(`${there}/presents`, { present: String(seat) })).statusCode, 404)
    assert.equal((await as(EDITOR).post(`${there}/presents`, { present: String(seat) })).statusCode, 303)
    assert.equal((await as(ROADS).post(`${there}/liberer`, {})).statusCode, 409)
    const paper = await as(ROADS).get(certificate)
    assert.equal(paper.headers['content-type'], 'application/pdf')
    assertAccessible(paper.rawPayload)
    for (const email of [BRON, OTHER_EDITOR, HEAD])
      assert.equal((await as(email).get(certificate)).statusCode, 404, email)
    const version =
      /name="version" value="(\d+)"/.exec((await as(EDITOR).get(`${there}/changer`)).body)?.[1] ?? ''
    const renamed = await as(EDITOR).post(`${there}/changer`, { ...session, title: 'Diriger', version })
    assert.equal(renamed.statusCode, 422, 'certificates say it')
    assert.match(renamed.body, /attestations disent déjà/)
    const told = await as(EDITOR).post(`${there}/changer`, {
      ...session,
      about: 'Des mots simples.',
      version,
    })
    assert.equal(told.statusCode, 303, told.body)
    assert.match((await as(ROADS).get(at())).body, /Formations[^]*Écrire simplement[^]*Attestation/)
    assert.match(
      (await as(ROADS).get('/agents/contributions')).body,
      /Écrire simplement/,
      'noted where contributors read it',
    )
    assert.equal((await as(EDITOR).post(`${there}/presents`, {})).statusCode, 303)
    assert.doesNotMatch((await as(ROADS).get('/agents/contributions')).body, /Écrire simplement/)
    assert.equal((await as(EDITOR).post(`${there}/presents`, { present: String(seat) })).statusCode, 303)
  })

  test('is thanked by name, for the year, to their own colleagues', async () => {
    const { body } = await as(ADMIN).get(`${HERE}/merci`)
    assert.match(body, /Merci à Théo Grangier[^]*1.formation suivie[^]*Écrire simplement/)
    assert.doesNotMatch((await as(BRON).get(`${HERE}/merci`)).body, /Théo/)
    assert.equal((await as(ADMIN).get(`${HERE}/merci?annee=1999`)).statusCode, 404)
    const other = await parvis.db.read(await parvis.actor(BRON), (tx) =>
      sql`select * from correspondents.thanked((select authority_id from correspondents.sheet limit 1), 2026)`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(other.rows, [])
  })

  test('meets, and reads the minutes that whoever animates files', async () => {
    const MEETINGS = `${HERE}/reunions`
    const meeting = {
      title: 'Réunion d’hiver',
      onDay: addDays(today, 20),
      hour: '14h',
      place: 'Hôtel',
      agenda: 'Le bilan',
      decisions: '',
    }
    const sent = await as(EDITOR).post(`${MEETINGS}/nouvelle`, meeting)
    assert.equal(sent.statusCode, 303, sent.body)
    const there = String(sent.headers.location)
    assert.match((await as(ROADS).get(there)).body, /Le bilan[^]*Pas encore de compte rendu/)
    for (const email of [HEAD, BRON, OTHER_EDITOR])
      assert.equal((await as(email).get(there)).statusCode, 404, email)
    assert.equal((await as(ROADS).get(`${there}/compte-rendu`)).statusCode, 404)
    assert.equal((await as(EDITOR).post(`${there}/compte-rendu`, {})).statusCode, 422)
    const id = Number(there.split('/').at(-1))
    const editor = await parvis.actor(EDITOR)
    const bytes = await drawPaper({
      title: 'Compte rendu',
      author: 'Le réseau',
      foot: 'Compte rendu',
      at: new Date(),
      parts: [],
    })
    const storing = {
      files: openFiles(parvis.config),
      config: { clamd: null, dataFolder: parvis.config.dataFolder },
    }
    const source = [bytes] as unknown as AsyncIterable<Uint8Array>
    const made = { source, name: 'hiver.pdf', mediaType: 'application/pdf' }
    const file = await keepMade({ db: parvis.db, actor: editor, ...storing }, made)
    await assert.rejects(parvis.db.write(await parvis.actor(OTHER_EDITOR), (tx) => fileMinutes(tx, id, file)))
    await parvis.db.write(editor, (tx) => fileMinutes(tx, id, file))
    const link =
      /\/fichiers\/[0-9a-f-]+/.exec((await as(ROADS).get(there)).body)?.[0] ?? assert.fail('no minutes')
    assert.equal((await as(ROADS).get(link)).statusCode, 200)
    assert.equal((await as(BRON).get(link)).statusCode, 404)
  })

  test('leaves no seat of an erased account', async () => {
    await parvis.db.write(system, async (tx) => {
      for (const { erase } of personal) await erase(tx, person)
    })
    const { rows: seats } = await parvis.db.read(system, (tx) =>
      sql<{
        taken: number
        seats: number
      }>`select taken, (select count(*)::integer from correspondents.seat) as seats from correspondents.session`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(seats, [{ taken: 0, seats: 0 }], 'their seats are free again')
  })
})
