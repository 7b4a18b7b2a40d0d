// Guessing the secret of a site is slowed down: thirty failures in five minutes from one network, then it waits.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { LIMITS } from '#platform/limits.ts'
import { clientWait } from './client-tries.ts'
import { openWorld, type Site, tokenRequest, type World } from './world.fixture.ts'

describe('sites that fail to prove who they are', () => {
  let world: World
  let site: Site
  let other: Site
  before(async () => {
    world = await openWorld()
    site = await world.site()
    other = await world.site({ name: 'Autre site' })
  })
  after(() => world.close())

  const grant = { grant_type: 'authorization_code', code: 'x' }
  const guess = (index: number) => tokenRequest(world, { ...site, secret: `faux-${index}` }, grant)

  test('too many wrong secrets: the caller waits, and is told until when; another site does not', async () => {
    for (let index = 0; index < LIMITS.clientSecret.limit; index++)
      assert.equal((await guess(index)).status, 401, `try ${index}`)
    // Failures are counted once they are answered: the caller learns it a moment later.
    let refused = await guess(98)
    for (let index = 0; index < 50 && refused.status === 401; index++) refused = await guess(99)
    assert.equal(refused.status, 429)
    assert.equal((await tokenRequest(world, site, grant)).status, 429, 'the right secret waits too')
    const reply = await fetch(`${world.issuer}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${site.id}:x`).toString('base64')}` },
      body: new URLSearchParams(grant),
    })
    assert.ok(Number(reply.headers.get('retry-after')) > 0)
    assert.deepEqual((await tokenRequest(world, other, grant)).body.error, 'invalid_grant')
    const elsewhere = { raw: { method: 'POST', headers: {} } as never, url: '/oidc/token', ip: '192.0.2.9' }
    assert.equal(clientWait({ db: world.db, config: world.config }, elsewhere, { once() {} } as never), 0)
  })

  test('what goes well is never counted', async () => {
    for (let index = 0; index < LIMITS.clientSecret.limit + 5; index++)
      assert.equal((await tokenRequest(world, other, grant)).body.error, 'invalid_grant')
  })
})
