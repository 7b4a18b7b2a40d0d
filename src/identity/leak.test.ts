// No identifier in common: one person, 2 communes x 10 sectors, and every output that a site, an operator or a mailbox sees.
// Joining any two of them on any value must give no more than what is true of everybody.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import {
  openListener,
  openWorld,
  OTHER,
  RESIDENT,
  type Listener,
  type Site,
  signIn,
  type Tokens,
  type Visitor,
  type World,
} from './world.fixture.ts'

const COMMUNES = ['69029', '69283']
const SECTORS = [
  'etat-civil',
  'scolaire',
  'petite-enfance',
  'social',
  'culture',
  'sport',
  'urbanisme',
  'elections',
  'mobilite',
  'fiscalite',
]

interface Output {
  commune: string
  sector: string
  /** Everything that was told about the person, by where it was told. */
  parts: Record<string, unknown>
}

/** Every text and number in it, however deep: what could be joined on. */
function leaves(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves)
  return value === null || value === undefined ? [] : [String(value)]
}

describe('no identifier in common', () => {
  let world: World
  let listener: Listener
  const first: Output[] = []
  const again: Output[] = []
  const subjects = new Map<string, Set<string>>()
  before(async () => {
    world = await openWorld()
    listener = await openListener()
    const sites = new Map<string, Site>()
    for (const commune of COMMUNES)
      for (const sector of SECTORS) {
        const path = `/${commune}/${sector}`
        sites.set(
          path,
          await world.site({
            authority: commune,
            sector,
            name: 'Un site',
            redirectUris: [`https://site.example${path}`],
            backchannelUri: `${listener.origin}${path}`,
            privateHosts: [new URL(listener.origin).host],
          }),
        )
      }
    for (const [email, outputs] of [
      [RESIDENT, first],
      [OTHER, again],
    ] as const) {
      const visitor = await world.browser(email)
      for (const commune of COMMUNES)
        for (const sector of SECTORS)
          outputs.push(await told(sites.get(`/${commune}/${sector}`) as Site, visitor, { commune, sector }))
      await visitor.send(await visitor.get('/compte/sites'), '/deconnexion')
      for (const payload of await world.planned('identity.end_session'))
        await world.job('identity.end_session', payload)
      for (const payload of await world.planned('identity.deliver_logout'))
        await world.job('identity.deliver_logout', payload)
      for (const { path, body } of listener.received.splice(0)) {
        const output = outputs.find(({ commune, sector }) => path === `/${commune}/${sector}`)
        assert.ok(output)
        output.parts.logoutToken = decodeJwt(new URLSearchParams(body).get('logout_token') ?? '')
      }
    }
  })
  after(async () => {
    await world.close()
    await listener.close()
  })

  const basic = ({ id, secret }: Site) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  })

  async function told(
    site: Site,
    visitor: Visitor,
    where: { commune: string; sector: string },
  ): Promise<Output> {
    const tokens: Tokens = await signIn(world, site, visitor, {
      scope: 'openid offline_access',
      prompt: 'consent',
      claims: '{"id_token":{"auth_time":null}}',
    })
    const { access_token, refresh_token, id_token } = tokens.response
    const userinfo: unknown = await (
      await fetch(`${world.issuer}/oidc/me`, { headers: { authorization: `Bearer ${access_token}` } })
    ).json()
    const inspect = async (token: string): Promise<unknown> =>
      (
        await fetch(`${world.issuer}/oidc/token/introspection`, {
          method: 'POST',
          headers: basic(site),
          body: new URLSearchParams({ token }),
        })
      ).json()
    const keep = subjects.get(tokens.claims.sub) ?? new Set()
    subjects.set(tokens.claims.sub, keep.add(`${where.commune} ${where.sector}`))
    return {
      ...where,
      parts: {
        idToken: decodeJwt(id_token ?? ''),
        userinfo,
        access: await inspect(access_token),
        refresh: await inspect(refresh_token ?? ''),
        tokens: { access_token, refresh_token },
        callback: Object.fromEntries(tokens.callback.searchParams),
      },
    }
  }

  test('every output was seen, for each of the 20 sites and both people', () => {
    for (const outputs of [first, again]) {
      assert.equal(outputs.length, 20)
      for (const { parts } of outputs)
        assert.deepEqual(Object.keys(parts).toSorted(), [
          'access',
          'callback',
          'idToken',
          'logoutToken',
          'refresh',
          'tokens',
          'userinfo',
        ])
    }
  })

  test('within a site every output names the same subject; across sites and sectors, 40 different ones', () => {
    for (const { parts } of [...first, ...again]) {
      const subs = ['idToken', 'userinfo', 'access', 'refresh', 'logoutToken'].map(
        (name) => (parts[name] as { sub: string }).sub,
      )
      assert.equal(new Set(subs).size, 1)
    }
    assert.equal(subjects.size, 40)
  })

  test('no value about one person is found at two sites, but what is true of everybody there', () => {
    const everybody = new Set(again.flatMap(({ parts }) => leaves(parts)))
    // The instant is told to the second: both people may share it or not, it names nobody.
    const isInstant = (leaf: string) => /^1\d{9}$/.test(leaf)
    const places = new Map<string, Set<string>>()
    for (const { commune, sector, parts } of first)
      for (const leaf of leaves(parts))
        if (!everybody.has(leaf) && !isInstant(leaf))
          places.set(leaf, (places.get(leaf) ?? new Set()).add(`${commune} ${sector}`))
    assert.deepEqual(
      [...places].filter(([, where]) => where.size > 1),
      [],
    )
  })

  test('no output holds the account’s own number or address', async () => {
    const id = String(await world.personId(RESIDENT))
    for (const { parts } of first)
      assert.ok(!leaves(parts).some((leaf) => leaf === id || leaf.includes(RESIDENT)))
  })

  test('neither the journal, the mails nor the names of files hold a subject', async () => {
    const mails = await world.sql<{ line: string }>('select m::text as line from platform.mail m')
    const files = await world.sql<{ line: string }>('select f::text as line from files.file f')
    const events = await world.sql<{ line: string }>('select e::text as line from platform.event e')
    const all = [...world.journal, ...[...mails, ...files, ...events].map(({ line }) => line)].join('\n')
    for (const sub of subjects.keys()) assert.ok(!all.includes(sub))
  })

  test('subjects are stable: the same site, another day, another browser, another secret of the site', async () => {
    const site = await world.site({ sector: 'etat-civil', authority: '69029' })
    const { claims } = await signIn(world, site, await world.browser(RESIDENT))
    assert.deepEqual([...(subjects.get(claims.sub) ?? [])], ['69029 etat-civil'])
  })
})
