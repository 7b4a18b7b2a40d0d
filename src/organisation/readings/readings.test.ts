// A real directory (OpenLDAP) read hour after hour: who is new, who is the same under another address, who left; what waits for a word,
// and what administrators are told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { Attribute, Change } from 'ldapts'
import { system } from '#platform/actor.ts'
import { addJob } from '#platform/jobs.ts'
import { createTestApp, START, type TestApp, type TestBrowser } from '#test/app.ts'
import { READER, startSlapd, SUFFIX, type TestDirectory } from '#test/slapd.ts'
import { mustWait } from './compare.ts'
import { type Counted, forgetReadings } from './queries.ts'
import { READ_ALL, READ_ONE } from './read.ts'

const BASE = `ou=agents,${SUFFIX}`
const person = (uid: string, mail: string, more: Record<string, string | Buffer> = {}) => ({
  dn: `uid=${uid},${BASE}`,
  attributes: {
    objectClass: ['inetOrgPerson', 'adUser'],
    ...{ uid, mail, sn: 'Annuaire', cn: `${uid} Annuaire`, departmentNumber: 'Services techniques' },
    ...more,
  },
})
const ROOT = `dn: ${SUFFIX}
objectClass: dcObject
objectClass: organization
o: Mairie
dc: mairie

dn: ${BASE}
objectClass: organizationalUnit
ou: agents
`
const HERE = '/administration/agents/annuaire/bron'
const FAILED_THEN_READ = ['L’annuaire des agents ne se lit plus', 'L’annuaire des agents se lit de nouveau']
const GUID = Buffer.from('00112233445566778899aabbccddeeff', 'hex')

describe('the directory of a town hall, hour after hour,', () => {
  let slapd: TestDirectory
  let parvis: TestApp
  let bron: TestBrowser
  let said: Record<string, string>

  before(async () => {
    slapd = await startSlapd(ROOT)
    const host = `127.0.0.1:${slapd.secure}`
    parvis = await createTestApp({ env: { PARVIS_LDAP_HOSTS: `${host}, 127.0.0.1:1` } })
    // What the system writes is dated by the wall: the hours are of today, from one in the morning, and stay in it whenever this is run.
    parvis.advance({ minutes: (new Date().setUTCHours(1, 0, 0, 0) - START.getTime()) / 60_000 })
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    said = {
      ...READER,
      ...{ address: `ldaps://${host}`, base: BASE, filter: '(mail=*)' },
      ...{ name: 'cn', email: 'mail', unit: 'departmentNumber', role: 'title', otherwise: 'handler' },
      ...{ words: 'CN=Chefs = Administration', invites: 'no', share: '10' },
    }
    await add(
      person('Rémi', 'remi.bron@parvis.example'),
      person('Une', 'une@mairie.example', { objectGUID: GUID, userAccountControl: '512' }),
      person('Deux', 'deux@mairie.example'),
      person('Éteinte', 'eteinte@mairie.example', { userAccountControl: '514' }),
      person('Chef', 'chef@mairie.example', { title: 'CN=Chefs' }),
      person('Perdue', 'perdue@mairie.example', { departmentNumber: 'Nulle part' }),
    )
  })
  after(async () => {
    await parvis.close()
    await slapd.close()
  })

  const add = (...people: ReturnType<typeof person>[]) =>
    slapd.change(async (client) => {
      for (const { dn, attributes } of people)
        await client.add(
          dn,
          Object.entries(attributes).map(
            ([type, value]) => new Attribute({ type, values: [value].flat() as string[] }),
          ),
        )
    })
  const remove = (...uids: string[]) =>
    slapd.change(async (client) => {
      for (const uid of uids) await client.del(`uid=${uid},${BASE}`)
    })
  const turn = (uid: string, type: string, value: string) =>
    slapd.change((client) =>
      client.modify(
        `uid=${uid},${BASE}`,
        new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) }),
      ),
    )
  const ask = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const save = async (more: Record<string, string> = {}, who = bron, at = HERE) => {
    const version = /name="version" value="(\d+)"/.exec((await who.get(at)).body)?.[1] ?? ''
    assert.equal((await who.post(at, { ...said, version, ...more })).statusCode, 303)
  }
  const work = async () => {
    for (let round = 0; round < 4; round += 1) await parvis.runJobs()
  }
  const readings = () =>
    ask(
      sql<{ authority: string; counted: Counted | null; why: string | null }>`
        select a.slug as authority, r.counted, r.why from organisation.reading r join territory.authority a on a.id = r.authority_id
        order by r.id desc`,
    )
  /** An hour passes: what the reading of Bron says. */
  const hour = async () => {
    parvis.advance({ hours: 1 })
    await parvis.db.write(system, (tx) => addJob(tx, READ_ALL, {}))
    await work()
    const [last] = (await readings()).filter(({ authority }) => authority === 'bron')
    assert.ok(last)
    return last
  }
  const counted = async (expected: Partial<Counted>) => {
    const { counted: found, why } = await hour()
    const none = { read: 0, newcomers: 0, invited: 0, changed: 0, left: 0, waiting: 0, refused: 0 }
    assert.equal(why, null)
    assert.deepEqual(found, { ...none, ...expected })
  }
  const invited = async () =>
    (
      await ask(
        sql<{ email: string }>`select email from accounts.invitation where ended_at is null order by email`,
      )
    ).map(({ email }) => email)
  const told = async () =>
    (
      await ask(
        sql<{
          title: string
        }>`select n.title from notices.notice n join accounts.person p on p.id = n.person_id
          where n.kind = 'organisation.directory' and p.email = 'admin.bron@parvis.example' order by n.id`,
      )
    ).map(({ title }) => title)
  const posts = (email: string) =>
    ask(
      sql<{ works: boolean }>`select m.valid_to is null as works from accounts.membership m
        join accounts.person p on p.id = m.person_id where p.email = ${email}`,
    )

  test('is read; newcomers wait, and nothing is done', async () => {
    await save()
    await counted({ read: 5, newcomers: 4, refused: 1 })
    assert.deepEqual(await invited(), [])
    const page = (await bron.get('/administration/agents/lectures')).body
    assert.match(page, /Lectures de l’annuaire[^]*Faite/)
    assert.doesNotMatch(page, /mairie\.example/)
  })

  test('invites newcomers where that was chosen, once each, and nobody to administer', async () => {
    await save({ invites: 'yes' })
    await counted({ read: 5, newcomers: 4, invited: 2, refused: 1 })
    assert.deepEqual(await invited(), ['deux@mairie.example', 'une@mairie.example'])
    await counted({ read: 5, newcomers: 2, refused: 1 })
    // Whoever administers said no: an hour does not say yes.
    const [line] = await ask(
      sql<{ id: number }>`select id from accounts.invitation where email = 'deux@mairie.example'`,
    )
    await bron.post(`/administration/agents/invitations/${line?.id}/retrait`, {})
    await counted({ read: 5, newcomers: 2, refused: 1 })
    assert.deepEqual(await invited(), ['une@mairie.example'])
  })

  test('knows somebody again under another name and address', async () => {
    const [mail] = await ask(
      sql<{
        said: string
      }>`select m::text as said from platform.mail m where m::text like '%une@mairie.example%' order by id desc limit 1`,
    )
    const jeton = /jeton=([\w-]+)/.exec(mail?.said ?? '')?.[1] ?? ''
    const une = parvis.browser()
    await une.get(`/invitation?jeton=${jeton}`)
    const joined = await une.post('/invitation', { jeton, name: 'Une', password: 'grenouille-lacet-49-bleu' })
    assert.equal(joined.statusCode, 303)
    await turn('Une', 'mail', 'mariee@mairie.example')
    await turn('Une', 'cn', 'Une Mariée')
    await counted({ read: 5, newcomers: 2, changed: 1, refused: 1 })
    assert.deepEqual(await invited(), [])
    // 500 characters, which written canonically are a thousand, stop no reading.
    await turn('Une', 'cn', '\u0958'.repeat(500))
    assert.equal((await hour()).counted?.changed, 1)
    await turn('Une', 'cn', 'Une Mariée')
    assert.equal((await hour()).counted?.changed, 1)
    // What is read on the screen knows it too.
    await remove('Perdue')
    const shown = await bron.follow(await bron.post(`${HERE}/lecture`, {}))
    assert.match(shown.body, /Import de 2\s*lignes/)
    assert.doesNotMatch(shown.body, /mariee@|une@mairie/)
  })

  test('closes whoever left, as if it had been said on their screen; what is undone stays undone', async () => {
    const agent = await parvis.signedInAs('remi.bron@parvis.example')
    const { ref } = await parvis.makeRequest({ commune: '69029', placeKind: 'school' })
    assert.equal((await agent.post(`/agents/demandes/${ref}/actions/take`, {})).statusCode, 303)
    const assignee = async () =>
      (
        await ask(
          sql<{ who: number | null }>`select assignee_id as who from requests.request where ref = ${ref}`,
        )
      )[0]?.who
    const remi = await assignee()
    assert.ok(remi)
    await turn('Une', 'userAccountControl', '514')
    await remove('Rémi')
    await counted({ read: 2, newcomers: 1, left: 2 })
    assert.ok((await posts('une@mairie.example')).every(({ works }) => !works))
    assert.equal(await assignee(), null)
    assert.equal((await agent.get('/agents')).statusCode, 303)
    const silent = await ask(
      sql<{
        text: string
      }>`select detail as text from notices.notice n join accounts.person p on p.id = n.person_id
        where n.kind = 'organisation.silent' and p.email = 'admin.bron@parvis.example'`,
    )
    assert.equal(silent.length, 1, 'of whoever was alone to answer, and of nobody else')
    assert.match(silent[0]?.text ?? '', /Rémi Terraillon a quitté[^]*\u00a0: Services techniques\./)
    assert.equal((await bron.post(`/administration/agents/${remi}/depart/annulation`, {})).statusCode, 303)
    await counted({ read: 2, newcomers: 1 })
    assert.equal(await assignee(), remi)
    assert.ok((await posts('remi.bron@parvis.example')).some(({ works }) => works))
  })

  test('never closes the last administrator, nor who never was there', async () => {
    await add(person('Admin', 'admin.bron@parvis.example'))
    await counted({ read: 3, newcomers: 1 })
    await remove('Admin')
    await counted({ read: 2, newcomers: 1, refused: 1 })
    assert.ok((await posts('admin.bron@parvis.example')).every(({ works }) => works))
    assert.ok((await posts('agent.bron@parvis.example')).every(({ works }) => works))
    // Whoever is there again is the same.
    await add(person('Admin', 'admin.bron@parvis.example'))
    await counted({ read: 3, newcomers: 1 })
  })

  test('closes nobody when too many leave at once, or the settings have just changed, without a word', async () => {
    const many = ['A', 'B', 'C', 'D', 'E']
    await add(...many.map((uid) => person(uid, `${uid.toLowerCase()}@mairie.example`)))
    await counted({ read: 8, newcomers: 6, invited: 5 })
    await remove(...many)
    await counted({ read: 3, newcomers: 1, waiting: 5 })
    await counted({ read: 3, newcomers: 1, waiting: 5 })
    assert.equal((await invited()).length, 5)
    assert.deepEqual(await told(), ['Des départs attendent votre accord'])
    const page = (await bron.get(`${HERE}/departs`)).body
    assert.match(page, /A Annuaire[^]*a@mairie\.example/)
    const personnes = [...page.matchAll(/name="personnes" value="([^"]+)"/g)].map(([, value]) => value ?? '')
    assert.equal(personnes.length, 5)
    assert.equal((await bron.post(`${HERE}/departs`, {})).statusCode, 422)
    assert.equal((await bron.post(`${HERE}/departs`, { personnes: personnes.slice(1) })).statusCode, 303)
    await work()
    assert.deepEqual(await invited(), ['a@mairie.example'])
    await save({ filter: '(&(mail=*)(!(uid=Z)))' })
    await counted({ read: 3, newcomers: 1, waiting: 1 })
    assert.equal((await bron.post(`${HERE}/departs`, { personnes })).statusCode, 303)
    await work()
    assert.deepEqual(await invited(), [])
    assert.equal((await bron.get(`${HERE}/departs`)).headers.location, '/administration/agents/lectures')
  })

  test('tells once that it is read no more, and that it is again; another authority is read meanwhile', async () => {
    const metropolis = await parvis.signedInAs('admin@parvis.example')
    await save({ address: 'ldaps://127.0.0.1:1' }, metropolis, '/administration/agents/annuaire/mions')
    await turn('Chef', 'mail', 'ailleurs@mairie.example')
    await counted({ read: 3, newcomers: 1 })
    assert.match(
      (await readings()).find(({ authority }) => authority === 'mions')?.why ?? '',
      /ne répond pas/,
    )
    await save({ password: 'faux' })
    for (let turns = 0; turns < 2; turns += 1)
      assert.match((await hour()).why ?? '', /refuse ce compte ou ce mot de passe/)
    assert.match((await bron.get('/administration/agents/lectures')).body, /Échouée[^]*refuse ce compte/)
    await save({ password: READER.password })
    await counted({ read: 3, newcomers: 1 })
    await counted({ read: 3, newcomers: 1 })
    assert.deepEqual((await told()).slice(1), FAILED_THEN_READ)
  })

  test('is read by one at a time; a reading that was killed is said, and the next one is made', async () => {
    await parvis.db.write(system, (tx) =>
      sql`insert into organisation.reading (authority_id, began_at)
        select authority_id, ${tx.now}::timestamptz + interval '55 minutes' from organisation.directory d
        join territory.authority a on a.id = d.authority_id and a.slug = 'bron'`.execute(tx.q),
    )
    const before = (await readings()).filter(({ authority }) => authority === 'bron').length
    await hour()
    assert.equal((await readings()).filter(({ authority }) => authority === 'bron').length, before)
    const busy = await bron.follow(await bron.post(`${HERE}/lecture`, {}))
    assert.match(busy.body, /est en train d’être lu/)
    await counted({ read: 3, newcomers: 1 })
    assert.equal(
      (await readings()).filter(({ authority, why }) => authority === 'bron' && why?.includes('interrompue'))
        .length,
      1,
    )
    assert.deepEqual((await told()).slice(-2), FAILED_THEN_READ)
  })

  test('tells of a fault of ours as of a refusal: once, and that it is over', async () => {
    const before = (await told()).length
    // Settings that no screen saves.
    await parvis.db.write(system, (tx) =>
      sql`update organisation.directory set said = said - 'words'`.execute(tx.q),
    )
    for (let turns = 0; turns < 2; turns += 1) assert.match((await hour()).why ?? '', /un défaut de Parvis/)
    const [job] = await ask(
      sql<{ tries: number }>`select attempts as tries from platform.failing_job where task = ${READ_ONE}`,
    )
    assert.ok(job, 'and the operator finds it')
    await save()
    await counted({ read: 3, newcomers: 1 })
    assert.deepEqual((await told()).slice(before), FAILED_THEN_READ)
  })

  test('is its administrators’ alone to read, by both walls', async () => {
    const mions = await parvis.signedInAs('agent.mions@parvis.example')
    for (const at of [`${HERE}/departs`, '/administration/agents/lectures'])
      assert.equal((await mions.get(at)).statusCode, 404)
    for (const [email, sees] of [
      ['admin.bron@parvis.example', true],
      ['agent.bron@parvis.example', false],
      ['agent.mions@parvis.example', false],
    ] as const) {
      const rows = await parvis.db.read(await parvis.actor(email), async (tx) => [
        ...(await sql`select from organisation.entry`.execute(tx.q)).rows,
        ...(await sql`select from organisation.reading`.execute(tx.q)).rows,
      ])
      assert.equal(rows.length > 0, sees, email)
    }
  })

  test('is forgotten with time, and who came from it when it is no more theirs', async () => {
    const before = new Date(parvis.now().getTime() + 60_000)
    assert.ok((await parvis.db.write(system, (tx) => forgetReadings(tx, before, 1000))) > 10)
    assert.deepEqual(await readings(), [])
    await counted({ read: 3, newcomers: 2 })
    await save({ address: '' })
    assert.deepEqual(await ask(sql`select from organisation.entry`), [])
  })
})

test('a tenth may leave, or three', () => {
  const leavers = (count: number, version = 2) => Array.from({ length: count }, () => ({ version }))
  for (const [count, came, waits] of [
    [3, 4, false],
    [4, 4, true],
    [4, 40, false],
    [5, 49, true],
    [5, 50, false],
  ] as const)
    assert.equal(mustWait(leavers(count), { came, share: 10, version: 2 }), waits, `${count} of ${came}`)
  assert.ok(mustWait(leavers(1, 1), { came: 100, share: 10, version: 2 }))
})
