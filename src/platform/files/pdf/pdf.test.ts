// PDFs that are passive pass; those that act, hide or swell do not, however they are written.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { checkPdf } from './pdf.ts'
import { contentOf } from '../store/store.ts'

// In pieces as a disk gives them.
const check = (bytes: Buffer) =>
  checkPdf({
    ...contentOf(bytes),
    read: ({ start, end } = { start: 0, end: bytes.length - 1 }) => {
      const part = bytes.subarray(start, end + 1)
      const count = Math.ceil(part.length / 65_536)
      return Readable.from(
        Array.from({ length: count }, (_, at) => part.subarray(at * 65_536, (at + 1) * 65_536)),
        { objectMode: false },
      )
    },
  })

function pdf(objects: string | Buffer, trailer = '/Root 1 0 R'): Buffer {
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n'),
    typeof objects === 'string' ? Buffer.from(objects, 'latin1') : objects,
    Buffer.from(`\ntrailer\n<< ${trailer} >>\nstartxref\n9\n%%EOF\n`),
  ])
}

function objectStream(
  content: string,
  dictionary = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
): Buffer {
  const data = deflateSync(Buffer.from(content))
  return Buffer.concat([
    Buffer.from(`5 0 obj\n<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream\nendobj\n'),
  ])
}

const refused = (code: string) => ({ name: 'RefusedFile', code })

test('a plain PDF, an opening page and a passive object stream pass', async () => {
  await check(pdf('3 0 obj\n<< /OpenAction [4 0 R /Fit] /JSON 1 >>\nendobj'))
  await check(pdf(objectStream('6 0 << /Type /Font /BaseFont /LaunchPad >>')))
  await check(pdf(Buffer.alloc(300_000, 0x23)))
})

test('what only shows, links, asks to be filled or is attached passes', async () => {
  for (const passive of [
    '/OpenAction 4 0 R >>\nendobj\n4 0 obj\n<< /S /GoTo /D [2 0 R /XYZ null null 0]',
    '/OpenAction << /S /GoTo /D (chapitre) >> /PageMode /UseOutlines',
    '/AcroForm << /Fields [7 0 R] /NeedAppearances true >>',
    '/Annots [<< /Subtype /Link /A << /S /URI /URI (https://www.bron.fr/) >> >>]',
    // An invoice with its data (Factur-X, PDF/A-3).
    '/AF [8 0 R] /Names << /EmbeddedFiles << /Names [(factur-x.xml) 8 0 R] >> >> >>\nendobj\n8 0 obj\n<< /Type /Filespec /AFRelationship /Data /F (factur-x.xml) /EF << /F 9 0 R >>',
  ]) {
    await check(pdf(`3 0 obj\n<< ${passive} >>\nendobj`))
    await check(pdf(objectStream(`6 0 << ${passive} >>`)))
  }
})

test('what sends or fetches values, plays a script, opens another file or is a form that runs is refused', async () => {
  for (const active of [
    '/AcroForm << /XFA 9 0 R >>',
    '/AcroForm<</XFA[(template)9 0 R]>>',
    '/OpenAction << /S /Rendition /JS (app.alert(1)) >>',
    '/OpenAction << /S /SubmitForm /F (https://ailleurs.example) >>',
    '/AA << /O << /S /ImportData /F (\\\\ailleurs\\x) >> >>',
    '/OpenAction << /S /GoToR /F (\\\\ailleurs\\partage) /D [0 /Fit] >>',
    '/OpenAction << /S /Go#54oE /T << /R /C /N (x.exe) >> >>',
  ]) {
    await assert.rejects(check(pdf(`3 0 obj\n<< ${active} >>\nendobj`)), refused('pdf-active'))
    await assert.rejects(check(pdf(objectStream(`6 0 << ${active} >>`))), refused('pdf-active'))
  }
})

test('scripts and launched programs are refused, also under another spelling or in a compressed object', async () => {
  const active = [
    '3 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj',
    '3 0 obj\n<</S/JavaScript/JS(x)>>\nendobj',
    '3 0 obj\n<< /S /J#61vaScr#69pt /JS (x) >>\nendobj',
    '3 0 obj\n<< /S %\n/Launch /F (cmd.exe) >>\nendobj',
    objectStream('6 0 << /S /JavaScript /JS (x) >>'),
    objectStream('6 0 << /S /L#61unch >>'),
    objectStream('6 0 << /S#2fLa#75#6Ech#2F >>'),
    objectStream('6 0 << /S /#4c#61#75#6e#63#68#20 >>'),
    objectStream('6 0 << /S /Launch >>', '/Type /Obj#53tm /N 1 /F#69rst 4 /Filter /FlateDecode'),
  ]
  for (const objects of active) await assert.rejects(check(pdf(objects)), refused('pdf-active'))
})

test('a false stream in a comment does not hide the true one', async () => {
  const decoy = Buffer.from('%% /First stream\n')
  const objects = Buffer.concat([decoy, objectStream('6 0 << /S /JavaScript >>')])
  await assert.rejects(check(pdf(objects)), refused('pdf-active'))
})

test('a truncated object stream is read as far as a lenient reader would', async () => {
  const whole = objectStream(`6 0 << /S /JavaScript >> ${'abcdefgh'.repeat(2000)}`)
  const cut = whole.subarray(0, whole.length - 30)
  await assert.rejects(check(pdf(cut)), refused('pdf-active'))
})

test('a long PDF is sieved whatever falls where one window ends', async () => {
  const lead = pdf('').indexOf('\ntrailer')
  const active = '3 0 obj\n<< /S /J#61vaScript /JS (x) >>\nendobj'
  const passive = '3 0 obj\n<< /S /JavaScripture /Launcher 1 >>\nendobj'
  for (let back = 0; back <= 40; back += 1) {
    const before = ' '.repeat(65_536 - lead - back)
    await assert.rejects(check(pdf(before + active)), refused('pdf-active'))
    await check(pdf(before + passive))
    const compressed = Buffer.concat([Buffer.from(before), objectStream('6 0 << /S /JavaScript >>')])
    await assert.rejects(check(pdf(compressed)), refused('pdf-active'))
  }
  await check(pdf(`${objectStream('6 0 << /Type /Font >>').toString('latin1')}${' '.repeat(200_000)}`))
})

test('a stream that hides behind a hundred blanks is refused', async () => {
  const hidden = objectStream('6 0 << /S /JavaScript >>')
    .toString('latin1')
    .replace('stream\n', `stream${' '.repeat(300)}\n`)
  await assert.rejects(check(pdf(hidden)), refused('pdf-damaged'))
})

test('an encrypted PDF is refused', async () => {
  await assert.rejects(check(pdf('', '/Root 1 0 R /Encrypt 9 0 R')), refused('pdf-encrypted'))
})

test('a truncated PDF, an unreadable filter and a swelling object stream are refused', async () => {
  await assert.rejects(check(Buffer.from('%PDF-1.7\n1 0 obj\n<<')), refused('pdf-damaged'))
  const lzw = objectStream('x', '/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]')
  await assert.rejects(check(pdf(lzw)), refused('pdf-damaged'))
  await assert.rejects(check(pdf(objectStream(' '.repeat(20_000_000)))), refused('pdf-damaged'))
})

test('what swells is bounded by what was sent; papers of words and numbers are not', async () => {
  await assert.rejects(check(pdf(objectStream(' '.repeat(8_000_000)))), refused('pdf-damaged'))
  const several = Buffer.concat(Array.from({ length: 5 }, () => objectStream(' '.repeat(1_000_000))))
  await assert.rejects(check(pdf(several)), refused('pdf-damaged'))
  // An object of a page like the next one, as an office program writes thousands.
  const honest = Array.from(
    { length: 40_000 },
    (_, at) =>
      `<< /Type /Page /Parent 2 0 R /Contents ${at * 7} 0 R /MediaBox [0 0 595 ${at % 842}] /Resources ${at * 3} 0 R >>`,
  )
  await check(pdf(objectStream(honest.join('\n'))))
})

test('an object stream whose sum is wrong is read; one that is corrupt is refused', async () => {
  const whole = objectStream('6 0 << /Type /Font >>')
  const end = whole.indexOf('\nendstream')
  await check(pdf(Buffer.concat([whole.subarray(0, end - 2), Buffer.from('xx'), whole.subarray(end)])))
  // A stored block of one byte, then a block of a kind that there is not (RFC 1951, 3.2.3).
  const corrupt = Buffer.from(
    '5 0 obj<</Type/ObjStm/First 4>>stream\n\x78\x01\0\x01\0\xfe\xffx\x07 endstream',
    'latin1',
  )
  await assert.rejects(check(pdf(corrupt)), refused('pdf-damaged'))
})
