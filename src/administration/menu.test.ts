// The menu of the administration: on each of its screens, grouped, saying where one is, two clicks from everything.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const MENU = /<nav class="side menu"[^]*?<\/nav>/

describe('the menu of the administration', () => {
  let parvis: TestApp
  let admin: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    admin = await parvis.signedInAs('admin@parvis.example')
  })
  after(() => parvis.close())

  const screen = async (path: string) => {
    const { statusCode, body } = await admin.get(path)
    assert.equal(statusCode, 200, path)
    return { body, menu: MENU.exec(body)?.[0] ?? '' }
  }
  const links = (text: string) => [
    ...new Set([...text.matchAll(/href="(\/administration[^"?#]*)/g)].map(([, href]) => href ?? '')),
  ]

  test('every screen has the whole menu, marks where it stands, and leads to any other in two clicks', async () => {
    const { menu } = await screen('/administration')
    const places = links(menu)
    const wanted = parvis.house.navigation.filter(
      ({ menu: on, href, when }) =>
        on === 'administration' && href.startsWith('/administration/') && (when?.(parvis.config) ?? true),
    )
    assert.deepEqual(
      places,
      wanted.toSorted((a, b) => a.order - b.order).map(({ href }) => href),
    )
    for (const path of places) {
      const { body, menu: there } = await screen(path)
      assert.deepEqual(links(there), places, path)
      assert.match(there, new RegExp(`href="${path}" aria-current="page"`))
      assert.match(body, /<a href="\/administration" aria-current="true">Administration/)
      const isElsewhere = (href: string) =>
        places.some((place) => place.startsWith(`${path}/`) && `${href}/`.startsWith(`${place}/`))
      const below = links(body).filter(
        (href) => href.startsWith(`${path}/`) && !/\/export\//.test(href) && !isElsewhere(href),
      )
      for (const href of below.slice(0, 2)) {
        const { menu: inside } = await screen(href)
        assert.deepEqual(links(inside), places, href)
        assert.match(inside, new RegExp(`href="${path}" aria-current="true"`), href)
      }
    }
  })

  test('its groups say what they are about', async () => {
    const { menu } = await screen('/administration')
    assert.deepEqual(
      [...menu.matchAll(/<h2>([^<]+)/g)].map(([, title]) => title),
      [
        'Qui travaille où',
        'Ce qui est proposé aux habitants',
        'Comptes et sites',
        'Les communes partenaires',
        'Données personnelles',
      ],
    )
  })

  test('a page of the desk that no menu holds marks none of its places', async () => {
    const agent = await parvis.signedInAs('voirie@parvis.example')
    const marked = async (path: string) => {
      const { body } = await agent.get(path)
      const menu = /<nav aria-label="Principale">[^]*?<\/nav>/.exec(body)?.[0] ?? ''
      return /aria-current="[a-z]+">([^<]+)/.exec(menu)?.[1]
    }
    assert.equal(await marked('/agents'), 'Demandes')
    assert.equal(await marked('/agents/saisir/signaler-un-nid-de-poule'), 'Saisir une demande')
    assert.equal(await marked('/agents/travaux'), undefined)
    assert.equal(await marked('/agents/notifications'), undefined)
  })

  test('the desk itself has none', async () => {
    const agent = await parvis.signedInAs('voirie@parvis.example')
    assert.doesNotMatch((await agent.get('/agents/comptes')).body, MENU)
  })
})
