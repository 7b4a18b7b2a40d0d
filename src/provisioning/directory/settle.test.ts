// What a directory says becomes what screens do by hand: people invited, given posts, gone, back, under the name of the key.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { type Directory, directoryOf } from '#test/scim.ts'
import { MOST_INVITED } from './settle.ts'

const HERE = '/administration/agents'
const PASSWORD = 'Un camion de pommes vertes'

describe('a directory', () => {
  let parvis: TestApp
  let bron: Directory
  let metropolis: Directory
  let admin: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    bron = await directoryOf(parvis, 'admin.bron@parvis.example')
    metropolis = await directoryOf(parvis, 'admin@parvis.example', { name: 'Okta' })
    admin = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const posts = async (email: string) =>
    (
      await rows(sql<{ post: string }>`
        select m.unit_id || '-' || m.role as post from accounts.membership m join accounts.person p on p.id = m.person_id
        where p.email = ${email} and (m.valid_to is null or m.valid_to >= ${parvis.now()}::timestamptz::date) order by 1`)
    ).map(({ post }) => post)
  const personOf = async (email: string): Promise<number> =>
    (await rows(sql<{ id: number }>`select id from accounts.person where email = ${email}`))[0]?.id ?? 0
  const links = async (email: string) =>
    (
      await rows(
        sql<{
          text: string
        }>`select text_body as text from platform.mail where recipient = ${email} order by created_at, id`,
      )
    ).flatMap(({ text }) => /\/invitation\?jeton=[\w-]+/.exec(text)?.[0] ?? [])
  const active = (who: Directory, id: string, value: unknown) =>
    who.patch(`/Users/${id}`, { op: 'Replace', path: 'active', value })
  const groupsOf = async (who: Directory, id: string): Promise<string[]> =>
    (await who.ask('GET', `/Users/${id}`)).json.groups.map(({ value }: { value: string }) => value).toSorted()
  const member = (id: string) => [{ value: id }]

  async function accept(email: string): Promise<void> {
    await parvis.runJobs()
    const link = (await links(email)).at(-1) ?? assert.fail(`no link for ${email}`)
    const jeton = /jeton=([\w-]+)/.exec(link)?.[1] ?? ''
    const sent = await parvis.browser().post('/invitation', { jeton, name: 'Zoé Neuve', password: PASSWORD })
    assert.equal(sent.statusCode, 303, sent.body.slice(0, 2000))
  }

  it('invites whoever it creates; what waits follows it until it is accepted, and only then is somebody an agent', async () => {
    const email = 'zoe@bron.example'
    const id = await bron.brings('zoe', { displayName: 'Zoé', emails: [{ value: 'typo@bron.example' }] })
    const arrival = `${bron.unit}-reception`
    assert.deepEqual(await groupsOf(bron, id), [arrival])
    assert.equal(
      (await bron.patch(`/Groups/${bron.unit}-handler`, { op: 'add', path: 'members', value: member(id) }))
        .status,
      200,
    )
    await parvis.runJobs()
    const [first = ''] = await links('typo@bron.example')
    assert.equal(
      (
        await bron.patch(`/Users/${id}`, {
          op: 'replace',
          path: 'emails[type eq "work"].value',
          value: email,
        })
      ).status,
      200,
    )
    assert.doesNotMatch(
      (await parvis.browser().get(first)).body,
      /name="password"/,
      'the first address opens nothing',
    )
    assert.equal(await personOf(email), 0)
    await accept(email)
    const both = [`${bron.unit}-handler`, arrival].toSorted()
    assert.deepEqual(await posts(email), both)
    assert.deepEqual(await groupsOf(bron, id), both)
    // The account is the person's: the directory's words change what it says, nothing of theirs.
    assert.equal(
      (
        await bron.ask('PUT', `/Users/${id}`, {
          userName: 'zoe',
          displayName: 'Autre',
          emails: [{ value: 'autre@bron.example' }],
        })
      ).json.displayName,
      'Autre',
    )
    assert.equal(await personOf('autre@bron.example'), 0)
    const page = await admin.get(`${HERE}/${await personOf(email)}`)
    assert.match(page.body, /Zoé Neuve/)
    assert.deepEqual(await posts(email), both)
  })

  it('gives and ends posts at once; whoever has none left is invited again', async () => {
    const [email, id] = [
      'zoe@bron.example',
      (await bron.ask('GET', '/Users?filter=userName%20eq%20%22zoe%22')).json.Resources[0].id,
    ]
    const quit = (role: string) =>
      bron.patch(`/Groups/${bron.unit}-${role}`, { op: 'remove', path: `members[value eq "${id}"]` })
    assert.deepEqual((await quit('handler')).json.members, [])
    assert.deepEqual(await posts(email), [`${bron.unit}-reception`])
    assert.deepEqual((await quit('reception')).json.members, [])
    assert.deepEqual([await posts(email), await groupsOf(bron, id)], [[], []])
    const joined = await bron.patch(`/Groups/${bron.unit}-manager`, {
      op: 'add',
      path: 'members',
      value: member(id),
    })
    assert.deepEqual(
      joined.json.members.map(({ value }: { value: string }) => value),
      [id],
    )
    assert.deepEqual(await posts(email), [], 'nothing before it is accepted')
    // It waits at the address that the directory says today.
    await parvis.runJobs()
    assert.equal((await links('autre@bron.example')).length, 1)
    assert.deepEqual((await quit('manager')).json.members, [])
    assert.equal((await bron.ask('DELETE', `/Users/${id}`)).status, 204)
  })

  it('says that an agent has left, and is back: as departures on screen, under its name', async () => {
    const email = 'agent.bron@parvis.example'
    const held = await posts(email)
    const id = await bron.brings(email)
    assert.deepEqual(await groupsOf(bron, id), held, 'taken as they are')
    await parvis.runJobs()
    assert.deepEqual(await links(email), [], 'nobody who works there is invited')
    const browser = await parvis.signedInAs(email)
    const gone = await active(bron, id, 'False')
    assert.deepEqual([gone.status, gone.json.active, gone.json.groups], [200, false, []])
    await parvis.runJobs()
    assert.deepEqual(await posts(email), [])
    assert.equal((await browser.get('/agents')).statusCode, 303, 'their sessions are closed')
    assert.equal((await active(bron, id, false)).status, 200, 'said again, it is so already')
    const back = await active(bron, id, 'True')
    assert.deepEqual([back.status, back.json.active], [200, true])
    assert.deepEqual(await posts(email), held)
    const managing = `/Groups/${bron.unit}-manager`
    assert.equal((await bron.patch(managing, { op: 'add', path: 'members', value: member(id) })).status, 200)
    const page = (await admin.get(`${HERE}/${await personOf(email)}`)).body
    for (const words of [/fonction donnée/, /Annuaire «\u00a0Entra ID\u00a0»/]) assert.match(page, words)
    const told = await rows(sql<{ name: string; kind: string }>`
      select distinct name, actor_kind as kind from platform.event where actor_label = ${'Annuaire «\u00a0Entra ID\u00a0»'} order by 1`)
    for (const name of ['departure.set', 'departure.undone', 'invitation.made', 'post.ended', 'post.given'])
      assert.ok(
        told.some((one) => one.name === name && one.kind === 'program'),
        name,
      )
    assert.equal((await bron.ask('DELETE', `/Users/${id}`)).status, 204)
    assert.deepEqual(await posts(email), [])
    // Created again: they are invited, since nobody is made an agent without accepting.
    const again = await bron.brings(email)
    assert.deepEqual([await groupsOf(bron, again), await posts(email)], [[`${bron.unit}-reception`], []])
    assert.equal((await bron.ask('DELETE', `/Users/${again}`)).status, 204)
  })

  it('makes no administrator, ends one, and never the last', async () => {
    const last = await bron.brings('admin.bron@parvis.example')
    const before = await posts('admin.bron@parvis.example')
    for (const refused of [await active(bron, last, false), await bron.ask('DELETE', `/Users/${last}`)]) {
      assert.deepEqual([refused.status, refused.json.scimType], [400, 'invalidValue'])
      assert.equal(
        refused.json.detail,
        'C’est la dernière personne qui administre cette collectivité. Donnez d’abord ce rôle à quelqu’un d’autre.',
      )
    }
    assert.deepEqual(await posts('admin.bron@parvis.example'), before)
    assert.equal((await bron.ask('GET', `/Users/${last}`)).json.active, true)
    // Another administers now: the directory says that one gone, and back.
    const email = 'second@parvis.example'
    await parvis.db.write(system, async (tx) => {
      await sql`insert into accounts.person (name, email, created_at) values ('Second', ${email}, ${tx.now})`.execute(
        tx.q,
      )
      await sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select id, ${bron.unit}, 'admin', '2026-01-01' from accounts.person where email = ${email}`.execute(
        tx.q,
      )
    })
    const second = await bron.brings(email)
    assert.equal((await active(bron, second, false)).status, 200)
    assert.deepEqual(await posts(email), [])
    assert.equal((await active(bron, second, true)).status, 200)
    assert.deepEqual(await posts(email), [`${bron.unit}-admin`])
    // What people ended, no key gives back.
    const left = await admin.post(`${HERE}/${await personOf(email)}/depart`, { last: '2026-11-22' })
    assert.equal(left.statusCode, 303, left.body.slice(0, 500))
    assert.equal((await active(bron, second, false)).status, 200)
    assert.equal((await active(bron, second, true)).status, 200)
    assert.deepEqual(await posts(email), [])
    assert.deepEqual(await groupsOf(bron, second), [`${bron.unit}-reception`], 'invited as anybody')
  })

  it('reaches nobody of another authority: neither person, nor unit, nor count', async () => {
    const mions = 'agent.mions@parvis.example'
    const held = await posts(mions)
    const theirs = await bron.brings(mions)
    assert.deepEqual(await groupsOf(bron, theirs), [`${bron.unit}-reception`], 'a stranger, who is invited')
    assert.equal((await bron.ask('DELETE', `/Users/${theirs}`)).status, 204)
    assert.deepEqual(await posts(mions), held)
    const id = await metropolis.brings('voirie@parvis.example')
    const ours = await bron.brings('moi@bron.example')
    const total = async (who: Directory, path: string) => (await who.ask('GET', path)).json.totalResults
    for (const path of [
      `/Users?filter=${encodeURIComponent(`id eq "${id}"`)}`,
      '/Users?filter=userName%20sw%20%22voirie%22',
      `/Groups?filter=${encodeURIComponent(`members.value eq "${id}"`)}`,
      `/Groups?filter=${encodeURIComponent(`id eq "${metropolis.unit}-reception"`)}`,
    ])
      assert.equal(await total(bron, path), 0, path)
    for (const [method, path, body] of [
      ['GET', `/Users/${id}`],
      ['PUT', `/Users/${id}`, { userName: 'voirie@parvis.example', active: false }],
      ['DELETE', `/Users/${id}`],
      ['GET', `/Groups/${metropolis.unit}-handler`],
      ['PUT', `/Groups/${metropolis.unit}-handler`, { members: member(ours) }],
    ] as const)
      assert.equal((await bron.ask(method, path, body)).status, 404, `${method} ${path}`)
    const added = await bron.patch(`/Groups/${bron.unit}-handler`, {
      op: 'add',
      path: 'members',
      value: member(id),
    })
    assert.deepEqual([added.status, added.json.scimType], [400, 'invalidValue'])
    // The same names are free, each in its own.
    assert.equal(typeof (await bron.brings('voirie@parvis.example')), 'string')
    assert.equal((await metropolis.ask('GET', `/Users/${id}`)).json.active, true)
  })

  it('two keys of one authority know the same people, each by its own numbers', async () => {
    const other = await directoryOf(parvis, 'admin.bron@parvis.example', { name: 'Okta' })
    const id = await bron.brings('deux@bron.example', { externalId: 'entra-7' })
    assert.equal((await other.ask('GET', `/Users/${id}`)).json.externalId, undefined)
    assert.equal(
      (await other.patch(`/Users/${id}`, { op: 'add', path: 'externalId', value: 'okta-1' })).json.externalId,
      'okta-1',
    )
    assert.equal((await bron.ask('GET', `/Users/${id}`)).json.externalId, 'entra-7')
    assert.equal((await bron.ask('GET', '/Users?filter=externalId%20eq%20%22okta-1%22')).json.totalResults, 0)
  })

  it('writes to no flood of strangers, whatever it changes', async () => {
    const id = await bron.brings('flot@bron.example')
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.invitation (authority_id, email, name, posts, invited_at, ended_at, by_key)
        select i.authority_id, 'x' || n || '@example.fr', 'X', i.posts, ${tx.now}, ${tx.now}, i.by_key
        from generate_series(1, ${MOST_INVITED}) n cross join (select * from accounts.invitation where email = 'flot@bron.example') i`.execute(
        tx.q,
      ),
    )
    const tried = [
      await bron.ask('POST', '/Users', { userName: 'trop@bron.example' }),
      await bron.patch(`/Users/${id}`, {
        op: 'replace',
        path: 'emails[type eq "work"].value',
        value: 'trop@example.fr',
      }),
    ]
    for (const { status, headers } of tried) assert.deepEqual([status, headers['retry-after']], [429, '600'])
    assert.equal((await bron.ask('GET', '/Users?filter=userName%20sw%20%22trop%22')).json.totalResults, 0)
    parvis.advance({ minutes: 61 })
    await bron.brings('trop@bron.example')
  })
})
