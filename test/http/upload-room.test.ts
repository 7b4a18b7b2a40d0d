// Connections that send much and then nearly nothing: they fill their own share of what may arrive, and nobody else's.
import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginForm } from '#test/apply.ts'

const MB = 1024 * 1024
const CROWDED = /Beaucoup de fichiers arrivent en ce moment/

describe('the room of what arrives', () => {
  let parvis: TestApp
  let port = 0
  let photo: Buffer
  const open: Socket[] = []
  before(async () => {
    parvis = await createTestApp()
    port = Number(new URL(await parvis.listen()).port)
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
    photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#777', noise } })
      .png()
      .toBuffer()
  })
  after(async () => {
    for (const socket of open) socket.destroy()
    await parvis.close()
  })

  /** Two connections that each send 55 MB of files, and nothing more. */
  async function hold(path: string): Promise<void> {
    const file = Buffer.alloc(11 * MB)
    file.set(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    const part = (at: number) =>
      `--x\r\ncontent-disposition: form-data; name="f${at}"; filename="${at}.png"\r\n\r\n`
    const one = async () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      open.push(socket)
      const write = (bytes: Buffer | string) => new Promise((done) => socket.write(bytes, done))
      await write(
        `POST ${path} HTTP/1.1\r\nhost: parvis.test\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${100 * MB}\r\n\r\n`,
      )
      for (let at = 0; at < 5; at++) for (const bytes of [part(at), file, '\r\n']) await write(bytes)
    }
    await Promise.all([one(), one()])
  }

  const send = async (browser: TestBrowser) => {
    const { at } = await beginForm(browser)
    const files = [{ field: 'photos', name: 'trou.jpg', bytes: photo }]
    return (await browser.upload(`${at}/problem`, { size: 'large' }, files)).body
  }

  it('is one thing for agents and another for everybody else', async () => {
    await hold('/demarches/x/demande/y/z')
    // The last bytes may still be on their way.
    let said = ''
    for (let tries = 0; tries < 100 && !CROWDED.test(said); tries++) {
      said = await send(parvis.browser())
      await sleep(20)
    }
    assert.match(said, CROWDED)
    assert.doesNotMatch(await send(await parvis.signedInAs('agent.bron@parvis.example')), CROWDED)
    for (const socket of open) socket.destroy()
    for (let tries = 0; tries < 100 && CROWDED.test(said); tries++) {
      said = await send(parvis.browser())
      await sleep(20)
    }
    assert.doesNotMatch(said, CROWDED)
  })
})
