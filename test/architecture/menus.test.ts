// The menus that the modules make together: one order, only where the person may go, and everybody lands on something useful.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Actor, anonymous, type Membership, type Role } from '#platform/actor.ts'
import { pathOf } from '#platform/db/table.ts'
import {
  accountPlaces,
  adminNav,
  deskNav,
  footOf,
  homeOf,
  ownNav,
  sitemapOf,
} from '#platform/http/navigation.ts'
import { configOf, houseOf } from '../../src/app.ts'

const { access, navigation, routes } = houseOf({ demo: false })
const CONFIG = configOf({ DATABASE_URL: 'postgres:///parvis' })
const PROVIDER = { issuer: 'https://fc.example', clientId: 'parvis', clientSecret: 'secret' }

const agentWith = (...memberships: [Membership['role'], { commune: boolean }][]): Actor => ({
  ...anonymous(),
  kind: 'agent',
  personId: 1,
  memberships: memberships.map(([role, { commune }]) => ({
    unitId: 1,
    authorityId: 1,
    commune,
    role,
    below: [1],
  })),
})

const asking = (actor: Actor, franceconnect: typeof PROVIDER | null = PROVIDER) => ({
  actor,
  navigation,
  door: { account: '/compte' },
  config: { ...CONFIG, franceconnect },
})

const LANDS: readonly [roles: Role[], home: string, own: string[]][] = [
  [[], '/compte', []],
  [
    ['handler'],
    '/agents',
    [
      '/agents/notifications',
      '/compte/securite',
      '/agents/propositions',
      '/espaces',
      '/brochures',
      '/prets',
      '/agents/contributions',
      '/agents/travaux',
      '/intranet/questionnaires',
      '/rechercher',
      '/compte',
    ],
  ],
  [
    ['reception'],
    '/agents',
    [
      '/agents/notifications',
      '/compte/securite',
      '/agents/propositions',
      '/espaces',
      '/brochures',
      '/prets',
      '/agents/contributions',
      '/agents/travaux',
      '/intranet/questionnaires',
      '/rechercher',
      '/compte',
    ],
  ],
  [
    ['manager'],
    '/agents',
    [
      '/agents/notifications',
      '/compte/securite',
      '/compte/equipe',
      '/agents/propositions',
      '/espaces',
      '/brochures',
      '/prets',
      '/agents/contributions',
      '/agents/travaux',
      '/intranet/questionnaires',
      '/rechercher',
      '/compte',
    ],
  ],
  [
    ['admin'],
    '/administration',
    [
      '/agents/notifications',
      '/compte/securite',
      '/compte/equipe',
      '/agents/propositions',
      '/espaces',
      '/brochures',
      '/prets',
      '/agents/contributions',
      '/agents/travaux',
      '/intranet/questionnaires',
      '/rechercher',
      '/compte',
    ],
  ],
  // Whoever administers a unit, or writes contents, opens the administration; whoever reads statistics lands on the reports alone.
  ...(['steward', 'editor'] as const).map((role): [Role[], string, string[]] => [
    [role],
    '/administration',
    [
      '/agents/notifications',
      '/compte/securite',
      '/agents/propositions',
      '/espaces',
      '/brochures',
      '/prets',
      '/agents/contributions',
      '/agents/travaux',
      '/intranet/questionnaires',
      '/rechercher',
      '/compte',
    ],
  ]),
  [
    ['analyst'],
    '/administration/rapports',
    [
      '/agents/notifications',
      '/compte/securite',
      '/agents/propositions',
      '/espaces',
      '/brochures',
      '/prets',
      '/agents/contributions',
      '/agents/travaux',
      '/intranet/questionnaires',
      '/rechercher',
      '/compte',
    ],
  ],
  [
    ['admin', 'handler'],
    '/agents',
    [
      '/agents/notifications',
      '/compte/securite',
      '/compte/equipe',
      '/agents/propositions',
      '/espaces',
      '/brochures',
      '/prets',
      '/agents/contributions',
      '/agents/travaux',
      '/intranet/questionnaires',
      '/rechercher',
      '/compte',
    ],
  ],
]

describe('the menus', () => {
  for (const [roles, home, own] of LANDS)
    test(`${roles.join(' and ') || 'a resident'} lands on ${home}`, () => {
      const ctx = asking(
        agentWith(...roles.map((role): [Role, { commune: boolean }] => [role, { commune: true }])),
      )
      assert.equal(homeOf(ctx), home)
      assert.deepEqual(
        ownNav(ctx).map(({ href }) => href),
        own,
      )
      assert.equal(
        deskNav(ctx).some(({ href }) => href === '/administration'),
        roles.some((role) => ['admin', 'steward', 'editor'].includes(role)),
      )
    })

  test('what several menus lead to has one name, and each name leads to one page', () => {
    const named = Map.groupBy(navigation, ({ href }) => href)
    for (const [href, places] of named)
      assert.equal(
        new Set(places.map(({ label }) => label)).size,
        1,
        `${href}: ${places.map(({ label }) => label).join(', ')}`,
      )
    for (const [label, places] of Map.groupBy(navigation, ({ label: name }) => name))
      assert.equal(new Set(places.map(({ href }) => href)).size, 1, label)
  })

  test('each page of the administration is in its menu, or below one that is', () => {
    const home = '/administration'
    const places = navigation.map(({ href }) => href).filter((href) => href !== home)
    const pages = routes.filter((route) => 'get' in route && route.face === 'admin').map(pathOf)
    assert.ok(pages.includes(home))
    const lost = pages.filter((path) => !places.some((place) => `${path}/`.startsWith(`${place}/`)))
    assert.deepEqual(lost, [home])
  })

  test('each page that anybody may read, but those on the way to another, is on the plan of the site', () => {
    const isRead = ({ action }: { action: string }) =>
      /\.(?:read|search)$/.test(action) && access[action]?.some(({ name }) => name === 'anyone')
    const pages = routes
      .filter((route) => 'get' in route && route.face === 'citizen' && isRead(route))
      .map(pathOf)
      .filter((path) => !path.includes(':') && path !== '/plan-du-site')
    assert.ok(pages.length > 10)
    const shownOn = [...sitemapOf(asking(anonymous())).values()].flat().map(({ href }) => href)
    assert.deepEqual(
      pages.filter((path) => !shownOn.includes(path)),
      [],
    )
  })

  test('the foot of residents’ pages says the state of accessibility, and leads to pages of the counter', () => {
    const { help, territory, legal } = footOf({ navigation })
    const hrefs = (links: readonly { href: string }[]) => links.map(({ href }) => href)
    assert.deepEqual(hrefs(help), ['/aide'])
    assert.deepEqual(hrefs(territory), ['/communes', '/lieux', '/informations'])
    assert.deepEqual(hrefs(legal), [
      '/accessibilite',
      '/donnees-personnelles',
      '/mentions-legales',
      '/plan-du-site',
    ])
    assert.equal(legal[0]?.label, 'Accessibilité\u00a0: non auditée')
    const pages = routes.filter((route) => 'get' in route && route.face === 'citizen').map(pathOf)
    for (const href of hrefs([...help, ...territory, ...legal])) assert.ok(pages.includes(href), href)
  })

  const shown = (actor: Actor, provider?: typeof PROVIDER | null) =>
    adminNav(asking(actor, provider)).map(({ label }) => label)

  test('an administrator of a commune goes everywhere but to identities and requests', () => {
    assert.deepEqual(shown(agentWith(['admin', { commune: true }])), [
      'Administration',
      'Organisation',
      'Agents',
      'Annuaires',
      'Réorganisations',
      'Bornes',
      'Calendriers',
      'Collectivités',
      'Espaces de travail',
      'Instances et élus',
      'Ouvrir le guichet',
      'Formulaires',
      'Démarches publiées',
      'Mots, thèmes et moments de vie',
      'Parcours des demandes',
      'Contenus à publier',
      'Zoom sur',
      'Pages des agents',
      'Informations à publier',
      'Images',
      'Sources',
      'Catalogue des brochures',
      'Pass',
      'Cartes du pass à faire',
      'En temps réel',
      'Offres d’emploi',
      'Annonces signalées',
      'Publics',
      'Qui répond, où',
      'Réglages',
      'Modèles de réponse',
      'Droits du pass',
      'Documents crus par le pass',
      'Chercher un réglage',
      'Sites connectés au compte',
      'Applications des agents',
      'Double vérification de mon équipe',
      'Conventions',
      'Rapports d’activité',
      'Registre des traitements',
      'Conservation des données',
      'Accès signalés',
    ])
  })

  test('the metropolis has the identities, when a provider is used', () => {
    const actor = agentWith(['admin', { commune: false }])
    assert.ok(shown(actor).includes('Identités à vérifier'))
    assert.ok(!shown(actor, null).includes('Identités à vérifier'))
  })

  test('who also handles requests has the way back to them', () => {
    assert.equal(
      shown(agentWith(['admin', { commune: true }], ['handler', { commune: true }]))[0],
      'Demandes',
    )
    assert.deepEqual(shown(agentWith(['handler', { commune: true }])), ['Demandes'])
  })

  test('the account shows FranceConnect where it is used, and the team to whoever leads one', () => {
    const places = (actor: Actor, provider?: typeof PROVIDER | null) =>
      accountPlaces(asking(actor, provider)).map(({ href }) => href)
    const everybody = [
      '/compte',
      '/compte/notifications',
      '/compte/profil',
      '/compte/securite',
      '/compte/connexions',
      '/pass',
      '/compte/sites',
      '/compte/proches',
      '/compte/donnees',
    ]
    const resident: Actor = { ...anonymous(), kind: 'resident', personId: 1 }
    assert.deepEqual(places(resident), everybody)
    assert.ok(!places(resident, null).includes('/compte/connexions'))
    assert.deepEqual(places(agentWith(['manager', { commune: true }])), [
      ...everybody,
      '/compte/equipe',
      '/compte/borne',
      '/compte/borne/equipe',
    ])
  })
})
