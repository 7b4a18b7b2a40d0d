// The network of correspondents: named by whoever animates it, validated by the correspondent, then by whoever heads the unit, each in their
// own name; read by their colleagues once in office; handed over. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { emit } from '#platform/ledger/events.ts'
import { openSpace } from '#spaces'
import { addDays, localDay, territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { jobsOf } from '../app.ts'
import { stateOf } from './network/board.ts'
import { awaitedSheets } from './network/shown.ts'
import { standingOf } from './record/words.ts'
import { personal } from './personal.ts'
import { END_GONE } from './tell/tell.ts'

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
const KEPT = `${HERE}/animation`
const SHEET = {
  role: 'Recueillir ce que la direction a à dire, et l’écrire.',
  missions: 'Recueillir l’information\nÉcrire deux brèves par mois',
  conditions: 'Une demi-journée par semaine.',
}

test('how far a correspondent is follows from what was validated, and from the days', () => {
  const at = new Date()
  const one = { agreedAt: null, approvedAt: null, since: '2026-11-01', until: null }
  const standing = (more: Partial<Parameters<typeof standingOf>[0]>) =>
    standingOf({ ...one, ...more }, '2026-11-29')
  assert.equal(standing({}), 'proposed')
  assert.equal(standing({ agreedAt: at }), 'agreed')
  assert.equal(standing({ agreedAt: at, approvedAt: at, since: '2026-12-01' }), 'approved')
  assert.equal(standing({ agreedAt: at, approvedAt: at, until: '2026-11-29' }), 'active')
  assert.equal(standing({ agreedAt: at, approvedAt: at, until: '2026-11-28' }), 'over')
})

test('a directorate is fresh, late or asleep', () => {
  assert.equal(stateOf({ online: 0, late: 0, newest: null }, '2026-11-29'), 'asleep')
  assert.equal(stateOf({ online: 4, late: 0, newest: '2026-01-02' }, '2026-11-29'), 'asleep')
  assert.equal(stateOf({ online: 4, late: 1, newest: '2026-11-02' }, '2026-11-29'), 'late')
  assert.equal(stateOf({ online: 4, late: 0, newest: '2026-11-02' }, '2026-11-29'), 'fresh')
})

describe('the network of correspondents', () => {
  let parvis: TestApp
  const browsers = new Map<string, TestBrowser>()
  let [today, unit, person, one] = ['', '', '', 0]
  before(async () => {
    parvis = await createTestApp()
    for (const email of [EDITOR, HEAD, ROADS, BRON, OTHER_EDITOR, ADMIN, RESIDENT])
      browsers.set(email, await parvis.signedInAs(email))
    await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      today = localDay(tx.now, place.zone)
      unit = String(place.unitsOf(place.metropolis.id).find(({ code }) => code === 'voirie')?.id)
    })
    person = String((await parvis.actor(ROADS)).personId)
  })
  after(() => parvis.close())

  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)
  const at = (end = ''): string => `${HERE}/${one}${end}`
  const noticesOf = async (email: string): Promise<number> => {
    const { personId } = await parvis.actor(email)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ many: number }>`select count(*)::integer as many from notices.notice
        where kind = 'correspondents.told' and person_id = ${personId}`.execute(tx.q),
    )
    return rows[0]?.many ?? 0
  }
  const awaitedOf = async (email: string): Promise<string[]> => {
    const actor = await parvis.actor(email)
    return (await awaitedSheets.read({ actor, db: parvis.db }, today, 9)).map(({ title }) => title)
  }
  const sees = async (email: string): Promise<number> => {
    const { rows } = await parvis.db.read(await parvis.actor(email), (tx) =>
      sql`select id from correspondents.correspondent where id = ${one}`.execute(tx.q),
    )
    return rows.length
  }

  test('has a mission sheet in numbered wordings, which somebody else does not write', async () => {
    const typed = { unit, person, since: today }
    assert.match((await as(EDITOR).post(`${KEPT}/nommer`, typed)).body, /Écrivez d’abord la fiche mission/)
    const { slug } = await parvis.db.read(system, async (tx) => (await territory(tx)).metropolis)
    const place = `${KEPT}/fiche-mission/${slug}`
    const empty = await as(EDITOR).post(place, { ...SHEET, missions: ' \n ', version: '0' })
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /au moins une mission[^]*Une demi-journée/)
    assert.equal((await as(EDITOR).post(place, { ...SHEET, version: '0' })).statusCode, 303)
    const behind = await as(EDITOR).post(place, {
      ...SHEET,
      role: 'Un autre rôle, écrit sans avoir lu.',
      version: '0',
    })
    assert.notEqual(behind.statusCode, 303, 'somebody wrote it meanwhile')
    assert.equal((await as(OTHER_EDITOR).get(place)).statusCode, 404)
    const actor = await parvis.actor(OTHER_EDITOR)
    const metropolis = await parvis.db.read(system, async (tx) => (await territory(tx)).metropolis.id)
    await assert.rejects(
      parvis.db.write(actor, (tx) =>
        sql`insert into correspondents.sheet (authority_id, role, missions, conditions)
          values (${metropolis}, 'Le rôle des autres', '{Écrire}', 'Rien')`.execute(tx.q),
      ),
      /row-level security/,
    )
  })

  test('is named by whoever animates it, among those who work there, once', async () => {
    const typed = { unit, person, since: today }
    const bron = String((await parvis.actor(BRON)).personId)
    for (const [wrong, said] of [
      [{ person: bron }, /personne de la liste/],
      [{ unit: '999999' }, /direction de la liste/],
      [{ since: '' }, /Écrivez un jour/],
    ] as const) {
      const reply = await as(EDITOR).post(`${KEPT}/nommer`, { ...typed, ...wrong })
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
    }
    const sent = await as(EDITOR).post(`${KEPT}/nommer`, typed)
    assert.equal(sent.statusCode, 303, sent.body)
    one = Number(String(sent.headers.location).split('/').at(-1))
    assert.match((await as(EDITOR).post(`${KEPT}/nommer`, typed)).body, /déjà correspondante/)
    assert.equal((await as(OTHER_EDITOR).post(`${KEPT}/nommer`, typed)).statusCode, 422)
    await parvis.runJobs()
    assert.equal(await noticesOf(ROADS), 1)
    assert.deepEqual(await awaitedOf(ROADS), ['Valider ma fiche mission de correspondant'])
    assert.deepEqual(await awaitedOf(HEAD), [])
    for (const [email, expected] of [
      [EDITOR, 1],
      [HEAD, 1],
      [ROADS, 1],
      [BRON, 0],
      [OTHER_EDITOR, 0],
      [RESIDENT, 0],
    ] as const)
      assert.equal(await sees(email), expected, email)
  })

  test('is validated by each in their own name, the correspondent first', async () => {
    const changed = async (email: string, what: string) =>
      parvis.db.write(await parvis.actor(email), (tx) =>
        sql`update correspondents.correspondent set ${sql.raw(what)} where id = ${one}`.execute(tx.q),
      )
    for (const email of [HEAD, EDITOR, ADMIN]) {
      assert.equal((await as(email).post(at('/accepter'), {})).statusCode, 404, email)
      await assert.rejects(changed(email, 'agreed_at = now()'), /the word of somebody else/, email)
    }
    assert.equal((await as(HEAD).post(at('/valider'), {})).statusCode, 409)
    // Nor does anybody tell on the sheet what they have not signed.
    for (const [email, name] of [
      [ROADS, 'approved'],
      [ROADS, 'agreed'],
      [ROADS, 'ended'],
      [HEAD, 'agreed'],
      [HEAD, 'approved'],
      [EDITOR, 'approved'],
    ] as const)
      await assert.rejects(
        parvis.db.write(await parvis.actor(email), (tx) =>
          emit(tx, {
            ...{ name: `correspondent.${name}`, subjectKind: 'correspondent', subjectId: one },
            payload: {},
          }),
        ),
        /row-level security/,
        `${email} ${name}`,
      )
    await assert.rejects(
      parvis.db.write(await parvis.actor(ROADS), async (tx) => {
        await sql`update correspondents.correspondent set agreed_at = '2001-01-01' where id = ${one}`.execute(
          tx.q,
        )
        const { rows } =
          await sql`select from correspondents.correspondent where id = ${one} and agreed_at < '2026-01-01'`.execute(
            tx.q,
          )
        assert.equal(rows.length, 0, 'now, whatever is said')
        throw new Error('undone')
      }),
      /undone/,
    )
    await assert.rejects(changed(HEAD, 'approved_at = now()'), /before it was accepted/)
    const doubt = await as(ROADS).post(at('/reparler'), { word: 'Une demi-journée, est-ce assez ?' })
    assert.equal(doubt.statusCode, 303, doubt.body)
    assert.match((await as(EDITOR).get(at())).body, /est-ce assez/)
    assert.deepEqual(await awaitedOf(ROADS), [], 'nothing is awaited of them while it is spoken of')
    assert.equal((await as(ROADS).post(at('/accepter'), {})).statusCode, 303)
    assert.equal((await as(ROADS).post(at('/accepter'), {})).statusCode, 409)
    assert.equal((await as(BRON).get(at())).statusCode, 404, 'not in office yet')
    assert.doesNotMatch((await as(ROADS).get(HERE)).body, /<th[^>]*>Direction de la voirie/)
    for (const email of [ROADS, EDITOR])
      assert.equal((await as(email).post(at('/valider'), {})).statusCode, 404, email)
    await assert.rejects(changed(ROADS, 'approved_at = now()'), /does not head it/)
    await parvis.runJobs()
    assert.equal(await noticesOf(HEAD), 1)
    assert.deepEqual(await awaitedOf(HEAD), ['Valider la fiche mission\u00a0: Théo Grangier'])
    assert.deepEqual(await awaitedOf(ADMIN), [], 'somebody heads it')
    assert.match((await as(HEAD).get(HERE)).body, /À valider pour la direction/)
    assert.equal((await as(HEAD).post(at('/valider'), {})).statusCode, 303)
    assert.match((await as(ROADS).get(at())).body, /Validée par Samira Benkhelil[^]*En exercice/)
    // Whatever day was proposed, nobody is in office before the second validated.
    await parvis.db.write(system, (tx) =>
      sql`update correspondents.correspondent set since = '2020-01-01' where id = ${one}`.execute(tx.q),
    )
    assert.doesNotMatch((await as(ROADS).get(at())).body, /2020/)
    await assert.rejects(changed(HEAD, 'approved_at = null'), /does not head it/)
  })

  test('in office, is read by colleagues, says what they do themselves, and is nobody else’s to say', async () => {
    const card = {
      about: 'Je suis les chantiers.',
      skills: 'rédaction simple, photo',
      pace: 'Le jeudi matin',
    }
    assert.equal((await as(ROADS).post(at('/identification'), card)).statusCode, 303)
    assert.equal((await as(EDITOR).post(at('/identification'), card)).statusCode, 404)
    await assert.rejects(
      parvis.db.write(await parvis.actor(EDITOR), (tx) =>
        sql`update correspondents.correspondent set about = 'Autre chose' where id = ${one}`.execute(tx.q),
      ),
      /the sheet of somebody else/,
    )
    const { body } = await as(ADMIN).get(HERE)
    assert.match(body, /Direction de la voirie[^]*rédaction simple et photo/)
    assert.doesNotMatch((await as(BRON).get(HERE)).body, /Direction de la voirie/)
    assert.equal(await sees(BRON), 0)
    assert.match(
      (await as(ROADS).get('/intranet')).body,
      /Mon correspondant[^]*Théo Grangier[^]*C’est vous, /,
    )
    assert.match((await as(EDITOR).get(KEPT)).body, /Directions tenues[^]*1 sur [^]*Personne/)
    const { rows } = await parvis.db.read(await parvis.actor(ROADS), (tx) =>
      sql<{ ids: number[] }>`select audiences.actor_ids('network') as ids`.execute(tx.q),
    )
    assert.equal(rows[0]?.ids.length, 1, 'of the network, as an audience names it')
  })

  test('is in the room of the network as long as they are in office', async () => {
    const room = await parvis.db.write(await parvis.actor(ADMIN), async (tx) => {
      const { id } = (await territory(tx)).metropolis
      return openSpace(
        tx,
        {
          ...{ authorityId: id, kind: 'directorate', joining: 'invited', bodyId: null, presentation: '' },
          ...{ name: 'Réseau', purpose: 'Préparer ensemble' },
        },
        [{ kind: 'network', holderId: id, heldAs: null, role: 'contributor' }],
      )
    })
    assert.equal((await as(ROADS).get(`/espaces/${room}`)).statusCode, 200)
    assert.match((await as(ROADS).get(HERE)).body, new RegExp(`/espaces/${room}"`))
    for (const email of [HEAD, BRON]) {
      assert.equal((await as(email).get(`/espaces/${room}`)).statusCode, 404, email)
      assert.doesNotMatch((await as(email).get(HERE)).body, /\/espaces\/\d/)
    }
    assert.match((await as(ADMIN).get(`/administration/espaces/${room}`)).body, /Correspondants, /)
  })

  test('what was validated stays what was read', async () => {
    const { slug } = await parvis.db.read(system, async (tx) => (await territory(tx)).metropolis)
    const typed = { ...SHEET, role: 'Un rôle écrit plus tard que le premier.', version: '1' }
    assert.equal((await as(EDITOR).post(`${KEPT}/fiche-mission/${slug}`, typed)).statusCode, 303)
    const { body } = await as(ROADS).get(at())
    assert.match(body, /Recueillir ce que la direction/)
    assert.doesNotMatch(body, /plus tard/)
  })

  test('hands over to somebody of the same unit, who validates in their turn', async () => {
    const until = addDays(today, 10)
    assert.match(
      (await as(EDITOR).post(at('/relais'), { until: '2000-01-01', person: '' })).body,
      /avant le début/,
    )
    assert.match((await as(EDITOR).post(at('/relais'), { until, person })).body, /quelqu’un d’autre/)
    const next = String((await parvis.actor(EDITOR)).personId)
    const sent = await as(EDITOR).post(at('/relais'), { until, person: next })
    assert.equal(sent.statusCode, 303, sent.body)
    assert.notEqual(String(sent.headers.location), at())
    assert.match((await as(EDITOR).get(KEPT)).body, /Théo Grangier[^]*jusqu’au[^]*Violette Ampère/)
    assert.match((await as(ADMIN).get(HERE)).body, /Direction de la voirie/, 'in office until the last day')
    await assert.rejects(
      parvis.db.write(await parvis.actor(EDITOR), (tx) =>
        sql`update correspondents.correspondent set until = '9999-01-01' where id = ${one}`.execute(tx.q),
      ),
      /ended by somebody else/,
      'not put back',
    )
    assert.equal(
      (await as(ROADS).post(at('/identification'), { about: 'Encore', skills: '', pace: '' })).statusCode,
      409,
    )
  })

  test('ends by itself with the last post, and leaves nothing of an erased account', async () => {
    const later = await parvis.db.read(system, (tx) =>
      sql<{ id: number }>`select id from correspondents.correspondent where until is null`.execute(tx.q),
    )
    assert.equal(later.rows.length, 1)
    await jobsOf(parvis.config)[END_GONE]?.(parvis.db, {})
    const still = await parvis.db.read(system, (tx) =>
      sql`select id from correspondents.correspondent where until is null`.execute(tx.q),
    )
    assert.equal(still.rows.length, 1, 'they work there')
    await parvis.db.write(system, (tx) =>
      sql`update accounts.membership set valid_to = ${addDays(today, -1)} where person_id = (
        select person_id from correspondents.correspondent where until is null)`.execute(tx.q),
    )
    await jobsOf(parvis.config)[END_GONE]?.(parvis.db, {})
    const gone = await parvis.db.read(system, (tx) =>
      sql<{
        until: string
      }>`select until::text from correspondents.correspondent where follows_id is not null`.execute(tx.q),
    )
    assert.ok(gone.rows[0]?.until, 'they have left')
    const { personId } = await parvis.actor(HEAD)
    for (const id of [personId, Number(person)])
      await parvis.db.write(system, async (tx) => {
        for (const { erase } of personal) await erase(tx, id ?? 0)
      })
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select c.id from correspondents.correspondent c where c.person_id = ${Number(person)}
        or c.approved_by = ${personId} or c.approved_name = 'Samira Benkhelil'`.execute(tx.q),
    )
    assert.deepEqual(rows, [])
  })
})
