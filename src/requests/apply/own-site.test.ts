// A commune that keeps its own site for a service: the form says so as soon as the commune is known, to residents and agents.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { fieldsOf, formVersion, rawOfAnswers, sampleAnswers } from '#forms'
import { holds } from '#rules'
import { catalogue } from '#services'
import { territory } from '#territory'

const [BRON, LYON_3] = ['69029', '69383']
const ACT = '/demarches/copie-d-acte-de-naissance/demande'
const NOTICE =
  /<div (?:id="site-de-la-commune" )?role="status"([^>]*)>.*?<h2>([^<]*)<\/h2>.*?href="([^"]*)"/gs

let parvis: TestApp
describe('a commune with a site of its own', () => {
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const plain = (text: string) => text.replace(/&nbsp;|[\u00a0\u202f]/g, ' ')

  /** What a page says of the sites of communes: shown or not, where, on what condition. */
  const noticesOf = (body: string) =>
    [...body.matchAll(NOTICE)].map(([, given = '', title = '', href = '']) => ({
      isShown: !/ hidden/.test(given),
      condition: JSON.parse((/data-condition="([^"]*)"/.exec(given)?.[1] ?? '').replaceAll('&quot;', '"')),
      title: plain(title),
      href,
    }))

  async function begin(browser: TestBrowser, at: string): Promise<string> {
    return String((await browser.get(at)).headers.location)
  }

  interface Case {
    slug: string
    page: string
    url: string
    codes: string[]
  }

  /** Every service with a form and an authority that keeps its own site for it. */
  const cases = (): Promise<Case[]> =>
    parvis.db.read(system, async (tx) => {
      const [known, place] = [await catalogue(tx), await territory(tx)]
      const found: Case[] = []
      for (const { slug, definition, formVersion: version } of known.services) {
        for (const link of (definition.links ?? []).filter(({ commune }) => commune !== undefined)) {
          if (version === null || definition.form === undefined) continue
          const form = await formVersion(tx, definition.form, version)
          const page = form.pages.find(({ fields }) => fields.some(({ role }) => role === 'place'))
          const authority = place.area(link.commune ?? '')?.authorityId
          const codes = place.areas.filter((area) => area.authorityId === authority).map(({ code }) => code)
          assert.ok(page, `${slug} has the site of a commune and asks no place`)
          assert.equal(fieldsOf(form).filter(({ type }) => type === 'location').length, 1, slug)
          found.push({ slug, page: page.id, url: link.url, codes })
        }
      }
      return found
    })

  /** What an agent posts of a form in Lyon, files aside. */
  const sample = (slug: string): Promise<Record<string, string | string[]>> =>
    parvis.db.read(system, async (tx) => {
      const live = (await catalogue(tx)).service(slug)
      const form = await formVersion(tx, live?.definition.form ?? '', live?.formVersion ?? 0)
      const raw = rawOfAnswers(form, sampleAnswers(form, { areaCode: LYON_3 }))
      const values: Record<string, string | string[]> = { canal: 'phone', brouillon: crypto.randomUUID() }
      for (const { id } of fieldsOf(form).filter(({ type }) => type !== 'files'))
        for (const [part, text] of Object.entries(raw[id] ?? {})) values[`${id}${part}`] = text
      return values
    })

  test('every form says it for every commune and arrondissement of the authority, to residents and to agents', async () => {
    const agent = await parvis.signedInAs('accueil@parvis.example')
    const all = await cases()
    assert.ok(all.length >= 5 && all.some(({ codes }) => codes.includes(LYON_3)))
    for (const { slug, page, url, codes } of all) {
      const browser = parvis.browser()
      const first = await begin(browser, `/demarches/${slug}/demande`)
      const asked = first.replace(/[^/]+$/, page)
      const bodies = [(await agent.get(`/agents/saisir/${slug}`)).body]
      if (asked === first) bodies.push((await browser.get(asked)).body)
      for (const body of bodies) {
        const told = noticesOf(body).filter(({ href }) => href === url)
        assert.deepEqual(
          told.map(({ isShown }) => isShown),
          [false],
          `${slug}: nothing before the commune`,
        )
        for (const commune of codes) assert.ok(holds(told[0]?.condition, { commune }), `${slug} ${commune}`)
        assert.ok(!holds(told[0]?.condition, { commune: BRON }))
      }
    }
  })

  test('a form begun without a commune: without scripts the page comes back once, says it, and keeps what was typed', async () => {
    const browser = parvis.browser()
    const at = await begin(browser, ACT)
    const first = (await browser.get(at)).body
    const seen = /name="questions-vues" value="([^"]*)"/.exec(first)?.[1] ?? assert.fail()
    const typed = {
      'place-commune': LYON_3,
      'place-adresse': 'Maternité du Parc',
      link: 'me',
      copy: 'with',
      count: '1',
      'questions-vues': seen,
    }
    const back = await browser.post(at, typed)
    assert.equal(back.headers.location, `${at}#site-de-la-commune`)
    const again = (await browser.get(at)).body
    assert.deepEqual(
      noticesOf(again).map(({ isShown, title }) => [isShown, title]),
      [[true, 'À Lyon, cette démarche se fait sur le site de la Ville de Lyon']],
    )
    assert.match(plain(again), /Vos réponses sont gardées\. Dans cette commune, un autre site répond/)
    assert.match(again, /value="Maternité du Parc"/)
    assert.match(
      again,
      /name="questions-vues" value="[^"]*site-de-la-commune"/,
      'told once, then one may go on',
    )
    const on = await browser.post(at, { ...typed, 'questions-vues': `${seen} site-de-la-commune` })
    assert.doesNotMatch(String(on.headers.location), /site-de-la-commune|#/)
    const next = (await browser.get(String(on.headers.location))).body
    assert.match(next, /Cette démarche s’y fait sur <a href="https:\/\/www\.lyon\.fr\/"/)
    const bron = await browser.post(at, { ...typed, 'place-commune': BRON })
    assert.doesNotMatch(String(bron.headers.location), /#/)
  })

  test('a commune that came with the address is told at once', async () => {
    const browser = parvis.browser()
    const told = noticesOf((await browser.get(await begin(browser, `${ACT}?commune=${LYON_3}`))).body)
    assert.deepEqual(
      told.map(({ isShown }) => isShown),
      [true],
    )
  })

  test('an agent without scripts is told once, and may enter the request all the same', async () => {
    const agent = await parvis.signedInAs('accueil@parvis.example')
    const at = '/agents/saisir/stationnement-resident'
    const posted = { canal: 'phone', 'place-commune': LYON_3, 'place-adresse': '3, rue Moncey' }
    const questions = (await agent.post(at, { ...posted, faire: 'questions' })).body
    assert.deepEqual(
      noticesOf(questions).map(({ isShown }) => isShown),
      [true],
    )
    assert.match(questions, /name="site-de-la-commune" value="oui"/)
    assert.match(questions, /value="3, rue Moncey"/)
    assert.match((await agent.get(at)).body, /name="site-de-la-commune" value="non"/)
    const whole = await sample('carte-de-bibliotheque')
    const entry = '/agents/saisir/carte-de-bibliotheque'
    const once = await agent.post(entry, { ...whole, 'site-de-la-commune': 'non' })
    assert.deepEqual([once.statusCode, noticesOf(once.body).map(({ isShown }) => isShown)], [200, [true]])
    const entered = await agent.post(entry, { ...whole, 'site-de-la-commune': 'oui' })
    assert.match(String(entered.headers.location), /\/agents\/saisir\/recu\//)
  })
})
