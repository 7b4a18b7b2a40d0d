// What programs call: any verb, JSON and bytes, callers known by a header, problem details, and a description made of the table.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import type { InjectOptions } from 'fastify'
import { pathOf } from '#platform/db/table.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { tides } from '#test/tides/module.ts'
import { accessMatrix } from '../../src/access-matrix.ts'
import { houseOf, modules } from '../../src/app.ts'

const HARBOUR = { 'x-tides-key': 'of-the-harbour' }
const JSON_TYPE = { 'content-type': 'application/json' }

describe('the calls of programs', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp({ modules: [...modules, tides] })
  })
  after(() => parvis.close())

  const ask = (method: InjectOptions['method'], url: string, options: Partial<InjectOptions> = {}) =>
    parvis.app.inject({ method, url, ...options } as InjectOptions)
  const tide = (method: InjectOptions['method'], { headers = {}, ...rest }: Partial<InjectOptions> = {}) =>
    ask(method, '/api/v1/tides/brest', { headers: { ...HARBOUR, ...headers }, ...rest })
  const put = (payload: string | Buffer, headers = {}) =>
    tide('PUT', { payload, headers: { ...JSON_TYPE, ...headers } })

  /** Refused in that way: problem details, and nothing that a cache keeps. */
  const refused = (reply: Awaited<ReturnType<typeof ask>>, status: number) => {
    assert.equal(reply.statusCode, status, reply.body)
    assert.equal(reply.headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(reply.headers['cache-control'], 'no-store')
    assert.equal(reply.headers['set-cookie'], undefined)
    const problem = reply.json<{
      status: number
      detail: string
      problems?: { at: string; message: string }[]
    }>()
    assert.equal(problem.status, status)
    return problem
  }

  it('answer every verb, in JSON and bytes, and send nothing that the row does not name', async () => {
    const made = await put('{"metres": 7.5, "by": {"name": "Yann\\u0000ick"}}')
    assert.equal(made.statusCode, 201, made.body)
    assert.deepEqual(made.json(), { harbour: 'brest', metres: 7.5, by: 'Yannick' })
    const read = await tide('GET')
    assert.deepEqual([read.statusCode, read.json()], [200, { harbour: 'brest', metres: 7.5 }])
    const picture = { headers: { ...HARBOUR, 'content-type': 'image/png' }, payload: Buffer.alloc(2048) }
    const sent = await ask('POST', '/api/v1/tides/brest/picture', picture)
    assert.deepEqual([sent.statusCode, sent.body], [200, '2048 octets'])
    const gone = await tide('DELETE')
    assert.deepEqual([gone.statusCode, gone.body], [204, ''])
    assert.match(refused(await tide('GET'), 404).detail, /Aucune marée/)
    const counted = await ask('PUT', '/api/v1/tides/brest?unit=cm&other=1', {
      headers: { ...HARBOUR, ...JSON_TYPE },
      payload: '{"metres": 300, "by": {"name": "Y"}}',
    })
    assert.equal(counted.json<{ metres: number }>().metres, 3)
  })

  it('know who calls by a header alone, and say how to be known', async () => {
    const none = await ask('GET', '/api/v1/tides/brest')
    refused(none, 401)
    assert.equal(none.headers['www-authenticate'], 'ApiKey')
    for (const wrong of ['another', 'of-the-harbour ', 'é', 'x'.repeat(501)])
      refused(await tide('GET', { headers: { 'x-tides-key': wrong } }), 401)
    refused(await tide('GET', { headers: { 'x-tides-key': 'of-a-passer-by' } }), 403)
    const admin = await parvis.signedInAs('admin@parvis.example')
    refused(await admin.get('/api/v1/tides/brest'), 401)
  })

  it('say what is to be corrected, where, and never break', async () => {
    const { problems } = refused(await put('{"metres": "haute", "by": {}}'), 422)
    assert.deepEqual(
      problems?.map(({ at }) => at),
      ['metres', 'by.name'],
    )
    const query = await ask('PUT', '/api/v1/tides/brest?unit=foot', {
      headers: { ...HARBOUR, ...JSON_TYPE },
      payload: '{}',
    })
    assert.deepEqual(refused(query, 422).problems, [{ at: 'unit', message: 'En m ou en cm.' }])
    for (const broken of ['', '{', 'null', '[]', '"\ud800"', '['.repeat(100_000), Buffer.from([0xff, 0xfe])])
      refused(await put(broken), 422)
    refused(await put('metres=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415)
    refused(await put(`"${'x'.repeat(256 * 1024)}"`), 413)
    const picture = { headers: { ...HARBOUR, 'content-type': 'image/png' }, payload: Buffer.alloc(2049) }
    refused(await ask('POST', '/api/v1/tides/brest/picture', picture), 413)
  })

  it('refuse the verbs that an address does not take, and addresses that nothing answers', async () => {
    const wrong = await tide('PATCH')
    refused(wrong, 405)
    assert.equal(wrong.headers.allow, 'GET, PUT, DELETE')
    // What is hidden answers no verb.
    const hidden = await ask('POST', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })
    assert.equal(hidden.statusCode, 404)
    refused(await ask('GET', '/api/v1/nothing'), 404)
    refused(await ask('POST', '/api/v1/nothing', { payload: '{}', headers: JSON_TYPE }), 404)
  })

  it('tell every refusal as problem details, in French, whatever broke and wherever', async () => {
    const said = async (
      status: number,
      method: InjectOptions['method'],
      url: string,
      options: Partial<InjectOptions> = {},
    ) => {
      const { detail, problems = [] } = refused(await ask(method, url, options), status)
      for (const text of [detail, ...problems.map(({ message }) => message)]) {
        assert.match(text, /[éèàêç’]|\u00a0|^(?:Une? |Cet)/, `${url}: ${text}`)
        assert.doesNotMatch(
          text,
          /invalid|expected|received|too (?:big|small)|navigateur/i,
          `${url}: ${text}`,
        )
      }
      return { detail, problems }
    }
    const services = '/api/v1/services'
    for (const query of ['q=a&q=b', 'commune=69029&commune=69123', `q=${'x'.repeat(201)}`])
      assert.notEqual((await said(422, 'GET', `${services}?${query}`)).problems.length, 0, query)
    for (const body of ['{"metres": null, "by": []}', '{}', '{"metres": "x", "by": {"name": 3}}'])
      await said(422, 'PUT', '/api/v1/tides/brest', {
        headers: { ...HARBOUR, ...JSON_TYPE },
        payload: body,
      })
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)
      for (const url of [services, '/api/v1/openapi.json']) {
        const { detail } = await said(405, method, url, {
          payload: 'x=1',
          headers: { 'content-type': 'a/b' },
        })
        assert.match(detail, /GET/)
      }
    for (const url of ['/api/', '/api/v1', '/api/v2/services', '/api/v1/tides/%zz', '/api/%00'])
      await said(404, 'GET', url)
    await said(404, 'GET', `/api/v1/tides/${'x'.repeat(300)}`)
    await said(404, 'GET', '/api/v1/services/%01')
    for (const type of ['application/json', 'text/html', 'multipart/form-data', 'x', ';;'])
      for (const url of ['/api/v1/nothing', '/api/nothing']) {
        const reply = await ask('POST', url, {
          headers: { 'content-type': type },
          payload: 'x'.repeat(300_000),
        })
        refused(reply, reply.statusCode)
        assert.ok([404, 415].includes(reply.statusCode), `${type}: ${reply.statusCode}`)
      }
    for (const type of ['x', ';;', 'text/html'])
      await said(415, 'PUT', '/api/v1/tides/brest', {
        headers: { ...HARBOUR, 'content-type': type },
        payload: '{}',
      })
    const many = { headers: { ...HARBOUR, 'content-type': 'image/png' }, payload: Buffer.alloc(9) }
    await said(429, 'POST', '/api/v1/tides/overheard/picture', many)
    await said(500, 'POST', '/api/v1/tides/broken/picture', many)
  })

  it('are described by a document that is right, and says no more than there is', async () => {
    const description = await ask('GET', '/api/v1/openapi.json')
    assert.equal(description.statusCode, 200)
    const { valid, errors } = await new Validator().validate(description.json<Record<string, unknown>>())
    assert.ok(valid, JSON.stringify(errors))
    const { paths, components } = description.json<{
      paths: Record<string, Record<string, { operationId: string; security?: unknown }>>
      components: { securitySchemes: Record<string, unknown> }
    }>()
    const described = Object.entries(paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    assert.deepEqual(
      described.toSorted(),
      parvis.house.calls
        .filter(({ isHidden, own }) => !isHidden && !own)
        .map(({ call }) => call)
        .toSorted(),
    )
    const ids = Object.values(paths).flatMap((verbs) =>
      Object.values(verbs).map(({ operationId }) => operationId),
    )
    assert.equal(new Set(ids).size, ids.length)
    assert.deepEqual(paths['/api/v1/tides/{harbour}']?.['get']?.security, [{ tides: [] }])
    assert.deepEqual(Object.keys(components.securitySchemes).toSorted(), [
      'door',
      'key',
      'provisioning',
      'tides',
    ])
  })

  it('tell the catalogue to anybody, as its pages do, whoever is signed in', async () => {
    const all = (await ask('GET', '/api/v1/services')).json<{ services: { slug: string; page: string }[] }>()
    assert.ok(all.services.length > 100)
    const found = await ask('GET', '/api/v1/services?q=nid%20de%20poule&commune=69029')
    assert.equal(found.json<typeof all>().services[0]?.slug, 'signaler-un-nid-de-poule')
    const one = await ask('GET', '/api/v1/services/signaler-un-nid-de-poule')
    assert.match(one.body, /"prepare":\[/)
    assert.doesNotMatch(one.body, /keywords|workflow/)
    const admin = await parvis.signedInAs('admin@parvis.example')
    assert.equal((await admin.get('/api/v1/services/signaler-un-nid-de-poule')).body, one.body)
    refused(await ask('GET', '/api/v1/services/rien'), 404)
    assert.deepEqual(
      refused(await ask('GET', '/api/v1/services?commune=Bron'), 422).problems?.[0]?.at,
      'commune',
    )
    assert.deepEqual((await ask('GET', '/api/v1/services?q=')).json(), all)
  })

  it('stand in the table of rights, and so does what engines answer', async () => {
    const { table, access } = houseOf({ demo: true })
    const engines = table.flatMap((row) => ('mounted' in row ? row : []))
    assert.ok(engines.length > 15)
    for (const row of engines) {
      const [method = 'GET'] = row.mounted.split(' ')
      const url = pathOf(row).replace('*', 'nothing').replace(':uid', 'nobody')
      const { statusCode } = await ask(method as 'GET', url)
      const isThere = statusCode !== 404 || pathOf(row).startsWith('/assets/')
      assert.ok(isThere && statusCode < 500, `${row.mounted}: ${statusCode}`)
    }
    assert.match(accessMatrix(access), /\| `identity.exchange` \|/)
  })
})
