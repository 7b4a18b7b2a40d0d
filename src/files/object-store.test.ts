// The whole program with its files in an object store: sent, shown, erased, and nothing on its own disk.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'
import { type S3Server, startS3 } from '#test/s3.ts'

describe('files in an object store', () => {
  let parvis: TestApp
  let server: S3Server
  before(async () => {
    server = await startS3()
    parvis = await createTestApp({ env: { PARVIS_FILES_URL: server.url } })
  })
  after(async () => {
    await parvis.close()
    await server.stop()
  })

  test('a picture is kept there with its thumbnail, shown to its sender, and goes with its draft', async () => {
    const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    await browser.upload(`${at}/problem`, { size: 'small' }, [
      { field: 'photos', name: 'trou.jpg', bytes: photo },
    ])
    assert.equal(await server.count(), 2)
    const id = /\/fichiers\/([0-9a-f-]{36})/.exec((await browser.get(`${at}/problem`)).body)?.[1] ?? ''
    const shown = await browser.get(`/fichiers/${id}`)
    assert.equal((await sharp(shown.rawPayload).metadata()).width, 400)
    assert.equal(
      (await sharp((await browser.get(`/fichiers/${id}/vignette`)).rawPayload).metadata()).width,
      320,
    )
    assert.equal((await parvis.browser().get(`/fichiers/${id}`)).statusCode, 404)
    await browser.post(`/brouillons/${draft}/effacement`, {})
    await parvis.runJobs()
    assert.equal(await server.count(), 0)
    assert.equal(existsSync(join(parvis.config.dataFolder, 'files')), false)
  })
})
