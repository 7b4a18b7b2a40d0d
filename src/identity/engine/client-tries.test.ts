// Guessing the secret of a site is slowed down: thirty failures in five minutes from one network, then whoever guesses waits,
// and the site itself, even from that network, does not.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { LIMITS } from './limits.ts'
import { openWorld, type Site, tokenRequest, type World } from '../world.fixture.ts'

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

  const grant = { grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://bron.example/retour' }
  const guess = (caller: Site, index: number) =>
    tokenRequest(world, { ...caller, secret: `faux-${index}` }, grant)

  const closed = async (caller: Site) => {
    for (let index = 0; index < LIMITS.clientSecret.limit; index++)
      assert.equal((await guess(caller, index)).status, 401, `try ${index}`)
    assert.equal((await guess(caller, 98)).status, 429)
  }

  test('thirty wrong secrets: whoever guesses waits and is told until when; the right secret is heard all the same', async () => {
    await closed(site)
    const reply = await fetch(`${world.issuer}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${site.id}:x`).toString('base64')}` },
      body: new URLSearchParams(grant),
    })
    assert.equal(reply.status, 429)
    assert.ok(Number(reply.headers.get('retry-after')) > 0)
    assert.deepEqual((await tokenRequest(world, site, grant)).body.error, 'invalid_grant')
    assert.equal((await guess(other, 1)).status, 401, 'another site has its own count')
  })

  test('secrets in the form are counted for their site too, and names that nobody has close nobody', async () => {
    const posted = await world.site({ name: 'Site à formulaire', authMethod: 'client_secret_post' })
    const send = (id: string, secret: string) =>
      fetch(`${world.issuer}/oidc/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...grant, client_id: id, client_secret: secret }),
      }).then(({ status }) => status)
    for (let index = 0; index <= LIMITS.clientSecret.limit; index++) await send(`personne-${index}`, 'x')
    assert.equal(await send('personne', 'x'), 429)
    assert.equal(await send(posted.id, 'faux'), 401)
    assert.equal(await send(posted.id, posted.secret), 400)
  })

  test('what goes well is never counted', async () => {
    for (let index = 0; index < LIMITS.clientSecret.limit + 5; index++)
      assert.equal((await tokenRequest(world, other, grant)).body.error, 'invalid_grant')
  })
})
