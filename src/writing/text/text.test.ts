// Rich texts: what is refused, their one form, how they are read, their plain words.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { renderHtml } from '#platform/html.ts'
import { isHref } from './address.ts'
import { emptyRich, MOST } from './document.ts'
import { plainOf, summaryOf } from './plain.ts'
import { renderRich } from './render.ts'
import { richText } from './schema.ts'
import {
  ALL,
  anyText,
  doc,
  heading,
  image,
  link,
  list,
  paragraph,
  PICTURE,
  strong,
  table,
} from './texts.fixture.ts'
import { tidy } from './tidy.ts'

const file = (id: string) => (id === PICTURE ? { src: `/fichiers/${id}`, width: 800, height: 600 } : null)
const shown = (text: Parameters<typeof renderRich>[0], under: 1 | 2 = 1) =>
  renderHtml(renderRich(text, { file, under }))

describe('a rich text', () => {
  test('is read as it was kept, when it holds all that it may', () => {
    assert.deepEqual(richText.parse(JSON.parse(JSON.stringify(ALL))), ALL)
    assert.deepEqual(richText.parse(emptyRich), emptyRich)
  })

  test('is read with the spaces of French, whatever the keyboard', () => {
    assert.match(
      shown(doc(paragraph({ type: 'text', text: 'Fermé : on passe où ?' }))),
      /Fermé\u00a0: on passe où\u202f\?/,
    )
  })

  test('holds nothing else', () => {
    const refused = (block: unknown) =>
      assert.equal(
        richText.safeParse({ type: 'doc', content: [block] }).success,
        false,
        JSON.stringify(block),
      )
    refused({ type: 'html', content: '<b>' })
    refused({ type: 'paragraph', content: [{ type: 'text', text: 'a', style: 'color: red' }] })
    refused({ type: 'paragraph', attrs: { class: 'a' }, content: [] })
    refused({ type: 'heading', attrs: { level: 1 }, content: [] })
    refused(paragraph(link('a', 'javascript:alert(1)')))
    refused({ ...image(), attrs: { ...image, file: '../../etc/passwd' } })
    refused({ type: 'quote', content: [heading(2, 'a')] })
  })

  test('is bounded, however deep it comes', () => {
    let deep = list('bulletList', 'a')
    for (let depth = 1; depth < MOST.depth; depth++) deep = list('bulletList', [paragraph('a'), deep])
    assert.equal(richText.safeParse(doc(deep)).success, true)
    assert.equal(richText.safeParse(doc(list('bulletList', [paragraph('a'), deep]))).success, false)
    const far = '{"type":"bulletList","content":[{"type":"listItem","content":['
    const end = ']}]}'
    const bottomless: unknown = JSON.parse(
      `{"type":"doc","content":[${far.repeat(2000)}${end.repeat(2000)}]}`,
    )
    assert.equal(richText.safeParse(bottomless).success, false)
    const many = Array.from({ length: MOST.blocks + 1 }, () => paragraph('a'))
    assert.equal(richText.safeParse(doc(...many)).success, false)
  })

  test('has one form: what shows nothing goes, what reads the same is the same', () => {
    const untidy = doc(
      paragraph('  ', strong(' a'), strong(' b '), '', 'c  d\n'),
      paragraph('\u00a0'),
      list('bulletList', 'un'),
      list('bulletList', 'deux', ' '),
      paragraph('Tableau : Dates'),
      table('', ['A', 'B'], ['c']),
      image(),
      paragraph('Crédit\u00a0: Bron'),
    )
    assert.deepEqual(
      tidy(untidy),
      doc(
        paragraph(strong('a b'), ' c d'),
        list('bulletList', 'un', 'deux'),
        table('Dates', ['A', 'B'], ['c', '']),
        image({ credit: 'Bron' }),
      ),
    )
    fc.assert(
      fc.property(anyText, (any) => assert.deepEqual(tidy(tidy(any)), tidy(any))),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(anyText, (any) => assert.equal(richText.safeParse(tidy(any)).success, true)),
      { numRuns: 100 },
    )
  })

  test('leads only where it may', () => {
    for (const href of [
      'https://a.example/b',
      'mailto:a@b.example',
      'tel:+33 4'.replace(' ', ''),
      '/contenus/1?a=b#c',
    ])
      assert.equal(isHref(href), true, href)
    for (const href of [
      ...[
        'http://a.example',
        'javascript:alert(1)',
        'JAVASCRIPT:alert(1)',
        'java\tscript:a',
        'data:text/html,a',
      ],
      ...[
        '//a.example',
        '/\\a.example',
        'a.html',
        '',
        'https:a',
        'https:///a',
        'mailto:',
        '/a b',
        '/a\u0000',
      ],
    ])
      assert.equal(isHref(href), false, href)
  })

  test('is read as a page is: levels under its title, tables with heads, pictures with their words', () => {
    const page = shown(ALL)
    for (const part of [
      '<strong>trois temps</strong>',
      '<h2>Ce qui change, rue par rue</h2>',
      '<caption>Fermetures de janvier à avril 2027</caption>',
      '<th scope="col">Tronçon</th>',
      '<th scope="row">Carrefour de la Boutasse</th>',
      `<img src="/fichiers/${PICTURE}" width="800" height="600" alt="La déviation passe par la rue Marcel-Bramet."`,
      '<figcaption>Le plan Crédit\u00a0: Ville de Bron</figcaption>',
      '<abbr title="plan local d’urbanisme et de l’habitat">PLU-H</abbr>',
      '<a href="/contenus/12">page du chantier</a>',
      'rel="external noopener">calendrier complet<svg',
      'aria-label="Attention"',
    ])
      assert.ok(page.includes(part), part)
    assert.ok(shown(ALL, 2).includes('<h3>Ce qui change, rue par rue</h3>'))
    assert.ok(shown(doc(paragraph('<script>alert(1)</script>'))).includes('&lt;script&gt;'))
  })

  test('tells the picture that is no longer there by its words', () => {
    const gone = { file: '5a1f1d7e-2f0a-4a53-9f5e-0d7f7f0f4a11', alternative: 'Un plan' }
    const page = shown(doc(image(gone), image({ ...gone, decorative: true })))
    assert.equal(page.match(/<figure>/g)?.length, 1)
    assert.ok(page.includes('Un plan') && !page.includes('<img'))
  })

  test('gives its plain words, and what it begins with', () => {
    const plain = plainOf(ALL)
    assert.ok(plain.startsWith('L’avenue est refaite en trois temps, sans jamais fermer.\nCe qui change'))
    assert.ok(plain.includes('Carrefour de la Boutasse, du 11 janvier au 5 février'))
    assert.ok(plain.includes('La déviation passe par la rue Marcel-Bramet.\nLe plan'))
    assert.equal(summaryOf(ALL, 25), 'L’avenue est refaite en…')
    assert.equal(summaryOf(doc(paragraph('Court.')), 25), 'Court.')
    assert.equal(summaryOf(doc(paragraph('a'.repeat(30))), 10), `${'a'.repeat(9)}…`)
  })
})
