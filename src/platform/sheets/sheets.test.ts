// Spreadsheets as programs write them are read; what is broken, locked, hostile or without end is refused with a sentence.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { cellsOf, pasted, textOf } from './delimited.ts'
import { ODS, spreadsheet } from './ods.ts'
import { odsRows } from './read-ods.ts'
import { RefusedSheet } from './refused.ts'
import { zip } from './zip.ts'

test('cells are apart by tabs, semicolons or commas, and quotes hold them', () => {
  assert.deepEqual(cellsOf('\uFEFFa;"b ""c""; d"\r\n;e'), [
    ['a', 'b "c"; d'],
    ['', 'e'],
  ])
  assert.deepEqual(cellsOf('a\tb;c\nd'), [['a', 'b;c'], ['d']])
  assert.deepEqual(cellsOf('a,"b\nc"'), [['a', 'b\nc']])
})

test('rows that are copied come back as they were', () => {
  const cells = fc.array(fc.stringMatching(/^[ a-zé;,"\t\n]{0,6}$/), { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 4 }), (rows) => {
      const whole = [['tête', 'suite'], ...rows]
      assert.deepEqual(cellsOf(pasted(whole)), whole)
    }),
    { numRuns: 60 },
  )
})

test('a CSV file is read in the encodings of French offices, and what is no text is refused', () => {
  for (const bytes of [Buffer.from('\uFEFFÉlu'), Buffer.from('Élu'), Buffer.from([0xc9, 0x6c, 0x75])])
    assert.equal(cellsOf(textOf(bytes))[0]?.[0], 'Élu')
  assert.equal(textOf(Buffer.from([0x80])), '€')
  assert.equal(textOf(Buffer.from('\uFEFFÉlu', 'utf16le')), 'Élu')
  assert.throws(() => textOf(Buffer.from([65, 0, 66])), RefusedSheet)
})

/** As programs write it: deflated. */
function written(content: string, type = ODS): Buffer {
  const body = Buffer.from(content)
  const bytes = zip([
    { name: 'mimetype', body: Buffer.from(type) },
    { name: 'content.xml', body: deflateRawSync(body) },
  ])
  const entry = bytes.lastIndexOf('PK\u0001\u0002', undefined, 'latin1')
  bytes.writeUInt16LE(8, entry + 10)
  bytes.writeUInt32LE(crc32(body), entry + 16)
  return bytes
}
const sheet = (rows: string) =>
  written(
    `<?xml version="1.0"?><office:document-content xmlns:office="o"><office:body><table:table table:name="A &lt; B">${rows}</table:table><table:table><table:table-row><table:table-cell><text:p>autre</text:p></table:table-cell></table:table-row></table:table></office:body></office:document-content>`,
  )
const row = (cells: string, more = '') => `<table:table-row${more}>${cells}</table:table-row>`
const cell = (text: string, more = '') =>
  `<table:table-cell${more}><text:p>${text}</text:p></table:table-cell>`
const refusedFor = (bytes: Buffer, why: RegExp) =>
  assert.throws(
    () => odsRows(bytes),
    (error) => error instanceof RefusedSheet && why.test(error.message),
  )

describe('an ODS file', () => {
  test('is read as it shows: repeated cells and rows, days, entities, comments and other sheets left', () => {
    const day = ' office:value-type="date" office:date-value="2027-01-31T00:00:00"'
    const note = '<office:annotation><text:p>note</text:p></office:annotation>'
    const blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    const bytes = sheet(
      row(cell('A &amp; B&#233;') + cell('x', ' table:number-columns-repeated="2"') + blank) +
        row(blank, ' table:number-rows-repeated="2"') +
        row(`<table:table-cell${day}>${note}<text:p>31/01/27</text:p></table:table-cell>`) +
        row(cell('deux <text:span>mots<text:s/>ici</text:span></text:p><text:p>dessous')) +
        row(blank, ' table:number-rows-repeated="1048571"'),
    )
    assert.deepEqual(odsRows(bytes), [
      ['A & Bé', 'x', 'x'],
      [],
      [],
      ['2027-01-31'],
      ['deux mots ici\ndessous'],
    ])
  })

  test('is cleaned as what people type is', () => {
    assert.deepEqual(odsRows(sheet(row(cell('a&#0;b&#xd800;c')))), [['ab\ufffdc']])
  })

  test('that the program wrote is read again', () => {
    const lines = [
      ['Titre', 'Durée'],
      ['Un & <deux> "trois"', 'ligne 1\nligne 2'],
    ]
    assert.deepEqual(odsRows(spreadsheet('Essai', lines)), lines)
  })

  test('is refused with what is wrong', () => {
    const far = (what: string) => ` table:number-${what}-repeated="999999999"`
    refusedFor(sheet(row(cell('x'), far('rows'))), /trop grand/)
    refusedFor(sheet(row(cell('x', far('columns')))), /trop grand/)
    refusedFor(sheet(row(cell('x', ' table:number-columns-repeated="zéro"'))), /trop grand/)
    // Fewer than none, then more than there may be: what is counted before it is made never goes down.
    const few = '<table:table-cell table:number-columns-repeated="-5000000"/>'
    refusedFor(sheet(row(few + cell('x', ' table:number-columns-repeated="4000000"'))), /trop grand/)
    refusedFor(sheet(row(cell('x', ' table:number-columns-repeated="1.5"'))), /trop grand/)
    refusedFor(sheet(row(cell('x'.repeat(1000)), ' table:number-rows-repeated="9000"')), /trop grand/)
    refusedFor(written(' '.repeat(8_000_001)), /trop grand/)
    refusedFor(written('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), /ne se lit pas/)
    refusedFor(sheet(row(cell('&x;'))), /ne se lit pas/)
    refusedFor(sheet(row('<table:table-cell a="1"')), /ne se lit pas/)
    refusedFor(written('<a/>', 'application/vnd.oasis.opendocument.text'), /CSV et ODS/)
    refusedFor(zip([{ name: 'xl/workbook.xml', body: Buffer.from('<a/>') }]), /CSV et ODS/)
    const whole = sheet(row(cell('x')))
    refusedFor(whole.subarray(0, whole.length - 30), /abîmé/)
    const locked = Buffer.from(whole)
    const entry = locked.lastIndexOf('PK\u0001\u0002', undefined, 'latin1')
    locked.writeUInt16LE(1, entry + 8)
    refusedFor(locked, /mot de passe/)
    const lost = Buffer.from(whole)
    lost.writeUInt32LE(0xfffffff0, entry + 42)
    refusedFor(lost, /abîmé/)
  })

  test('whatever its bytes become, ends by rows or by a refusal', () => {
    const whole = sheet(row(cell('x')))
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const bytes = Buffer.from(whole)
        bytes[at] = value
        try {
          assert.ok(Array.isArray(odsRows(bytes)))
        } catch (error) {
          assert.ok(error instanceof RefusedSheet, String(error))
        }
      }),
      { numRuns: 300 },
    )
  })
})
