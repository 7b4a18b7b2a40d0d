// What a door keeps of what it did, its imports, and that nothing of a server is among them.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { build } from 'esbuild'
import { toText } from '../token/bytes.ts'
import { newSigner, NOW } from '../token/pass.fixture.ts'
import { decide } from './decide.ts'
import { doorOf, shownBy } from './gate.fixture.ts'
import { withSent } from './state.ts'

test('what is kept is bounded, and forgets what no count needs', async () => {
  const issuer = await newSigner()
  const door = await doorOf(issuer)
  const many = Array.from({ length: 450 }, (_, n) => `A${n}`)
  const old = { at: NOW - 49 * 3600, amount: 1 }
  const late = { at: NOW - 9, amount: 1 }
  const kept = {
    seen: { A: Object.fromEntries(many.map((id, n) => [id, { at: NOW - n, until: NOW + 9 }])) },
    uses: {
      A: Object.fromEntries(many.map((value) => [`${value}/entree`, [late]])),
      B: { 'B1/entree': [old], 'B1/semaine': [old, late], 'B2/entree': [old, late] },
    },
    checked: { A: { A1: NOW, A2: NOW + 1 } },
    sentAt: 0,
  }
  const sent = withSent({ ...door, kept }, NOW).kept
  const [seen = {}, uses = {}] = [sent.seen.A, sent.uses.A]
  assert.equal(Object.keys(seen).length, 400)
  assert.ok('A0' in seen && 'A399' in seen && !('A400' in seen), 'the oldest go')
  assert.equal(Object.keys(uses).length, 400)
  assert.deepEqual(sent.uses.B, { 'B1/semaine': [old, late], 'B2/entree': [late] })
  assert.deepEqual(sent.checked, { A: { A2: NOW + 1 } })

  const id = new Uint8Array(12)
  const { decision, state } = await decide(
    await shownBy(issuer, { id, value: new Uint8Array(16) }),
    { ...door, kept },
    NOW,
  )
  assert.ok(decision.ok && decision.id.startsWith('A'))
  assert.ok(
    decision.id in (state.kept.seen.A ?? {}) &&
      `${toText(new Uint8Array(16))}/entree` in (state.kept.uses.A ?? {}),
  )
  assert.equal(Object.keys(state.kept.seen.A ?? {}).length, 400, 'each time that something is put there')
  assert.equal(Object.keys(state.kept.uses.A ?? {}).length, 400)
})

test('these rooms run wherever there is WebCrypto: they import nothing of a server', async () => {
  const pass = join(import.meta.dirname, '..')
  const files = globSync('{token,status,gate}/*.ts', { cwd: pass }).filter(
    (path) => !/(test|fixture)\.ts$/.test(path),
  )
  assert.ok(files.length > 15)
  for (const path of files)
    for (const [, from = ''] of readFileSync(join(pass, path), 'utf8').matchAll(/from '([^']+)'/g))
      assert.match(from, /^(\.\/|\.\.\/(token|status)\/|cborg$)/, `${path} imports ${from}`)
  const { outputFiles } = await build({
    entryPoints: [join(pass, 'gate/decide.ts'), join(pass, 'gate/journal.ts')],
    outdir: 'unwritten',
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'esm',
  })
  const weight = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0)
  assert.ok(weight < 80_000, `${weight} bytes for a door`)
})
