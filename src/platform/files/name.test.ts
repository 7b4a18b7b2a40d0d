// Names of sent files: what they announce, and what remains of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { announcesOtherKind, cleanName } from './name.ts'
import type { FileKind } from './refusal.ts'
import { rewrittenIn, savedName } from './saved-name.ts'

test('a name is cleaned of paths, invisible characters and wrong extensions', () => {
  const cases: [sent: string, kind: FileKind, extension: string, kept: string][] = [
    ['Photo du trou.JPG', 'image', 'jpg', 'Photo du trou.JPG'],
    ['trou.png', 'image', 'jpg', 'trou.png'],
    ['trou', 'image', 'jpg', 'trou.jpg'],
    ['C:\\Users\\Nora\\Bureau\\devis.pdf', 'pdf', 'pdf', 'devis.pdf'],
    ['../../etc/passwd', 'pdf', 'pdf', 'passwd.pdf'],
    ['a\u0000b\u0007\r\nc.pdf', 'pdf', 'pdf', 'abc.pdf'],
    ['facture\u202efdp.exe.pdf', 'pdf', 'pdf', 'facturefdp.exe.pdf'],
    ['facture.exe', 'pdf', 'pdf', 'facture.pdf'],
    ['Compte rendu du 12.03', 'pdf', 'pdf', 'Compte rendu du 12.03.pdf'],
    ['Pie\u0300ce d’identité.pdf', 'pdf', 'pdf', 'Pièce d’identité.pdf'],
    ['<b>"x"</b>.pdf', 'pdf', 'pdf', 'b.pdf'],
    ['', 'image', 'webp', 'document.webp'],
    ['...', 'pdf', 'pdf', 'document.pdf'],
    ['.pdf', 'pdf', 'pdf', 'pdf.pdf'],
  ]
  for (const [sent, kind, extension, kept] of cases)
    assert.equal(cleanName(sent, kind, extension), kept, sent)
})

test('a kept name has at most 120 characters and cuts no character in two', () => {
  const name = cleanName(`${'😀'.repeat(200)}.pdf`, 'pdf', 'pdf')
  assert.equal([...name].length, 120)
  assert.ok(name.isWellFormed())
})

test('a picture that was rewritten says so, and is saved under a name that a computer opens', () => {
  const cases: [name: string, mediaType: string, format: string | null, saved: string][] = [
    ['trou.png', 'image/jpeg', 'JPEG', 'trou.jpg'],
    ['trou.JPEG', 'image/jpeg', null, 'trou.JPEG'],
    ['logo.gif', 'image/webp', 'WebP', 'logo.webp'],
    ['devis.pdf', 'application/pdf', null, 'devis.pdf'],
    ['plan.v2.png', 'image/jpeg', 'JPEG', 'plan.v2.jpg'],
    ['rien.bin', 'application/octet-stream', null, 'rien.bin'],
  ]
  for (const [name, mediaType, format, saved] of cases) {
    assert.equal(rewrittenIn({ name, mediaType }), format, name)
    assert.equal(savedName({ name, mediaType }), saved, name)
  }
})

test('a name contradicts the content only when its extension is one', () => {
  assert.equal(announcesOtherKind('photo.pdf', 'image'), true)
  assert.equal(announcesOtherKind('photo.exe', 'image'), true)
  assert.equal(announcesOtherKind('page.html', 'pdf'), true)
  assert.equal(announcesOtherKind('photo.HEIC', 'image'), false)
  assert.equal(announcesOtherKind('photo', 'image'), false)
  assert.equal(announcesOtherKind('Compte rendu du 12.03', 'pdf'), false)
})
