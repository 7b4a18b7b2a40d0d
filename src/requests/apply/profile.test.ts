// The profile fills the questions about the person, says where each value comes from, and leaves it theirs to change.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { recordValue } from '#people'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const EMAIL = 'habitante@parvis.example'
const plain = (text: string) => text.replace(/&nbsp;|[\u00a0\u202f]/g, ' ')
/** What stands under a question about where its value comes from. */
const originOf = (body: string, id: string) =>
  plain(new RegExp(`id="${id}-origine"[^>]*>(?:<svg.*?</svg>)?(.*?)</p>`, 's').exec(body)?.[1] ?? '')
const valueOf = (body: string, id: string) =>
  new RegExp(`<input[^>]*id="${id}"[^>]*?value="([^"]*)"`).exec(body)?.[1]

describe('a profile that fills forms', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
    const { personId } = await parvis.actor(EMAIL)
    const say = (
      valueId: 'family_name' | 'given_name' | 'birthdate' | 'address' | 'commune',
      value: string,
    ) =>
      parvis.db.write(system, async (tx) => {
        const isCivil = ['family_name', 'given_name', 'birthdate'].includes(valueId)
        const source = isCivil ? ('franceconnect' as const) : ('declared' as const)
        const level = isCivil ? ('certified' as const) : ('declared' as const)
        await recordValue(tx, { personId: personId ?? 0, valueId, value, source, level })
      })
    await say('family_name', 'Morandat')
    await say('given_name', 'Lucette Anne')
    await say('birthdate', '1961-05-09')
    await say('address', '8, rue Bonnel')
    await say('commune', '69383')
  })
  after(() => parvis.close())

  const begin = async (browser: TestBrowser, slug: string) =>
    String((await browser.get(`/demarches/${slug}/demande`)).headers.location).replace(/\/[^/]+$/, '')
  /** The first page of a copy of a birth certificate, for whoever it is. */
  const certificate = async (browser: TestBrowser, link: string) => {
    const at = await begin(browser, 'copie-d-acte-de-naissance')
    const saved = await browser.post(`${at}/act`, {
      'place-commune': '69029',
      link,
      link_other: '',
      copy: 'full',
      count: '1',
    })
    assert.equal(saved.statusCode, 303, saved.body.slice(0, 500))
    return { at, body: (await browser.get(`${at}/person`)).body }
  }

  test('a birth certificate for oneself: names and date of birth, each with its source', async () => {
    const browser = await parvis.signedInAs(EMAIL)
    const { body } = await certificate(browser, 'me')
    assert.equal(valueOf(body, 'born_name'), 'Morandat')
    assert.equal(valueOf(body, 'first_names'), 'Lucette Anne')
    assert.match(body, /name="born_on-jour"[^>]*value="09"|value="09"[^>]*name="born_on-jour"/)
    assert.match(
      originOf(body, 'born_name'),
      /^Repris de votre profil \(FranceConnect, le .* 2026\)\. Vous pouvez le changer ici\.$/,
    )
    assert.match(body, /aria-describedby="[^"]*born_name-origine/)
  })

  test('for somebody else, nothing of oneself', async () => {
    const { body } = await certificate(await parvis.signedInAs(EMAIL), 'child')
    assert.equal(valueOf(body, 'born_name'), '')
    assert.doesNotMatch(body, /Repris de votre profil/)
  })

  test('where one lives fills one’s address, and no place where something happens', async () => {
    const browser = await parvis.signedInAs(EMAIL)
    const home = (await browser.get(`${await begin(browser, 'inscription-a-l-ecole')}/home`)).body
    assert.equal(valueOf(home, 'place'), '8, rue Bonnel')
    assert.match(home, /<option value="69383" selected>/)
    assert.match(originOf(home, 'place'), /déclaré par vous, le/)
    const street = (await browser.get(`${await begin(browser, 'signaler-un-nid-de-poule')}/place`)).body
    assert.equal(valueOf(street, 'place'), '')
  })

  test('what the person changes stays changed, and is no longer said to come from the profile', async () => {
    const browser = await parvis.signedInAs(EMAIL)
    const { at } = await certificate(browser, 'me')
    await browser.post(`${at}/person/sauver`, { born_name: 'Durand', first_names: '', 'born_on-jour': '1' })
    const { body } = await browser.get(`${at}/person`)
    assert.equal(valueOf(body, 'born_name'), 'Durand')
    assert.doesNotMatch(body, /Repris de votre profil/)
  })

  test('without an account nothing is filled', async () => {
    const browser = parvis.browser()
    const { body } = await certificate(browser, 'me')
    assert.doesNotMatch(body, /Morandat|Repris de votre profil/)
  })
})

describe('a place is asked for what it is', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp({ env: { PARVIS_TILES_URL: 'http://127.0.0.1:9/{z}/{x}/{y}' } })
  })
  after(() => parvis.close())

  const firstPage = async (slug: string) => {
    const browser = parvis.browser()
    const at = String((await browser.get(`/demarches/${slug}/demande`)).headers.location)
    return browser.get(at)
  }

  test('where something happens: position, map and proposals', async () => {
    const { body } = await firstPage('signaler-un-nid-de-poule')
    assert.match(body, /data-reverse="\/adresses\/inverse" data-position="own"/)
    assert.match(body, /<map-point[^>]*data-tiles="\/plan\/\{z\}\/\{x\}\/\{y\}"/)
  })

  test('where somebody was born: no position, no map, and the words of a birth', async () => {
    const { body } = await firstPage('copie-d-acte-de-naissance')
    assert.doesNotMatch(body, /data-reverse|<map-point|<address-search/)
    assert.match(body, /Maternité ou quartier/)
  })

  test('an act made elsewhere: the list is no dead end, the question says whom to ask', async () => {
    for (const slug of ['copie-d-acte-de-naissance', 'copie-d-acte-de-mariage-ou-de-deces'])
      assert.match((await firstPage(slug)).body, /n’est pas dans la liste, demandez l’acte à/, slug)
  })

  test('where one lives: proposals of addresses, and nothing that asks where one stands', async () => {
    const { body } = await firstPage('inscription-a-l-ecole')
    assert.match(body, /<address-search/)
    assert.doesNotMatch(body, /data-reverse|<map-point/)
  })

  test('the reader’s browser meets nobody but us, map or not', async () => {
    const { headers } = await firstPage('signaler-un-nid-de-poule')
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /img-src 'self' data:(;|$)/)
    // The main host, where a form of a counter may lead to sign in first, is us too.
    assert.doesNotMatch(policy.replace(/form-action 'self' \S+/, ''), /https?:/)
  })
})
