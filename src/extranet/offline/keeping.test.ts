// What is kept, until when, what an answer changes, and how it is sealed: without a browser.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isHeld, judge, leaving } from './judge.ts'
import { DRIFT, LIFE, MOST_CHARACTERS, MOST_PAGES } from './places.ts'
import { nameOf, newKeys, open, seal } from './sealing.ts'
import { filesOf, filesOfSheet, keptPage, missingPage, moment, titleOf } from './written.ts'

const PAGE = { 'content-type': 'text/html; charset=utf-8' }
const answer = (status: number, headers: Record<string, string> = {}, type = 'basic') => ({
  status,
  type,
  headers: new Headers(headers),
})

describe('pages kept on a device', () => {
  test('open for the session that the browser holds, twelve hours, and by no clock put back', () => {
    const reader = { mark: 'a', seenAt: 1_000_000_000 }
    const held = (mark: string | null, now: number) => isHeld(reader, mark, { now, life: LIFE })
    assert.ok(held('a', reader.seenAt + LIFE - 1))
    assert.ok(!held('a', reader.seenAt + LIFE))
    assert.ok(!held('a', reader.seenAt - DRIFT))
    fc.assert(
      fc.property(fc.option(fc.string()), fc.integer(), (mark, now) => {
        if (mark !== 'a') assert.ok(!held(mark, now))
      }),
    )
  })

  test('an answer keeps, drops, forgets, or says nothing of who is there', () => {
    const mine = { ...PAGE, 'parvis-reader': 'a' }
    const verdict = (...given: Parameters<typeof answer>) => judge(answer(...given), 'a', 'pages')
    assert.equal(verdict(200, { ...mine, 'parvis-keep': '1' }), 'keep')
    assert.equal(verdict(200, mine), 'drop', 'its row does not say that it is kept')
    for (const gone of [403, 404, 410]) assert.equal(verdict(gone, mine), 'drop')
    assert.equal(verdict(200, { ...mine, 'content-type': 'application/pdf', 'parvis-keep': '1' }), 'drop')
    for (const status of [200, 303, 403, 404]) {
      assert.equal(verdict(status, PAGE), 'forget', 'nobody is there')
      assert.equal(verdict(status, { ...PAGE, 'parvis-reader': 'b', 'parvis-keep': '1' }), 'forget')
    }
    for (const ill of [429, 500, 503]) assert.equal(verdict(ill, PAGE), 'nothing')
    assert.equal(verdict(0, {}, 'opaqueredirect'), 'nothing')
  })

  test('stay within their number and their weight, the oldest leaving first', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: MOST_CHARACTERS / 8 }), { maxLength: MOST_PAGES + 8 })
    fc.assert(
      fc.property(sizes, (all) => {
        const pages = all.map((size, keptAt) => ({ id: String(keptAt), keptAt, size }))
        const gone = leaving(pages)
        const left = pages.filter(({ id }) => !gone.includes(id))
        assert.ok(left.length <= MOST_PAGES)
        assert.ok(left.reduce((sum, { size }) => sum + size, 0) <= MOST_CHARACTERS)
        assert.ok(gone.every((id) => left.every(({ keptAt }) => keptAt > Number(id))))
        if (gone.length === 0) assert.equal(left.length, pages.length)
      }),
    )
  })

  test('are sealed by keys that nobody reads; another key, another name or another bit opens nothing', async () => {
    const [keys, others] = [await newKeys(), await newKeys()]
    for (const key of Object.values(keys)) {
      assert.equal(key.extractable, false)
      await assert.rejects(crypto.subtle.exportKey('raw', key))
    }
    const name = await nameOf(keys, '/contenus/12/ordre-du-jour')
    assert.match(name, /^[0-9a-f]{64}$/)
    assert.notEqual(await nameOf(others, '/contenus/12/ordre-du-jour'), name)
    const sealed = await seal(keys, name, { page: 'Huis clos' })
    assert.deepEqual(await open(keys, name, sealed), { page: 'Huis clos' })
    assert.ok(!Buffer.from(sealed.data).includes('Huis clos'))
    await assert.rejects(open(others, name, sealed))
    await assert.rejects(open(keys, `${name} body`, sealed))
    const bent = new Uint8Array(sealed.data.slice(0))
    bent[3] = (bent[3] ?? 0) ^ 1
    await assert.rejects(open(keys, name, { ...sealed, data: bent.buffer }))
  })

  test('are shown with the moment they are of, their forms at rest, signing out apart', () => {
    const out =
      '<form class="sign-out" method="post" action="/deconnexion"><button class="button">Se déconnecter</button></form>'
    const page = `<title>L&#39;ordre – Territoires – Métropole</title><link href="/assets/desk-1.css"><script src="/assets/a-2.js"></script>${out}
      <offline-reading role="status" data-reader="a"></offline-reading><main><form method="post" action="/x"><label>Mot<textarea name="mot">Un $& deux</textarea></label><button>Envoyer</button></form></main>`
    const shown = keptPage(page, new Date(2026, 10, 1, 9, 5).getTime(), 'away', 'pages')
    assert.match(shown, /<b>Hors ligne<\/b>\u00a0: page gardée le 1er novembre 2026 à 9\u00a0h\u00a005\./)
    assert.match(keptPage(page, 0, 'slow', 'pages'), /<b>Le réseau ne répond pas<\/b>\u00a0: page gardée/)
    assert.ok(shown.includes(out))
    assert.match(shown, /<textarea disabled name="mot">Un \$& deux</)
    assert.match(shown, /<button disabled>Envoyer/)
    assert.match(shown, /Ses formulaires sont fermés/)
    assert.doesNotMatch(keptPage(out, 0, 'away', 'pages'), /formulaires/)
    assert.doesNotMatch(shown, /data-reader/)
    assert.match(missingPage(page, 'pages'), /n’est pas gardée sur cet appareil/)
    assert.equal(titleOf(page), "L'ordre")
    assert.deepEqual(filesOf(page), ['/assets/desk-1.css', '/assets/a-2.js'])
    assert.deepEqual(filesOfSheet('@font-face{src:url("/assets/f-1.woff2")}'), ['/assets/f-1.woff2'])
    assert.deepEqual(
      filesOfSheet('@font-face{src:url(/assets/f-1.woff2)}'),
      ['/assets/f-1.woff2'],
      'as it is packed',
    )
    assert.match(moment(new Date(2026, 0, 12, 14, 30).getTime()), /^12 janvier 2026 à 14\u00a0h\u00a030$/)
  })
})
