// The protocol, clause by clause (RFC 7643 and 7644): what is asked, what is answered.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { type Answer, type Directory, directoryOf } from '#test/scim.ts'
import { FOUND, NOT_FOUND_BY, NOT_OPENED_BY, PAGES, refused, WRONG } from './clauses.fixture.ts'
import { LIMITS } from './directory/exchange.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0'
const MESSAGE = 'urn:ietf:params:scim:api:messages:2.0'

describe('SCIM 2.0', () => {
  let parvis: TestApp
  let bron: Directory
  let ask: Directory['ask']
  /** Ids by user name. */
  const ids: Record<string, string> = {}

  before(async () => {
    parvis = await createTestApp()
    bron = await directoryOf(parvis, 'admin.bron@parvis.example')
    ask = bron.ask
    ids.ana = await bron.brings('ana@bron.example', {
      externalId: 'Ext-1',
      name: { givenName: 'Ana', familyName: 'Ours' },
    })
    ids.bea = await bron.brings('Béa@bron.example'.normalize('NFD'), {
      displayName: 'Béa Loup',
      emails: [{ value: 'perso@example.fr' }, { value: 'bea@bron.example', primary: true }],
    })
    ids.carl = await bron.brings('carl@bron.example', { active: false })
  })
  after(() => parvis.close())

  const user = async (name: string) => (await ask('GET', `/Users/${ids[name]}`)).json
  const names = async (query: string): Promise<string[]> => {
    const { status, json } = await ask('GET', `/Users?${query}`)
    assert.equal(status, 200, JSON.stringify(json))
    return json.Resources.map(({ userName }: { userName: string }) => userName.split('@')[0])
  }
  const filtered = (filter: string) => names(`filter=${encodeURIComponent(filter)}`)

  it('3.3: creates, and says where and which version', async () => {
    const { status, headers, json } = await ask('POST', '/Users', {
      schemas: [`${CORE}:User`],
      USERNAME: 'dora@bron.example',
      displayName: 'Dora',
      password: 'never-kept',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Voirie' },
    })
    assert.equal(status, 201, JSON.stringify(json))
    assert.equal(headers.location, json.meta.location)
    assert.equal(headers.etag, json.meta.version)
    assert.match(String(headers.etag), /^W\/"[\w-]+"$/)
    assert.doesNotMatch(JSON.stringify(json), /never-kept|Voirie/)
    assert.deepEqual(json.schemas, [`${CORE}:User`])
    // 3.3: a name that is taken, whatever its capitals; whoever sends it twice finds who is there.
    refused(await ask('POST', '/Users', { userName: 'DORA@bron.example' }), 409, 'uniqueness')
    // 3.3: somebody who is there under another name.
    refused(
      await ask('POST', '/Users', { userName: 'dora2', emails: [{ value: 'Dora@Bron.example' }] }),
      409,
      'uniqueness',
    )
    assert.equal((await ask('DELETE', `/Users/${json.id}`)).status, 204)
    refused(await ask('DELETE', `/Users/${json.id}`), 404)
  })

  it('3.3: two that come at once make one', async () => {
    const both = await Promise.all([1, 2].map(() => ask('POST', '/Users', { userName: 'ela@bron.example' })))
    assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([201, 409]))
    const same = await Promise.all(
      ['ela2', 'ela3'].map((userName) =>
        ask('POST', '/Users', { userName, emails: [{ value: 'ela2@bron.example' }] }),
      ),
    )
    assert.deepEqual(new Set(same.map(({ status }) => status)), new Set([201, 409]))
    for (const { json, status } of [...both, ...same])
      if (status === 201) assert.equal((await ask('DELETE', `/Users/${json.id}`)).status, 204)
  })

  it('3.12: says what is wrong of a body', async () => {
    for (const [, body, status, scimType] of WRONG)
      refused(await ask('POST', '/Users', body), status, scimType)
    refused(await ask('POST', '/Users', '{}', { 'content-type': 'text/plain' }), 415)
    assert.deepEqual(await filtered('userName sw "x"'), [])
    // 3.1: JSON under its plain name too.
    refused(await ask('POST', '/Users', '{}', { 'content-type': 'application/json' }), 400, 'invalidValue')
  })

  it('3.4.1: reads one by its id, and knows nobody else', async () => {
    const { status, headers, json } = await ask('GET', `/Users/${ids.bea}`)
    assert.deepEqual([status, headers.etag, headers.location], [200, json.meta.version, json.meta.location])
    assert.deepEqual(json.emails, [{ value: 'bea@bron.example', type: 'work', primary: true }])
    assert.equal(json.userName, 'Béa@bron.example'.normalize('NFC'))
    for (const id of ['0', 'x', '%00', "'", ids.ana?.toUpperCase(), '00000000-0000-4000-8000-000000000000'])
      refused(await ask('GET', `/Users/${id}`), 404)
    for (const id of ['1-reception', 'x', `${bron.unit}-admin`, `${bron.unit}-nothing`])
      refused(await ask('GET', `/Groups/${id}`), 404)
  })

  it('3.4.2.2: finds by a filter', async () => {
    for (const [filter, found] of FOUND) {
      const asked = filter.replace('$ana', ids.ana ?? '').replace('$unit', String(bron.unit))
      assert.deepEqual((await filtered(asked)).toSorted(), found.toSorted(), asked)
    }
  })

  it('3.4.2.2: refuses what it cannot find by', async () => {
    for (const filter of NOT_FOUND_BY)
      refused(await ask('GET', `/Users?filter=${encodeURIComponent(filter)}`), 400, 'invalidFilter')
    for (const query of ['filter=', 'filter=a&filter=b', 'count=x', 'startIndex=1.5', 'sortOrder=up'])
      refused(
        await ask('GET', `/Users?${query}`),
        400,
        query === 'filter=' ? 'invalidFilter' : 'invalidValue',
      )
  })

  it('3.4.2.3: orders by what it can, both ways', async () => {
    assert.deepEqual(await names('sortBy=userName'), ['ana', 'Béa', 'carl'])
    assert.deepEqual(await names('sortBy=userName&sortOrder=descending'), ['carl', 'Béa', 'ana'])
    assert.deepEqual((await names('sortBy=name.givenName'))[0], 'ana')
    for (const path of ['groups', 'nothing', 'emails%5Btype%20eq%20%22work%22%5D.value'])
      refused(await ask('GET', `/Users?sortBy=${path}`), 400, 'invalidPath')
  })

  it('3.4.2.4: pages, whatever is asked', async () => {
    for (const [query, page] of PAGES) {
      const { json } = await ask('GET', `/Users?${query}`)
      assert.deepEqual(json.schemas, [`${MESSAGE}:ListResponse`])
      assert.deepEqual([json.totalResults, json.startIndex, json.itemsPerPage], page, query)
      assert.equal(json.Resources.length, page[2])
    }
    refused(await ask('GET', '/Users?count=9999999999'), 400, 'invalidValue')
    // Each once, whatever the size of the pages.
    const seen: string[] = []
    for (const start of [1, 2, 3]) seen.push(...(await names(`startIndex=${start}&count=1`)))
    assert.deepEqual(seen.toSorted(), ['Béa', 'ana', 'carl'].toSorted())
  })

  it('3.4.3: searches by a body, as by an address', async () => {
    const search = (place: string, asked: unknown) => ask('POST', `${place}/.search`, asked)
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest']
    const asked = { schemas, filter: 'userName pr', sortBy: 'userName', startIndex: 2, count: 1 }
    const found = await search('/Users', { ...asked, Attributes: ['userName'] })
    const same = await ask(
      'GET',
      '/Users?filter=userName%20pr&sortBy=userName&startIndex=2&count=1&attributes=userName',
    )
    assert.equal(found.status, 200)
    assert.equal(found.json.Resources.length, 1)
    assert.deepEqual(found.json, same.json)
    const groups = await search('/Groups', { filter: `displayName pr`, excludedAttributes: ['members'] })
    assert.deepEqual(groups.json, (await ask('GET', '/Groups?excludedAttributes=members')).json)
    refused(await search('/Users', { filter: 'userName' }), 400, 'invalidFilter')
    refused(await search('/Users', { count: 'x' }), 400, 'invalidValue')
    refused(await search('/Users', { attributes: 'userName' }), 400, 'invalidValue')
    refused(await search('', asked), 501)
  })

  it('3.9: answers the attributes that are asked, and always the id', async () => {
    const keys = async (query: string) =>
      Object.keys((await ask('GET', `/Users/${ids.ana}?${query}`)).json).toSorted()
    assert.deepEqual(await keys('attributes=userName'), ['id', 'schemas', 'userName'])
    assert.deepEqual(await keys('attributes=NAME.familyname,nothing'), ['id', 'name', 'schemas'])
    assert.deepEqual(await keys(`attributes=${CORE}:User:active`), ['active', 'id', 'schemas'])
    assert.ok(!(await keys('excludedAttributes=groups,id')).includes('groups'))
    assert.ok((await keys('excludedAttributes=groups,id')).includes('id'))
    const { json } = await ask('GET', '/Groups?attributes=displayName&count=1')
    assert.deepEqual(Object.keys(json.Resources[0]).toSorted(), ['displayName', 'id', 'schemas'])
    const part = await bron.patch(`/Users/${ids.ana}?attributes=active`, {
      op: 'replace',
      path: 'active',
      value: true,
    })
    assert.deepEqual(Object.keys(part.json).toSorted(), ['active', 'id', 'schemas'])
  })

  it('3.14: versions keep two clients from undoing each other', async () => {
    const at = `/Users/${ids.ana}`
    const { version } = (await user('ana')).meta
    const held = (value: string) => ask('GET', at, undefined, { 'if-none-match': value })
    for (const value of [version, `"x", ${version}`, '*']) {
      const same = await held(value)
      assert.deepEqual([same.status, same.json, same.headers.etag], [304, null, version], value)
    }
    assert.equal((await held('"x"')).status, 200)
    const put = (value: string) =>
      ask(
        'PUT',
        at,
        { userName: 'ana@bron.example', externalId: 'Ext-1', name: { givenName: 'Ana', familyName: 'Ours' } },
        { 'if-match': value },
      )
    refused(await put('W/"old"'), 412)
    refused(await ask('DELETE', at, undefined, { 'if-match': '"old"' }), 412)
    refused(
      await ask(
        'PATCH',
        `/Groups/${bron.unit}-reception`,
        { schemas: [`${MESSAGE}:PatchOp`], Operations: [{ op: 'remove', path: 'members' }] },
        { 'if-match': '"old"' },
      ),
      412,
    )
    assert.equal((await put(`"x", ${version}`)).status, 200)
    assert.equal((await put('*')).status, 200)
  })

  it('3.5.1: PUT replaces what is kept, leaves what nobody writes, and wakes nobody by silence', async () => {
    const { status, json } = await ask('PUT', `/Users/${ids.carl}`, {
      id: 'other',
      meta: { created: '1970-01-01T00:00:00Z' },
      groups: [{ value: `${bron.unit}-handler` }],
      userName: 'carl@bron.example',
      externalId: 'C-3',
      displayName: 'Carl',
    })
    assert.equal(status, 200, JSON.stringify(json))
    assert.deepEqual([json.id, json.active, json.groups, json.externalId], [ids.carl, false, [], 'C-3'])
    assert.equal(json.meta.created, '2026-11-23T13:38:00.000Z')
    const bare = await ask('PUT', `/Users/${ids.carl}`, { userName: 'carl@bron.example' })
    assert.deepEqual([bare.json.externalId, bare.json.displayName], [undefined, 'carl@bron.example'])
    assert.deepEqual(
      (await ask('PUT', `/Users/${ids.carl}`, { userName: 'carl@bron.example' })).json,
      bare.json,
      'sent again, it changes nothing',
    )
    refused(await ask('PUT', `/Users/${ids.carl}`, { userName: 'Ana@bron.example' }), 409, 'uniqueness')
    refused(await ask('PUT', '/Users/nobody', { userName: 'x@bron.example' }), 404)
    refused(await ask('PUT', `/Users/${ids.carl}`, {}), 400, 'invalidValue')
  })

  it('3.5.2: PATCH is whole or nothing', async () => {
    const at = `/Users/${ids.ana}`
    const renamed = await bron.patch(at, { op: 'Replace', path: 'displayName', value: 'Ana O.' })
    assert.equal(renamed.json.displayName, 'Ana O.')
    const before = await user('ana')
    refused(
      await bron.patch(
        at,
        { op: 'replace', path: 'displayName', value: 'X' },
        { op: 'replace', path: 'id', value: 'x' },
      ),
      400,
      'mutability',
    )
    refused(
      await bron.patch(at, { op: 'replace', path: 'userName', value: 'béa@bron.example' }),
      409,
      'uniqueness',
    )
    refused(await bron.patch(at, { op: 'replace', path: 'active', value: 'x' }), 400, 'invalidValue')
    assert.deepEqual(await user('ana'), before)
    refused(await ask('PATCH', at, { Operations: [{ op: 'add', value: {} }] }), 400, 'invalidValue')
    refused(await bron.patch(at), 400, 'invalidValue')
    refused(await bron.patch(at, { op: 'move', path: 'userName' }), 400, 'invalidValue')
    refused(await bron.patch('/Users/nobody', { op: 'remove', path: 'name' }), 404)
    const many = Array.from({ length: 101 }, () => ({ op: 'remove', path: 'name' }))
    refused(await bron.patch(at, ...many), 400, 'invalidValue')
  })

  it('3.5.2: members of a group, one by one, all of them, none', async () => {
    const at = `/Groups/${bron.unit}-handler`
    const members = ({ json }: Answer) => json.members.map(({ value }: { value: string }) => value).toSorted()
    const both = [ids.ana ?? '', ids.bea ?? ''].toSorted()
    const named = (...who: (string | undefined)[]) => who.map((value) => ({ value }))
    assert.deepEqual(members(await bron.patch(at, { op: 'Add', path: 'members', value: named(ids.ana) })), [
      ids.ana,
    ])
    const again = await bron.patch(at, {
      op: 'add',
      path: 'members',
      value: named(ids.ana, ids.bea, ids.bea),
    })
    assert.deepEqual(members(again), both)
    assert.equal((await filtered(`groups.value eq "${bron.unit}-handler"`)).length, 2)
    const found = await ask(
      'GET',
      `/Groups?filter=${encodeURIComponent(`members.value eq "${ids.bea}"`)}&sortBy=displayName`,
    )
    assert.equal(found.json.totalResults, 2)
    assert.deepEqual(
      members(await bron.patch(at, { op: 'remove', path: `members[value eq "${ids.ana}"]` })),
      [ids.bea],
    )
    assert.deepEqual(
      members(await bron.patch(at, { op: 'Remove', path: 'members', value: named(ids.bea) })),
      [],
    )
    assert.deepEqual(members(await ask('PUT', at, { members: named(ids.ana, ids.bea) })), both)
    const okta = { id: `${bron.unit}-handler`, displayName: again.json.displayName }
    assert.deepEqual(members(await bron.patch(at, { op: 'replace', value: okta })), both)
    refused(await bron.patch(at, { op: 'replace', path: 'displayName', value: 'Chefs' }), 400, 'mutability')
    refused(await bron.patch(at, { op: 'add', path: 'members', value: named('nobody') }), 400, 'invalidValue')
    refused(await bron.patch(at, { op: 'add', path: 'members', value: named(ids.carl) }), 400, 'invalidValue')
    refused(await bron.patch(at, { op: 'add', path: 'members', value: 'x' }), 400, 'invalidValue')
    assert.deepEqual(members(await ask('PUT', at, { displayName: okta.displayName })), [])
  })

  it('3.4.2: groups are the functions of the units of the authority, but for its administration', async () => {
    const { json } = await ask('GET', '/Groups?count=1000&excludedAttributes=members')
    const groups: { id: string; displayName: string }[] = json.Resources
    assert.equal(groups.length, json.totalResults)
    assert.ok(groups.length > 20 && !groups.some(({ id }) => id.endsWith('-admin')))
    assert.ok(groups.every((group) => !('members' in group)))
    const one = groups.find(({ id }) => id === `${bron.unit}-handler`)
    const found = await ask(
      'GET',
      `/Groups?filter=${encodeURIComponent(`displayName eq "${one?.displayName}"`)}`,
    )
    assert.deepEqual([found.json.totalResults, found.json.Resources[0].id], [1, one?.id])
  })

  it('3.7, 3.11, 3.3: what is not done is said for good; the rest does not exist', async () => {
    refused(await ask('POST', '/Bulk', { Operations: [] }), 501)
    for (const verb of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)
      refused(await ask(verb, '/Me'), 501)
    refused(await ask('POST', '/Groups', { displayName: 'Chefs' }), 501)
    refused(await ask('DELETE', `/Groups/${bron.unit}-handler`), 501)
    for (const path of ['/Nothing', '', '/', '/Users/a/b', '/%zz']) refused(await ask('GET', path), 404)
    const verb = await ask('DELETE', '/Users')
    refused(verb, 405)
    assert.equal(verb.headers.allow, 'GET, POST')
  })

  it('2: is opened by a key in a header, and by nothing else', async () => {
    const { key } = bron
    for (const authorization of NOT_OPENED_BY(key)) {
      const reply = await ask('GET', '/Users', undefined, { authorization })
      refused(reply, 401)
      assert.equal(reply.headers['www-authenticate'], 'Bearer')
    }
    const admin = await parvis.signedInAs('admin.bron@parvis.example')
    assert.equal((await admin.get('/scim/v2/Users')).statusCode, 401)
    const elsewhere = await parvis.app.inject({ url: '/agents', headers: { authorization: `Bearer ${key}` } })
    assert.equal(elsewhere.statusCode, 303)
  })

  it('a hostile client is kept waiting', async () => {
    // Filters at their most: found in one query each.
    const terms = Array.from({ length: 30 }, (_, n) => `groups eq "${n}"`).join(' or ')
    assert.deepEqual(await filtered(terms), [])
    await parvis.db.write(system, (tx) =>
      sql`update platform.throttle set tries = array_fill(last_at, array[${LIMITS.provisioningCalled.limit}::integer])`.execute(
        tx.q,
      ),
    )
    const last = await ask('GET', '/Users?count=0')
    refused(last, 429)
    assert.ok(Number(last.headers['retry-after']) > 0)
  })
})
