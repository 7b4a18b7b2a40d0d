// Tests of the `html` tag: nothing a person types ever becomes markup.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyText } from '#test/texts.ts'
import type { HtmlValue } from './html.ts'
import { attrs, html, renderHtml } from './html.ts'

const ENTITY: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const decode = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITY[entity] ?? '')
// what the tag must drop
const withoutControls = (text: string) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
const nasty = fc.oneof(
  anyText(40),
  fc
    .array(fc.constantFrom(...'<>"\'&=/ \t\n\r\0javascript:alert(1)--!'), { maxLength: 40 })
    .map((s) => s.join('')),
)

test('text is escaped and comes back whole', () => {
  fc.assert(
    fc.property(nasty, (input) => {
      const inside = renderHtml(html`<p>${input}</p>`).slice(3, -4)
      assert.doesNotMatch(inside, /[<>"']/)
      assert.equal(decode(inside), withoutControls(input))
    }),
  )
})

test('an attribute never ends early', () => {
  fc.assert(
    fc.property(nasty, nasty, (first, second) => {
      const page = renderHtml(html`<b title="a ${first} b ${second}" ${attrs({ 'data-x': first })}>.</b>`)
      const match = /^<b title="a ([^"]*)" data-x="([^"]*)">\.<\/b>$/s.exec(page)
      assert.ok(match, page)
      assert.equal(decode(match[2] ?? ''), withoutControls(first))
    }),
  )
})

test('an address never carries another scheme', () => {
  const prefix = fc.constantFrom(
    '',
    ' ',
    '\t',
    '\u0001',
    'java',
    'data:',
    'JavaScript:',
    'vb',
    '//',
    '\\\\',
    'https:',
  )
  fc.assert(
    fc.property(prefix, nasty, (start, rest) => {
      for (const page of [
        html`<a href="${start + rest}">x</a>`,
        html`<a ${attrs({ href: start + rest })}>x</a>`,
      ]) {
        const href = decode(/href="([^"]*)"/s.exec(renderHtml(page))?.[1] ?? '')
        const parsed = URL.canParse(href, 'https://site.example/')
          ? new URL(href, 'https://site.example/')
          : null
        if (parsed) assert.match(parsed.protocol, /^(https?|mailto|tel|otpauth|openid-credential-offer):$/)
      }
    }),
  )
})

test('a path after a slash stays on the site', () => {
  const host = (path: string) => {
    const href = /href="([^"]*)"/.exec(renderHtml(html`<a href="/${path}">x</a>`))?.[1] ?? ''
    return new URL(decode(href), 'https://site.example/').host
  }
  for (const path of ['/evil.example', '\\evil.example', '\t/evil.example', 'a/b']) {
    assert.equal(host(path), 'site.example')
  }
})

test('values print as expected', () => {
  const items: HtmlValue[] = ['a', 1, null, undefined, false, html`<b>${'&'}</b>`, ['x', ['y']]]
  assert.equal(renderHtml(html`<p>${items}</p>`), '<p>a1<b>&amp;</b>xy</p>')
  assert.equal(
    renderHtml(
      html`<input ${attrs({ checked: true, disabled: false, 'aria-current': undefined, value: 0 })}>`,
    ),
    '<input checked value="0">',
  )
})

test('known safe addresses are kept', () => {
  for (const url of [
    '/a?b=c:d',
    '#x',
    'https://a.example/',
    'mailto:a@b.example',
    'tel:+33465710058',
    '?x=1',
    '',
  ]) {
    assert.equal(renderHtml(html`<a href="${url}">x</a>`), `<a href="${url}">x</a>`)
  }
  assert.equal(renderHtml(html`<a href="${'javascript:alert(1)'}">x</a>`), '<a href="#">x</a>')
  assert.equal(renderHtml(html`<a href="/d/${'a'}?x=${'"'}">x</a>`), '<a href="/d/a?x=&quot;">x</a>')
})

const x = 'x'
const refused: Record<string, () => unknown> = {
  'tag name': () => html`<${x}>`,
  'unquoted value': () => html`<a title=${x}>a</a>`,
  'single quotes': () => html`<a title='${x}'>a</a>`,
  'attribute name': () => html`<a data-${x}="1">a</a>`,
  comment: () => html`<!-- ${x} -->`,
  script: () => html`<script>${x}</script>`,
  'script with text': () => html`<script>alert(1)</script>`,
  style: () => html`<style>${x}</style>`,
  'style attribute': () => html`<p style="color:${x}">a</p>`,
  handler: () => html`<p onclick="a()">a</p>`,
  'handler in attrs': () => html`<p ${attrs({ onclick: 'a()' })}>a</p>`,
  'static javascript': () => html`<a href="javascript:alert(1)">a</a>`,
  'scheme in two parts': () => html`<a href="java${x}">a</a>`,
  'scheme after a hole': () => html`<a href="${x}script:alert(1)">a</a>`,
  'two first holes': () => html`<a href="${x}${x}">a</a>`,
  'plain text among attributes': () => html`<a ${x}>a</a>`,
  'markup in an attribute': () => html`<a title="${html`<b>a</b>`}">a</a>`,
  'no space before attrs': () => html`<a title="a"${attrs({})}>a</a>`,
  'unfinished tag': () => html`<a href="/x"`,
  iframe: () => html`<iframe src="/x"></iframe>`,
  'closing tag': () => html`</${x}>`,
  'true in text': () => html`<p>${true as never}</p>`,
}
test('a set of pictures names paths of this site, each with its width, and nothing else', () => {
  const own = '/images/ab-1/480 480w, /images/ab-1/entiere 1200w'
  assert.equal(
    renderHtml(html`<img ${attrs({ src: '/images/ab-1/entiere', srcset: own, alt: '' })}>`),
    `<img src="/images/ab-1/entiere" srcset="${own}" alt="">`,
  )
  for (const srcset of [
    'https://ailleurs.example/a 480w',
    '//ailleurs.example/a 480w',
    '/a',
    '/a 480w"',
    'javascript:1 480w',
  ])
    assert.throws(() => attrs({ srcset }), SyntaxError)
})

for (const [name, build] of Object.entries(refused)) {
  test(`refused: ${name}`, () => {
    assert.throws(build, /^(SyntaxError|TypeError): html:/)
  })
}

test('static parts lose their indentation, except where spaces count', () => {
  assert.equal(renderHtml(html`<ul>\n   <li>a</li>\n   </ul>`), '<ul>\n<li>a</li>\n</ul>')
  assert.equal(renderHtml(html`<textarea>\n  ${'  a'}</textarea>`), '<textarea>\n    a</textarea>')
})

test('our own pictures may be data addresses, and scripts come from files', () => {
  assert.ok(
    html`<link rel="icon" href="data:image/svg+xml,%3Csvg/%3E"><script type="module" src="${'/a.js'}"></script>`,
  )
})
