// Headers of served files: nothing runs, names survive, headers cannot be split.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { servingHeaders } from './headers.ts'

test('a picture is shown, a PDF is saved, anything else is bytes to save', () => {
  const shown = servingHeaders({ mediaType: 'image/jpeg', name: 'trou.jpg' })
  assert.equal(shown['Content-Type'], 'image/jpeg')
  assert.match(shown['Content-Disposition'] ?? '', /^inline; /)
  const saved = servingHeaders({ mediaType: 'application/pdf', name: 'devis.pdf' })
  assert.equal(saved['Content-Type'], 'application/pdf')
  assert.match(saved['Content-Disposition'] ?? '', /^attachment; /)
  for (const mediaType of ['text/html', 'image/svg+xml', 'image/jpeg; charset=x', '']) {
    const other = servingHeaders({ mediaType, name: 'x' })
    assert.equal(other['Content-Type'], 'application/octet-stream')
    assert.match(other['Content-Disposition'] ?? '', /^attachment; /)
  }
})

test('every answer forbids guessing, running, sharing and keeping', () => {
  const headers = servingHeaders({ mediaType: 'image/webp', name: 'x.webp' })
  assert.equal(headers['X-Content-Type-Options'], 'nosniff')
  assert.match(headers['Content-Security-Policy'] ?? '', /default-src 'none'.*sandbox/)
  assert.equal(headers['Cross-Origin-Resource-Policy'], 'same-origin')
  assert.match(headers['Cache-Control'] ?? '', /^private/)
})

test('a French name goes out in both forms, and a hostile one cannot leave its quotes', () => {
  const french = servingHeaders({ mediaType: 'application/pdf', name: 'Pièce d’identité (2).pdf' })
  assert.equal(
    french['Content-Disposition'],
    `attachment; filename="Piece d_identite (2).pdf"; filename*=UTF-8''Pi%C3%A8ce%20d%E2%80%99identit%C3%A9%20%282%29.pdf`,
  )
  const hostile = servingHeaders({ mediaType: 'image/png', name: 'a"; x=1\r\nSet-Cookie: a\ud800.png' })
  assert.equal(
    hostile['Content-Disposition'],
    `inline; filename="a_; x=1__Set-Cookie: a_.png"; filename*=UTF-8''a%22%3B%20x%3D1%0D%0ASet-Cookie%3A%20a%EF%BF%BD.png`,
  )
})
