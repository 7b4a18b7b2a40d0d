// An elected member in a train: pages opened are read without network, nothing is sent, and nothing is left for whoever comes next.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { system } from '#platform/actor.ts'
import { holdPage } from '#test/held.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

const MAYOR = 'maire.bron@parvis.example'
const HOME = '/territoires'
const LIST = 'Garder mes pages sur cet appareil'

/** What this browser holds of kept pages: rows, as text, caches. */
const held = (page: Page) =>
  page.evaluate(async () => {
    const known = (await indexedDB.databases()).some(({ name }) => name === 'parvis-hors-ligne')
    const caches = (await globalThis.caches.keys()).length
    if (!known) return { rows: 0, text: '', caches }
    const base = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('parvis-hors-ligne')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('not opened'))
    })
    const names = [...base.objectStoreNames]
    if (names.length === 0) return { rows: 0, text: '', caches }
    const all = await Promise.all(
      names.map(
        (name) =>
          new Promise<unknown[]>((resolve) => {
            const request = base.transaction(name).objectStore(name).getAll()
            request.onsuccess = () => resolve(request.result)
          }),
      ),
    )
    base.close()
    const bytes = all.flat().flatMap((row) => {
      const {
        id = '',
        head,
        body,
      } = row as Record<'head' | 'body', { data: ArrayBuffer } | undefined> & {
        id?: string
      }
      return [id, ...[head, body].map((one) => (one ? new TextDecoder('latin1').decode(one.data) : ''))]
    })
    return { rows: all.flat().length, text: bytes.join('\n'), caches }
  })

const until = async (page: Page, wanted: (now: Awaited<ReturnType<typeof held>>) => boolean) => {
  for (let tries = 0; tries < 100; tries++) {
    if (wanted(await held(page))) return
    await page.waitForTimeout(50)
  }
  assert.fail(`kept: ${JSON.stringify({ ...(await held(page)), text: '' })}`)
}

describe('reading without network', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  /** At the metropolis’s host name, or another of ours. */
  const keeper = async (site: { site?: string } = {}): Promise<Visitor> => {
    const mayor = await town.visitor({ as: MAYOR, width: 390, ...site })
    await mayor.open(`${HOME}/hors-ligne`)
    await mayor.press(LIST)
    await until(mayor.page, ({ rows }) => rows >= 2)
    return mayor
  }
  const offline = (visitor: Visitor, isAway: boolean) => visitor.page.context().setOffline(isAway)
  const go = ({ page }: Visitor, path: string) => page.goto(new URL(path, page.url()).href)

  test('opens, loses the network, reads, signs out: nothing is left', async () => {
    const mayor = await keeper()
    const { page } = mayor
    await mayor.open(HOME)
    await mayor.open('/informations')
    await mayor.checkedInDark()
    await until(page, ({ rows }) => rows >= 4)
    assert.doesNotMatch((await held(page)).text, /territoires|Bonjour|informations/i, 'sealed, addresses too')

    await offline(mayor, true)
    await go(mayor, HOME)
    assert.match(await mayor.text(), /Hors ligne\s?: page gardée le [^]*Bonjour Hélène Saunier/)
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.body).marginTop),
      '0px',
      'its sheet came',
    )
    await holdPage(page)
    assert.ok(await page.getByRole('searchbox').first().isDisabled())
    await go(mayor, `${HOME}/instances`)
    const listed = page.getByRole('link', { name: /Informations \d/ })
    await listed.waitFor()
    assert.match(
      await mayor.text(),
      /n’est pas gardée sur cet appareil[^]*Informations\s+\d[^]*Accueil des élus/,
    )
    await holdPage(page)
    await listed.press('Enter')
    await page.waitForURL('**/informations')
    assert.match(await mayor.text(), /page gardée le/)

    await offline(mayor, false)
    await mayor.open(HOME)
    assert.doesNotMatch(await mayor.text(), /page gardée/)
    await mayor.press('Se déconnecter')
    await until(page, ({ rows, caches }) => rows === 0 && caches === 0)
    await offline(mayor, true)
    await assert.rejects(go(mayor, HOME), 'no worker answers any more')
  })

  test('what is typed when the network goes stays typed, and a page that is not theirs any more goes', async () => {
    const mayor = await keeper({ site: 'bron' })
    const { page } = mayor
    await mayor.open('/informations')
    const link = page.locator('main a[href^="/informations/"]').first()
    const content = (await link.getAttribute('href')) ?? assert.fail('nothing to read')
    await mayor.open(content)
    await until(page, ({ rows }) => rows >= 4)
    await offline(mayor, true)
    await page.getByRole('searchbox').first().fill('budget')
    await page.getByRole('searchbox').first().press('Enter')
    assert.match(await mayor.text(), /rien n’est envoyé/)
    assert.equal(await page.getByRole('searchbox').first().inputValue(), 'budget')

    await offline(mayor, false)
    await town.parvis.db.write(system, (tx) =>
      sql`update publishing.notice set published_at = published_at + interval '1 year' where id = ${Number(content.split('/')[2])}`.execute(
        tx.q,
      ),
    )
    assert.equal((await go(mayor, content))?.status(), 404)
    await until(page, ({ rows }) => rows === 3)
    await offline(mayor, true)
    await go(mayor, content)
    assert.match(await mayor.text(), /n’est pas gardée sur cet appareil/)
  })

  test('somebody else at the same browser reads nothing, nor does anybody once the server ended the session', async () => {
    const mayor = await keeper()
    const { page } = mayor
    await mayor.open(HOME)
    await until(page, ({ rows }) => rows >= 3)
    const stolen = await page.evaluate(async () => (await caches.keys()).length)
    assert.equal(stolen, 1)
    // Another person’s session in the same browser, which never went through a page of ours: the mark is not theirs.
    const other = await town.parvis.signedInAs('elue@parvis.example')
    await page.context().addCookies([
      {
        name: 'parvis_session',
        value: other.cookies.get('parvis_session') ?? assert.fail('no session'),
        url: town.origin,
      },
    ])
    await go(mayor, '/contenus')
    await until(page, ({ rows, caches }) => rows === 0 && caches === 0)
    await offline(mayor, true)
    const seen = await go(mayor, HOME).catch(() => null)
    assert.doesNotMatch((await seen?.text()) ?? '', /Saunier/)

    const left = await keeper()
    await left.open(HOME)
    await until(left.page, ({ rows }) => rows >= 3)
    await town.parvis.db.write(system, (tx) =>
      sql`delete from accounts.session where person_id = (select id from accounts.person where email = ${MAYOR})`.execute(
        tx.q,
      ),
    )
    await go(left, '/')
    await offline(left, true)
    const after = await go(left, HOME).catch(() => null)
    assert.doesNotMatch((await after?.text()) ?? '', /Saunier/)
    await offline(left, false)
    await go(left, '/')
    await until(left.page, ({ rows, caches }) => rows === 0 && caches === 0)
  })

  test('without JavaScript everything is as before', async () => {
    const mayor = await town.visitor({ as: MAYOR, width: 390, scripts: false })
    await mayor.open(`${HOME}/hors-ligne`)
    await mayor.press(LIST)
    assert.match(await mayor.text(), /Il y faut JavaScript/)
    await mayor.open(HOME)
    await mayor.press('Se déconnecter')
  })
})
