// The first wall apart from the second: the access tables are whole, and each relation filters the rows it names, by itself.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { allowedRows, mayEver, signedIn, signedInFor } from '#platform/access.ts'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { ACTORS, type ActorName, actorNames, makeWorld, type World } from '#test/world.ts'
import { accessMatrix } from '../../src/access-matrix.ts'
import { houseOf } from '../../src/app.ts'

const root = join(import.meta.dirname, '../..')
const { access, routes } = houseOf({ demo: true })

describe('the access tables', () => {
  // Each once in the whole program: the gathering refuses the second (house.test.ts).
  it('name actions as resource.verb', () => {
    for (const name of Object.keys(access)) assert.match(name, /^[a-z]+\.[a-z_]+$/)
  })

  it('allow every action to somebody, and know no action that nothing asks', () => {
    const routed = new Set(routes.map((route) => route.action))
    const code = globSync('src/**/*.ts', { cwd: root })
      .filter((path) => !/access\.ts$|\.test\.ts$/.test(path))
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n')
    for (const [action, relations] of Object.entries(access)) assert.ok(relations.length > 0, action)
    assert.deepEqual(
      Object.keys(access).filter((action) => !routed.has(action) && !code.includes(`'${action}'`)),
      [],
    )
  })

  it('stand in docs/access-matrix.md as they are', () =>
    assert.equal(readFileSync(join(root, 'docs/access-matrix.md'), 'utf8'), accessMatrix(access)))

  it('open to anyone only what is public, or judged by the second wall and by a secret', () => {
    const open = Object.entries(access)
      .filter(([, relations]) => relations.some(({ name }) => name === 'anyone'))
      .map(([action]) => action)
      .sort()
    assert.deepEqual(open, [
      // A sealed departure and a ticket that serves once, for one browser.
      'account.cross',
      // What comes back is proved by the provider's signature.
      'account.federate',
      'account.join',
      'account.recover',
      // A kept form is its visitor’s alone (second wall); sign-in.citizen.ts asks for the account it was written under.
      'account.resume',
      'account.sign_in',
      'account.sign_out',
      'account.sign_up',
      'address.search',
      'api.describe',
      'asset.read',
      // What authorities decided to open of their charts (src/directory/public).
      'chart.read_open',
      'commune.choose',
      // The conferences of mayors: who is mayor where is public.
      'conference.read',
      'content.judge',
      // The link is the key, kept as a digest (src/requests/cosign/cosign.test.ts).
      'cosigning.answer',
      'demo.read',
      // The address is signed; it ends mails and tells nothing.
      'digest.end',
      // What the server of directories understands; nothing of any.
      'directory.describe',
      'draft.read',
      'draft.write',
      // As anybody; or the secret of the address is the key, kept as a digest.
      'feed.read',
      'file.read',
      // Of forms that one may be asked (second wall).
      'form.model',
      // The address is signed, as that of digests.
      'forum.leave',
      // A site asks; the person signs in and agrees before anything is told.
      'identity.authorize',
      'identity.discover',
      // Known by what the browser holds; a site is told nothing.
      'identity.leave',
      // What the device and whoever is there hold are the keys, kept as digests; nothing is shown without both.
      'kiosk.stand',
      // What forms propose to whoever fills them.
      'list.search',
      'map.read',
      'page.read',
      'partner.read',
      // What an offer, a token or a key of a wallet gives is kept as digests; who issues, and by which keys, is public.
      'pass.carry',
      // The code, kept as a keyed digest, names one place; the key is the caller’s.
      'pass.enrol',
      'passpartner.read',
      // Pictures of what is shown to whoever asks.
      'picture.read',
      // The link is the key; the certificate names nobody.
      'privacy.read_certificate',
      'probe.read',
      'request.open_by_code',
      // The link is the key, kept as a digest.
      'request.open_by_link',
      'service.read',
      'service.search',
      'site.read',
      'space.leave_talk',
    ])
  })
})

/** What each action allows on the three requests, written by hand. Nobody else, nothing else. */
const ALLOWED: Record<string, Partial<Record<ActorName, readonly string[]>>> = {
  'request.read': { bron: ['bron'], mions: ['metro', 'mions'], voirie: ['metro'], accueil: ['metro'] },
  'request.note': { bron: ['bron'], mions: ['metro', 'mions'], voirie: ['metro'], accueil: ['metro'] },
  'request.act': { bron: ['bron'], mions: ['mions'], voirie: ['metro'], accueil: ['metro'] },
  'request.relay': { bron: ['bron'], mions: ['mions'], voirie: ['metro'], accueil: ['metro'] },
  'request.follow': { habitante: ['metro'], habitant: ['bron'] },
  'request.follow_act': { habitante: ['metro'], habitant: ['bron'] },
  'request.own_list': { habitante: ['metro'], habitant: ['bron'] },
}

describe('the first wall alone', () => {
  let world: World
  before(async () => {
    world = await makeWorld()
  })
  after(() => world.parvis.close())

  /** The rows that the filter of an action lets through, asked with the sight of the system. */
  async function filtered(action: string, actor: Actor): Promise<string[]> {
    const { parvis, refs } = world
    const { rows } = await parvis.db.read(system, async (tx) => {
      await sql`select set_config('parvis.person', ${actor.personId === null ? '' : String(actor.personId)}, true)`.execute(
        tx.q,
      )
      return sql<{
        ref: string
      }>`select ref from requests.request r where ${allowedRows(access[action] ?? [], actor, 'r')} and ref = any (${Object.values(refs)})`.execute(
        tx.q,
      )
    })
    return rows.map(({ ref }) => Object.entries(refs).find(([, value]) => value === ref)?.[0] ?? ref).sort()
  }

  it('lets through exactly the requests that each action allows to each person', async () => {
    for (const [action, allowed] of Object.entries(ALLOWED)) {
      for (const name of actorNames) {
        const email = ACTORS[name]
        const actor = email === null ? anonymous() : await parvis().actor(email)
        assert.deepEqual(
          await filtered(action, actor),
          [...(allowed[name] ?? [])].sort(),
          `${action} as ${name}`,
        )
        if (!mayEver(access[action] ?? [], actor))
          assert.deepEqual(allowed[name] ?? [], [], `${action} as ${name}: refused at the gate`)
      }
    }
  })
  const parvis = () => world.parvis

  it('gives a helper at work the requests of the person, and none of the helper’s rights', async () => {
    const [person, helper] = [await parvis().actor(ACTORS.habitante), await parvis().actor(ACTORS.mions)]
    const acting: Actor = {
      ...anonymous(),
      kind: 'resident',
      personId: person.personId,
      label: `${helper.label}, pour ${person.label}`,
      by: {
        personId: helper.personId ?? 0,
        name: helper.label,
        under: 'mandate 1',
        personName: person.label,
        until: '2027-03-03',
      },
    }
    for (const action of Object.keys(ALLOWED))
      assert.deepEqual(await filtered(action, acting), [...(ALLOWED[action]?.habitante ?? [])], action)
    assert.deepEqual([signedIn.ever(acting), signedInFor.ever(acting)], [false, true])
  })

  it('gives the holder of a code that request and no other', async () => {
    const id = await parvis().db.read(system, (tx) =>
      tx.q
        .selectFrom('requests.request')
        .select('id')
        .where('ref', '=', world.refs.mions)
        .executeTakeFirstOrThrow(),
    )
    const holder = anonymous(null, [id.id])
    assert.deepEqual(await filtered('request.follow', holder), ['mions'])
    assert.deepEqual(await filtered('request.read', holder), [])
  })

  /** What an administrator may do: look after definitions, the sites of their authority, and the program. */
  const ADMINISTRATION = new Set([
    'administration.verify',
    'application.keep',
    'client.change',
    'client.disable',
    'client.list',
    'client.register',
    'client.rotate_secret',
    'client.try',
    'competence.read',
    'grid.read',
    'trust.read',
    'passcard.make',
    'definition.read',
    'opening.read',
    'register.read',
    'retention.foresee',
    'retention.read',
    'word.read',
    'authority.read',
    'calendar.change',
    'calendar.read',
  ])

  it('opens nothing to administrators but the administration', () => {
    for (const [action, relations] of Object.entries(access)) {
      if (!relations.some(({ name }) => name === 'admin')) continue
      assert.ok(ADMINISTRATION.has(action), action)
    }
  })
})
