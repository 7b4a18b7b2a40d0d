// Names of sent files: what they announce, and what remains of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { announcesOtherKind, cleanName } from './name.ts'

test('a name is cleaned of paths, invisible characters and wrong extensions', () => {
  const cases: [sent: string, extension: string, kept: string][] = [
    ['Photo du trou.JPG', 'jpg', 'Photo du trou.jpg'],
    ['capture.png', 'jpg', 'capture.jpg'],
    ['C:\\Users\\Nora\\Bureau\\devis.pdf', 'pdf', 'devis.pdf'],
    ['../../etc/passwd', 'pdf', 'passwd.pdf'],
    ['a\u0000b\u0007\r\nc.pdf', 'pdf', 'abc.pdf'],
    ['facture\u202efdp.exe.pdf', 'pdf', 'facturefdp.exe.pdf'],
    ['Compte rendu du 12.03', 'pdf', 'Compte rendu du 12.03.pdf'],
    ['Pie\u0300ce d’identité.pdf', 'pdf', 'Pièce d’identité.pdf'],
    ['<b>"x"</b>.pdf', 'pdf', 'b.pdf'],
    ['', 'webp', 'document.webp'],
    ['...', 'pdf', 'document.pdf'],
    ['.pdf', 'pdf', 'pdf.pdf'],
  ]
  for (const [sent, extension, kept] of cases) assert.equal(cleanName(sent, extension), kept, sent)
})

test('a kept name has at most 120 characters and cuts no character in two', () => {
  const name = cleanName(`${'😀'.repeat(200)}.pdf`, 'pdf')
  assert.equal([...name].length, 120)
  assert.ok(name.isWellFormed())
})

test('a name contradicts the content only when its extension is one', () => {
  assert.equal(announcesOtherKind('photo.pdf', 'image'), true)
  assert.equal(announcesOtherKind('photo.exe', 'image'), true)
  assert.equal(announcesOtherKind('page.html', 'pdf'), true)
  assert.equal(announcesOtherKind('photo.HEIC', 'image'), false)
  assert.equal(announcesOtherKind('photo', 'image'), false)
  assert.equal(announcesOtherKind('Compte rendu du 12.03', 'pdf'), false)
})
