// The documents of spaces as a folder of one's computer: a password of application opens them and nothing else, the rights are those of pages,
// locks are known on both sides; and the exchanges of a tester of the protocol, without one failure.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { installOnDebian } from '#test/certificate.ts'
import { closeSpace, openSpace } from '#spaces'

const [ADMIN, ROADS, CHIEF, OUTSIDE] = [
  'admin@parvis.example',
  'voirie@parvis.example',
  'chef.voirie@parvis.example',
  'agent.bron@parvis.example',
]
const HERE = '/compte/mots-de-passe-d-application'
const LITMUS = '/usr/bin/litmus'

interface Asked {
  as?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

describe('the documents of spaces, by WebDAV', () => {
  let parvis: TestApp
  let owner: pg.Client
  let member: TestBrowser
  let [space, at] = [0, '']
  const passwords = new Map<string, string>()
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client({ connectionString: parvis.ownerUrl })
    await owner.connect()
    const admin = await parvis.actor(ADMIN)
    const authorityId = (await owner.query(`select id from territory.authority where level = 'metropolis'`))
      .rows[0].id as number
    const said = { purpose: 'Rendre les berges.', presentation: '', joining: 'invited' } as const
    space = await parvis.db.write(admin, (tx) =>
      openSpace(tx, { authorityId, kind: 'project', name: 'Les berges', bodyId: null, ...said }, []),
    )
    for (const [email, role] of [
      [ROADS, 'moderator'],
      [CHIEF, 'contributor'],
    ] as const)
      await owner.query(
        `insert into spaces.admission (space_id, kind, person_id, role) values ($1, 'person', $2, $3)`,
        [space, (await parvis.actor(email)).personId, role],
      )
    at = `/dav/${encodeURIComponent('Les berges')}`
    for (const email of [ROADS, CHIEF, OUTSIDE]) passwords.set(email, await passwordOf(email))
    member = await parvis.signedInAs(ROADS)
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  async function passwordOf(email: string): Promise<string> {
    const made = await (await parvis.signedInAs(email)).post(HERE, { name: 'Mon ordinateur' })
    assert.equal(made.statusCode, 200, made.body)
    return /parvis_dav_[\w-]{43}/.exec(made.body)?.[0] ?? assert.fail(made.body)
  }
  const basic = (email: string, password: string) =>
    `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`
  const ask = (method: string, path: string, { as = ROADS, headers = {}, body }: Asked = {}) =>
    parvis.app.inject({
      method: method as 'GET',
      url: path.startsWith('/') ? path : `${at}/${path}`,
      headers: { authorization: basic(as, passwords.get(as) ?? ''), host: 'localhost', ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
  const status = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).statusCode
  const lockBody =
    '<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner>Moi</D:owner></D:lockinfo>'

  test('are opened by a password of application alone, which opens nothing else and is shown once', async () => {
    const none = await parvis.app.inject({ method: 'PROPFIND' as 'GET', url: '/dav/' })
    assert.deepEqual(
      [none.statusCode, none.headers['www-authenticate']],
      [401, 'Basic realm="Parvis", charset="UTF-8"'],
    )
    const password = passwords.get(ROADS) ?? ''
    for (const [email, said] of [
      [ROADS, 'parvis-demo-2026'],
      [CHIEF, password],
      [ROADS, `${password}x`],
    ] as const)
      assert.equal(
        await status('PROPFIND', '/dav/', { headers: { authorization: basic(email, said), depth: '1' } }),
        401,
      )
    const root = await ask('PROPFIND', '/dav/', { headers: { depth: '1' } })
    assert.equal(root.statusCode, 207)
    assert.match(root.body, /<D:href>\/dav\/Les%20berges\/<\/D:href>/)
    assert.doesNotMatch(
      (await ask('PROPFIND', '/dav/', { as: OUTSIDE, headers: { depth: '1' } })).body,
      /berges/,
    )
    assert.equal((await ask('GET', '/api/v1/requests')).statusCode >= 400, true)
    assert.doesNotMatch((await member.get(HERE)).body, /parvis_dav_/)
    assert.match(
      (await member.get('/compte/securite')).body,
      /<section class="card[^"]*"[^>]*><h2[^>]*>Mots de passe d’application/,
    )
    const { rows } = await owner.query(
      `select string_agg(a::text, '') as all from accounts.application_password a`,
    )
    assert.ok(!rows[0].all.includes(password))
  })

  test('are those of pages: versions, names, quota, kinds, rights', async () => {
    assert.equal(await status('PUT', 'plan.txt', { body: 'Un' }), 201)
    const first = await ask('GET', 'plan.txt')
    assert.deepEqual(
      [first.body, (await ask('GET', 'plan.txt', { headers: { range: 'bytes=1-1' } })).body],
      ['Un', 'n'],
    )
    const etag = String(first.headers.etag)
    assert.equal(await status('PUT', 'plan.txt', { body: 'Deux', headers: { 'if-match': etag } }), 204)
    assert.equal(await status('PUT', 'plan.txt', { body: 'Trois', headers: { 'if-match': etag } }), 412)
    const { rows } = await owner.query(`select max(n) as n from spaces.edition where space_id = $1`, [space])
    assert.equal(rows[0].n, 2)
    assert.match((await member.get(`/espaces/${space}/documents`)).body, /plan\.txt[^]*Version 2/)
    for (const [name, body, expected] of [
      ['.cache.txt', 'x', 403],
      ['..%2fx.txt', 'x', 400],
      ['a%2fb.txt', 'x', 400],
      ['rien/x.txt', 'x', 409],
      ['page.html', '<html></html>', 415],
      ['faux.pdf', 'pas un PDF', 415],
    ] as const)
      assert.equal(await status('PUT', name, { body }), expected, name)
    assert.equal(await status('PUT', '/dav/x.txt', { body: 'x' }), 403)
    for (const [verb, path] of [
      ['GET', 'plan.txt'],
      ['DELETE', 'plan.txt'],
      ['PROPFIND', ''],
    ] as const)
      assert.equal(await status(verb, path, { as: OUTSIDE, headers: { depth: '0' } }), 404, verb)
    assert.equal(await status('PUT', 'plan.txt', { as: OUTSIDE, body: 'x' }), 404)
    await owner.query('update spaces.space set quota = 10 where id = $1', [space])
    assert.equal(await status('PUT', 'gros.txt', { body: 'a'.repeat(9_999_999) }), 507)
    assert.equal(await status('PUT', 'trop.txt', { body: 'a'.repeat(10_000_001) }), 413)
    await owner.query('update spaces.space set quota = 500 where id = $1', [space])
  })

  test('keep versions when a program saves beside, then moves in place', async () => {
    await ask('PUT', 'note.txt', { body: 'Avant' })
    await ask('PUT', 'note-tmp.txt', { body: 'Après' })
    assert.equal(
      await status('MOVE', 'note-tmp.txt', { headers: { destination: `http://localhost${at}/note.txt` } }),
      204,
    )
    assert.equal((await ask('GET', 'note.txt')).body, 'Après')
    const { rows } = await owner.query(
      `select max(e.n) as n from spaces.edition e join spaces.document d on d.id = e.document_id where d.name = 'note.txt'`,
    )
    assert.equal(rows[0].n, 2)
    for (const destination of ['http://ailleurs.example/dav/x', `${at}/../x`, 'x', `${at}/note.txt/x.txt`])
      assert.ok((await status('COPY', 'note.txt', { headers: { destination } })) >= 400, destination)
    assert.equal(await status('MOVE', '', { headers: { destination: `${at}/x` } }), 403)
  })

  test('are held by whoever writes: told on the page and to programs, whatever is said of the lock', async () => {
    await ask('PUT', 'budget.txt', { body: 'Un' })
    const taken = await ask('LOCK', 'budget.txt', {
      as: CHIEF,
      body: lockBody,
      headers: { timeout: 'Second-600' },
    })
    assert.equal(taken.statusCode, 200, taken.body)
    const token = String(taken.headers['lock-token'])
    assert.equal(await status('PUT', 'budget.txt', { body: 'Deux' }), 423)
    // Its token in the hands of somebody else is nothing.
    for (const verb of ['PUT', 'DELETE'])
      assert.equal(
        await status(verb, 'budget.txt', { body: 'Deux', headers: { if: `(${token})` } }),
        423,
        verb,
      )
    assert.equal(await status('UNLOCK', 'budget.txt', { headers: { 'lock-token': token } }), 403)
    assert.equal(await status('LOCK', 'budget.txt', { body: lockBody }), 423)
    assert.equal(
      await status('PUT', 'budget.txt', { as: CHIEF, body: 'Deux', headers: { if: '(<urn:uuid:0>)' } }),
      412,
    )
    assert.equal(await status('PUT', 'budget.txt', { as: CHIEF, body: 'Deux', headers: { if: '((' } }), 400)
    const { rows } = await owner.query(`select id from spaces.document where name = 'budget.txt'`)
    const page = `/espaces/${space}/documents/${rows[0].id}`
    const refused = await member.post(`${page}/retrait`, {})
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /modifie en ce moment ce que vous voulez changer/)
    assert.equal(
      await status('PUT', 'budget.txt', { as: CHIEF, body: 'Deux', headers: { if: `(${token})` } }),
      204,
    )
    assert.equal(await status('UNLOCK', 'budget.txt', { as: CHIEF, headers: { 'lock-token': token } }), 204)
    assert.equal((await member.post(`${page}/retrait`, {})).statusCode, 303)
  })

  test('a name that is reserved shows nowhere until it is written', async () => {
    assert.equal(await status('LOCK', 'a-venir.txt', { body: lockBody }), 201)
    assert.doesNotMatch((await member.get(`/espaces/${space}/documents`)).body, /a-venir/)
    const { rows } = await owner.query(
      `select count(*)::int as n from spaces.document_found where title = 'a-venir.txt'`,
    )
    assert.equal(rows[0].n, 0)
    assert.equal((await ask('GET', 'a-venir.txt')).statusCode, 200)
  })

  test('take no XML that declares, hides or nests without end', async () => {
    const deep = '<D:a>'.repeat(100) + '</D:a>'.repeat(100)
    for (const body of [
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><D:propfind xmlns:D="DAV:"><D:allprop/></D:propfind>',
      `<D:propfind xmlns:D="DAV:">${deep}</D:propfind>`,
      '<D:propfind xmlns:D="DAV:"><D:allprop/>',
      '<D:propfind xmlns:D="DAV:"><D:prop><x:y xmlns:x=""/></D:prop></D:propfind>',
      '<D:propfind xmlns:D="DAV:"><D:prop><y>&a;</y></D:prop></D:propfind>',
      '<D:propfind xmlns:D="DAV:"><D:prop><constructor:y/></D:prop></D:propfind>',
      '<D:propfind xmlns:D="DAV:"><D:prop><__proto__/></D:prop></D:propfind>',
      '<a>'.repeat(900) + '</a>'.repeat(900),
    ])
      assert.equal(await status('PROPFIND', '', { body, headers: { depth: '0' } }), 400, body.slice(0, 60))
    assert.equal(await status('PROPFIND', '', { body: ' '.repeat(70_000), headers: { depth: '0' } }), 413)
    assert.equal(await status('PROPFIND', '', { headers: { depth: 'infinity' } }), 403)
    assert.equal((await ask('PROPFIND', '', { headers: { depth: '0' } })).statusCode, 207)
  })

  test('pass every exchange of litmus', async () => {
    installOnDebian(LITMUS, 'litmus')
    await parvis.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = parvis.app.server.address() as AddressInfo
    const folder = await mkdtemp(join(tmpdir(), 'parvis-litmus-'))
    const url = `http://127.0.0.1:${port}${at}/`
    const run = spawn(LITMUS, [url, ROADS, passwords.get(ROADS) ?? ''], {
      cwd: folder,
      env: { ...process.env, TESTS: 'basic copymove props locks' },
    })
    let said = ''
    run.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
    const code = await new Promise((resolve) => run.on('close', resolve))
    await rm(folder, { recursive: true })
    assert.equal(code, 0, said)
    assert.equal(said.match(/0 failed\. 100\.0%/g)?.length, 4, said)
  })

  test('close with the space, with the password, and with every device', async () => {
    const admin = await parvis.actor(ADMIN)
    await parvis.db.write(admin, (tx) => closeSpace(tx, space, true))
    assert.equal(await status('PUT', 'plan.txt', { body: 'Trois' }), 403)
    assert.equal((await ask('GET', 'plan.txt')).body, 'Deux')
    const { rows } = await owner.query(`select id from accounts.application_password where person_id = $1`, [
      (await parvis.actor(CHIEF)).personId,
    ])
    const stranger = await member.post(`${HERE}/${rows[0].id}/retrait`, {})
    assert.equal(stranger.statusCode, 404)
    assert.equal(
      (await (await parvis.signedInAs(CHIEF)).post(`${HERE}/${rows[0].id}/retrait`, {})).statusCode,
      303,
    )
    assert.equal(await status('OPTIONS', '/dav/', { as: CHIEF }), 401)
    assert.equal(await status('OPTIONS', '/dav/'), 200)
    await member.post('/compte/securite/appareils/fermeture', {})
    assert.equal(await status('OPTIONS', '/dav/'), 401)
  })
})
