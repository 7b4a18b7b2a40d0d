// Tests of the kit: errors reach their fields, pages load what they contain, themes and logos refuse what is unsafe.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { html, renderHtml } from '#platform/html.ts'
import { uiCataloguePage } from './catalogue.ts'
import { checkboxCard, dateFields, dateParts, radioCards } from './choices.ts'
import { linkList } from './content.ts'
import { dueCell } from './desk.ts'
import { errorSummary, tag } from './feedback.ts'
import { textarea, textInput } from './fields.ts'
import { fileField } from './files.ts'
import { type Filter, filters } from './filters.ts'
import { initials } from './header.ts'
import { icon, iconNamed } from './icon.ts'
import { citizenPage, plainPage } from './layout.ts'
import { readLogo } from './logo.ts'
import { pagination } from './navigation.ts'
import type { AgentFrame, AssetUrls } from './site.ts'
import { table } from './table.ts'
import { contrastOnWhite, themeCss, themeName, themeNamed, themeUrl } from './theme.ts'

const assets: AssetUrls = {
  url: (name) => `/assets/${name}`,
  islands: new Set(['error-focus', 'submit-once']),
}
const frame: AgentFrame = {
  face: 'Agents',
  path: '/agents',
  assets,
  site: {
    slug: 'bron',
    name: 'Ville de Bron',
    faceTitle: 'Guichet en ligne',
    title: 'Guichet en ligne de la Ville de Bron',
    logo: null,
    themeUrl: '/theme/8d2c58-4e1631.css',
    phone: '04 65 71 26 69',
    email: null,
    address: null,
    openingText: 'Du lundi au vendredi',
    isMetropolis: false,
    metropolisName: 'Métropole',
    commune: '69029',
    centre: null,
  },
  account: null,
  addresses: {
    signIn: '/connexion',
    signOut: '/deconnexion',
    account: '/compte',
    ownName: '/stop',
    ownEyes: '/retour',
    runs: '/agents/travaux',
  },
  places: [{ href: '/suivi', label: 'Suivre', more: ' une demande' }],
  foot: { help: [], territory: [], legal: [] },
  demo: true,
  flash: '<b>fait</b>',
  map: null,
  agent: { name: 'Samira Benkhelil', unit: 'Voirie Est' },
  nav: [{ href: '/agents', label: 'Demandes', search: { label: 'Rechercher', placeholder: 'Nom' } }],
  csrf: 'jeton',
  today: '2026-11-24',
}

test('an error is said at the field, in the summary and in the title', () => {
  const main = html`${errorSummary([{ id: 'age', message: 'Écrivez un nombre' }])}${textInput({ name: 'age', label: 'Âge', hint: 'En années', error: 'Écrivez un nombre', value: '"><b>' })}`
  const page = renderHtml(citizenPage(frame, { title: 'Vous', main, errorCount: 1 }))
  assert.match(page, /<title>Erreur – Vous – Guichet/)
  assert.match(page, /<a href="#age">Écrivez un nombre<\/a>/)
  assert.match(
    page,
    /id="age" name="age" aria-describedby="age-aide age-erreur" aria-invalid="true" value="&quot;&gt;&lt;b&gt;"/,
  )
  assert.match(page, /Une réponse est à corriger/)
  assert.match(page, /role="status">.*&lt;b&gt;fait/s)
})

test('a page loads the icons and the scripts it contains, and no others', () => {
  const page = renderHtml(
    citizenPage(frame, {
      title: 'A',
      main: html`${icon('bike')}<error-focus>a</error-focus><p>${'<submit-once>'}</p>`,
    }),
  )
  assert.match(page, /<symbol id="i-bike"/)
  assert.doesNotMatch(page, /<symbol id="i-car"/)
  assert.match(page, /src="\/assets\/error-focus.js"/)
  assert.doesNotMatch(page, /submit-once.js/)
  assert.match(page, /href="\/theme\/8d2c58-4e1631\.css"/)
})

test('every icon has a shape, and unknown names fall back', () => {
  assert.equal(renderHtml(iconNamed('absent', 'info')), renderHtml(icon('info')))
  assert.match(renderHtml(tag('warn', 'À risque', { icon: 'hourglass' })), /class="tag warn"/)
})

test('dates keep what was typed, and only wrong boxes are marked', () => {
  const value = { day: '31', month: '11', year: '2026' }
  const page = renderHtml(dateFields({ name: 'd', label: 'Jour', error: 'Non', wrong: ['day'], value }))
  assert.equal(page.match(/aria-invalid/g)?.length, 1)
  assert.match(page, /name="d-mois".*value="11"/)
  assert.deepEqual(dateParts('2026-01-05'), { day: '5', month: '1', year: '2026' })
})

test('the first card carries the id that errors link to', () => {
  const choices = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B', drawing: 'pothole-small' },
  ]
  const page = renderHtml(radioCards({ name: 'q', label: 'Q', choices, value: 'b' }))
  assert.match(page, /id="q" name="q" value="a">/)
  assert.match(page, /id="q-2" name="q" value="b" checked>/)
  const box = renderHtml(checkboxCard({ name: 'ok', label: 'Oui', error: 'Cochez la case' }))
  assert.match(box, /id="ok-erreur".*Cochez la case/)
  assert.match(box, /aria-describedby="ok-erreur"/)
})

test('two problems of one question are two lines, both tied to the control', () => {
  const page = renderHtml(
    fileField({
      name: 'p',
      label: 'P',
      files: [],
      max: 3,
      maxBytes: 1,
      accept: 'image/*',
      error: ['Un.', 'Deux.'],
    }),
  )
  assert.match(page, /<ul class="errors" id="p-erreur">.*<span>Un\.<\/span><\/li><li.*<span>Deux\.<\/span>/s)
  assert.match(page, /aria-describedby="p-erreur"/)
})

test('a stored file is removed by a plain button, and a full list offers no more', () => {
  const files = [{ fileId: 'f1', name: 'a.jpg', bytes: 10, mediaType: 'image/jpeg' }]
  const page = renderHtml(fileField({ name: 'p', label: 'P', files, max: 1, maxBytes: 1, accept: 'image/*' }))
  assert.match(page, /<button class="button bare" name="remove" value="f1" formnovalidate>/)
  assert.doesNotMatch(page, /type="file"/)
})

test('a text area gives back its first line feed', () => {
  assert.match(
    renderHtml(textarea({ name: 't', label: 'T', value: '\nb' })),
    /<textarea[^>]*>\n\nb<\/textarea>/,
  )
})

test('a late day says so in words', () => {
  assert.match(
    renderHtml(dueCell({ day: '2026-11-20', today: '2026-11-24', state: 'late' })),
    /−\u00a04\u00a0jours.*en retard/,
  )
  assert.equal(initials('Jean-Marc de la Tour'), 'JT')
})

test('the living page holds every component on both faces', () => {
  assert.match(renderHtml(uiCataloguePage(frame)), /Planche des composants/)
  assert.match(renderHtml(uiCataloguePage(frame, 'desk')), /data-bulk-count/)
  assert.match(
    renderHtml(plainPage(assets, { title: 'Introuvable', main: html`<p>Rien ici</p>` })),
    /<h1>Introuvable/,
  )
})

test('a theme is two colours, readable on white', () => {
  const plum = { brand: '#8D2C58', brandStrong: '#4e1631' }
  assert.equal(themeUrl(plum), '/theme/8d2c58-4e1631.css')
  const read = themeNamed(themeName(plum))
  assert.ok(read)
  assert.equal(themeCss(read), ':root{--brand:#8d2c58;--brand-strong:#4e1631}\n')
  for (const name of [
    '',
    '-',
    'red;}-000000',
    '8d2c58',
    'x8d2c58-4e1631',
    '8d2c58-4e1631\n',
    'ff9999-000000',
    '000000-ff9999',
  ])
    assert.equal(themeNamed(name), null, name)
  assert.equal(Math.round(contrastOnWhite('#000000')), 21)
})

test('a logo is shapes and nothing else', () => {
  const logo = (inside: string) => () =>
    readLogo(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${inside}</svg>`)
  assert.match(
    renderHtml(logo('<path class="mark-frame" d="M7 45V7h34"/>')()),
    /aria-hidden="true"><path class="mark-frame"/,
  )
  for (const inside of [
    '<script>a</script>',
    '<path onload="a"/>',
    '<path d="url(javascript:)"/>',
    '<a href="x"/>',
    'texte',
  ]) {
    assert.throws(logo(inside), SyntaxError, inside)
  }
  assert.throws(() => readLogo('<svg viewBox="0 0 1 1" viewBox="0 0 2 2"></svg>'), SyntaxError)
  const began = performance.now()
  for (const long of [
    '<'.repeat(40_000),
    '<svg '.repeat(8000),
    ' viewBox='.repeat(4000),
    `<g class="${' '.repeat(39_000)}!"/>`,
  ])
    for (const read of [logo(long), () => readLogo(`<svg ${long}`)]) assert.throws(read, SyntaxError)
  assert.ok(performance.now() - began < 1000, 'read once, whatever it holds')
})

test('each cell of a table says what it is, for the card that its row becomes', () => {
  const columns = [{ label: 'Quoi' }, { label: 'Combien', right: true }, { label: 'Retirer', hidden: true }]
  const page = renderHtml(table({ caption: 'Liste', columns, rows: [['Messages', 3, 'Retirer']] }))
  assert.match(page, /<th scope="row" role="rowheader">Messages<\/th>/)
  assert.match(page, /<td class="r" role="cell" data-label="Combien">3<\/td>/)
  assert.match(page, /<td role="cell">Retirer<\/td>/, 'an act needs no word before it')
})

test('raw() is used by drawings, icons and logos only', async () => {
  const folder = new URL('../../', import.meta.url)
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const users: string[] = []
  for (const file of files) {
    if (
      /import \{[^}]*\braw\b[^}]*\} from '#?[./]*(platform\/)?html\.ts'/.test(
        await readFile(new URL(file, folder), 'utf8'),
      )
    )
      users.push(file)
  }
  assert.deepEqual(users.sort(), ['platform/ui/drawings.ts', 'platform/ui/icon.ts', 'platform/ui/logo.ts'])
})

test('on a phone one filter is shown at least, and what opens opens on something', () => {
  const list = { kind: 'list', name: 'qui', label: 'Qui', all: 'Tous', options: [] } as const
  const bar = (...shown: Filter[]) =>
    renderHtml(filters({ action: '/', label: 'Filtres', filters: shown })).replace(/<details[^]*<\/div>/, '…')
  assert.match(bar(list), /name="qui"/)
  assert.doesNotMatch(bar({ kind: 'text', name: 'q', label: 'Mots' }), /…/)
  assert.doesNotMatch(bar({ kind: 'text', name: 'q', label: 'Mots' }, list), /name="qui"/)
})

test('the number of a page is never told as the number of all', () => {
  const said = (page: Parameters<typeof pagination>[0]) => renderHtml(pagination(page) ?? html``)
  assert.match(said({ previous: null, shown: 20, next: '/?apres=x' }), /20\u00a0demandes sur cette page/)
  assert.match(said({ previous: null, shown: 20, next: '/?apres=x', total: 41 }), /20\u00a0demandes sur 41/)
  assert.match(said({ previous: null, next: null, shown: 3 }), /3\u00a0demandes</)
})

test('what is said beneath a link is beside its name, not in it', () => {
  const list = linkList([{ href: '/a', label: 'Cartons', under: 'Dons, Bron' }])
  assert.match(renderHtml(list), /<span>Cartons<\/span> <span class="meta">Dons, Bron<\/span>/)
})
