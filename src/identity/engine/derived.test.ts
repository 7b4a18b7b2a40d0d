// Derived answers: a site learns yes or no with where it comes from, and never the value it is made from.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { recordValue } from '#people'
import { system } from '#platform/actor.ts'
import { readClientArguments } from '../client/client-command.ts'
import {
  ask,
  openWorld,
  OTHER,
  type Page,
  RESIDENT,
  signIn,
  type Site,
  type Visitor,
  type World,
} from '../world.fixture.ts'

const BORN = '1974-08-12'
const DAY = 86_400_000

type Info = Record<string, unknown> & {
  provenance?: Record<string, { source: string; level: string; date?: string }>
}

describe('derived answers and where values come from', () => {
  let world: World
  let bron: Site
  let lyon: Site
  let metropolis: Site
  before(async () => {
    world = await openWorld()
    bron = await world.site()
    lyon = await world.site({ authority: '69123' })
    metropolis = await world.site({ authority: await codeOfMetropolis() })
  })
  after(() => world.close())
  beforeEach(() => world.sql('delete from accounts.profile_value'))

  const codeOfMetropolis = async () =>
    (await world.sql<{ code: string }>("select code from territory.authority where level = 'metropolis'"))[0]
      ?.code ?? ''

  const certify = async (
    valueId: 'birthdate' | 'given_name' | 'gender',
    value: string,
    expiresAt: Date | null = null,
  ) => {
    const personId = await world.personId(RESIDENT)
    await world.db.write(system, (tx) =>
      recordValue(tx, { personId, valueId, value, source: 'franceconnect', level: 'certified', expiresAt }),
    )
  }
  const declare = async (valueId: 'commune' | 'address', value: string) => {
    const personId = await world.personId(RESIDENT)
    await world.db.write(system, (tx) =>
      recordValue(tx, { personId, valueId, value, source: 'declared', level: 'declared' }),
    )
  }
  const me = async (token: string): Promise<Info> =>
    (await (
      await fetch(`${world.issuer}/oidc/me`, { headers: { authorization: `Bearer ${token}` } })
    ).json()) as Info
  const told = async (site: Site, scope: string, more: Record<string, string> = {}): Promise<Info> => {
    const { response } = await signIn(world, site, await world.browser(RESIDENT), { scope, ...more })
    return me(response.access_token)
  }
  const consentPage = async (scope: string): Promise<Page> => {
    const visitor: Visitor = await world.browser(RESIDENT)
    return visitor.visit((await ask(world, await world.site({ name: `Site ${scope}` }), { scope })).url)
  }
  const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date())

  test('is_adult answers yes, and the birth date is nowhere in what the site, the browser or the journal see', async () => {
    await certify('birthdate', BORN)
    const seen: string[] = []
    const visitor = await world.browser(RESIDENT)
    const watched: Visitor = {
      ...visitor,
      visit: async (url) => watch(await visitor.visit(url)),
      send: async (page, action, values) => watch(await visitor.send(page, action, values)),
    }
    const watch = (page: Page): Page => {
      seen.push(page.url, page.text, page.location ?? '', JSON.stringify([...page.headers]))
      return page
    }
    const from = world.journal.length
    const site = await world.site()
    const { response, claims, callback } = await signIn(world, site, watched, {
      scope: 'openid age_over_18 offline_access',
      prompt: 'consent',
    })
    const info = await me(response.access_token)
    assert.equal(info.is_adult, true)
    assert.deepEqual(info.provenance, {
      is_adult: { source: 'franceconnect', level: 'certified', date: today() },
    })
    const introspected = await fetch(`${world.issuer}/oidc/token/introspection`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${site.id}:${site.secret}`).toString('base64')}` },
      body: new URLSearchParams({ token: response.access_token }),
    })
    seen.push(JSON.stringify([response, claims, info]), String(callback), await introspected.text())
    seen.push(...world.journal.slice(from))
    const stored = await world.sql<{ line: string }>(
      'select a::text as line from identity.artifact a union all select e::text from platform.event e',
    )
    const all = [...seen, ...stored.map(({ line }) => line)].join('\n')
    assert.ok(all.includes('is_adult'))
    for (const part of [BORN, '19740812', '12/08/1974', '12\u00a0août', 'août 1974'])
      assert.ok(!all.includes(part), part)
  })

  test('not 18 surely: no. Unknown or expired: no answer at all', async () => {
    const year = Number(today().slice(0, 4))
    await certify('birthdate', `${year - 18}-00-00`)
    const isLastDay = today().endsWith('12-31')
    assert.equal((await told(bron, 'openid age_over_18')).is_adult, isLastDay)
    await certify('birthdate', `${year - 10}-01-01`)
    assert.equal((await told(bron, 'openid age_over_18')).is_adult, false)
    await certify('birthdate', BORN, new Date(Date.now() - DAY))
    const expired = await told(bron, 'openid age_over_18')
    await world.sql('delete from accounts.profile_value')
    for (const info of [expired, await told(bron, 'openid age_over_18')])
      assert.deepEqual(Object.keys(info), ['sub'])
  })

  test('lives_in_commune is about the commune of the site; at the metropolis, any of its communes', async () => {
    const answers = async () => {
      const infos = [
        await told(bron, 'openid resident'),
        await told(lyon, 'openid resident'),
        await told(metropolis, 'openid resident'),
      ]
      return infos.map(({ lives_in_commune: answer }) => answer)
    }
    assert.deepEqual(await answers(), [undefined, undefined, undefined])
    await declare('commune', '69029')
    assert.deepEqual(await answers(), [true, false, true])
    await declare('commune', '69383')
    assert.deepEqual(await answers(), [false, true, true])
    await declare('commune', 'elsewhere')
    assert.deepEqual(await answers(), [false, false, false])
    const info = await told(bron, 'openid resident')
    assert.deepEqual(info.provenance, {
      lives_in_commune: { source: 'declared', level: 'declared', date: today() },
    })
    assert.ok(!JSON.stringify(info).includes('elsewhere'))
  })

  test('each value is asked by its own scope, or as a single claim, and comes with where it comes from', async () => {
    await certify('given_name', 'Solange Marie')
    await certify('gender', 'female')
    await certify('birthdate', '1951-00-00')
    await declare('address', '1 rue du Port, 69500 Bron')
    const { sub: _sub, ...info } = await told(bron, 'openid given_name gender birthdate postal_address')
    const certified = { source: 'franceconnect', level: 'certified', date: today() }
    assert.deepEqual(info, {
      given_name: 'Solange Marie',
      gender: 'female',
      // Presumed: as the register writes it.
      birthdate: '1951-00-00',
      postal_address: '1 rue du Port, 69500 Bron',
      provenance: {
        given_name: certified,
        gender: certified,
        birthdate: certified,
        postal_address: { source: 'declared', level: 'declared', date: today() },
      },
    })
    const claims = JSON.stringify({ userinfo: { given_name: null, is_adult: null, provenance: null } })
    const single = await told(await world.site(), 'openid', { claims })
    assert.deepEqual(
      [single.given_name, single.is_adult, single.birthdate],
      ['Solange Marie', true, undefined],
    )
    assert.deepEqual(Object.keys(single.provenance ?? {}).toSorted(), ['given_name', 'is_adult'])
  })

  test('what is refused is neither given nor told of', async () => {
    await certify('birthdate', BORN)
    const { response } = await signIn(
      world,
      await world.site(),
      await world.browser(RESIDENT),
      { scope: 'openid email age_over_18 birthdate' },
      ['email'],
    )
    const info = await me(response.access_token)
    assert.deepEqual(Object.keys(info).toSorted(), ['email', 'email_verified', 'provenance', 'sub'])
    assert.deepEqual(Object.keys(info.provenance ?? {}), ['email'])
  })

  test('an ID token holds a derived answer when the site asks for it there', async () => {
    await certify('birthdate', BORN)
    const { claims } = await signIn(world, bron, await world.browser(RESIDENT), {
      scope: 'openid age_over_18',
      claims: '{"id_token":{"is_adult":null}}',
    })
    assert.deepEqual([claims.is_adult, claims.birthdate], [true, undefined])
  })

  test('the page shows each value as it would be told, where it comes from, and what stays here', async () => {
    await certify('birthdate', BORN)
    const { text } = await consentPage('openid age_over_18 resident gender')
    assert.match(
      text,
      /value="is_adult"[^>]*>.*Avoir 18\u00a0ans ou plus \(oui ou non\).*<small>oui<\/small><small>Source&nbsp;: FranceConnect<\/small>/,
    )
    assert.match(text, /Votre date de naissance n’est pas transmise\./)
    assert.match(text, /Habiter la commune du site \(oui ou non\)<\/b><small>Rien pour l’instant/)
    assert.match(text, /Sexe à l’état civil<\/b><small>Rien pour l’instant/)
    assert.doesNotMatch(text, /1974-08-12|août 1974/)
  })

  test('an address that answered a message is said to be proved, here as in the profile', async () => {
    const { text } = await consentPage('openid email')
    assert.match(text, /Source&nbsp;: Déclaré par vous, et prouvé par un message/)
  })

  test('who asks for the value itself is answered with it, under its own box', async () => {
    await certify('birthdate', BORN)
    const { text } = await consentPage('openid birthdate')
    assert.match(
      text,
      /Date de naissance<\/b><small>12\u00a0août 1974<\/small><small>Source&nbsp;: FranceConnect/,
    )
  })

  test('a site whose registration names no value may ask the usual ones and both derived answers', async () => {
    const typed = await readClientArguments([
      'add',
      '--authority',
      '69029',
      '--sector',
      'sport',
      '--name',
      'x',
      '--redirect',
      'https://x.example/r',
    ])
    assert.deepEqual(typed?.allowedValues, [
      'name',
      'email',
      'phone',
      'commune',
      'lives_in_commune',
      'is_adult',
    ])
    const usual = await world.site({ allowedValues: typed?.allowedValues ?? [] })
    const back = await (await world.browser(OTHER)).visit(
      (await ask(world, usual, { scope: 'openid birthdate' })).url,
    )
    assert.equal(new URL(back.location ?? 'x:').searchParams.get('error'), 'invalid_scope')
  })
})
