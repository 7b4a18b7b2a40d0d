// The notation of rich texts: written and read back exactly, refused by line, in a bounded time.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { MOST } from '../text/document.ts'
import { ALL, anyText, doc, heading, link, list, paragraph, PICTURE, strong } from '../text/texts.fixture.ts'
import { tidy } from '../text/tidy.ts'
import { readNotation } from './read.ts'
import { notationOf } from './write.ts'

const read = (notation: string) => {
  const { doc, problems } = readNotation(notation)
  assert.deepEqual(problems, [], notation)
  return doc
}
const refused = (notation: string) =>
  readNotation(notation).problems.map(({ line, message }) => `${line} ${message}`)

describe('the notation of a rich text', () => {
  test('is what one reads in the help, and is read back as it was', () => {
    const notation = notationOf(ALL)
    for (const line of [
      'L’avenue est refaite en **trois temps**, sans jamais fermer.',
      '## Ce qui change, rue par rue',
      'Tableau : Fermetures de janvier à avril 2027',
      `![La déviation passe par la rue Marcel-Bramet.](fichier:${PICTURE})`,
      'Crédit : Ville de Bron',
      '  1. le jeudi 17 décembre',
      '> [!attention]',
      '---',
    ])
      assert.ok(notation.split('\n').includes(line), `${line}\n${notation}`)
    assert.ok(notation.includes('[PLU-H](sigle "plan local d’urbanisme et de l’habitat")'))
    assert.deepEqual(read(notation), ALL)
    assert.equal(notationOf(doc()), '')
  })

  test('loses nothing of any text', () => {
    fc.assert(
      fc.property(anyText.map(tidy), (text) => assert.deepEqual(read(notationOf(text)), text)),
      { numRuns: 600 },
    )
  })

  test('makes a text of anything, which is then written and read as itself', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'*_[]()<>!#-+=|:;.&\\`~"1 \na'), maxLength: 60 })
    fc.assert(
      fc.property(typed, (notation) => {
        const { doc: text } = readNotation(notation)
        assert.deepEqual(read(notationOf(text)), text)
      }),
      { numRuns: 600 },
    )
  })

  test('takes no markup and no code: they are the characters that one typed', () => {
    assert.deepEqual(
      read('<b onclick="alert(1)">a</b>\n\n    indenté\n\n```\ncode\n```'),
      doc(paragraph('<b onclick="alert(1)">a</b>'), paragraph('indenté'), paragraph('``` code ```')),
    )
  })

  test('is read as people write it', () => {
    assert.deepEqual(
      read('Bonjour\nà tous, __voici__\r\n* un\n* deux\n\n## Fin ##'),
      doc(
        paragraph('Bonjour à tous, ', strong('voici')),
        list('bulletList', 'un', 'deux'),
        heading(2, 'Fin'),
      ),
    )
    assert.deepEqual(
      read(`![a](fichier:${PICTURE})\nLégende : b`),
      read(`![a](fichier:${PICTURE})\n\nLégende\u00a0: b`),
    )
    assert.deepEqual(read('\\[!attention]'), doc(paragraph('[!attention]')))
    assert.deepEqual(read('[a](/b)'), doc(paragraph(link('a', '/b'))))
  })

  test('says by line what is wrong, and how to mend it', () => {
    assert.deepEqual(refused('# Un\n\n##### Cinq'), [
      '1 un titre commence par ##, ### ou ####, suivi d’une espace.',
      '3 un titre commence par ##, ### ou ####, suivi d’une espace.',
    ])
    assert.match(refused('a\n\n[b](javascript:alert(1))')[0] ?? '', /^3 l’adresse « javascript:alert\(1\) »/)
    assert.match(refused('[PLU](sigle)')[0] ?? '', /^1 dites ce que veut dire le sigle/)
    assert.match(refused('[a](/b "c")')[0] ?? '', /^1 un lien n’a pas de titre/)
    assert.match(refused(`a ![b](fichier:${PICTURE})`)[0] ?? '', /^1 une image se place seule/)
    assert.match(refused('![b](https://a.example/b.png)')[0] ?? '', /^1 cette image n’est pas connue/)
    assert.match(refused('> [!danger]\n> a')[0] ?? '', /^1 un encadré commence par/)
    assert.match(refused('- a\n\n  ## b')[0] ?? '', /^3 une liste ne contient que/)
    assert.match(refused('> - a')[0] ?? '', /^1 une citation ne contient que/)
  })

  test('that would take long to read is refused before', () => {
    assert.match(refused('a'.repeat(MOST.notation + 1))[0] ?? '', /60.000 caractères/u)
    assert.match(refused('*a **b '.repeat(1000))[0] ?? '', /trop de signes de mise en forme/)
    assert.match(refused('a\n'.repeat(3000))[0] ?? '', /2.000 lignes/u)
    assert.match(refused(`a\n${'- '.repeat(5000)}a`)[0] ?? '', /^2 cette ligne commence/)
    assert.match(refused(`${' '.repeat(300)}- a`)[0] ?? '', /^1 cette ligne commence/)
  })
})
