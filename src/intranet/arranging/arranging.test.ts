// What Communication arranges for an audience that leaves some out is what its agents read, and nobody else; no other authority writes it, by
// either wall; where its audience is withdrawn, another has it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { makeAudience, ownAudience } from '#audiences'
import { type Actor, system } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import type { Module } from '#platform/house/module.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { modules } from '../../app.ts'

const HERE = '/administration/pages-agents'

/** Blocks that are always there, and one that says nothing. */
const essays: Module = {
  name: 'essays',
  blocks: [
    ...(['un', 'deux', 'trois'] as const).map((name, at) => ({
      ...({ on: 'intranet', name: `essai-${name}`, title: `Essai ${name}`, order: 900 + at } as const),
      show: () => Promise.resolve(html`<p>Corps ${name}</p>`),
    })),
    {
      ...({ on: 'intranet-side', name: 'muet', title: 'Essai muet', order: 910 } as const),
      show: () => Promise.resolve(null),
    },
  ],
}

describe('pages of agents are arranged for an audience', () => {
  let parvis: TestApp
  let admin: TestBrowser
  let road: TestBrowser
  let bron: TestBrowser
  let keeper: TestBrowser
  let metropolis: number
  let without: number
  before(async () => {
    parvis = await createTestApp({ modules: [...modules, essays] })
    ;[admin, road, bron, keeper] = (await Promise.all(
      ['admin', 'voirie', 'agent.bron', 'admin.bron'].map((name) =>
        parvis.signedInAs(`${name}@parvis.example`),
      ),
    )) as [TestBrowser, TestBrowser, TestBrowser, TestBrowser]
    const actor = await parvis.actor('admin@parvis.example')
    metropolis = actor.memberships[0]?.authorityId ?? 0
    const { unitId = 0 } = (await parvis.actor('voirie@parvis.example')).memberships[0] ?? {}
    const rule = {
      ...{ who: [`workplace:${metropolis}`], also: [], except: [`staff:${unitId}`] },
      ...{ from: null, until: null },
    }
    without = await parvis.db.write(actor, (tx) =>
      makeAudience(tx, metropolis, { name: 'Tous sauf la voirie', rule }),
    )
  })
  after(() => parvis.close())

  const own = async (authority: number) =>
    (await parvis.db.read(system, (tx) => ownAudience(tx, authority))) ?? assert.fail('no audience')
  const read = async (who: TestBrowser, url: string): Promise<string> => {
    const reply = await who.get(url)
    assert.equal(reply.statusCode, 200, `${url} ${reply.body}`)
    return reply.body
  }
  /** Blocks of the essay, in the order of the home. */
  const order = async (who: TestBrowser): Promise<string[]> =>
    [...(await read(who, '/intranet')).matchAll(/Corps (\w+)/g)].map(([, name = '']) => name)
  const hidden = (body: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
  const act = async (who: TestBrowser, url: string, typed: Record<string, string>): Promise<string> => {
    const reply = await who.post(url, typed)
    assert.equal(reply.statusCode, 303, reply.body)
    return (await who.follow(reply)).body
  }
  /** Made on screen, once whoever arranges has read who will have it. @returns its address */
  async function make(who: TestBrowser, typed: { page: string; audience: string }): Promise<string> {
    const tried = await who.post(`${HERE}/nouvelle`, typed)
    assert.match(tried.body, /Qui l’aura/)
    const made = await who.post(`${HERE}/nouvelle`, { ...typed, essai: hidden(tried.body, 'essai') })
    assert.equal(made.statusCode, 303, made.body)
    return String(made.headers.location).replace(/[?#].*/, '')
  }
  const removed = async (who: TestBrowser, at: string): Promise<void> => {
    await act(who, `${at}/retrait`, { version: hidden(await read(who, `${at}/retrait`), 'version') })
  }

  test('an audience that leaves some out has it, those left out and others do not; what is held stays', async () => {
    const at = await make(admin, { page: 'home', audience: String(without) })
    assert.deepEqual(await order(admin), ['un', 'deux', 'trois'], 'as modules say')
    assert.match(
      await act(admin, at, { vers: 'haut', bloc: 'essai-deux' }),
      /«\u00a0Essai deux\u00a0» est monté/,
    )
    await act(admin, at, { vers: 'retirer', bloc: 'essai-un' })
    const placed = await act(admin, at, { vers: 'fixer', bloc: 'essai-trois' })
    assert.match(placed, /Personne ne peut plus retirer[^]*«\u00a0Essai trois\u00a0» rendu obligatoire/)
    assert.match(await act(admin, at, { vers: 'retirer', bloc: 'essai-trois' }), /rien n’a changé/)
    assert.equal((await admin.post(at, { vers: 'replier', bloc: 'essai-trois' })).statusCode, 422)
    assert.deepEqual(await order(admin), ['deux', 'trois'])
    assert.deepEqual(await order(road), ['un', 'deux', 'trois'], 'left out')
    assert.deepEqual(await order(bron), ['un', 'deux', 'trois'], 'of another authority')

    // Its agents arrange theirs, and do not take off what is held.
    assert.match(
      await act(admin, '/intranet/blocs', { vers: 'retirer', bloc: 'essai-trois' }),
      /rien n’a changé/,
    )
    await act(admin, '/intranet/blocs', { vers: 'ajouter', bloc: 'essai-un' })
    assert.deepEqual(await order(admin), ['un', 'deux', 'trois'])
    await act(admin, '/intranet/blocs', { vers: 'depart', bloc: '' })

    const preview = await read(admin, `${at}/apercu`)
    assert.match(preview, /Corps deux[^]*Corps trois[^]*Essai muet[^]*n’a rien à vous dire/)
    assert.doesNotMatch(preview, /Corps un/)
  })

  test('the first of the list whose audience one meets is theirs; places change, and stay without a hole', async () => {
    const all = String(await own(metropolis))
    const at = await make(admin, { page: 'home', audience: all })
    await act(admin, at, { vers: 'bas', bloc: 'essai-un' })
    assert.deepEqual(
      [await order(admin), await order(road)],
      [
        ['deux', 'trois'],
        ['deux', 'un', 'trois'],
      ],
    )
    const doubled = await admin.post(`${HERE}/nouvelle`, { page: 'home', audience: all })
    const again = { page: 'home', audience: all, essai: hidden(doubled.body, 'essai') }
    const refused = await admin.post(`${HERE}/nouvelle`, again)
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /Ce public a déjà son rangement de cette page/)
    const ranked = await act(admin, `${at}/rang`, { vers: 'avant' })
    assert.match(ranked, /regardé plus tôt[^]*Tous sauf la voirie<\/a><\/b> <span class="tag warn">Jamais lu/)
    assert.deepEqual(await order(admin), ['deux', 'un', 'trois'])
    assert.match(await act(admin, `${at}/rang`, { vers: 'avant' }), /Rien n’a changé/)
    await removed(admin, at)
    assert.deepEqual(
      [await order(admin), await order(road)],
      [
        ['deux', 'trois'],
        ['un', 'deux', 'trois'],
      ],
    )
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ position: number }>`select position from intranet.arrangement`.execute(tx.q),
    )
    assert.deepEqual(rows, [{ position: 1 }])
  })

  test('« Public », which holds residents, and the audience of another authority are refused, and what was typed stays', async () => {
    const form = await read(keeper, `${HERE}/nouvelle`)
    assert.doesNotMatch(form, /<option value="1"|Tous sauf la voirie/)
    for (const audience of ['1', String(without), '', 'x']) {
      const reply = await keeper.post(`${HERE}/nouvelle`, { page: 'bureau', audience })
      assert.equal(reply.statusCode, 422, audience)
      assert.match(reply.body, /value="bureau" checked/)
    }
  })

  test('no other authority reads nor writes it, by either wall', async () => {
    const at = /pages-agents\/\d+/.exec(await read(admin, HERE))?.[0] ?? assert.fail('none')
    const url = `/administration/${at}`
    for (const end of ['', '/apercu', '/public', '/retrait'])
      assert.equal((await keeper.get(`${url}${end}`)).statusCode, 404, end)
    assert.equal((await keeper.post(url, { vers: 'haut', bloc: 'essai-deux' })).statusCode, 404)
    assert.equal((await keeper.post(`${url}/rang`, { vers: 'apres' })).statusCode, 404)
    assert.equal((await road.get(HERE)).statusCode, 404)

    const bronKeeper = await parvis.actor('admin.bron@parvis.example')
    const worker = await parvis.actor('voirie@parvis.example')
    const editor = await parvis.actor('admin@parvis.example')
    const run = (actor: Actor, statement: ReturnType<typeof sql>) =>
      parvis.db.write(actor, async (tx) => Number((await statement.execute(tx.q)).numAffectedRows ?? 0n))
    const all = await own(metropolis)
    const insert = (position: number) =>
      sql`insert into intranet.arrangement (authority_id, page, audience_id, position, placed)
        values (${metropolis}, 'bureau', ${all}, ${position}, '[]')`
    for (const actor of [bronKeeper, worker]) {
      assert.equal(await run(actor, sql`update intranet.arrangement set position = 7`), 0)
      assert.equal(await run(actor, sql`delete from intranet.arrangement`), 0)
      await assert.rejects(run(actor, insert(1)), /row-level security/)
    }
    // Within bounds and without doubles, for whoever may.
    await assert.rejects(run(editor, insert(51)), /arrangement_position/)
    await run(editor, insert(1))
    await assert.rejects(
      run(
        editor,
        sql`insert into intranet.arrangement (authority_id, page, audience_id, position, placed)
          values (${metropolis}, 'bureau', ${without}, 1, '[]')`,
      ),
      /arrangement_order/,
    )
  })

  test('an audience that is withdrawn leaves its page to another; whose page it was is told', async () => {
    const at = await make(keeper, { page: 'home', audience: String(await own(await bronId())) })
    const actor = await parvis.actor('admin.bron@parvis.example')
    const id = await parvis.db.write(actor, async (tx) =>
      makeAudience(tx, await bronId(), {
        name: 'Agents d’accueil',
        rule: { who: [`workplace:${await bronId()}`], also: [], except: [], from: null, until: null },
      }),
    )
    const tried = await keeper.post(`${at}/public`, {
      audience: String(id),
      version: hidden(await read(keeper, `${at}/public`), 'version'),
    })
    const moved = await act(keeper, `${at}/public`, {
      audience: String(id),
      version: hidden(tried.body, 'version'),
      essai: hidden(tried.body, 'essai'),
    })
    assert.match(moved, /Il est pour «\u00a0Agents d’accueil\u00a0»[^]*Adressé à un autre public/)
    // What was read before is out of date.
    const stale = await keeper.post(`${at}/retrait`, { version: '1' })
    assert.equal(stale.statusCode, 409)
    // Looked at after it: where both are for one audience, the first stays.
    const after = await make(keeper, { page: 'home', audience: String(await own(await bronId())) })
    const withdrawing = `/administration/publics/${id}/retrait`
    const form = await read(keeper, withdrawing)
    assert.match(form, /1\spage d’agents arrangée/)
    const version = hidden(form, 'version')
    const refused = await keeper.post(withdrawing, { version, vers: '' })
    assert.match(refused.body, /choisissez celui qui le remplace/)
    const instead = { version, vers: String(await own(await bronId())) }
    const shown = await keeper.post(withdrawing, instead)
    await act(keeper, withdrawing, { ...instead, essai: hidden(shown.body, 'essai') })
    assert.doesNotMatch(await read(keeper, at), /Agents d’accueil/)
    assert.equal((await keeper.get(after)).statusCode, 404)
    assert.equal((await read(keeper, HERE)).match(/id="rang-/g)?.length, 1)
    assert.deepEqual(await order(bron), ['un', 'deux', 'trois'])
    await removed(keeper, at)
    assert.equal((await keeper.get(at)).statusCode, 404)
  })

  async function bronId(): Promise<number> {
    return (await parvis.actor('admin.bron@parvis.example')).memberships[0]?.authorityId ?? 0
  }
})
