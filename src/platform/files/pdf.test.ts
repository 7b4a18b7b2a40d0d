// PDFs that are passive pass; those that act, hide or swell do not, however they are written.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { checkPdf } from './pdf.ts'

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
  await checkPdf(pdf('3 0 obj\n<< /OpenAction [4 0 R /Fit] /JSON 1 >>\nendobj'))
  await checkPdf(pdf(objectStream('6 0 << /Type /Font /BaseFont /LaunchPad >>')))
  await checkPdf(pdf(Buffer.alloc(300_000, 0x23)))
})

test('scripts and launched programs are refused, also under another spelling or in a compressed object', async () => {
  const active = [
    '3 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj',
    '3 0 obj\n<</S/JavaScript/JS(x)>>\nendobj',
    '3 0 obj\n<< /S /J#61vaScr#69pt /JS (x) >>\nendobj',
    '3 0 obj\n<< /S %\n/Launch /F (cmd.exe) >>\nendobj',
    objectStream('6 0 << /S /JavaScript /JS (x) >>'),
    objectStream('6 0 << /S /L#61unch >>'),
    objectStream('6 0 << /S /Launch >>', '/Type /Obj#53tm /N 1 /F#69rst 4 /Filter /FlateDecode'),
  ]
  for (const objects of active) await assert.rejects(checkPdf(pdf(objects)), refused('pdf-active'))
})

test('a false stream in a comment does not hide the true one', async () => {
  const decoy = Buffer.from('%% /First stream\n')
  const objects = Buffer.concat([decoy, objectStream('6 0 << /S /JavaScript >>')])
  await assert.rejects(checkPdf(pdf(objects)), refused('pdf-active'))
})

test('a truncated object stream is read as far as a lenient reader would', async () => {
  const whole = objectStream(`6 0 << /S /JavaScript >> ${'abcdefgh'.repeat(2000)}`)
  const cut = whole.subarray(0, whole.length - 30)
  await assert.rejects(checkPdf(pdf(cut)), refused('pdf-active'))
})

test('an encrypted PDF is refused', async () => {
  await assert.rejects(checkPdf(pdf('', '/Root 1 0 R /Encrypt 9 0 R')), refused('pdf-encrypted'))
})

test('a truncated PDF, an unreadable filter and a swelling object stream are refused', async () => {
  await assert.rejects(checkPdf(Buffer.from('%PDF-1.7\n1 0 obj\n<<')), refused('pdf-damaged'))
  const lzw = objectStream('x', '/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]')
  await assert.rejects(checkPdf(pdf(lzw)), refused('pdf-damaged'))
  await assert.rejects(checkPdf(pdf(objectStream(' '.repeat(20_000_000)))), refused('pdf-damaged'))
})
