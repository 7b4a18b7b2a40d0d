// What a client is told before it begins (RFC 7643, 5 to 7): what works, and every attribute there is.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { type Directory, directoryOf } from '#test/scim.ts'
import { refused } from '../clauses.fixture.ts'
import { groupAttributes, userAttributes } from '../directory/queries.ts'
import { GROUP_SCHEMA, USER_SCHEMA } from '../directory/schemas.ts'
import { CORE } from '../protocol/dialect.ts'
import type { Schema } from '../protocol/schema.ts'

/** Paths that a schema announces. */
const announced = ({ attributes }: Schema): string[] =>
  attributes.flatMap(({ name, subAttributes = [] }) => [
    name,
    ...subAttributes.map((sub) => `${name}.${sub.name}`),
  ])

/** Paths of a resource that was answered. */
const pathsOf = (value: unknown, at = ''): string[] =>
  Array.isArray(value)
    ? value.flatMap((item) => pathsOf(item, at))
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, item]) => [
          `${at}${key}`,
          ...(key === 'meta' ? [] : pathsOf(item, `${at}${key}.`)),
        ])
      : []

describe('SCIM 2.0, before a client begins,', () => {
  let parvis: TestApp
  let bron: Directory
  let ask: Directory['ask']
  let ana: string

  before(async () => {
    parvis = await createTestApp()
    bron = await directoryOf(parvis, 'admin.bron@parvis.example')
    ask = bron.ask
    ana = await bron.brings('ana@bron.example', {
      externalId: 'Ext-1',
      name: { givenName: 'Ana', familyName: 'Ours' },
    })
  })
  after(() => parvis.close())

  it('7643 §5-7: says what works, to anyone, and lets none of it be filtered', async () => {
    const plain = async (path: string) => {
      const reply = await parvis.app.inject({ url: `/scim/v2${path}` })
      assert.equal(reply.statusCode, 200, reply.body)
      assert.equal(reply.headers['content-type'], 'application/scim+json; charset=utf-8')
      return reply.json()
    }
    const config = await plain('/ServiceProviderConfig')
    assert.deepEqual(
      ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag'].map((name) => config[name].supported),
      [true, false, true, false, true, true],
    )
    assert.equal(config.authenticationSchemes[0].type, 'oauthbearertoken')
    const types = await plain('/ResourceTypes')
    assert.deepEqual(
      types.Resources.map(({ endpoint, schema }: Record<string, string>) => [endpoint, schema]),
      [
        ['/Users', `${CORE}:User`],
        ['/Groups', `${CORE}:Group`],
      ],
    )
    assert.deepEqual(await plain('/ResourceTypes/Group'), types.Resources[1])
    const schemas = await plain('/Schemas')
    assert.equal(schemas.totalResults, 2)
    assert.deepEqual(await plain(`/Schemas/${CORE}:User`), schemas.Resources[0])
    refused(await ask('GET', '/Schemas/nothing'), 404)
    for (const path of ['ServiceProviderConfig', 'Schemas', 'ResourceTypes'])
      refused(await ask('GET', `/${path}?filter=id%20pr`), 403)
  })

  it('7643 §7: announces every attribute that is answered and filtered, and no other', async () => {
    const common = ['schemas', 'id', 'externalId', 'meta']
    const groupShown = (await ask('GET', `/Groups/${bron.unit}-reception`)).json
    for (const [schema, shown] of [
      [USER_SCHEMA, (await ask('GET', `/Users/${ana}`)).json],
      [GROUP_SCHEMA, groupShown],
    ] as const)
      assert.deepEqual(
        [...new Set(pathsOf(shown))].filter((path) => !common.includes(path)).toSorted(),
        announced(schema).toSorted(),
      )
    await parvis.db.read(system, async (tx) => {
      const key = { id: 1, authorityId: 1 }
      for (const [schema, attributes] of [
        [USER_SCHEMA, userAttributes(tx, key)],
        [GROUP_SCHEMA, groupAttributes(tx, key)],
      ] as const) {
        const known = [
          ...announced(schema),
          'id',
          'externalId',
          'meta.created',
          'meta.lastModified',
          'meta.resourceType',
        ]
        for (const path of Object.keys(attributes))
          assert.ok(
            known.some((name) => name.toLowerCase() === path),
            path,
          )
      }
    })
  })
})
