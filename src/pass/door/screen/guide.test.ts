// The guide of doors is run, block after block: what it shows a turnstile works.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createTestApp, type TestApp } from '#test/app.ts'
import { makeDoor, phoneOf } from '#test/doors.ts'
import { openPool } from '#test/pass.ts'

const ROOT = join(import.meta.dirname, '../../../..')

describe('the guide of doors', () => {
  let parvis: TestApp
  const folder = mkdtempSync(join(tmpdir(), 'parvis-guide-'))
  before(async () => {
    parvis = await createTestApp()
  })
  after(async () => {
    await parvis.close()
    rmSync(folder, { recursive: true })
  })

  it('installs, asks, decides alone and sends, as it is written', async (t) => {
    const pool = await openPool(parvis, {
      by: 'admin.bron@parvis.example',
      managedBy: 'habitant@parvis.example',
    })
    const phone = await phoneOf(parvis, pool, 'habitante@parvis.example')
    const told = readFileSync(join(ROOT, 'docs/guides/doors.md'), 'utf8')
    const blocks = [...told.matchAll(/```js\n([^]*?)```/g)].map(([, block = '']) => block)
    assert.equal(blocks.length, 5)
    const file = join(folder, 'turnstile.mjs')
    writeFileSync(file, blocks.join('\n').replaceAll("'./src/", `'${pathToFileURL(ROOT).href}/src/`))
    const env = {
      PARVIS: parvis.config.publicUrl,
      CODE: await makeDoor(parvis, pool),
      SHOWN: await phone.shown(),
    }
    Object.assign(process.env, env)
    t.mock.timers.enable({ apis: ['Date'], now: parvis.now() })
    t.mock.method(
      globalThis,
      'fetch',
      async (address: URL, { method = 'GET', headers, body }: RequestInit) => {
        const asked = { url: address.pathname + address.search, headers: headers as Record<string, string> }
        const payload = typeof body === 'string' ? { payload: body } : {}
        const reply = await parvis.app.inject({ method: method as 'GET', ...asked, ...payload })
        return new Response(reply.statusCode === 204 ? null : new Uint8Array(reply.rawPayload), {
          status: reply.statusCode,
        })
      },
    )
    const said = t.mock.method(console, 'log', () => undefined)
    await import(pathToFileURL(file).href)
    assert.deepEqual(
      said.mock.calls.map(({ arguments: words }) => words),
      [
        ['installed', 201],
        ['asked', 'ok', 9],
        ['fetched', 'ok'],
        ['again', null, 9],
        ['sent', 'ok', 0],
      ],
    )
  })
})
