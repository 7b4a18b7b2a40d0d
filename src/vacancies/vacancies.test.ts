// Job offers: read by the agents of their audience until the evening of their last day, found by a profile that its agent alone reads, told
// once a day to those whose profile is near. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { ownAudience, PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { addDays, localDay, territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { jobsOf } from '../app.ts'
import { isNear, isToTell, pointsOf, type Profile, scoreText } from './record/words.ts'
import { publishVacancy } from './record/keep.ts'
import { seekersOf } from './record/queries.ts'
import { digest } from './shown.ts'
import { TELL } from './tell.ts'

const [ADMIN, BRON, MIONS, ROADS, RESIDENT, MAYOR] = [
  'admin@parvis.example',
  'agent.bron@parvis.example',
  'agent.mions@parvis.example',
  'voirie@parvis.example',
  'habitante@parvis.example',
  'maire.bron@parvis.example',
]
const HERE = '/intranet/emplois'
const KEPT = '/administration/emplois'

const OFFER = {
  title: 'Responsable de secteur voirie',
  category: 'B',
  branch: 'technical',
  place: 'Vénissieux',
  position: 'Technicien principal. Encadre 9 agents.',
  description: 'Vous organisez les chantiers courants de trois communes.',
  apply: 'Une lettre, au service du recrutement.',
  form: null,
} as const
const NOBODY: Profile = { categories: [], branches: [], places: [], words: [], alerts: true }

test('an offer says what of a profile it has, and what it lacks', () => {
  const offer = { ...OFFER, unit: 'Voirie Sud' }
  const profile: Profile = {
    ...NOBODY,
    ...{
      categories: ['B'],
      branches: ['technical'],
      places: ['venissieux', 'Bron'],
      words: ['Voirie', 'accessibilité'],
    },
  }
  const points = pointsOf(profile, offer)
  assert.deepEqual(
    points.map(({ label, isMet }) => [label, isMet]),
    [
      ['Catégorie B', true],
      ['Filière technique', true],
      ['Vénissieux', true],
      ['Voirie', true],
      ['accessibilité', false],
    ],
  )
  assert.equal(scoreText(points), '4 points sur 5')
  assert.ok(isToTell(points) && isNear(points))
  const far = pointsOf(profile, { ...offer, category: 'A', place: 'Lyon 3e' })
  assert.equal(scoreText(far), '2 points sur 5')
  assert.ok(!isNear(far) && !isToTell(far))
  assert.deepEqual(pointsOf(NOBODY, offer), [])
  assert.ok(!isNear([]) && !isToTell([]), 'who asks nothing is told nothing')
})

describe('job offers', () => {
  let parvis: TestApp
  const browsers = new Map<string, TestBrowser>()
  let today = ''
  let offer = 0
  before(async () => {
    parvis = await createTestApp()
    for (const email of [ADMIN, BRON, MIONS, ROADS, RESIDENT, MAYOR])
      browsers.set(email, await parvis.signedInAs(email))
    today = await parvis.db.read(system, async (tx) => localDay(tx.now, (await territory(tx)).zone))
  })
  after(() => parvis.close())

  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)

  /** By the administrator of the metropolis, for all agents or its own. */
  async function published(title: string, endsOn: string, isOwn = false): Promise<number> {
    return parvis.db.write(await parvis.actor(ADMIN), async (tx) => {
      const { metropolis, unitsOf } = await territory(tx)
      const audienceId = isOwn ? ((await ownAudience(tx, metropolis.id)) ?? 0) : PUBLIC
      const unitId = unitsOf(metropolis.id)[0]?.id ?? 0
      return publishVacancy(tx, { ...OFFER, title, unitId, audienceId, endsOn })
    })
  }

  test('is published on screen, every refusal beside its field', async () => {
    const unit = await parvis.db.read(system, async (tx) => {
      const { metropolis, unitsOf } = await territory(tx)
      return String(unitsOf(metropolis.id)[0]?.id)
    })
    const typed = { ...OFFER, form: 'non', unit, audience: String(PUBLIC), until: addDays(today, 7) }
    for (const [wrong, said] of [
      [{ until: '2020-01-01' }, /Ce jour est passé/],
      [{ unit: '999999' }, /service de la liste/],
      [{ category: 'D' }, /Choisissez la catégorie/],
      [{ description: '' }, /Décrivez le poste/],
    ] as const) {
      const reply = await as(ADMIN).post(`${KEPT}/nouvelle`, { ...typed, ...wrong })
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, said)
      assert.match(reply.body, /Une lettre, au service du recrutement/, 'what was typed is kept')
    }
    const sent = await as(ADMIN).post(`${KEPT}/nouvelle`, typed)
    assert.equal(sent.statusCode, 303, sent.body)
    offer = Number(String(sent.headers.location).split('/').at(-1))
    assert.match((await as(ADMIN).get(`${KEPT}/${offer}`)).body, /Publiée/)
  })

  test('is read by the agents of its audience, to the evening of its last day', async () => {
    const own = await published('Poste gardé', today, true)
    const past = await published('Poste passé', addDays(today, -1))
    for (const [email, isOwn] of [
      [BRON, false],
      [ROADS, true],
    ] as const) {
      const { body } = await as(email).get(HERE)
      assert.match(body, /Responsable de secteur voirie/)
      assert.equal(/Poste gardé/.test(body), isOwn, email)
      assert.doesNotMatch(body, /Poste passé/)
      assert.equal((await as(email).get(`${HERE}/${own}`)).statusCode, isOwn ? 200 : 404)
      assert.equal((await as(email).get(`${HERE}/${past}`)).statusCode, 404)
    }
    for (const email of [RESIDENT, MAYOR]) assert.equal((await as(email).get(HERE)).statusCode, 404, email)
    // The second wall alone.
    for (const [email, expected] of [
      [RESIDENT, 0],
      [MAYOR, 0],
      [BRON, 1],
      [ROADS, 2],
      [ADMIN, 3],
    ] as const) {
      const actor = await parvis.actor(email)
      const { rows } = await parvis.db.read(actor, (tx) =>
        sql`select id from vacancies.vacancy`.execute(tx.q),
      )
      assert.equal(rows.length, expected, email)
    }
    const found = await as(BRON).get('/recherche-interne?q=voirie')
    if (found.statusCode === 200) assert.match(found.body, /Responsable de secteur voirie/)
  })

  test('a profile is its agent’s alone, says why an offer is near, and has them told once', async () => {
    const profile = {
      categories: 'B',
      branches: 'technical',
      places: 'Vénissieux',
      words: 'voirie',
      alerts: 'oui',
    }
    assert.equal((await as(BRON).post(`${HERE}/profil`, profile)).statusCode, 303)
    const long = await as(BRON).post(`${HERE}/profil`, { ...profile, words: 'a,b,c,d,e,f,g,h,i' })
    assert.equal(long.statusCode, 422)
    assert.match(long.body, /8 au plus/)
    const { body } = await as(BRON).get(`${HERE}?profil=proche`)
    assert.match(body, /4 points sur 4/)
    assert.match((await as(BRON).get(`${HERE}/${offer}`)).body, /Et votre profil/)
    assert.doesNotMatch((await as(ROADS).get(`${HERE}/${offer}`)).body, /Et votre profil/)
    for (const email of [ADMIN, ROADS]) {
      const actor = await parvis.actor(email)
      const { rows } = await parvis.db.read(actor, (tx) => sql`select * from vacancies.profile`.execute(tx.q))
      assert.equal(rows.length, 0, email)
    }
    await published('Technicien voirie de garde', addDays(today, 3), true)
    for (let times = 0; times < 2; times += 1) await jobsOf(parvis.config)[TELL]?.(parvis.db, {})
    const { rows: told } = await parvis.db.read(system, (tx) =>
      sql<{ many: number }>`select count(*)::integer as many from notices.notice
        where kind = 'vacancies.near'`.execute(tx.q),
    )
    assert.deepEqual(told, [{ many: 1 }])
    assert.equal((await parvis.db.read(system, (tx) => seekersOf(tx, offer))).length, 1)
    assert.equal((await as(BRON).post(`${HERE}/profil`, {})).statusCode, 303)
    assert.equal((await parvis.db.read(system, (tx) => seekersOf(tx, offer))).length, 0)
  })

  test('says which way of looking at them was asked', async () => {
    const current = async (path: string) =>
      /aria-current="page">(Récentes|Proches de mon profil)</.exec((await as(ROADS).get(path)).body)?.[1]
    assert.equal(await current(HERE), 'Récentes')
    assert.equal(await current(`${HERE}?tri=-profil&profil=proche`), 'Proches de mon profil')
    assert.equal(await current(`${HERE}?q=voirie`), undefined)
  })

  test('is gathered by digests, for whoever reads it, between two instants', async () => {
    const said = async (email: string, from: Date) =>
      parvis.db.read(await parvis.actor(email), async (tx) =>
        (await digest.since(tx, from, tx.now, 50)).map(({ title, summary }) => `${title}: ${summary}`),
      )
    const own = await said(ROADS, new Date(0))
    assert.ok(
      own.some((line) => line.startsWith(OFFER.title)),
      own.join(),
    )
    // A short month ends with a full stop of its own: « déc.. »
    assert.doesNotMatch(own.join(), /\.\./)
    assert.deepEqual(await said(ROADS, new Date('2100-01-01')), [])
    assert.deepEqual(await said(RESIDENT, new Date(0)), [])
  })

  test('is not for the audience of another authority, by SQL either', async () => {
    const other = await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const bron = place.authorityByCode('69029')?.id ?? 0
      return { unit: place.unitsOf(bron)[0]?.id, audience: await ownAudience(tx, place.metropolis.id) }
    })
    const insert = (audience: number) =>
      sql`insert into vacancies.vacancy (unit_id, audience_id, title, category, branch, position, place, description, apply, ends_on)
        values (${other.unit}, ${audience}, 'Chez les autres', 'B', 'technical', '', 'Bron', 'Vingt caractères au moins.', 'Une lettre', ${today})`
    const keeper = await parvis.actor('marius.redaction@parvis.example')
    await assert.rejects(
      parvis.db.write(keeper, (tx) => insert(other.audience ?? 0).execute(tx.q)),
      /an audience of another authority/,
    )
    await parvis.db.write(keeper, (tx) => insert(PUBLIC).execute(tx.q))
  })
})
