// Codes are read in what anybody sends: a picture, a page of a PDF; what holds none, what is broken, what is neither, says so and ends.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import type { Kind } from '../kinds.ts'
import { readCodes } from './read.ts'

// As a 2D-Doc is: marks between its fields that nobody types.
const TEXT =
  'DC04FR0500012345128ABC41123456\u001d4325\u001d46MORANDAT LUCETTE\u001d\u001fABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

describe('codes in what is sent', () => {
  let folder = ''
  let code: Buffer
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codes-'))
    const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'))
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer } })
    const { svg } = await writeBarcode(TEXT, { format: 'DataMatrix', scale: 4 })
    code = await sharp(Buffer.from(svg)).flatten({ background: '#fff' }).png().toBuffer()
  })
  after(() => rm(folder, { recursive: true }))

  let count = 0
  const read = async (bytes: Buffer, kind: Kind): Promise<string[]> => {
    const path = join(folder, String(++count))
    await writeFile(path, bytes)
    const { size } = await stat(path)
    return readCodes({ size, kind, content: { path } as never }, 'somebody')
  }
  const page = sharp({ create: { width: 1600, height: 2200, channels: 3, background: '#f4f2ee' } })

  test('on a photograph, turned and grey, with its marks', async () => {
    const small = await sharp(code).resize(420).rotate(7, { background: '#f4f2ee' }).toBuffer()
    const photo = await page
      .clone()
      .composite([{ input: small, left: 900, top: 300 }])
      .jpeg({ quality: 70 })
      .toBuffer()
    assert.deepEqual(await read(photo, 'image'), [TEXT])
  })

  test('on the second page of a PDF, as small as it is printed', async () => {
    const pdf = new PDFDocument({ size: 'A4' })
    const parts: Buffer[] = []
    pdf.on('data', (part: Buffer) => parts.push(part))
    const ended = new Promise((resolve) => pdf.on('end', resolve))
    pdf.text('Une page.').addPage().image(code, 420, 60, { width: 65 })
    pdf.end()
    await ended
    assert.deepEqual(await read(Buffer.concat(parts), 'pdf'), [TEXT])
  })

  test('none where there is none, where it is broken, or where what is sent is not what it says', async () => {
    assert.deepEqual(await read(await page.clone().png().toBuffer(), 'image'), [])
    assert.deepEqual(await read(Buffer.from('%PDF-1.7 nothing'), 'pdf'), [])
    assert.deepEqual(await read(code.subarray(0, 200), 'image'), [])
    await assert.rejects(read(Buffer.from('text'), 'unknown-kind'), /PDF/)
    await assert.rejects(read(Buffer.alloc(0), 'empty'), /vide/)
  })
})
