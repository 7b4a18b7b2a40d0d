// The words of documents, read by a program apart: each format and where its words are; what lies, swells, loops or is locked hurts nobody.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { archive, docx, odp, odt, pdf, pptx, xlsx } from '#test/documents.ts'
import { anyText } from '#test/texts.ts'
import { spreadsheet } from '../../sheets/ods.ts'
import { OFFICE } from '../office.ts'
import { officeText } from './office.ts'
import type { Bounds } from '../apart.ts'
import { readText } from './read.ts'
import { Gathered } from './told.ts'

/** An archive of one part that swells: a thousand times what it holds. */
function bomb(name: string, megabytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1_000_000, ' '))
  const whole = archive({ [name]: packed })
  // Told to be deflated, in both headers.
  whole.writeUInt16LE(8, 8)
  whole.writeUInt16LE(8, whole.lastIndexOf('PK\u0001\u0002', undefined, 'latin1') + 10)
  return whole
}

/** A PDF whose tree of pages is its own child. */
const LOOP = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>\nendobj\ntrailer\n<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n',
)

describe('the words of a document', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-words-'))
  })
  after(() => rm(folder, { recursive: true }))

  const typeOf = (extension: string) =>
    OFFICE.find((format) => format.extension === extension)?.mediaType ??
    (extension === 'pdf' ? 'application/pdf' : 'text/plain')
  async function read(bytes: Uint8Array, extension: string, bounds?: Partial<Bounds>) {
    const path = join(folder, `essai.${extension}`)
    await writeFile(path, bytes)
    const told = await readText({ path, mediaType: typeOf(extension) }, bounds)
    return typeof told === 'string' ? told : told.passages.map(({ place, text }) => `${place}: ${text}`)
  }

  test('are read in each format, with the page, the sheet or the slide where they are', async () => {
    const said = ['Le héron & l’aigrette', 'La Rize <canal>']
    assert.deepEqual(await read(await pdf(said), 'pdf'), [`page 1: ${said[0]}`, `page 2: ${said[1]}`])
    const inside = (bytes: Buffer, extension: string) =>
      officeText(bytes, extension).map(({ place, text }) => `${place}: ${text}`)
    assert.deepEqual(inside(odt(said), 'odt'), [`: ${said.join('\n')}`])
    assert.deepEqual(await read(docx(said), 'docx'), [`: ${said.join('\n')}`])
    const slides = said.map((text, n) => `diapositive ${n + 1}: ${text}`)
    assert.deepEqual(inside(odp(said), 'odp'), slides)
    assert.deepEqual(inside(pptx(said), 'pptx'), slides)
    assert.deepEqual(inside(xlsx({ Oiseaux: ['Héron'], 'Cours d’eau': ['Rize'] }), 'xlsx'), [
      'feuille Oiseaux: Héron',
      'feuille Cours d’eau: Rize',
    ])
    assert.deepEqual(inside(spreadsheet('Relevé', [['Oiseau', 'Héron']]), 'ods'), [
      'feuille Relevé: Oiseau\nHéron',
    ])
    assert.deepEqual(await read(Buffer.from('Relev\u00e9 du h\u00e9ron', 'latin1'), 'txt'), [
      ': Relevé du héron',
    ])
  })

  test('a word that a page cuts is one; a page that is a picture says nothing; what was deleted is not told', async () => {
    assert.deepEqual(await read(await pdf(['']), 'pdf'), [])
    const tracked =
      '<text:tracked-changes><text:deletion><text:p>Effacé</text:p></text:deletion></text:tracked-changes>'
    const bytes = odt([])
    assert.deepEqual(
      officeText(
        archive({ 'content.xml': `<office:text>${tracked}<text:p>Gardé</text:p></office:text>` }),
        'odt',
      ),
      [{ place: '', text: 'Gardé' }],
    )
    assert.deepEqual(officeText(bytes, 'odt'), [])
  })

  test('one that is locked says so; one that lies, swells, or turns in a circle ends alone, in its time', async () => {
    assert.equal(await read(await pdf(['Secret'], 'sésame'), 'pdf'), 'locked')
    assert.equal(await read(Buffer.from('PK\u0003\u0004 rien'), 'odt'), 'unread')
    assert.equal(await read(bomb('content.xml', 60), 'odt'), 'unread')
    assert.equal(await read(bomb('xl/sharedStrings.xml', 60), 'xlsx'), 'unread')
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:t>&b;</w:t>'
    assert.equal(await read(archive({ 'word/document.xml': entities }), 'docx'), 'unread')
    const looped = await read(LOOP, 'pdf')
    assert.ok(looped === 'unread' || looped.length === 0)
    // Whatever it does, in the time and the memory that it is given.
    assert.equal(await read(await pdf(['Vite']), 'pdf', { milliseconds: 1 }), 'unread')
    assert.equal(await read(await pdf(['Lourd']), 'pdf', { megabytes: 8 }), 'unread')
  })

  test('are bounded, clean, and never cut inside a letter, whatever is said', () => {
    fc.assert(
      fc.property(fc.array(anyText(40), { maxLength: 6 }), fc.nat({ max: 200_000 }), (texts, times) => {
        const into = new Gathered()
        for (const text of texts) into.add('page 1', text.repeat(1 + Math.floor(times / (1 + text.length))))
        const all = into.passages.map(({ text }) => text).join('')
        assert.ok(Buffer.byteLength(all) <= 300_000)
        assert.ok(into.passages.every(({ text }) => text !== '' && text.length <= 4000))
        assert.ok(all.isWellFormed())
      }),
      { numRuns: 20 },
    )
  })
})
