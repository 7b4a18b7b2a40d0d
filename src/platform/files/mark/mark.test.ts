// What is marked is marked all over, page by page, and nothing of what was sent is in what is kept; what cannot be marked is refused.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { extractText, renderPageAsImage } from 'unpdf'
import { pdf } from '#test/documents.ts'
import { assertAccessible } from '#test/pdf-structure.ts'
import { acceptStream, type Accepted } from '../inspect.ts'
import { marked } from './mark.ts'

const folder = mkdtempSync(join(tmpdir(), 'parvis-mark-'))
const WORDS = 'Pour Ville de Bron, demande «\u00a0Acte de naissance\u00a0» uniquement, le 29 novembre 2026'
const MARK = { words: WORDS, at: new Date('2026-11-29T10:00:00Z'), sender: 'somebody' }
const RULES = { accept: ['image', 'pdf'] as const, maxBytes: 12_000_000, sender: 'somebody' }

const accepted = (bytes: Buffer, name: string): Promise<Accepted> =>
  acceptStream(folder, Readable.from([bytes]), name, RULES)
async function mark(bytes: Buffer, name: string, bounds = {}) {
  const made = await marked(folder, await accepted(bytes, name), MARK, bounds)
  const [content, thumbnail] = [
    await buffer(made.content.read()),
    made.thumbnail === undefined ? null : await buffer(made.thumbnail.read()),
  ]
  await made.drop()
  return { ...made, content, thumbnail }
}

/** By cell of a grid of six by six, how many pixels of a hundred differ between two pictures of the same size. */
async function changes(one: Buffer, other: Buffer): Promise<number[]> {
  const size = { width: 600, height: 600, fit: 'fill' as const }
  const [a, b] = await Promise.all(
    [one, other].map((bytes) =>
      sharp(bytes).flatten({ background: '#fff' }).resize(size).greyscale().raw().toBuffer(),
    ),
  )
  const cells = Array.from({ length: 36 }, () => 0)
  for (let at = 0; at < 360_000; at++) {
    const cell = Math.floor(Math.floor(at / 600) / 100) * 6 + Math.floor((at % 600) / 100)
    if (Math.abs((a?.[at] ?? 0) - (b?.[at] ?? 0)) > 12) cells[cell] = (cells[cell] ?? 0) + 1 / 100
  }
  return cells
}

const drawnPage = async (bytes: Buffer, n: number) =>
  Buffer.from(
    await renderPageAsImage(new Uint8Array(bytes), n, {
      canvasImport: () => import('@napi-rs/canvas'),
      width: 900,
    }),
  )

async function twoPages(): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    info: { Author: 'CANARI-AUTEUR', Title: 'CANARI-TITRE' },
  })
  for (const text of ['MORANDAT Lucette CANARI-RECTO', 'Née le 9 mars CANARI-VERSO']) {
    doc.addPage({ size: [400, 250] })
    doc.rect(20, 20, 120, 160).fill('#8899aa').fillColor('#111').text(text, 160, 60)
  }
  doc.end()
  return buffer(doc)
}

describe('marking', () => {
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('a picture is marked over all of it, its small one too, without what it said of itself', async () => {
    for (const ground of ['#fafafa', '#101418', '#8a6f55']) {
      const photo = await sharp({ create: { width: 1200, height: 800, channels: 3, background: ground } })
        .jpeg({ quality: 95 })
        .withExif({ IFD0: { Artist: 'CANARI-AUTEUR' } })
        .toBuffer()
      const { content, thumbnail, mediaType, width, height } = await mark(photo, 'carte.jpg')
      assert.deepEqual([mediaType, width, height], ['image/jpeg', 1200, 800])
      assert.equal((await sharp(content).metadata()).exif, undefined)
      const cells = await changes(photo, content)
      assert.ok(Math.min(...cells) > 3, `${ground}: ${cells.map(Math.round).join(' ')}`)
      assert.ok(thumbnail)
      assert.ok(Math.min(...(await changes(photo, thumbnail))) > 2, ground)
    }
    // What shows through is on white.
    const through = await sharp({ create: { width: 300, height: 200, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    assert.equal((await mark(through, 'carte.png')).mediaType, 'image/jpeg')
  })

  test('a PDF is made again of the pictures of its pages: each is marked, its words and what it said of itself are gone', async () => {
    const sent = await twoPages()
    const { content, mediaType } = await mark(sent, 'carte.pdf')
    assert.equal(mediaType, 'application/pdf')
    for (const n of [1, 2]) {
      const cells = await changes(await drawnPage(sent, n), await drawnPage(content, n))
      assert.ok(Math.min(...cells) > 3, `page ${n}: ${cells.map(Math.round).join(' ')}`)
    }
    const { text, totalPages } = await extractText(new Uint8Array(content), { mergePages: true })
    assert.deepEqual([totalPages, text.trim()], [2, ''])
    assertAccessible(content)
    assert.ok(!content.includes('CANARI'))
    assert.ok(content.length < 2_000_000, `${content.length} bytes`)
    assert.deepEqual(readdirSync(folder), [], 'nothing stays behind')
  })

  test('too many pages, a page that shows nothing, what is broken, what takes too long: refused in words, nothing kept', async () => {
    const refused = (code: string) => ({ name: 'RefusedFile', code })
    await assert.rejects(
      mark(await pdf(['1', '2', '3', '4', '5', '6', '7']), 'long.pdf'),
      refused('mark-pages'),
    )
    await assert.rejects(mark(await pdf(['Recto', ' ']), 'vide.pdf'), refused('mark-blank'))
    const broken = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n')
    await assert.rejects(mark(broken, 'abîmé.pdf'), refused('mark-failed'))
    await assert.rejects(mark(await twoPages(), 'lent.pdf', { milliseconds: 5 }), refused('mark-failed'))
    // A page without end is drawn within its bounds all the same.
    const long = new PDFDocument({ size: [20, 14_000] })
    long.rect(0, 0, 20, 14_000).fill('#567')
    long.end()
    const { content } = await mark(await buffer(long), 'ruban.pdf')
    assert.ok(content.length > 1000)
    assert.deepEqual(readdirSync(folder), [])
  })
})
