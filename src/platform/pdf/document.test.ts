// A paper is read aloud as it is seen: a title, a language, a structure, and text that is text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textOfPdf } from '#test/pdf.ts'
import { type Paper, renderPaper } from './document.ts'
import { readable } from './text.ts'

const paper: Paper = {
  title: 'Votre demande est enregistrée',
  author: 'Ville d’essai',
  foot: 'Demande 2026-00042',
  at: new Date('2026-11-23T13:38:00Z'),
  parts: [
    { kind: 'text', text: 'Nous l’avons reçue à 14\u00a0h\u00a038.' },
    {
      kind: 'promise',
      title: 'Nos promesses',
      items: [{ term: 'Une réponse le', value: 'lundi 7 décembre' }],
    },
    { kind: 'heading', text: 'Vos réponses' },
    {
      kind: 'facts',
      rows: [
        ['Nom', 'Łukasz Dvořák'],
        ['Récit', 'Un long récit. '.repeat(400)],
      ],
    },
  ],
}

test('a title shown, a language, a structure, and everything else is an ornament', async () => {
  const { raw, pages } = textOfPdf(await renderPaper(paper))
  assert.ok(raw.startsWith('%PDF-1.7'))
  for (const said of [
    '/Lang (fr-FR)',
    '/Marked true',
    '/DisplayDocTitle true',
    '/StructTreeRoot',
    'pdfuaid:part',
  ])
    assert.ok(raw.includes(said), said)
  for (const role of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody'])
    assert.ok(raw.includes(`/S /${role}`), role)
  assert.ok(pages.length >= 2)
})

test('the text can be selected and found, letters of the whole of Europe too', async () => {
  const { pages } = textOfPdf(await renderPaper(paper))
  const text = pages.join('\n')
  for (const said of [
    'Votre demande est enregistrée',
    'lundi 7 décembre',
    'Łukasz Dvořák',
    'Demande 2026-00042, page 1 sur',
  ])
    assert.ok(text.includes(said), `${said} in ${text.slice(0, 600)}`)
})

test('two papers of the same words are the same', async () => {
  const strip = (bytes: Buffer) => bytes.toString('latin1').replace(/\/ID \[.*?\]/s, '')
  assert.equal(strip(await renderPaper(paper)), strip(await renderPaper(paper)))
})

test('a sign that no face has is replaced, never dropped', () => {
  assert.equal(readable('Bien 🙂, merci\u202f!'), 'Bien ?, merci\u00a0!')
})
