// A text that says its language: a `lang` around exactly that text, nothing where markup tells none, nothing lost whatever marks say.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { attrs, html, renderHtml } from '#platform/html.ts'
import { typo } from '#platform/ui/french.ts'
import { draftForm } from '#platform/ui/islands.ts'
import { anyText } from '#test/texts.ts'
import { languageOf, saidIn, unmarked } from './said-in.ts'
import { sentences, speaking } from './sentences.ts'

const EN = { code: 'en' }
const AR = { code: 'ar', rtl: true } as const
const shown = (text: string): string => renderHtml(html`<p title="${text}">${text}</p>`)

describe('a text that says its language', () => {
  it('bears it in markup, and is bare in attributes', () => {
    assert.equal(
      shown(saidIn(EN, 'Which "size" & <b>?')),
      '<p title="Which &quot;size&quot; &amp; &lt;b&gt;?"><span lang="en">Which &quot;size&quot; &amp; &lt;b&gt;?</span></p>',
    )
    assert.equal(
      renderHtml(html`<i ${attrs({ title: saidIn(EN, 'Size') })}>${saidIn(AR, 'حجم')}</i>`),
      '<i title="Size"><span lang="ar" dir="rtl">حجم</span></i>',
    )
  })

  it('may hold another, which says its own', () => {
    const text = saidIn(EN, `Answer “${saidIn({ code: 'fr' }, 'Quelle taille ?')}” ${saidIn(EN, 'now')}.`)
    assert.equal(
      renderHtml(html`${text}`),
      '<span lang="en">Answer “<span lang="fr">Quelle taille ?</span>” now.</span>',
    )
    assert.equal(unmarked(text), 'Answer “Quelle taille ?” now.')
  })

  it('is written as its own people write', () => {
    assert.equal(unmarked(typo(saidIn(EN, 'Which size?'))), 'Which size?')
    assert.deepEqual(languageOf(saidIn(AR, 'حجم')), AR)
    assert.equal(languageOf('Taille'), null)
  })

  it('keeps every other sign, and well-formed markup, whatever marks are put', () => {
    const marks = fc.constantFrom('\ufff9', '\ufffa', '\ufffb', '\ufffaen\ufffb', '\ufffa"><script>\ufffb')
    fc.assert(
      fc.property(fc.array(fc.oneof(marks, anyText(20))), (pieces) => {
        const page = renderHtml(html`${pieces.join('')}`)
        assert.ok(!page.includes('<script'))
        assert.equal(page.split('<span').length, page.split('</span>').length)
        assert.ok(/^(?:[^<]|<span lang="[a-z]{2,3}(?:-[A-Za-z]+)?"(?: dir="rtl")?>|<\/span>)*$/u.test(page))
      }),
    )
  })
})

describe('the sentences of a room', () => {
  const SAYS = sentences(
    { yes: 'Oui', many: (count: number) => `${count} fois` },
    { en: { yes: 'Yes', many: (count) => `${count} times` } },
  )
  const read = (language: Parameters<typeof speaking>[0]) =>
    renderHtml(speaking(language, () => html`${SAYS.yes()}, ${SAYS.many(3)}`))

  it('are said in the language of whoever reads, in French otherwise', () => {
    assert.equal(read(null), 'Oui, 3 fois')
    assert.equal(read(EN), '<span lang="en">Yes</span>, <span lang="en">3 times</span>')
    assert.equal(read(AR), '<span lang="fr">Oui</span>, <span lang="fr">3 fois</span>')
    assert.equal(renderHtml(html`${SAYS.yes()}`), 'Oui')
  })

  it('turn a form to the right for those who read so', () => {
    const drawn = (language: Parameters<typeof speaking>[0]) =>
      renderHtml(speaking(language, () => draftForm({ action: '/a', autosave: '/b', csrf: 'c', body: '' })))
    assert.match(drawn(AR), /<form [^>]*dir="rtl"/)
    assert.doesNotMatch(drawn(EN), /dir=/)
  })

  it('are French again once a page in another language fails', () => {
    assert.throws(() =>
      speaking(EN, () => {
        throw new Error('no page')
      }),
    )
    assert.equal(SAYS.yes(), 'Oui')
  })
})
