// Rendered mails: the same content twice, safe whatever the words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderMail } from './render.ts'

const CONTENT = {
  site: { name: 'Ville de Bron', brand: '#7a1f4b' },
  title: 'Votre demande 2026-00042 est enregistrée',
  paragraphs: ['Bonjour,', 'Nous vous répondons au plus tard le lundi 7 décembre.'],
  facts: [['Numéro', '2026-00042']] as [string, string][],
  action: { label: 'Suivre ma demande', url: 'https://bron.exemple.fr/suivi?code=AB&x=1' },
  footer: 'vous avez signalé un trou dans la chaussée.',
}

test('the text form says everything', () => {
  assert.equal(
    renderMail(CONTENT).text,
    `Votre demande 2026-00042 est enregistrée

Bonjour,

Nous vous répondons au plus tard le lundi 7 décembre.

Numéro\u00a0: 2026-00042

Suivre ma demande\u00a0:
https://bron.exemple.fr/suivi?code=AB&x=1

-- 
Ville de Bron
Pourquoi je reçois ce message\u00a0: vous avez signalé un trou dans la chaussée.
`,
  )
})

test('the HTML form is French, titled, in the colour of the authority, and loads nothing', () => {
  const { html } = renderMail(CONTENT)
  assert.match(html, /<html lang="fr">/)
  assert.match(html, /<title>Votre demande 2026-00042 est enregistrée<\/title>/)
  assert.equal(html.match(/<h1/g)?.length, 1)
  assert.match(html, /bgcolor="#7a1f4b"/)
  assert.match(html, /href="https:\/\/bron\.exemple\.fr\/suivi\?code=AB&amp;x=1"/)
  assert.match(html, /<th [^>]*scope="row"[^>]*>Numéro<\/th>/)
  assert.doesNotMatch(html, /<(?:img|link|script|style)|class=|url\(/)
  for (const [table] of html.matchAll(/<table(?![^>]*style="margin:0 0 16px")[^>]*>/g))
    assert.match(table, /role="presentation"/)
})

test('words of residents stay words, with their line breaks', () => {
  const words = '<b>x</b> class="mail-body"\nseconde ligne'
  const { html } = renderMail({ ...CONTENT, paragraphs: [words], title: words, footer: words })
  assert.ok(!html.includes('<b>x'))
  assert.match(html, /class=&quot;mail-body&quot;<br>seconde ligne/)
})

test('its foot leads to where one chooses what is mailed, when there is something to choose', () => {
  const choices = 'https://bron.exemple.fr/compte/notifications/choix'
  const { text, html } = renderMail({ ...CONTENT, choices })
  assert.match(text, /chaussée\.\nChoisir ce que je reçois par courriel\u00a0:\nhttps:\S+choix\n$/)
  assert.match(html, new RegExp(`<a href="${choices}"><font [^>]+>Choisir ce que je reçois`))
  assert.doesNotMatch(renderMail(CONTENT).html, /Choisir/)
  assert.throws(() => renderMail({ ...CONTENT, choices: 'javascript:alert(1)' }), TypeError)
})

test('a colour or a link that is not one is not written', () => {
  const { html } = renderMail({ ...CONTENT, site: { name: 'Bron', brand: 'red" onload="x' } })
  assert.match(html, /bgcolor="#0b5a6b"/)
  assert.doesNotMatch(html, /onload/)
  for (const url of ['javascript:alert(1)', '/suivi', ''])
    assert.throws(() => renderMail({ ...CONTENT, action: { label: 'x', url } }), TypeError)
})

test('without facts nor action nothing is left empty', () => {
  const { text, html } = renderMail({ ...CONTENT, facts: [], action: undefined })
  assert.doesNotMatch(text, /\n\n\n/)
  assert.doesNotMatch(html, /<a |<th/)
})
