// A provider that does not answer, or is not who it says: the page to sign in still opens, and the button says what happens.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientFor } from '../../simulators/clients.ts'
import { franceConnect, startSimulator } from '../../simulators/index.ts'
import { createTestApp } from '#test/app.ts'
import { AT_HOME, SITE } from '#test/federation.ts'

for (const [fault, status] of [
  ['discovery_500', 503],
  ['discovery_wrong_issuer', 502],
  ['jwks_500', 503],
] as const)
  test(`${fault}: the page to sign in still opens, the button says what happens`, async () => {
    const client = clientFor(SITE, 'franceconnect')
    const simulator = await startSimulator(franceConnect, { port: 0, clients: [client], fault })
    const app = await createTestApp({
      env: {
        PARVIS_FRANCECONNECT_ISSUER: simulator.issuer,
        PARVIS_FRANCECONNECT_CLIENT_ID: client.id,
        PARVIS_FRANCECONNECT_CLIENT_SECRET: client.secret ?? '',
      },
    })
    try {
      const browser = app.browser()
      assert.equal((await browser.get('/connexion')).statusCode, 200)
      let reply = await browser.get('/connexion/franceconnect', AT_HOME)
      if (reply.statusCode === 303) {
        const there = await fetch(String(reply.headers.location), {
          redirect: 'manual',
          headers: { 'x-persona': 'corse' },
        })
        reply = await browser.get(String(there.headers.get('location')).replace(SITE, ''))
      }
      assert.equal(reply.statusCode, status)
    } finally {
      await simulator.stop()
      await app.close()
    }
  })

test('a provider that is down is said within seconds', async () => {
  const simulator = await startSimulator(franceConnect, { port: 0, clients: [] })
  await simulator.stop()
  const app = await createTestApp({
    env: {
      PARVIS_FRANCECONNECT_ISSUER: simulator.issuer,
      PARVIS_FRANCECONNECT_CLIENT_ID: 'x',
      PARVIS_FRANCECONNECT_CLIENT_SECRET: 'y',
    },
  })
  try {
    assert.equal((await app.browser().get('/connexion/franceconnect', AT_HOME)).statusCode, 503)
  } finally {
    await app.close()
  }
})
