// What a reader would stumble on: each kind found where it is, and nothing in a text that reads well.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Block } from './document.ts'
import { stumbles } from './stumbles.ts'
import { ALL, anyText, doc, heading, image, link, list, paragraph, strong, table } from './texts.fixture.ts'

const found = (...content: Block[]) =>
  stumbles(doc(...content)).map(({ kind, path }) => `${kind} ${path.join('.')}`)
const some = 'Le chantier commence lundi.'

describe('what a reader would stumble on', () => {
  test('is nothing in a text that reads well', () => {
    assert.deepEqual(stumbles(ALL), [])
    assert.deepEqual(stumbles(doc()), [])
  })

  test('is a picture without words, which keeps from publishing, unless it is decorative', () => {
    const [first, ...others] = stumbles(doc(paragraph(some), image(), image({ decorative: true })))
    assert.deepEqual([first?.kind, first?.path, first?.refuses, others], ['alternative', [1], true, []])
    assert.deepEqual(found(paragraph(some), image({ alternative: 'IMG_2034.JPG' })), ['alternative 1'])
    const only = stumbles(doc(image({ alternative: 'Un plan' })))
    assert.deepEqual(
      only.map(({ kind, refuses }) => [kind, refuses]),
      [['imageOnly', false]],
    )
  })

  test('is a title that is empty or jumps over a level', () => {
    assert.deepEqual(found(heading(3, 'Un')), ['headingOrder 0'])
    assert.deepEqual(found(heading(2, 'Un'), heading(4, 'Deux'), heading(4, 'Trois')), ['headingOrder 1'])
    assert.deepEqual(found(heading(2, 'Un'), heading(3, 'Deux'), heading(2, 'Trois'), heading(2, '')), [
      'emptyHeading 3',
    ])
  })

  test('is a link that says nothing, or shows an address', () => {
    assert.deepEqual(found(paragraph('Pour le plan, ', link('cliquez ici', '/a'), '.')), ['link 0.1'])
    assert.deepEqual(found(paragraph(link('En savoir plus', '/a'))), ['link 0.0'])
    assert.deepEqual(found(paragraph(link('https://a.example/b', 'https://a.example/b'))), ['address 0.0'])
    assert.deepEqual(found(paragraph('Voir www.a.example')), ['address 0.0'])
    assert.deepEqual(found(paragraph(link('plan du chantier', '/a'), ' ici')), [])
    assert.deepEqual(found(list('bulletList', 'un', [paragraph(link('ici', '/a'))])), ['link 0.1.0.0'])
  })

  test('is a sentence of more than forty words', () => {
    const sentence = (count: number) => `Un ${'mot '.repeat(count - 2)}dernier.`
    assert.deepEqual(found(paragraph(sentence(40), ' ', sentence(40))), [])
    assert.deepEqual(found(paragraph(sentence(41))), ['sentence 0'])
    assert.match(stumbles(doc(paragraph(sentence(41))))[0]?.said ?? '', /compte 41 mots/)
  })

  test('is the first use of an abbreviation that nothing explains', () => {
    assert.deepEqual(found(paragraph('Les VL suivent la déviation.'), paragraph('Encore les VL.')), [
      'abbreviation 0',
    ])
    assert.deepEqual(found(paragraph('Le PLU-H (plan local d’urbanisme) et le PLU-H.')), [])
    assert.deepEqual(found(paragraph('Le plan local d’urbanisme (PLU) en PDF.')), [])
    assert.deepEqual(found(paragraph('Au XIXe siècle, Louis XIV, à 8 H, le A7.')), [])
  })

  test('is a table whose columns have no title, or that has none', () => {
    assert.deepEqual(found(table('Dates', ['', 'B'], ['c', 'd'])), [])
    assert.deepEqual(found(table('Dates', ['A', ''], ['c', 'd'])), ['table 0'])
    assert.deepEqual(found(table('Dates', ['', ''], ['c', 'd'])), ['table 0'])
    assert.deepEqual(found(table('', ['A', 'B'], ['c', 'd'])), ['table 0'])
  })

  test('is a paragraph all in capitals, whose words are no abbreviations', () => {
    assert.deepEqual(found(paragraph('ATTENTION AUX TRAVAUX')), ['capitals 0'])
    assert.deepEqual(found(paragraph(strong('ATTENTION')), paragraph(some)), ['abbreviation 0'])
  })

  test('is found in any text, in its order, in sentences', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { said, mend, path } of stumbles(text)) {
          assert.match(said, /^[A-ZÀ-Ý].*\.$/su)
          assert.match(mend, /^[A-ZÀ-Ý].*\.$/su)
          assert.ok(path.length > 0 || said.includes('images'))
        }
      }),
      { numRuns: 200 },
    )
  })
})
