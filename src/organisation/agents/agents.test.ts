// Who keeps which agents: lists that name nobody else, posts and absences that both walls judge, invitations that tell nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const HERE = '/administration/agents'
const BRON = 'admin.bron@parvis.example'
const CHIEF = 'elodie.voirie@parvis.example'

describe('agents', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  let chief: TestBrowser
  const units: Record<string, number> = {}
  const people: Record<string, number> = {}

  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs(BRON)
    chief = await parvis.signedInAs(CHIEF)
    await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const bronId = place.authorityByCode('69029')?.id ?? 0
      for (const [of, id] of [
        ['metro', place.metropolis.id],
        ['bron', bronId],
      ] as const)
        for (const unit of place.unitsOf(id)) units[`${of}:${unit.code}`] = unit.id
      const { rows } = await sql<{
        email: string
        id: number
      }>`select email, id from accounts.person where email is not null`.execute(tx.q)
      for (const { email, id } of rows) people[email.split('@')[0] ?? ''] = id
    })
  })
  after(() => parvis.close())

  const sqlAs = (email: string, statement: string) =>
    parvis
      .actor(email)
      .then((actor) =>
        parvis.db.write(actor, (tx) => sql.raw<Record<string, unknown>>(statement).execute(tx.q)),
      )
  const names = (body: string) =>
    [...body.matchAll(/<a href="\/administration\/agents\/(?:invitations\/)?\d+">([^<]+)</g)].map(
      ([, name]) => name,
    )
  const list = async (who: TestBrowser, query = '') => names((await who.get(`${HERE}${query}`)).body)
  const fichier = async (who: TestBrowser) => (await who.get(`${HERE}?format=csv`)).body

  test('a town, or whoever administers a unit, lists, counts, offers and exports nobody else', async () => {
    const foreign = [
      'Théo Grangier',
      'Samira Benkhelil',
      'Bastien Chavassieux',
      'voirie@parvis.example',
      'agent.mions@',
    ]
    const page = (await bron.get(HERE)).body
    assert.deepEqual(await list(bron), [
      'Inès Perrache',
      'Marius Caluire',
      'Odile Perrachon',
      'Paul Essarts',
      'Rémi Terraillon',
    ])
    for (const seen of [page, await fichier(bron), (await bron.get('/administration')).body])
      for (const name of foreign) assert.ok(!seen.includes(name), name)
    assert.match(page, /5\s*agents/)
    assert.doesNotMatch(page, /Voirie Est|Mions/)
    const own = await list(chief)
    assert.ok(
      own.includes('Théo Grangier') && own.includes('Samira Benkhelil') && !own.includes('Jeanne Vaugneray'),
    )
    assert.doesNotMatch(await fichier(chief), /Odile|Jeanne/)
    const all = await fichier(metropolis)
    assert.match(all, /Odile Perrachon/)
    assert.match(all, /Théo Grangier/)
    for (const who of ['habitante', 'voirie', 'chef.voirie', 'marius.redaction'])
      assert.equal((await (await parvis.signedInAs(`${who}@parvis.example`)).get(HERE)).statusCode, 404, who)
    assert.equal((await bron.get(`${HERE}/${people.voirie}`)).statusCode, 404)
    assert.equal((await bron.get(`${HERE}/${people['agent.bron']}`)).statusCode, 200)
  })

  test('words, a unit, a role and how one stands narrow it, in the query', async () => {
    assert.deepEqual(await list(bron, '?q=perrach'), ['Inès Perrache', 'Odile Perrachon'])
    assert.deepEqual(await list(bron, '?q=remi'), ['Rémi Terraillon'])
    assert.deepEqual(await list(bron, '?fonction=admin'), ['Paul Essarts'])
    assert.deepEqual(await list(bron, `?service=${units['bron:services-techniques']}`), ['Rémi Terraillon'])
    assert.deepEqual(await list(bron, `?service=${units['metro:voirie-est']}`), [])
    assert.deepEqual(await list(bron, '?etat=left'), [])
    assert.ok((await list(metropolis, `?collectivite=bron`)).includes('Paul Essarts'))
  })

  test('the second wall alone gives nobody’s posts, and takes none', async () => {
    const { rows } = await sqlAs(BRON, 'select distinct name from accounts.governed_posts() order by 1')
    assert.equal(rows.length, 5)
    assert.equal(
      (await sqlAs('voirie@parvis.example', 'select from accounts.governed_posts()')).rows.length,
      0,
    )
    for (const [who, statement] of [
      [
        BRON,
        `select accounts.give_post(${people.voirie}, ${units['bron:accueil']}, 'handler', '2026-12-01', null)`,
      ],
      [
        BRON,
        `select accounts.give_post(${people['agent.bron']}, ${units['metro:voirie-est']}, 'handler', '2026-12-01', null)`,
      ],
      [
        CHIEF,
        `select accounts.give_post(${people.voirie}, ${units['metro:voirie-est']}, 'admin', '2026-12-01', null)`,
      ],
      [
        CHIEF,
        `select accounts.give_post(${people.voirie}, ${units['metro:dechets']}, 'handler', '2026-12-01', null)`,
      ],
      [
        BRON,
        `select accounts.change_post((select min(id) from accounts.membership m where m.role = 'manager'), '2015-01-01', '2026-12-01')`,
      ],
      [
        'voirie@parvis.example',
        `select accounts.give_post(${people.voirie}, ${units['metro:voirie-est']}, 'manager', '2026-12-01', null)`,
      ],
      [
        BRON,
        `insert into accounts.membership (person_id, unit_id, role, valid_from) values (${people.voirie}, ${units['bron:accueil']}, 'admin', '2026-12-01')`,
      ],
      [
        CHIEF,
        `select accounts.give_post(${people['elodie.voirie']}, ${units['metro:voirie-est']}, 'handler', '2026-12-01', null)`,
      ],
      [BRON, `select accounts.be_absent(${people.voirie}, 1, '2026-12-01', '2026-12-02', null)`],
      [
        BRON,
        `insert into accounts.invitation (authority_id, email, name, posts, invited_by, invited_at)
        select authority_id, 'x@y.example', 'X', jsonb_build_array(jsonb_build_object('unitId', id, 'role', 'handler')), ${people['admin.bron']}, now()
        from territory.unit where id = ${units['metro:voirie-est']}`,
      ],
    ] as const)
      await assert.rejects(
        sqlAs(who, statement),
        /row-level security|permission denied|one gives posts|one gives oneself|one changes|one says who/,
        statement,
      )
  })

  test('posts are given, dated and ended; the same days twice, and the last administrator, are refused beside the field', async () => {
    const remi = `${HERE}/${people['remi.bron']}`
    const give = (values: Record<string, string>, who = bron) =>
      who.post(`${remi}/fonctions`, {
        unit: String(units['bron:accueil']),
        role: 'reception',
        from: '2026-12-01',
        to: '2026-12-31',
        ...values,
      })
    assert.equal((await give({})).statusCode, 303)
    const twice = await give({ from: '2026-12-15', to: '' })
    assert.equal(twice.statusCode, 422)
    assert.match(twice.body, /Ces dates se chevauchent/)
    assert.match(
      (await give({ from: '2027-02-01', to: '2027-01-01' })).body,
      /Le dernier jour est avant le premier/,
    )
    assert.equal((await give({ unit: String(units['metro:voirie-est']) })).statusCode, 404)
    const page = (await bron.get(remi)).body
    assert.match(page, /Guichet, accueil[^]*du 1er\s?déc\. 2026 au 31\s?déc\. 2026/)
    assert.match(page, /Paul Essarts[^]*fonction donnée/)
    const theo = `${HERE}/${people.voirie}/fonctions`
    const asChief = { unit: String(units['metro:voirie-est']), from: '2026-12-01', to: '' }
    assert.match(
      (await chief.post(theo, { ...asChief, role: 'admin' })).body,
      /Seule une personne qui administre toute la collectivité/,
    )
    assert.equal((await chief.post(theo, { ...asChief, role: 'steward' })).statusCode, 303)
    const post = async (name: string, role: string) =>
      (
        await parvis.db.read(system, (tx) =>
          sql<{
            id: number
          }>`select id from accounts.membership where person_id = ${people[name]} and role = ${role}`.execute(
            tx.q,
          ),
        )
      ).rows[0]?.id
    const versionAt = async (at: string) =>
      /name="version" value="(\d+)"/.exec((await bron.get(at)).body)?.[1] ?? ''
    const days = async (at: string, said: Record<string, string>) =>
      bron.post(at, { ...said, version: await versionAt(at) })
    const admin = await post('admin.bron', 'admin')
    const last = await days(`${HERE}/${people['admin.bron']}/fonctions/${admin}`, {
      from: '2015-01-01',
      to: '2026-12-31',
    })
    assert.equal(last.statusCode, 422)
    assert.match(last.body, /dernière personne qui administre cette collectivité/)
    const ended = await bron.post(`${HERE}/${people['admin.bron']}/fonctions/${admin}/fin`, {})
    assert.equal(ended.statusCode, 422)
    assert.match(
      ended.body,
      /<h1>Paul Essarts[^]*Terminer[^]{1,200}class="error">C’est la dernière personne qui administre/,
      'beside the post, on the page of the agent',
    )
    // Another takes over from today, then is put off: the days between would have nobody.
    assert.equal(
      (await give({ unit: String(units['bron:accueil']), role: 'admin', from: '2026-11-23', to: '' }))
        .statusCode,
      303,
    )
    const other = await post('remi.bron', 'admin')
    assert.equal(
      (
        await days(`${HERE}/${people['admin.bron']}/fonctions/${admin}`, {
          from: '2015-01-01',
          to: '2026-12-31',
        })
      ).statusCode,
      303,
    )
    assert.equal((await days(`${remi}/fonctions/${other}`, { from: '2099-01-01', to: '' })).statusCode, 422)
    assert.equal(
      (await days(`${HERE}/${people['admin.bron']}/fonctions/${admin}`, { from: '2015-01-01', to: '' }))
        .statusCode,
      303,
    )
    // Somebody else saved other days since these were shown: neither is lost.
    const stale = await bron.post(`${remi}/fonctions/${other}`, {
      from: '2026-11-23',
      to: '2026-11-30',
      version: '1',
    })
    assert.equal(stale.statusCode, 409)
    assert.match(stale.body, /a enregistré autre chose pendant que vous écriviez/)
    assert.equal((await bron.post(`${remi}/fonctions/${other}/fin`, {})).statusCode, 303)
    const given = await post('remi.bron', 'reception')
    assert.equal((await bron.post(`${remi}/fonctions/${given}/fin`, {})).statusCode, 303)
    assert.doesNotMatch((await bron.get(remi)).body, /Guichet, accueil<\/th>/)
    assert.equal(
      (await metropolis.post(`${HERE}/${people.voirie}/fonctions/${await post('voirie', 'steward')}/fin`, {}))
        .statusCode,
      303,
    )
  })

  test('sessions are ended by whoever administers the authority, and told', async () => {
    const remi = await parvis.signedInAs('remi.bron@parvis.example')
    assert.equal((await remi.get('/agents')).statusCode, 200)
    const at = `${HERE}/${people['remi.bron']}/sessions`
    assert.equal((await chief.post(at, {})).statusCode, 404)
    assert.equal((await bron.post(`${HERE}/${people.voirie}/sessions`, {})).statusCode, 404)
    assert.equal((await remi.get('/agents')).statusCode, 200)
    const ended = await bron.post(at, {})
    assert.equal(ended.headers.location, `${HERE}/${people['remi.bron']}`)
    assert.equal((await remi.get('/agents')).statusCode, 303)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select from notices.notice where kind = 'signin.sessions' and person_id = ${people['remi.bron']}`.execute(
        tx.q,
      ),
    )
    assert.equal(rows.length, 1)
  })

  test('somebody away is shown as such, and the stand-in reaches their requests until they are back', async () => {
    const remi = `${HERE}/${people['remi.bron']}`
    const reach = async () =>
      (await parvis.actor('ines.chiffres@parvis.example')).memberships.map(({ role }) => role).toSorted()
    assert.deepEqual(await reach(), ['analyst'])
    const away = (values: Record<string, string>) =>
      bron.post(`${remi}/absences`, {
        from: '2026-11-23',
        to: '2026-12-04',
        stand_in: String(people['ines.chiffres']),
        ...values,
      })
    assert.match((await away({ stand_in: String(people['remi.bron']) })).body, /Choisissez quelqu’un d’autre/)
    assert.equal((await away({ stand_in: String(people.voirie) })).statusCode, 404)
    assert.equal((await away({})).statusCode, 303)
    assert.match((await away({ from: '2026-12-04', to: '2026-12-20' })).body, /se chevauchent/)
    assert.deepEqual(await reach(), ['analyst', 'handler'])
    assert.match((await bron.get(HERE)).body, /Rémi Terraillon[^]*?Absent jusqu’au 4/)
    assert.deepEqual(await list(bron, '?etat=absent'), ['Rémi Terraillon'])
    const id = /absences\/(\d+)\/fin/.exec((await bron.get(remi)).body)?.[1]
    assert.equal((await bron.post(`${remi}/absences/${id}/fin`, {})).statusCode, 303)
    assert.deepEqual(await reach(), ['analyst'])
  })
})
