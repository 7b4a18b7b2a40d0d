// Agents who come in with the account of their authority, against a real provider: whom it may speak for, what a first time gives, and
// the walls between authorities.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createPerson } from '#people'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { CLIENT, type OpenIdWorld, startOpenId } from '#test/openid.ts'
import { postOf } from './recognise.ts'

const SITE = 'http://parvis.test'
const AT_HOME = { headers: { host: 'parvis.test' } }
const HERE = '/administration/agents/connexion/bron'

describe('the provider of a town hall', () => {
  let parvis: TestApp
  let provider: OpenIdWorld
  let bron: TestBrowser
  let said: Record<string, string>

  before(async () => {
    provider = await startOpenId(`${SITE}/connexion/collectivite/retour`)
    parvis = await createTestApp({
      env: {
        PARVIS_URL: SITE,
        PARVIS_AGENT_DOMAINS: 'parvis.example=bron, bron.example=bron, mions.example=mions',
        PARVIS_AGENT_ISSUERS: provider.issuer,
      },
    })
    bron = await parvis.signedInAs('admin.bron@parvis.example')
    const resident = { email: 'resident@parvis.example', name: 'Une Habitante' }
    await parvis.db.write(system, (tx) => createPerson(tx, resident))
    said = {
      ...{ issuer: provider.issuer, clientId: CLIENT.id, secret: CLIENT.secret },
      ...{ unit: 'department', role: 'groups', otherwise: 'handler', opens: 'no' },
      words: 'TEC = Services techniques\nchefs = Administration\naccueil = Guichet, accueil',
    }
  })
  after(async () => {
    await parvis.close()
    await provider.close()
  })

  const ask = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const save = async (more: Record<string, string> = {}, who = bron, at = HERE) => {
    const version = /name="version" value="(\d+)"/.exec((await who.get(at)).body)?.[1] ?? ''
    return who.post(at, { ...said, version, ...more })
  }
  /** The whole way: the address is typed, the provider signs in that subject, the browser comes back. */
  const enter = async (email: string, subject: string, browser = parvis.browser()) => {
    const left = await browser.post('/connexion/collectivite', { email, suite: '/agents' }, AT_HOME)
    assert.equal(left.statusCode, 200)
    const url = String(left.headers.refresh).replace('0; url=', '')
    const back = await provider.there(url, subject)
    return { browser, back, reply: await browser.get(back.replace(SITE, ''), AT_HOME.headers) }
  }
  const agent = (email: string, more: Record<string, unknown> = {}) => ({
    ...{ name: 'Rémi Terraillon', email, email_verified: true, department: 'TEC', amr: ['pwd', 'mfa'] },
    ...more,
  })
  const refused = async (subject: string, claims: Record<string, unknown>, why: RegExp) => {
    provider.people[subject] = claims
    const { reply } = await enter('quelquun@parvis.example', subject)
    assert.ok(reply.statusCode >= 400, `${subject}: ${reply.statusCode}`)
    assert.match(reply.body, why, subject)
    assert.deepEqual(await ask(sql`select from accounts.employed where subject = ${subject}`), [])
  }

  test('is said on screen, by who administers the authority; the secret never comes back', async () => {
    assert.match((await parvis.browser().get('/connexion')).body, /Entrer avec le compte de ma collectivité/)
    const nobody = await parvis
      .browser()
      .post('/connexion/collectivite', { email: 'a@bron.example' }, AT_HOME)
    assert.equal(nobody.statusCode, 422)
    assert.match(nobody.body, /Aucune collectivité n’ouvre d’accès/)
    const wrong = await save({ issuer: 'http://10.0.0.1', clientId: '', secret: '', unit: '' })
    assert.match(wrong.body, /en https:\/\/[^]*identifiant que l’émetteur[^]*le secret[^]*nom d’un attribut/)
    assert.equal((await save()).statusCode, 303)
    assert.equal((await save({ secret: '' })).statusCode, 303)
    assert.match((await save({ secret: '', clientId: 'autre' })).body, /Écrivez le secret/)
    const [kept] = await ask(
      sql<{ text: string }>`select said::text || encode(secret, 'escape') as text from accounts.employer`,
    )
    for (const text of [(await bron.get(HERE)).body, kept?.text ?? ''])
      assert.doesNotMatch(text, new RegExp(CLIENT.secret))
    assert.match((await bron.get('/administration/agents/import')).body, /Régler la connexion/)
    for (const at of ['mions', 'lyon'])
      assert.equal((await bron.get(`/administration/agents/connexion/${at}`)).statusCode, 404)
    const remi = await parvis.signedInAs('remi.bron@parvis.example')
    assert.equal((await remi.get(HERE)).statusCode, 404)
    const rows = await parvis.db.read(await parvis.actor('agent.mions@parvis.example'), (tx) =>
      sql`select from accounts.employer`.execute(tx.q),
    )
    assert.deepEqual(rows.rows, [])
  })

  test('lets in its agents, by the address of their account, then by its own subject', async () => {
    provider.people.remi = agent('remi.bron@parvis.example')
    const first = await enter('remi.bron@parvis.example', 'remi')
    assert.deepEqual([first.reply.statusCode, first.reply.headers.location], [303, '/agents'])
    assert.match((await first.browser.get('/agents')).body, /Rémi Terraillon/)
    // A return serves once, in the browser that left.
    for (const browser of [first.browser, parvis.browser()])
      assert.equal((await browser.get(first.back.replace(SITE, ''), AT_HOME.headers)).statusCode, 400)
    provider.people.remi = agent('marie@bron.example')
    const again = await enter('marie@bron.example', 'remi')
    assert.match((await again.browser.get('/agents')).body, /Rémi Terraillon/)
    // Whoever proved one factor there gives the other here.
    provider.people.remi = agent('marie@bron.example', { amr: ['pwd'] })
    const half = await enter('marie@bron.example', 'remi')
    assert.equal(half.reply.headers.location, '/connexion/code?suite=%2Fagents')
    assert.equal((await half.browser.get('/agents')).statusCode, 303)
  })

  test('speaks for nobody of another authority, nor for residents, whatever it says', async () => {
    await refused('metropole', agent('voirie@parvis.example'), /Aucun rôle à ce nom/)
    await refused('administration', agent('admin@parvis.example'), /Aucun rôle à ce nom/)
    await refused('mions', agent('agent@mions.example'), /Aucun rôle à ce nom/)
    await refused('dehors', agent('remi.bron@parvis.example.evil.example'), /Aucun rôle à ce nom/)
    await refused('doute', agent('agent.bron@parvis.example', { email_verified: false }), /Réponse refusée/)
    await refused('muet', agent('agent.bron@parvis.example', { email: undefined }), /Réponse refusée/)
    await refused('habitant', agent('resident@parvis.example'), /Aucun rôle à ce nom/)
    await refused('inconnu', agent('nouveau@bron.example'), /Aucun rôle à ce nom/)
    // Another subject for somebody it knows.
    await refused('double', agent('remi.bron@parvis.example'), /reliée à un autre compte/)
  })

  test('does no more for whoever works elsewhere too, or left', async () => {
    await parvis.db.write(system, (tx) =>
      sql`insert into accounts.membership (person_id, unit_id, role, valid_from)
        select p.id, u.id, 'handler', '2030-01-01' from accounts.person p, territory.unit u
        join territory.authority a on a.id = u.authority_id and a.slug = 'mions'
        where p.email = 'remi.bron@parvis.example' limit 1`.execute(tx.q),
    )
    provider.people.remi = agent('remi.bron@parvis.example')
    assert.match((await enter('remi.bron@parvis.example', 'remi')).reply.body, /Aucun rôle à ce nom/)
    await parvis.db.write(system, (tx) =>
      sql`delete from accounts.membership where valid_from = '2030-01-01'`.execute(tx.q),
    )
    assert.equal((await enter('remi.bron@parvis.example', 'remi')).reply.statusCode, 303)
    // PostgreSQL says it too, whatever the program does.
    await assert.rejects(
      parvis.db.write(system, (tx) =>
        sql`insert into accounts.employed (authority_id, subject, person_id, first_used_at, last_used_at)
          select e.authority_id, 'forcé', p.id, ${tx.now}, ${tx.now} from accounts.employer e, accounts.person p
          where p.email = 'voirie@parvis.example'`.execute(tx.q),
      ),
      /nobody else's/,
    )
  })

  test('gives whoever comes for the first time what its settings say, and never to administer', async () => {
    assert.equal((await save({ opens: 'yes' })).statusCode, 303)
    await refused('chef', agent('chef@bron.example', { groups: ['chefs'] }), /Aucun rôle à ce nom/)
    await refused('perdu', agent('perdu@bron.example', { department: 'Lune' }), /Aucun rôle à ce nom/)
    provider.people.neuve = agent('neuve@bron.example', {
      name: 'Neuve Arrivée',
      groups: ['tous', 'accueil'],
    })
    const { browser } = await enter('neuve@bron.example', 'neuve')
    assert.match((await browser.get('/agents')).body, /Neuve Arrivée/)
    assert.deepEqual(
      await ask(
        sql`select u.name, m.role from accounts.person p join accounts.membership m on m.person_id = p.id
          join territory.unit u on u.id = m.unit_id where p.email = 'neuve@bron.example'`,
      ),
      [{ name: 'Services techniques', role: 'reception' }],
    )
    // What it says is cleaned as what people type is: PostgreSQL takes no NUL.
    provider.people.nul = agent('nul@bron.example', { name: 'Nulle\u0000 Part' })
    const nul = await enter('nul@bron.example', 'nul')
    assert.match((await nul.browser.get('/agents')).body, /Nulle Part/)
  })

  test('knows nobody any more under another issuer, which nobody fetches within the house', async () => {
    assert.equal((await save({ issuer: 'https://127.0.0.1:1' })).statusCode, 303)
    assert.deepEqual(await ask(sql`select from accounts.employed`), [])
    const away = await parvis.browser().post('/connexion/collectivite', { email: 'a@bron.example' }, AT_HOME)
    assert.equal(away.statusCode, 503)
    assert.equal((await save({ issuer: '' })).statusCode, 303)
    assert.deepEqual(await ask(sql`select from accounts.employer`), [])
  })
})

test('a role that is given by hand is given by no claim', () => {
  const units = [{ id: 7, name: 'Voirie', code: 'voirie' }]
  const settings = {
    issuer: '',
    clientId: '',
    unit: 'ou',
    role: 'r',
    otherwise: 'handler',
    opens: 'yes',
  } as const
  for (const [claims, expected] of [
    [{ ou: 'VOIRIE' }, 'handler'],
    [{ ou: ['Voirie'], r: ['Responsable'] }, 'handler'],
    [{ ou: 'voirie', r: 'x' }, 'manager'],
    [{ ou: 'voirie', r: 'y' }, null],
    [{ ou: 'voirie', r: 'z' }, null],
    [{}, null],
  ] as const)
    assert.equal(
      postOf({ ...settings, words: 'x = Responsable\ny = admin\nz = rien' }, units, claims)?.role ?? null,
      expected,
    )
})
