// The pages of agents: arranged by each, without a script, and nobody else’s; a block that fails leaves the others; favourites stay within the site.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import type { Module } from '#platform/house/module.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { modules } from '../app.ts'
import { within } from './favourites/favourites.ts'

const HOME = '/intranet'
const BUREAU = '/intranet/bureau'

/** Blocks that are always there, and one that breaks. */
const essays: Module = {
  name: 'essays',
  blocks: [
    ...(['un', 'deux', 'trois'] as const).map((name, at) => ({
      ...({ on: 'intranet', name: `essai-${name}`, title: `Essai ${name}`, order: 900 + at } as const),
      show: () => Promise.resolve(html`<p>Corps ${name}</p>`),
    })),
    {
      ...({ on: 'intranet-side', name: 'casse', title: 'Essai cassé', order: 910 } as const),
      show: (ctx) =>
        ctx.db.read(ctx.actor, async (tx) => html`${(await sql`select 1 / 0`.execute(tx.q)).rows.length}`),
    },
  ],
}

describe('the intranet', () => {
  let parvis: TestApp
  let bron: TestBrowser
  let mions: TestBrowser
  before(async () => {
    parvis = await createTestApp({ modules: [...modules, essays] })
    bron = await parvis.signedInAs('agent.bron@parvis.example')
    mions = await parvis.signedInAs('agent.mions@parvis.example')
  })
  after(() => parvis.close())

  const read = async (browser: TestBrowser, url = HOME): Promise<string> => {
    const reply = await browser.get(url)
    assert.equal(reply.statusCode, 200, url)
    return reply.body
  }
  /** Blocks of the essay, in the order of the page. */
  const order = async (browser: TestBrowser): Promise<string[]> =>
    [...(await read(browser)).matchAll(/Corps (\w+)/g)].map(([, name = '']) => name)
  const move = async (browser: TestBrowser, vers: string, bloc = '', at = HOME): Promise<string> => {
    const reply = await browser.post(`${at}/blocs`, { vers, bloc })
    assert.equal(reply.statusCode, 303)
    return (await browser.follow(reply)).body
  }

  test('a block that fails says so in its place, and the others are there', async () => {
    const body = await read(bron)
    assert.match(body, /Essai cassé<\/h2>.*ne s’affiche pas pour le moment/s)
    assert.deepEqual(await order(bron), ['un', 'deux', 'trois'])
    assert.match(await read(bron, BUREAU), /Mes demandes/)
  })

  test('an agent moves, folds, takes off, undoes and comes back; nobody else’s page changes', async () => {
    assert.match(await move(bron, 'bas', 'essai-un'), /«\u00a0Essai un\u00a0» est descendu/)
    assert.deepEqual(await order(bron), ['deux', 'un', 'trois'])
    await move(bron, 'replier', 'essai-deux')
    assert.deepEqual(await order(bron), ['un', 'trois'])
    assert.match(await read(bron), /Essai deux<\/h2><form.*Déplier/s)
    assert.match(await move(bron, 'annuler'), /Le dernier changement est annulé/)
    assert.deepEqual(await order(bron), ['deux', 'un', 'trois'])
    assert.match(await move(bron, 'annuler'), /Il n’y a rien à annuler/)
    await move(bron, 'retirer', 'essai-trois')
    assert.deepEqual(await order(bron), ['deux', 'un'])
    assert.match(await move(bron, 'bas', 'inconnu'), /rien n’a changé/)
    assert.match(await move(bron, 'fixer', 'essai-un').catch(() => 'refusé'), /refusé/)
    assert.deepEqual(await order(mions), ['un', 'deux', 'trois'])
    await move(bron, 'ajouter', 'essai-trois')
    assert.deepEqual(await order(bron), ['trois', 'deux', 'un'])
    await move(bron, 'depart')
    assert.deepEqual(await order(bron), ['un', 'deux', 'trois'])
    // A block of one page may be added to the other.
    await move(bron, 'ajouter', 'essai-deux', BUREAU)
    assert.match(await read(bron, BUREAU), /Corps deux/)
  })

  test('the database gives nobody else’s arrangement nor favourites, and lets nobody write them', async () => {
    const [one, other] = [
      await parvis.actor('agent.bron@parvis.example'),
      await parvis.actor('agent.mions@parvis.example'),
    ]
    const count = (actor: typeof one) =>
      parvis.db.read(actor, async (tx) => (await sql`select from intranet.own`.execute(tx.q)).rows.length)
    assert.deepEqual([await count(one), await count(other)], [2, 0])
    const forged = parvis.db.write(other, (tx) =>
      sql`insert into intranet.favourite (person_id, label, href) values (${one.personId}, 'Autre', '/agents')`.execute(
        tx.q,
      ),
    )
    await assert.rejects(forged)
  })

  test('the database arranges for an audience of the same authority alone, and keeps blocks that can be read', async () => {
    const editor = await parvis.actor('admin.bron@parvis.example')
    const own = editor.memberships[0]?.authorityId ?? 0
    const audienceOf = (isOwn: boolean) =>
      sql`(select min(id) from audiences.audience where standing = 'own' and (authority_id = ${own}) = ${isOwn})`
    const arrange = (isOwn: boolean, placed: unknown) =>
      parvis.db.write(editor, (tx) =>
        sql`insert into intranet.arrangement (authority_id, page, audience_id, position, placed)
          values (${own}, 'bureau', ${audienceOf(isOwn)}, 1, ${JSON.stringify(placed)}::jsonb)`.execute(tx.q),
      )
    await assert.rejects(arrange(false, []), /an audience of another authority/)
    const block = { name: 'favoris', column: 0, state: 'shown' }
    for (const wrong of [
      [{ ...block, column: 7 }],
      [{ ...block, state: 'x' }],
      [{ ...block, isFixed: 'oui' }],
      [{ column: 0, state: 'shown' }],
      [block, block],
      ['favoris'],
    ])
      await assert.rejects(arrange(true, wrong), /arrangement_is_placed/, JSON.stringify(wrong))
    await arrange(true, [block])
    const readdressed = parvis.db.write(editor, (tx) =>
      sql`update intranet.arrangement set audience_id = ${audienceOf(false)} where page = 'bureau'`.execute(
        tx.q,
      ),
    )
    await assert.rejects(readdressed, /an audience of another authority/)
    await parvis.db.write(editor, (tx) =>
      sql`delete from intranet.arrangement where authority_id = ${own}`.execute(tx.q),
    )
  })

  test('a favourite is a page of this site, renamed and removed by whoever keeps it', async () => {
    const add = (browser: TestBrowser, href: string) =>
      browser.post(`${BUREAU}/favoris/nouveau`, { href, label: 'Mes demandes en retard' })
    for (const href of [
      'https://ailleurs.example/',
      '//ailleurs.example/a',
      '/\\ailleurs.example',
      'javascript:alert(1)',
    ]) {
      const reply = await add(bron, href)
      assert.equal(reply.statusCode, 422, href)
      assert.match(reply.body, /n’est pas une page de ce site/)
      assert.match(reply.body, /value="Mes demandes en retard"/)
    }
    assert.equal((await add(bron, '/agents?vue=retard')).statusCode, 303)
    assert.equal((await add(bron, '/agents?vue=retard')).statusCode, 422)
    const body = await read(bron, BUREAU)
    assert.match(body, /href="\/agents\?vue=retard">Mes demandes en retard/)
    const [, address = ''] = /href="(\/intranet\/bureau\/favoris\/\d+)"/.exec(body) ?? []
    assert.equal((await mions.get(address)).statusCode, 404)
    assert.equal((await bron.post(address, { label: 'En retard', act: 'garder' })).statusCode, 303)
    assert.match(await read(bron, BUREAU), />En retard<\/a>/)
    assert.equal((await bron.post(address, { label: 'En retard', act: 'retirer' })).statusCode, 303)
    assert.doesNotMatch(await read(bron, BUREAU), />En retard<\/a>/)
  })

  test('« Mes préférences » leads to what each module lets an agent choose, each with what is chosen there', async () => {
    const main = (await read(bron, `${BUREAU}/preferences`)).replace(/^[^]*<main/, '')
    const places = [
      ...main.matchAll(/class="title" href="([^"]+)">[^<]+<\/a><p class="meta">[^<]{10,}<\/p>/g),
    ]
    const hrefs = places.map(([, href = '']) => href)
    assert.deepEqual(hrefs, [
      '/agents/notifications/choix',
      '/compte/abonnements',
      '/intranet/ma-fiche',
      '/intranet/emplois/profil',
      '/intranet/blocs',
      '/intranet/bureau/blocs',
      '/compte/securite',
    ])
    for (const href of hrefs) await read(bron, href)
    const desk = await read(bron, BUREAU)
    for (const href of [...hrefs, `${BUREAU}/preferences`]) assert.match(desk, new RegExp(`href="${href}"`))
    const resident = await parvis.signedInAs('habitante@parvis.example')
    assert.equal((await resident.get(`${BUREAU}/preferences`)).statusCode, 404)
  })

  test('what is arranged for an audience is its members’: they move what is fixed, and do not take it off', async () => {
    const [post] = (await parvis.actor('agent.bron@parvis.example')).memberships
    const base = [
      { name: 'essai-trois', column: 0, state: 'shown', isFixed: true },
      { name: 'essai-un', column: 0, state: 'shown' },
    ]
    await parvis.db.write(system, (tx) =>
      sql`insert into intranet.arrangement (authority_id, page, audience_id, position, placed)
        select ${post?.authorityId}, 'home', id, 1, ${JSON.stringify(base)}::jsonb from audiences.audience
        where authority_id = ${post?.authorityId} and standing = 'own'`.execute(tx.q),
    )
    assert.deepEqual(await order(bron), ['trois', 'un', 'deux'], 'what came since is there')
    const taken = [...base, { name: 'essai-deux', column: 0, state: 'removed' }]
    await parvis.db.write(system, (tx) =>
      sql`update intranet.arrangement set placed = ${JSON.stringify(taken)}::jsonb`.execute(tx.q),
    )
    assert.deepEqual(
      [await order(bron), await order(mions)],
      [
        ['trois', 'un'],
        ['un', 'deux', 'trois'],
      ],
    )
    assert.match(await move(bron, 'retirer', 'essai-trois'), /rien n’a changé/)
    await move(bron, 'bas', 'essai-trois')
    assert.deepEqual(await order(bron), ['un', 'trois'])
    await move(bron, 'depart')
    assert.deepEqual(await order(bron), ['trois', 'un'])
  })

  test('what is copied from the bar of the browser is kept as a path', () => {
    assert.equal(within('https://parvis.test/agents?vue=a#b', 'parvis.test'), '/agents?vue=a#b')
    assert.equal(within('https://parvis.test:8080/agents', 'parvis.test'), null)
    assert.equal(within('http://parvis.test@ailleurs.example/', 'parvis.test'), null)
    assert.equal(within('https://parvis.test//ailleurs.example', 'parvis.test'), null)
  })

  test('« Mes données » holds both, and an erasure leaves nothing', async () => {
    const { personId } = await parvis.actor('agent.bron@parvis.example')
    const holdings = parvis.house.personal.filter(({ id }) => id.startsWith('intranet.'))
    await parvis.db.write(system, async (tx) => {
      await sql`insert into intranet.favourite (person_id, label, href) values (${personId}, 'Accueil', '/')`.execute(
        tx.q,
      )
      for (const { held, erase } of holdings) {
        assert.ok((await held(tx, personId ?? 0)).length > 0)
        await erase(tx, personId ?? 0)
        assert.deepEqual(await held(tx, personId ?? 0), [])
      }
    })
  })
})
