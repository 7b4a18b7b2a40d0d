// Applications: prepared at leisure, sent once by a form, read by those named to recruit and by nobody else, decided in words, withdrawn,
// forgotten. Both walls.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { PUBLIC } from '#audiences'
import { system } from '#platform/actor.ts'
import { drawPaper } from '#platform/pdf/aside.ts'
import { addDays, localDay, territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { lookingAs } from '#test/looks.ts'
import { publishVacancy } from '../record/keep.ts'
import { applyAt, HERE, KEPT, OWN, RECEIVED, receivedAt } from '../record/where.ts'
import { personal, retention } from '../personal.ts'
import { formNamed } from './application.ts'

const [ADMIN, ROADS, DESK, BRON, RESIDENT] = [
  'admin@parvis.example',
  'voirie@parvis.example',
  'accueil@parvis.example',
  'agent.bron@parvis.example',
  'habitante@parvis.example',
]
const OFFER = {
  title: 'Gestionnaire de paie',
  category: 'B',
  branch: 'administrative',
  place: 'Lyon',
  position: '',
  description: 'Vous tenez la paie de mille agents.',
  apply: 'Par le formulaire.',
} as const
const SAID = { motivation: 'J’aime les chiffres.', available: 'month', head: 'non', reach: '' }

describe('applications to job offers', () => {
  let parvis: TestApp
  let today = ''
  let pdf: Buffer
  const browsers = new Map<string, TestBrowser>()
  before(async () => {
    parvis = await createTestApp()
    for (const email of [ADMIN, ROADS, DESK, BRON, RESIDENT])
      browsers.set(email, await parvis.signedInAs(email))
    today = await parvis.db.read(system, async (tx) => localDay(tx.now, (await territory(tx)).zone))
    pdf = Buffer.from(
      await drawPaper({
        title: 'CV',
        author: 'Essai',
        foot: '',
        at: new Date(),
        parts: [{ kind: 'text', text: 'CV' }],
      }),
    )
  })
  after(() => parvis.close())
  const as = (email: string): TestBrowser => browsers.get(email) ?? assert.fail(email)

  async function published(inDays = 7): Promise<number> {
    return parvis.db.write(await parvis.actor(ADMIN), async (tx) => {
      const { metropolis, unitsOf } = await territory(tx)
      const unitId = unitsOf(metropolis.id)[0]?.id ?? 0
      const form = await formNamed(tx, 'candidature-interne')
      return publishVacancy(tx, {
        ...OFFER,
        unitId,
        audienceId: PUBLIC,
        endsOn: addDays(today, inDays),
        form,
      })
    })
  }
  const cv = (name = 'cv.pdf', bytes = pdf) => [{ field: 'cv', name, bytes, type: 'application/pdf' }]
  const send = (id: number, email = ROADS) => as(email).upload(applyAt(id), { ...SAID, act: 'send' }, cv())
  const receivedBy = async (email: string): Promise<number[]> =>
    [...(await as(email).get(RECEIVED)).body.matchAll(/recrutements\/(\d+)"/g)].map(([, id]) => Number(id))
  const fileOf = (body: string): string =>
    /\/fichiers\/([\w-]{36})"/.exec(body)?.[1] ?? assert.fail('no file')
  const rowsOf = async (email: string, table: string): Promise<number> => {
    const { rows } = await parvis.db.read(await parvis.actor(email), (tx) =>
      sql`select from vacancies.${sql.raw(table)}`.execute(tx.q),
    )
    return rows.length
  }
  const noticesOf = async (email: string): Promise<string[]> => {
    const { personId } = await parvis.actor(email)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        title: string
      }>`select title from notices.notice where kind = 'vacancies.application' and person_id = ${personId}
        order by id`.execute(tx.q),
    )
    return rows.map(({ title }) => title)
  }
  const sweep = (id: string, days: number) =>
    parvis.db.write(system, async (tx) => {
      const rule = retention.find((one) => one.id === id)
      await rule?.sweep(tx, {
        before: new Date(tx.now.getTime() + days * 86_400_000),
        most: 100,
      } as Parameters<typeof rule.sweep>[1])
    })

  test('is prepared at leisure: what is wrong keeps the rest, and nobody else reads a draft', async () => {
    const id = await published()
    assert.match((await as(ROADS).get(`${HERE}/${id}`)).body, /Préparer ma candidature/)
    const wrong = await as(ROADS).upload(
      applyAt(id),
      { ...SAID, motivation: '', act: 'send' },
      cv('x.pdf', Buffer.from('MZ')),
    )
    assert.equal(wrong.statusCode, 422)
    const saved = await as(ROADS).upload(applyAt(id), { ...SAID, act: 'save' }, cv())
    assert.equal(saved.statusCode, 303, saved.body)
    const { body } = await as(ROADS).get(applyAt(id))
    assert.match(body, /J’aime les chiffres/)
    const file = fileOf(body)
    for (const email of [ADMIN, DESK])
      assert.equal((await as(email).get(`/fichiers/${file}`)).statusCode, 404, email)
    assert.deepEqual([await rowsOf(ADMIN, 'draft'), await rowsOf(ROADS, 'draft')], [0, 1])
    const looking = await lookingAs(parvis, ADMIN, ROADS)
    assert.notEqual((await looking.get(applyAt(id))).statusCode, 200)
    assert.match((await as(ROADS).get(OWN)).body, /Brouillon/)
    assert.match((await as(ROADS).get(`${HERE}/${id}`)).body, /Reprendre ma candidature/)
    const typed = await as(ROADS).post(`${applyAt(id)}/brouillon`, { ...SAID, reach: 'Le matin' })
    assert.equal(typed.statusCode, 200, typed.body)
    assert.match((await as(ROADS).get(applyAt(id))).body, /Le matin[^]*cv\.pdf|cv\.pdf[^]*Le matin/)
    // A file that is taken away is erased; without a CV nothing is sent.
    assert.equal((await as(ROADS).upload(applyAt(id), { ...SAID, remove: file }, [])).statusCode, 303)
    assert.equal((await as(ROADS).get(`/fichiers/${file}`)).statusCode, 404)
    const bare = await as(ROADS).upload(applyAt(id), { ...SAID, act: 'send' }, [])
    assert.equal(bare.statusCode, 422)
    assert.match(bare.body, /Joignez au moins un fichier/)
    await as(ROADS).upload(applyAt(id), { ...SAID, act: 'drop' }, [])
    assert.equal(await rowsOf(ROADS, 'draft'), 0)
  })

  test('is sent once, and read by those named to recruit alone', async () => {
    const id = await published()
    assert.equal((await send(id)).statusCode, 303)
    assert.equal((await send(id)).statusCode, 409, 'once')
    // Its offer asks something else, or nothing, since: it is read beside what was asked.
    await parvis.db.write(await parvis.actor(ADMIN), (tx) =>
      sql`update vacancies.vacancy set form_id = null, form_version = null where id = ${id}`.execute(tx.q),
    )
    assert.match((await as(ROADS).get(applyAt(id))).body, /J’aime les chiffres/)
    const [application] = await receivedBy(ADMIN)
    assert.ok(application)
    const read = await as(ADMIN).get(receivedAt(application))
    assert.match(read.body, /J’aime les chiffres/)
    const file = fileOf(read.body)
    assert.equal((await as(ADMIN).get(`/fichiers/${file}`)).statusCode, 200)
    for (const email of [DESK, BRON, RESIDENT]) {
      assert.equal((await as(email).get(receivedAt(application))).statusCode, 404, email)
      assert.equal((await as(email).get(`/fichiers/${file}`)).statusCode, 404, email)
      assert.equal(await rowsOf(email, 'application'), 0, email)
    }
    // Nor whoever looks as one who applied, or as one who recruits.
    const looking = await lookingAs(parvis, ADMIN, ROADS)
    assert.notEqual((await looking.get(applyAt(id))).statusCode, 200)
    assert.equal((await looking.get(`/fichiers/${file}`)).statusCode, 404)
    // Whoever recruits does not apply, on either wall.
    assert.match((await as(ADMIN).get(applyAt(await published()))).body, /vous n’y postulez pas/)
    await assert.rejects(
      parvis.db.write(await parvis.actor(ADMIN), (tx) =>
        sql`insert into vacancies.application (vacancy_id, answers) values (${id}, '{}')`.execute(tx.q),
      ),
      /may not apply/,
    )
    // Whoever applied decides nothing.
    const decided = await parvis.db.write(await parvis.actor(ROADS), (tx) =>
      sql`update vacancies.application set state = 'retained', outcome = 'Oui !' where vacancy_id = ${id}`.execute(
        tx.q,
      ),
    )
    assert.equal(decided.numAffectedRows, 0n)
    await parvis.runJobs()
    assert.ok((await noticesOf(ADMIN)).includes('Une candidature à lire'))
    assert.deepEqual(await noticesOf(ROADS), [])
    assert.match((await as(ADMIN).get('/intranet/bureau')).body, /candidatures? à lire/)
  })

  test('those who recruit are named by whoever publishes, who reads nothing when they are not', async () => {
    const id = await published()
    await send(id)
    const at = `${KEPT}/${id}/recruteurs`
    for (const email of ['personne@parvis.example', BRON])
      assert.equal((await as(ADMIN).post(at, { email })).statusCode, 422, email)
    assert.equal((await as(DESK).post(at, { email: DESK })).statusCode, 404)
    assert.equal((await as(ADMIN).post(at, { email: DESK })).statusCode, 303)
    const named = [...(await as(ADMIN).get(at)).body.matchAll(/recruteurs\/(\d+)"/g)].map(([, n]) => n)
    assert.equal(named.length, 2)
    const [mine] = await receivedBy(DESK)
    assert.ok(mine)
    assert.equal((await as(ADMIN).post(`${at}/${named[0]}`, {})).statusCode, 303)
    assert.equal((await as(ADMIN).post(`${at}/${named[1]}`, {})).statusCode, 409, 'the last stays')
    assert.equal((await as(ADMIN).get(receivedAt(mine))).statusCode, 404)
    assert.match((await as(ROADS).get(applyAt(id))).body, /lira votre candidature, et personne d’autre/)
  })

  test('sent many times at once goes once, and leaves nothing prepared; nobody takes a file of somebody else away', async () => {
    const id = await published()
    assert.equal((await as(ROADS).upload(applyAt(id), { ...SAID, act: 'save' }, cv())).statusCode, 303)
    const file = fileOf((await as(ROADS).get(applyAt(id))).body)
    assert.equal((await as(DESK).upload(applyAt(id), { ...SAID, remove: file }, [])).statusCode, 303)
    assert.equal((await as(ROADS).get(`/fichiers/${file}`)).statusCode, 200, 'it is not theirs')
    const before = await rowsOf(ROADS, 'draft')
    const sendAgain = () => as(ROADS).upload(applyAt(id), { ...SAID, act: 'send' }, [])
    const all = await Promise.all(Array.from({ length: 6 }, sendAgain))
    assert.equal(all.filter(({ statusCode }) => statusCode === 303).length, 1)
    for (const { statusCode } of all) assert.ok([303, 409, 422].includes(statusCode), String(statusCode))
    assert.equal(await rowsOf(ROADS, 'draft'), before - 1)
  })

  test('whoever applied may be named, and reads no rival; that they applied is not told', async () => {
    const id = await published()
    const at = `${KEPT}/${id}/recruteurs`
    await send(id)
    assert.equal((await send(id, DESK)).statusCode, 303)
    assert.equal((await as(ADMIN).post(at, { email: ROADS })).statusCode, 303)
    const decideAs = async (email: string) =>
      parvis.db.write(await parvis.actor(email), (tx) =>
        sql`update vacancies.application set state = 'retained', outcome = 'Oui !' where vacancy_id = ${id}`.execute(
          tx.q,
        ),
      )
    assert.deepEqual(await receivedBy(ROADS), [])
    assert.equal((await decideAs(ROADS)).numAffectedRows, 0n)
    // Nobody recruits any more: whoever publishes does, as they save the offer, unless they applied.
    const alone = (email: string) =>
      parvis.db.write(system, async (tx) => {
        await sql`delete from vacancies.recruiter where vacancy_id = ${id}`.execute(tx.q)
        await sql`insert into vacancies.application (vacancy_id, person_id, answers)
          select ${id}, p.id, '{}' from accounts.person p where p.email = ${email} on conflict do nothing`.execute(
          tx.q,
        )
      })
    await alone(ADMIN)
    const resave = async () =>
      parvis.db.write(await parvis.actor(ADMIN), (tx) =>
        sql`update vacancies.vacancy set form_id = form_id where id = ${id}`.execute(tx.q),
      )
    await resave()
    assert.equal((await decideAs(ADMIN)).numAffectedRows, 0n)
    assert.deepEqual(
      (
        await parvis.db.read(system, (tx) =>
          sql`select from vacancies.recruiter where vacancy_id = ${id}`.execute(tx.q),
        )
      ).rows.length,
      0,
    )
    // What somebody prepares is theirs, whoever names them meanwhile.
    const other = await published()
    await as(ROADS).upload(applyAt(other), { ...SAID, act: 'save' }, cv())
    assert.equal((await as(ADMIN).post(`${KEPT}/${other}/recruteurs`, { email: ROADS })).statusCode, 303)
    assert.equal(await rowsOf(ROADS, 'draft'), 1)
  })

  test('is decided in words, which whoever applied is told, even once the offer is over', async () => {
    const id = await published()
    await send(id)
    const [application = 0] = await receivedBy(ADMIN)
    const said = { state: 'declined', outcome: 'Une autre personne connaît déjà le logiciel.', version: '1' }
    assert.equal((await as(ADMIN).post(receivedAt(application), { ...said, outcome: '' })).statusCode, 422)
    assert.equal((await as(ADMIN).post(receivedAt(application), said)).statusCode, 303)
    assert.equal(
      (await as(ADMIN).post(receivedAt(application), said)).statusCode,
      409,
      'seen before it changed',
    )
    await parvis.db.write(system, (tx) =>
      sql`update vacancies.vacancy set ends_on = ${addDays(today, -1)} where id = ${id}`.execute(tx.q),
    )
    assert.equal((await as(ROADS).get(`${HERE}/${id}`)).statusCode, 404)
    assert.match((await as(ROADS).get(applyAt(id))).body, /connaît déjà le logiciel/)
    assert.equal((await as(ROADS).post(`${applyAt(id)}/retirer`, {})).statusCode, 409)
    assert.equal((await send(id, DESK)).statusCode, 404, 'over for others')
    await parvis.runJobs()
    assert.ok((await noticesOf(ROADS)).includes('Votre candidature n’est pas retenue'))
    // Three months later it goes, with its file.
    const file = fileOf((await as(ROADS).get(applyAt(id))).body)
    await sweep('application_retained.delete', 1)
    assert.match((await as(ROADS).get(applyAt(id))).body, /connaît déjà/)
    await sweep('application.delete', 1)
    assert.equal((await as(ROADS).get(applyAt(id))).statusCode, 404)
    assert.equal((await as(ROADS).get(`/fichiers/${file}`)).statusCode, 404)
  })

  test('withdrawn, or its account erased, nothing of it is left', async () => {
    let last = 0
    const left = async () => {
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{ sent: number; files: number; told: number }>`
          select (select count(*)::integer from vacancies.application a where a.person_id = p.id) as sent,
            (select count(*)::integer from files.file f where f.name = 'cv.pdf' and f.person_id = p.id) as files,
            (select count(*)::integer from notices.notice n where n.subject_kind = 'application' and n.subject_id = ${last}) as told
          from accounts.person p where p.email = ${BRON}`.execute(tx.q),
      )
      return rows[0]
    }
    const NOTHING = { sent: 0, files: 0, told: 0 }
    const id = await published()
    assert.equal((await send(id, BRON)).statusCode, 303)
    await parvis.runJobs()
    last = (await receivedBy(ADMIN))[0] ?? 0
    assert.deepEqual(await left(), { sent: 1, files: 1, told: 1 })
    assert.equal((await as(BRON).post(`${applyAt(id)}/retirer`, {})).statusCode, 303)
    assert.deepEqual(await left(), NOTHING)
    assert.equal((await send(id, BRON)).statusCode, 303, 'and sent again as long as the offer is open')
    await as(BRON).upload(applyAt(await published()), { ...SAID, act: 'save' }, cv())
    const { personId } = await parvis.actor(BRON)
    await parvis.db.write(system, async (tx) => {
      for (const { erase } of personal) await erase(tx, personId ?? 0)
    })
    assert.deepEqual(await left(), NOTHING)
    assert.equal(await rowsOf(BRON, 'draft'), 0)
  })
})
