// The cookies of the engine of the account, behind TLS.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cookieName } from '#platform/http/cookies.ts'
import { createTestApp } from '#test/app.ts'
import { ask, openSite, RESIDENT } from '../world.fixture.ts'

const ORIGIN = 'https://demarches.exemple.fr'

test('behind TLS no cookie of the engine can be given by a sister host in clear, and its session is of this host alone', async () => {
  const parvis = await createTestApp({ env: { PARVIS_URL: ORIGIN } })
  try {
    const site = await openSite(parvis.db, {})
    const session = (await parvis.signedInAs(RESIDENT)).cookies.get(
      cookieName(parvis.config, 'parvis_session'),
    )
    const jar = new Map([['__Host-parvis_session', session ?? '']])
    const seen: string[] = []
    const get = async (url: string) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const reply = await parvis.app.inject({ url, headers: { cookie, accept: 'text/html' } })
      for (const line of [reply.headers['set-cookie'] ?? []].flat()) {
        seen.push(line)
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        jar.set(name, value)
      }
      return reply
    }
    await get((await ask({ issuer: ORIGIN }, site)).url)
    const ofEngine = seen.filter((line) => line.includes('parvis_oidc'))
    assert.ok(ofEngine.length >= 4, seen.join('\n'))
    for (const line of ofEngine) {
      assert.match(line, /secure/i)
      assert.match(line, /httponly/i)
      assert.match(line, /samesite=lax/i)
      assert.doesNotMatch(line, /domain=/i)
      if (line.startsWith('__Host-parvis_oidc')) assert.match(line, /path=\/;/i)
      else assert.match(line, /^__Secure-parvis_oidc_(question|resume)(\.sig)?=.*path=\/\w+/)
    }
    assert.ok(ofEngine.some((line) => line.startsWith('__Host-parvis_oidc=')))
  } finally {
    await parvis.close()
  }
})
