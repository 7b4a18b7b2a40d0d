// Keys of directories: made, shown once, revoked on screen by whoever administers; and what one reaches by the second wall alone, whatever
// the program would ask.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type Actor, program, system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { type Directory, directoryOf } from '#test/scim.ts'

const HERE = '/administration/annuaires'

describe('the key of a directory', () => {
  let parvis: TestApp
  let admin: TestBrowser
  let bron: Directory
  let metropolis: Directory
  before(async () => {
    parvis = await createTestApp()
    admin = await parvis.signedInAs('admin.bron@parvis.example')
    bron = await directoryOf(parvis, 'admin.bron@parvis.example')
    metropolis = await directoryOf(parvis, 'admin@parvis.example', { name: 'Annuaire de la Métropole' })
  })
  after(() => parvis.close())

  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const idOf = async (name: string): Promise<number> =>
    (await rows(sql<{ id: number }>`select id from provisioning.key where name = ${name}`))[0]?.id ?? 0
  const revoke = async (name: string) => admin.post(`${HERE}/${await idOf(name)}`, {})
  const values = { name: 'Okta', ends: '2027-11-01', unit: String(0), role: 'handler' }

  it('is shown once, and kept as what it cannot be found from', async () => {
    const [{ digest } = { digest: Buffer.alloc(0) }] = await rows(sql<{ digest: Buffer }>`
      select digest from provisioning.key where name = 'Entra ID'`)
    assert.equal(digest.length, 32)
    const everything = await rows(sql<{ all: string }>`select k::text as all from provisioning.key k`)
    assert.ok(everything.every(({ all }) => !all.includes(bron.key)))
    const page = (await admin.get(HERE)).body
    assert.match(page, /Entra ID[^]*?Accueil de la mairie, guichet, accueil[^]*?Jamais[^]*?En service/)
    assert.doesNotMatch(page, /parvis_scim_|Annuaire de la Métropole/)
    assert.equal((await bron.ask('GET', '/Users?count=0')).status, 200)
    assert.doesNotMatch((await admin.get(HERE)).body, /Jamais/)
  })

  it('is made for a unit of one’s own, until a day to come, and gives no administration', async () => {
    const made = (more: object) =>
      admin.post(`${HERE}/nouvelle`, { ...values, unit: String(bron.unit), ...more })
    for (const [more, said] of [
      [{ name: ' ' }, /Écrivez un nom/],
      [{ ends: '2026-11-22' }, /Choisissez un jour à venir, d’ici deux ans/],
      [{ ends: '2029-01-01' }, /Choisissez un jour à venir, d’ici deux ans/],
      [{ role: 'admin' }, /Choisissez une fonction/],
      [{ unit: '' }, /Choisissez un service/],
    ] as const) {
      const reply = await made(more)
      assert.equal(reply.statusCode, 422, JSON.stringify(more))
      assert.match(reply.body, said)
    }
    assert.equal((await made({ unit: String(metropolis.unit) })).statusCode, 404)
    assert.equal(await idOf('Okta'), 0)
    const agent = await parvis.signedInAs('agent.bron@parvis.example')
    assert.equal((await agent.get(HERE)).statusCode, 404)
    assert.equal((await agent.post(`${HERE}/nouvelle`, values)).statusCode, 404)
  })

  it('opens nothing once it is revoked, nor do the invitations that it sent; nobody else’s is touched', async () => {
    const okta = await directoryOf(parvis, 'admin.bron@parvis.example', { name: 'Okta' })
    await okta.brings('rivet@bron.example')
    await parvis.runJobs()
    const [{ text } = { text: '' }] = await rows(sql<{ text: string }>`
      select text_body as text from platform.mail where recipient = 'rivet@bron.example'`)
    const link = /\/invitation\?jeton=[\w-]+/.exec(text)?.[0] ?? assert.fail('no link')
    assert.equal((await parvis.browser().get(link)).statusCode, 200)
    const theirs = `${HERE}/${await idOf('Annuaire de la Métropole')}`
    assert.equal((await admin.get(theirs)).statusCode, 404)
    assert.equal((await admin.post(theirs, {})).statusCode, 404)
    assert.equal((await revoke('Okta')).statusCode, 303)
    assert.equal((await revoke('Okta')).statusCode, 303, 'twice is once')
    assert.deepEqual(
      await rows(
        sql`select name from platform.event where subject_kind = 'key' and subject_id = ${await idOf('Okta')} order by id`,
      ),
      [{ name: 'key.made' }, { name: 'key.revoked' }],
    )
    assert.equal((await okta.ask('GET', '/Users')).status, 401)
    assert.equal((await parvis.browser().get(link)).statusCode, 410)
    assert.equal((await metropolis.ask('GET', '/Users')).status, 200)
    assert.match((await admin.get(HERE)).body, /Okta[^]*?Retirée/)
  })

  it('opens nothing after its last day', async () => {
    const short = await directoryOf(parvis, 'admin.bron@parvis.example', {
      name: 'Bref',
      ends: '2026-11-24',
    })
    parvis.advance({ days: 1 })
    const last = await short.brings('soir@bron.example')
    assert.equal((await short.ask('DELETE', `/Users/${last}`)).status, 204)
    parvis.advance({ days: 1 })
    assert.equal((await short.ask('GET', '/Users')).status, 401)
    admin = await parvis.signedInAs('admin.bron@parvis.example')
    assert.match((await admin.get(HERE)).body, /Bref[^]*?Terminée/)
  })

  it('reaches, by the second wall alone, the agents of its authority and nothing else', async () => {
    const { ref } = await parvis.makeRequest({ commune: '69029' })
    const mine = await bron.brings('mur@bron.example')
    await metropolis.brings('voirie@parvis.example')
    const calling = (keyId: number): Actor => ({ ...program('Essai', ['agents.provision']), keyId })
    const key = await idOf('Entra ID')
    const tried = (actor: Actor, statement: string): Promise<unknown> =>
      parvis.db
        .write(actor, async (tx) => {
          const found = await sql.raw(statement).execute(tx.q)
          throw Object.assign(new Error('rolled back'), {
            n: found.rows.length || Number(found.numAffectedRows ?? 0),
          })
        })
        .catch((error: Error & { n?: number }) => error.n ?? error.message)
    const authority = (of: Directory) => `(select authority_id from territory.unit where id = ${of.unit})`
    const known = (of: Actor) => tried(of, 'select from provisioning.member')
    const [{ id: theirs, voirie } = { id: '', voirie: 0 }] = await rows(
      sql<{ id: string; voirie: number }>`
        select id, person_id as voirie from provisioning.member where user_name = 'voirie@parvis.example'`,
    )
    assert.equal(await known(calling(key)), 2, 'rivet, whom another key of Bron invited, and mur')
    for (const nobody of [
      calling(0),
      calling(await idOf('Okta')),
      calling(await idOf('Bref')),
      { ...calling(key), personId: 1 } as Actor,
    ])
      assert.equal(await known(nobody), 0)
    const bronActor = calling(key)
    for (const [statement, answer] of [
      // What it never has to do with.
      [`select from requests.request where ref = '${ref}'`, 0],
      ['select from accounts.session', 0],
      ['select digest from provisioning.key', /permission denied/],
      ['select name from provisioning.key', 1],
      [`update provisioning.key set revoked_at = now() where id <> ${key}`, 0],
      [`update provisioning.key set revoked_at = now() where id = ${key}`, 0],
      // Another's people.
      [`select from accounts.governed_posts() g where g.authority_id <> ${authority(bron)}`, 0],
      [`select from accounts.invitation i where i.authority_id <> ${authority(bron)}`, 0],
      [`update provisioning.member set display_name = 'X' where id = '${theirs}'`, 0],
      [`delete from provisioning.member where id = '${theirs}'`, 0],
      [`update provisioning.member set authority_id = ${authority(metropolis)}`, /permission denied/],
      [`update provisioning.member set person_id = 1`, /permission denied/],
      [
        `insert into provisioning.member (authority_id, user_name, display_name, email, is_active, created_at, changed_at)
          values (${authority(metropolis)}, 'x', 'x', 'x@x.fr', true, platform.now(), platform.now())`,
        /row-level security/,
      ],
      [
        `insert into provisioning.member (authority_id, user_name, display_name, email, is_active, person_id, created_at, changed_at)
          values (${authority(bron)}, 'x', 'x', 'x@x.fr', true, ${voirie}, platform.now(), platform.now())`,
        /row-level security/,
      ],
      // Administrators are made by people alone, and nobody's posts are another's.
      [
        `select accounts.give_post((select min(person_id) from accounts.governed_posts()), ${bron.unit}, 'admin', '2026-12-01', null)`,
        /one gives posts/,
      ],
      [
        `select accounts.give_post((select min(person_id) from accounts.governed_posts()), ${metropolis.unit}, 'handler', '2026-12-01', null)`,
        /one gives posts/,
      ],
      [`select accounts.leave(1, ${authority(metropolis)}, '2026-12-01', '{}')`, /one's own agents leave/],
      // A promise is of its own units, and what it says is said under its own name.
      [
        `update accounts.invitation set posts = '[{"unitId": ${metropolis.unit}, "role": "handler"}]' where by_key = ${key}`,
        /row-level security/,
      ],
      [
        `update accounts.invitation set posts = '[{"unitId": ${bron.unit}, "role": "admin"}]' where by_key = ${key}`,
        /row-level security/,
      ],
    ] as const) {
      const found = await tried(bronActor, statement)
      if (typeof answer === 'number') assert.equal(found, answer, statement)
      else assert.match(String(found), answer, statement)
    }
    assert.equal((await bron.ask('GET', `/Users/${mine}`)).status, 200)
  })
})
