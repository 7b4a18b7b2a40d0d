// The way in for files: every accepted kind, every reason to refuse, and what the person is told.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import { crc32, deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { sameBytes } from '#test/bytes.ts'
import { docx, odt } from '#test/documents.ts'
import { acceptStream, acceptUpload, RefusedFile, type UploadRules } from './inspect.ts'
import type { RefusalCode } from './refusal.ts'
import { spool } from './spool.ts'
import type { Content } from './store/store.ts'

const RULES: UploadRules = { accept: ['image', 'pdf'], maxBytes: 5_000_000, sender: 'somebody' }
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n')

const folder = mkdtempSync(join(tmpdir(), 'parvis-inspect-'))

const read = async (content: Content | undefined) =>
  content === undefined ? undefined : buffer(content.read())

/** As an upload that has arrived; what is kept of it, and nothing stays behind. */
async function accept(bytes: Buffer, name: string, rules: UploadRules) {
  const arrived = await spool(folder, Readable.from([bytes]))
  try {
    const { content, thumbnail, drop, ...kept } = await acceptUpload(folder, arrived, name, rules)
    const { size, sha256 } = content
    const whole = {
      ...kept,
      size,
      sha256,
      bytes: await buffer(content.read()),
      thumbnail: await read(thumbnail),
    }
    await drop()
    return whole
  } finally {
    await arrived.content?.drop()
  }
}

function drawing(width: number, height: number, alpha = 1) {
  return sharp({ create: { width, height, channels: 4, background: { r: 200, g: 90, b: 30, alpha } } })
}

async function photo(width = 400, height = 300): Promise<Buffer> {
  return drawing(width, height)
    .removeAlpha()
    .withExif({ IFD0: { Artist: 'CANARY-NORA' }, IFD3: { GPSLatitude: '45/1 43/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** @param colours what PNG calls the depth and the kind of colour: 8 bits and three colours, or what it says */
function pngHeader(width: number, height: number, colours = [8, 2]): Buffer {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([...colours, 0, 0, 0], 8)
  const chunks = [
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks])
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, sum])
}

async function refusal(bytes: Buffer, name: string, rules = RULES): Promise<RefusedFile> {
  const outcome = await accept(bytes, name, rules).catch((error: unknown) => error)
  assert.ok(outcome instanceof RefusedFile, `${name} was not refused`)
  assert.match(outcome.message, /^[A-ZÀ-Ý].*\.$/s)
  return outcome
}

async function isRefused(code: RefusalCode, bytes: Buffer, name: string, rules = RULES): Promise<void> {
  assert.equal((await refusal(bytes, name, rules)).code, code)
}

describe('the way in for files', () => {
  after(() => rmSync(folder, { recursive: true }))

  test('a photo is turned upright, rewritten without metadata, and gets a thumbnail', async () => {
    const original = await photo()
    assert.ok(original.includes('CANARY-NORA'))
    const kept = await accept(original, 'IMG 001.JPEG', RULES)
    assert.equal(kept.mediaType, 'image/jpeg')
    assert.equal(kept.name, 'IMG 001.JPEG')
    assert.deepEqual([kept.width, kept.height], [300, 400])
    assert.equal(kept.size, kept.bytes.length)
    assert.equal(kept.sha256, createHash('sha256').update(kept.bytes).digest('hex'))
    const seen = await sharp(kept.bytes).metadata()
    assert.deepEqual(
      [seen.exif, seen.xmp, seen.iptc, seen.orientation],
      [undefined, undefined, undefined, undefined],
    )
    assert.ok(!kept.bytes.includes('CANARY-NORA'))
    assert.ok(kept.thumbnail)
    const small = await sharp(kept.thumbnail).metadata()
    assert.deepEqual([small.format, small.height], ['webp', 320])
  })

  test('what follows the picture in the file does not survive', async () => {
    const polyglot = Buffer.concat([await photo(), Buffer.from('<script>CANARY</script>PK\x03\x04')])
    const kept = await accept(polyglot, 'x.jpg', RULES)
    assert.ok(!kept.bytes.includes('CANARY'))
  })

  test('a large picture is reduced to 2560 px, a small one is left at its size', async () => {
    const large = await accept(await drawing(4000, 1000).png().toBuffer(), 'plan.png', RULES)
    assert.deepEqual([large.width, large.height], [2560, 640])
    const small = await accept(await drawing(20, 10).png().toBuffer(), 'petit.png', RULES)
    assert.deepEqual([small.width, small.height], [20, 10])
  })

  test('PNG, WebP, GIF and AVIF are taken; transparency is kept as WebP', async () => {
    const webp = await accept(await drawing(40, 30, 0.5).webp().toBuffer(), 'logo.webp', RULES)
    assert.deepEqual([webp.mediaType, webp.name], ['image/webp', 'logo.webp'])
    const png = await accept(await drawing(40, 30).removeAlpha().png().toBuffer(), 'capture.png', RULES)
    assert.deepEqual([png.mediaType, png.name], ['image/jpeg', 'capture.png'])
    const avif = await accept(await drawing(40, 30).removeAlpha().avif().toBuffer(), 'photo.avif', RULES)
    assert.equal(avif.mediaType, 'image/jpeg')
    const frames = Buffer.concat([Buffer.alloc(20 * 10 * 3, 50), Buffer.alloc(20 * 10 * 3, 250)])
    const raw = { width: 20, height: 20, channels: 3 as const, pageHeight: 10 }
    const animated = await sharp(frames, { raw })
      .gif({ delay: [100, 100], loop: 0 })
      .toBuffer()
    const gif = await accept(animated, 'anime.gif', RULES)
    assert.deepEqual([gif.width, gif.height], [20, 10])
  })

  test('a PDF is kept byte for byte', async () => {
    const kept = await accept(PDF, 'dossier/Devis n° 3.pdf', RULES)
    sameBytes(kept.bytes, PDF)
    assert.equal(kept.mediaType, 'application/pdf')
    assert.equal(kept.name, 'Devis n° 3.pdf')
    assert.equal(kept.thumbnail, undefined)
  })

  test('empty, too big, and kinds the field does not take', async () => {
    await isRefused('empty', Buffer.alloc(0), 'vide.jpg')
    const big = await refusal(Buffer.alloc(5_000_001, 1), 'x.jpg')
    assert.equal(big.code, 'too-big')
    assert.match(big.message, /5\u00a0Mo au plus/)
    await isRefused('kind-not-accepted', PDF, 'x.pdf', { ...RULES, accept: ['image'] })
    await isRefused('kind-not-accepted', await photo(), 'x.jpg', { ...RULES, accept: ['pdf'] })
    await isRefused('unknown-kind', Buffer.from('Bonjour'), 'lettre.txt')
    await isRefused('unknown-kind', Buffer.from('Bonjour'), 'photo.jpg')
    await isRefused('unknown-kind', Buffer.from('MZ\x90\0'.repeat(100)), 'photo.jpg')
  })

  test('content that is not what the name says', async () => {
    await isRefused('name-mismatch', PDF, 'photo.jpg')
    await isRefused('name-mismatch', await photo(), 'lettre.pdf')
    await isRefused('name-mismatch', await photo(), 'photo.exe')
    assert.equal((await accept(await photo(), 'photo.png', RULES)).name, 'photo.png')
  })

  test('archives, drawings and HEIC photos get their own sentence', async () => {
    const zip = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\x08\0'), Buffer.alloc(60)])
    await isRefused('archive', zip, 'photos.zip')
    await isRefused('archive', zip, 'photo.jpg')
    await isRefused('archive', gzipSync(Buffer.alloc(1_000_000)), 'bombe.pdf')
    await isRefused(
      'drawing',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'a.svg',
    )
    await isRefused('drawing', Buffer.from('<?xml version="1.0"?>\n<svg onload="x()"/>'), 'a.png')
    const heic = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1'),
      Buffer.alloc(40),
    ])
    await isRefused('picture-unreadable-format', heic, 'IMG_1.HEIC')
  })

  test('a picture of 50,000 x 50,000 pixels is refused on its header alone', async () => {
    await isRefused('picture-too-large', pngHeader(50_000, 50_000), 'immense.png')
    await isRefused('picture-too-large', pngHeader(10_000, 5_001), 'grand.png')
  })

  test('a picture is judged by what it takes once decoded: transparency, sixteen bits and AVIF count', async () => {
    await isRefused('picture-damaged', pngHeader(5000, 5000), 'opaque.png')
    await isRefused('picture-too-large', pngHeader(5000, 5001, [16, 2]), 'seize.png')
    await isRefused('picture-too-large', pngHeader(4331, 4331, [16, 6]), 'seize-transparente.png')
    await isRefused('picture-too-large', pngHeader(6124, 6124, [8, 6]), 'transparente.png')
    await isRefused('picture-damaged', pngHeader(6123, 6123, [8, 6]), 'juste.png')
    const avif = await drawing(3600, 3600).removeAlpha().avif({ effort: 0 }).toBuffer()
    await isRefused('picture-too-large', avif, 'plan.avif')
  })

  test('a damaged picture is refused', async () => {
    const whole = await drawing(600, 600).removeAlpha().jpeg().toBuffer()
    await isRefused('picture-damaged', whole.subarray(0, whole.length / 2), 'coupee.jpg')
    await isRefused('picture-damaged', pngHeader(300, 300), 'menteuse.png')
  })

  test('with an antivirus: clean is kept, infected is refused, no verdict means try again', async () => {
    const clean = await accept(PDF, 'a.pdf', { ...RULES, scan: async () => 'clean' })
    assert.equal(clean.size, PDF.length)
    await isRefused('infected', PDF, 'a.pdf', { ...RULES, scan: async () => 'infected' })
    const away = await refusal(PDF, 'a.pdf', { ...RULES, scan: () => Promise.reject(new Error('down')) })
    assert.equal(away.code, 'scan-unavailable')
    assert.equal(away.temporary, true)
  })

  test('twenty pictures at once all pass, in turn', async () => {
    const original = await photo(800, 600)
    const kept = await Promise.all(Array.from({ length: 20 }, () => accept(original, 'x.jpg', RULES)))
    assert.equal(new Set(kept.map((file) => file.sha256)).size, 1)
  })

  test('a stream is refused by its first bytes or its length, before the rest is read; nothing stays behind', async () => {
    for (const [code, first, sent] of [
      ['unknown-kind', Buffer.from('Bonjour'), 'lettre.pdf'],
      ['archive', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0'), 'photos.zip'],
      ['kind-not-accepted', PDF, 'devis.pdf'],
      ['too-big', await photo(), 'photo.jpg'],
    ] as const) {
      let read = 0
      const source = async function* () {
        for (yield first; read < 600; read++) yield Buffer.alloc(65_536)
      }
      const refused = acceptStream(folder, source(), sent, { ...RULES, accept: ['image'] })
      await assert.rejects(refused, { name: 'RefusedFile', code })
      assert.ok(read < (code === 'too-big' ? 80 : 3), `${code}: ${read} pieces read`)
    }
    const kept = await acceptStream(folder, Readable.from([PDF]), 'devis.pdf', RULES)
    sameBytes(await buffer(kept.content.read()), PDF)
    await kept.drop()
    assert.deepEqual(readdirSync(folder), [])
  })
})

describe('a document of an office program', () => {
  const rules: UploadRules = { ...RULES, accept: ['office'] }
  const taken = async (bytes: Buffer, name = 'note.docx') => {
    const accepted = await acceptStream(folder, Readable.from([bytes]), name, rules)
    await accepted.drop()
    return accepted.name
  }
  const refused = (bytes: Buffer, code: RefusalCode, what: string, name?: string) =>
    assert.rejects(taken(bytes, name), (error) => error instanceof RefusedFile && error.code === code, what)
  const types = (more: string) => ({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="a"/>${more}</Types>`,
  })
  const leads = (type: string, target: string) => ({
    'word/_rels/settings.xml.rels': `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
  })

  test('hides no program behind a thousand parts, nor behind a list that says it is shorter', async () => {
    const many = Object.fromEntries(Array.from({ length: 1200 }, (_, n) => [`word/media/${n}.png`, 'x']))
    assert.equal(await taken(docx(['a'], many)), 'note.docx')
    await refused(docx(['a'], { ...many, 'word/vbaProject.bin': 'x' }), 'office-active', 'after many')
    await refused(
      odt(['a'], { ...many, 'Basic/Standard/a.xml': 'x' }),
      'office-active',
      'after many',
      'note.odt',
    )
    const short = docx(['a'], { 'word/vbaProject.bin': 'x' })
    short.writeUInt16LE(short.readUInt16LE(short.length - 12) - 1, short.length - 12)
    await refused(short, 'office-damaged', 'a list cut short')
  })

  test('is passive by what its parts say that they are, and leads to no program elsewhere', async () => {
    const macro = types(
      '<Override PartName="/word/notes.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
    )
    await refused(docx(['a'], { ...macro, 'word/notes.bin': 'x' }), 'office-active', 'by another name')
    await refused(docx(['a'], { '[content_types].xml': 'x' }), 'office-damaged', 'two lists of types')
    const embedded = types(
      '<Override PartName="/word/a.dat" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>',
    )
    await refused(docx(['a'], { ...embedded, 'word/a.dat': 'x' }), 'office-active', 'an object')
    for (const target of [
      'https://ailleurs.example/a.dotm',
      '&#104;ttp://ailleurs.example/',
      '\\\\ailleurs\\a.dotm',
      'file://ailleurs/a.dotm',
    ])
      await refused(docx(['a'], leads('attachedTemplate', target)), 'office-active', target)
    await refused(
      docx(['a'], leads('oleObject', 'https://ailleurs.example/a.html!')),
      'office-active',
      'object',
    )
    for (const more of [
      leads('attachedTemplate', 'file:///C:\\Modeles\\Note.dotm'),
      leads('hyperlink', 'https://ailleurs.example/'),
    ])
      assert.equal(await taken(docx(['a'], more)), 'note.docx')
  })
})
