// What a page weighs for who opens it first, as sent: of the counter under 100 kB without pictures, of elected members, who open it on a
// phone in a train, under 50 kB, as those of agents, who may have nothing else; under 30 kB of scripts; and nobody but us is asked for anything.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginForm, sendForm } from '#test/apply.ts'

const MOST = 100_000
/** Pages of elected members, and of agents who have a telephone alone. */
const MOST_IN_A_TRAIN = 50_000
const MOST_SCRIPTS = 30_000

describe('the weight of a resident’s pages', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp({ env: { PARVIS_TILES_URL: 'http://127.0.0.1:9/{z}/{x}/{y}' } })
  })
  after(() => parvis.close())

  /** Bytes of an address, compressed as a browser asks. */
  const sent = async (url: string, cookie = ''): Promise<number> => {
    const headers = { 'accept-encoding': 'br, gzip', cookie }
    const reply = await parvis.app.inject({ url, headers })
    assert.ok(reply.statusCode < 400, `${url}: ${reply.statusCode}`)
    return reply.rawPayload.length
  }

  async function weigh(browser: TestBrowser, url: string, most = MOST): Promise<void> {
    const { body } = await browser.get(url)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const addresses = [...body.matchAll(/<(?:link|script)[^>]* (?:href|src)="([^"]+)"/g)].map(
      ([, at = '']) => at,
    )
    assert.ok(
      addresses.every((at) => at.startsWith('/')),
      `${url} asks somebody else`,
    )
    const sheets = addresses.filter((at) => at.endsWith('.css'))
    const scripts = addresses.filter((at) => at.endsWith('.js'))
    const sum = async (list: readonly string[]) =>
      (await Promise.all(list.map((at) => sent(at)))).reduce((all, bytes) => all + bytes, 0)
    // The face of ordinary letters; the other comes only for names that need it.
    const faces = (await sheetFaces(sheets)).filter((at) => !at.includes('-ext-'))
    const scriptBytes = await sum(scripts)
    const all = (await sent(url, cookie)) + scriptBytes + (await sum(sheets)) + (await sum(faces))
    assert.ok(scriptBytes < MOST_SCRIPTS, `${url}: ${scriptBytes} bytes of scripts`)
    assert.ok(all < most, `${url}: ${all} bytes`)
  }

  const sheetFaces = async (sheets: readonly string[]): Promise<string[]> => {
    const texts = await Promise.all(sheets.map(async (at) => (await parvis.app.inject({ url: at })).body))
    return [
      ...new Set(
        texts.flatMap((css) => [...css.matchAll(/url\("([^"]+\.woff2)"\)/g)].map(([, at = '']) => at)),
      ),
    ]
  }

  for (const url of [
    '/',
    '/demarches',
    '/demarches/signaler-un-nid-de-poule',
    '/communes',
    '/aide',
    '/donnees-personnelles',
    '/donnees-personnelles/algorithmes',
    '/suivi',
    '/connexion',
  ])
    test(url, () => weigh(parvis.browser(), url))

  test('the pages of a form, with its map, and its receipt', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    for (const page of ['place', 'problem', 'contact']) {
      await browser.post(`${at}/place/sauver`, { 'place-commune': '69283', 'place-adresse': '1, rue Neuve' })
      const reply = await browser.get(`${at}/${page}`)
      if (reply.statusCode === 200) await weigh(browser, `${at}/${page}`)
    }
    const other = parvis.browser()
    const { at: done, ref } = await sendForm(other)
    await weigh(other, `${done}/recu`)
    await weigh(other, `/suivi/${ref}`)
  })

  test('the account, its profile and its data', async () => {
    const browser = await parvis.signedInAs('habitante@parvis.example')
    for (const url of ['/compte', '/compte/profil', '/compte/donnees', '/brouillons'])
      await weigh(browser, url)
  })

  test('the home of an elected member, what they read and where they work', async () => {
    const browser = await parvis.signedInAs('maire.bron@parvis.example')
    const first = async (list: string, link: RegExp) =>
      link.exec((await browser.get(list)).body)?.[1] ?? assert.fail(`nothing on ${list}`)
    const read = [
      await first('/informations', /href="(\/informations\/\d+)"/),
      await first('/territoires/instances', /href="(\/territoires\/instances\/\d+)"/),
    ]
    const lists = ['/territoires', '/contenus', '/informations', '/espaces', '/territoires/hors-ligne']
    for (const url of [...lists, ...read]) await weigh(browser, url, MOST_IN_A_TRAIN)
  })

  test('what an agent reads on a telephone: the home, forums, offers, contents, the directory, a kiosk', async () => {
    const browser = await parvis.signedInAs('voirie@parvis.example')
    const lists = [
      '/intranet',
      '/intranet/bureau',
      '/intranet/forums',
      '/intranet/emplois',
      '/intranet/annuaire',
    ]
    const more = ['/intranet/questionnaires', '/intranet/annonces', '/contenus', '/compte/borne']
    for (const url of [...lists, ...more]) await weigh(browser, url, MOST_IN_A_TRAIN)
    await weigh(parvis.browser(), '/kiosque', MOST_IN_A_TRAIN)
  })
})
