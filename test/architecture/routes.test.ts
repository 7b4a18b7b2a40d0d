// Every route has an action, a title, a face, and a case in the tests; no two routes answer the same address.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BadInput } from '#platform/errors.ts'
import { addressOf as nameOf, pathOf } from '#platform/db/table.ts'
import { routeCases } from '#test/route-cases.ts'
import { houseOf } from '../../src/app.ts'

const { access, table, routes } = houseOf({ demo: true })

describe('the routes', () => {
  it('each have an action that an access table knows, a title in French and a face', () => {
    assert.ok(routes.length > 50)
    for (const route of table) {
      assert.ok((access[route.action] ?? []).length > 0, `${nameOf(route)}: ${route.action}`)
      assert.match(route.action, /^[a-z]+\.[a-z_]+$/)
      assert.match(route.title, /^\p{Lu}.{2,60}$/u, nameOf(route))
      assert.ok(['citizen', 'agent', 'admin', 'machine', 'api'].includes(route.face), nameOf(route))
    }
  })

  it('do not collide, even by the names of their parameters', () => {
    const shapes = table.map((route) => nameOf(route).replace(/:[a-z]+/g, ':'))
    assert.deepEqual(
      shapes.filter((shape, at) => shapes.indexOf(shape) !== at),
      [],
    )
  })

  it('are each visited by the tests, which know no other', () => {
    assert.deepEqual(Object.keys(routeCases).sort(), table.map(nameOf).sort())
  })

  it('have addresses in plain words: lower case, hyphens, no ending slash', () => {
    // Those of /scim, /dav and /.well-known are their protocols’.
    const own = table.filter((row) => !('mounted' in row)).map(pathOf)
    for (const path of own.filter((one) => !/^\/(?:scim|dav|\.well-known)\//.test(one)))
      assert.match(path, /^\/$|^(\/(:?[a-z0-9]+(-[a-z0-9]+)*))+$/, path)
  })

  it('belong to the face that their address and their rights say', () => {
    for (const route of routes) {
      const path = pathOf(route)
      const expected = path.startsWith('/agents')
        ? 'agent'
        : path.startsWith('/administration')
          ? 'admin'
          : null
      if (expected !== null) assert.equal(route.face, expected, nameOf(route))
      const open = access[route.action]?.some(({ name }) => name === 'anyone') ?? false
      if (expected !== null) assert.ok(!open, `${nameOf(route)} is open to anyone`)
    }
  })

  it('judge what is posted by a schema that never throws on odd shapes', () => {
    const odd: unknown[] = [
      {},
      { message: ['a', 'b'] },
      { __proto__: null, score: '' },
      Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}`, 'x'])),
    ]
    for (const route of routes) {
      if ('get' in route) continue
      for (const values of odd)
        assert.doesNotThrow(() => route.input.safeParse(values), BadInput, nameOf(route))
    }
  })
})
