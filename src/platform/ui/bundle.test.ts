// Tests of the bundle: what a resident's page weighs, and that the addresses inside the style sheets exist.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Assets, loadAssets } from './bundle.ts'

const assets = await loadAssets()
const RESIDENT = ['submit-once', 'autosave-form', 'conditional-fields', 'address-search', 'map-point']
const ALSO = ['error-focus', 'file-preview', 'copy-code']

function sent({ get, url }: Assets, name: string): number {
  return get(url(name))?.gzip?.length ?? Number.POSITIVE_INFINITY
}

test('each face has one style sheet under 30 kB as sent', () => {
  for (const sheet of ['counter.css', 'desk.css']) assert.ok(sent(assets, sheet) < 12_000, sheet)
})

test('the islands of a resident’s page stay under 30 kB, before any compression', () => {
  const bytes = [...RESIDENT, ...ALSO].map((name) => {
    assert.ok(assets.islands.has(name), name)
    return assets.get(assets.url(`${name}.js`))?.body.length ?? Number.POSITIVE_INFINITY
  })
  assert.ok(bytes.reduce((sum, one) => sum + one, 0) < 30_000)
})

test('the map itself is fetched on demand: it is no island', () => {
  assert.ok(!assets.islands.has('leaflet-map'))
  assert.ok(assets.get(assets.url('leaflet-map.js')))
})

test('every address in the style sheets is served', () => {
  for (const sheet of ['counter.css', 'desk.css', 'leaflet.css']) {
    const css = assets.get(assets.url(sheet))?.body.toString() ?? ''
    const urls = [...css.matchAll(/url\("?([^")]+)"?\)/g)].map(([, url = '']) => url)
    for (const url of urls.filter((one) => !one.startsWith('#')))
      assert.ok(assets.get(url), `${sheet}: ${url}`)
  }
})

test('files are named by their content', () => {
  assert.match(assets.url('counter.css'), /^\/assets\/counter-[0-9a-f]{10}\.css$/)
  assert.equal(assets.get(assets.url('counter.css'))?.type, 'text/css; charset=utf-8')
  assert.equal(assets.get('/assets/counter.css'), undefined)
  assert.throws(() => assets.url('absent.css'), /no file named/)
})
