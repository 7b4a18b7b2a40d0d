// The main pages of the counter, of the desk and of the administration: light, dark, on a phone, at 200 % and at 400 % zoom.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { renderHtml } from '#platform/html.ts'
import { facts, meterBars } from '#platform/ui/content.ts'
import { openTown, type Town, type Visitor, type VisitorOptions } from '#test/journey.ts'

const MISSING = '/page-qui-n-existe-pas'
const COUNTER = [
  '/',
  '/demarches',
  '/demarches?quoi=poubelles&ou=Bron',
  '/demarches/signaler-un-nid-de-poule',
  '/demarches/signaler-un-nid-de-poule/demande',
  '/communes',
  '/communes/bron',
  '/lieux?type=decheterie&commune=69029',
  '/vie/j-attends-un-enfant',
  '/demarches/decheteries?commune=69029',
  '/informations',
  '/aide',
  '/donnees-personnelles',
  '/donnees-personnelles/algorithmes',
  '/suivi',
  '/connexion',
  '/inscription',
  MISSING,
]
const RESIDENT = ['/', '/compte', '/compte/notifications', '/compte/notifications/choix', '/brouillons']
const DESK = [
  '/agents',
  '/agents/notifications',
  '/agents/notifications/choix',
  '/agents/travaux',
  '/agents/saisir',
  '/agents/saisir/signaler-un-nid-de-poule?canal=phone',
]
const ADMIN = [
  '/administration',
  '/administration/demarches',
  '/administration/circuits',
  '/administration/competences/regles?q=nid',
  '/administration/registre',
  '/administration/registre/ecoles',
  '/administration/registre/ecoles/donnees',
  '/administration/mots/themes/se-deplacer/retirer',
  '/administration/conservation',
  '/administration/reglages',
  '/administration/reglages/requests.text_mail_receipt',
]

// Two at a time: each has its own browser window, and nobody moves time.
describe('the main pages', { concurrency: 2 }, () => {
  let town: Town
  before(async () => {
    town = await openTown()
    for (const commune of ['69029', '69283', '69266']) await town.parvis.makeRequest({ commune })
  })
  after(() => town.close())

  /** Every page in both themes and at four widths. */
  async function holdAll(paths: readonly string[], options: VisitorOptions = {}): Promise<void> {
    const visitor = await town.visitor(options)
    for (const path of paths) await holdOne(visitor, path)
    await visitor.close()
  }

  async function holdOne(visitor: Visitor, path: string): Promise<void> {
    await visitor.open(path)
    assert.equal(/introuvable/.test(await visitor.page.title()), path === MISSING, path)
    await visitor.checkedInDark()
    await visitor.reflows()
    await visitor.checkedOnPhone()
    // A long page is folded; the lists of administration are as long as what they list.
    const height = await visitor.page.evaluate(() => document.documentElement.scrollHeight)
    if (path.startsWith('/donnees-personnelles'))
      assert.ok(height < 10_000, `${path} is ${height} pixels long`)
  }

  test('the counter', () => holdAll(COUNTER))
  test('the counter of a commune', () =>
    holdAll(['/', '/demarches/eclairage-public-en-panne'], { site: 'bron' }))
  test('on a phone, the search of the home is above its drawing; the answers of a search begin on the first screen; nothing is cut', async () => {
    const visitor = await town.visitor({ width: 390 })
    await visitor.open('/')
    const rows = [
      { label: 'Rues et espace public', share: 0.8, text: '81 %' },
      { label: 'Déplacements et stationnement', share: null, text: '3 sur 4' },
    ]
    const { search, drawing, heights } = await visitor.page.evaluate(
      (chart) => {
        const topOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top
        const tops = { search: topOf('main input[name="quoi"]'), drawing: topOf('main .scene') }
        document.querySelector('main .wrap')?.insertAdjacentHTML('beforeend', chart)
        const labels = [...document.querySelectorAll('.bars tbody th')]
        return { ...tops, heights: labels.map((cell) => cell.getBoundingClientRect().height) }
      },
      renderHtml(meterBars('Délais', rows)),
    )
    assert.ok(search !== undefined && drawing !== undefined && search < drawing, `${search}, ${drawing}`)
    assert.equal(heights.length, 2)
    for (const height of heights) assert.ok(height > 0 && height < 90, String(height))

    await visitor.open('/demarches?quoi=trou+dans+la+chauss%C3%A9e&ou=Bron')
    const seen = await visitor.page.evaluate(
      (list) => {
        const top = document.querySelector('main ol li')?.getBoundingClientRect().top ?? Infinity
        document.querySelector('main')?.insertAdjacentHTML('beforeend', list)
        const line = document.querySelector('.facts dd')?.getBoundingClientRect().height ?? Infinity
        return { top, line }
      },
      renderHtml(facts([['Adresse e-mail', 'lucette.morandat@courriel.example']])),
    )
    assert.ok(seen.top < 560, `answers begin at ${seen.top}`)
    assert.ok(seen.line < 40, `the address is ${seen.line} high`)
    await visitor.close()
  })
  test('an account', () => holdAll(RESIDENT, { as: 'habitante@parvis.example' }))
  test('the desk', async () => {
    const { ref } = await town.parvis.makeRequest({ commune: '69029' })
    const request = `/agents/demandes/${ref}`
    const narrow = await town.visitor({ as: 'voirie@parvis.example', width: 1024 })
    await narrow.open('/agents')
    await narrow.close()
    await holdAll([...DESK, request, `${request}/agir/hand_over`, `${request}/agir/close`], {
      as: 'voirie@parvis.example',
    })
  })
  test('the administration', () => holdAll(ADMIN, { as: 'admin@parvis.example' }))
})
