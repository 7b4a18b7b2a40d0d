// The three kinds of page: a resident's, an agent's, and a plain one for errors.
import type { Html, HtmlValue } from '#platform/html.ts'
import { attrs, html, renderHtml } from '#platform/html.ts'
import type { Keeping } from '#platform/http/reader-names.ts'
import { buttonForm } from './button.ts'
import { notice } from './feedback.ts'
import { longDate, plural } from './french.ts'
import { deskHeader, sideMenu, siteFooter, siteHeader } from './header.ts'
import { icon, sprite } from './icon.ts'
import { breadcrumb } from './navigation.ts'
import type { ActingView, AgentFrame, Frame, Link, Site } from './site.ts'

export interface CitizenPage {
  title: string
  main: Html
  /** Part of the navigation that is current: address of its link (`/demarches`, `/suivi`, `/compte`). */
  current?: string
  /** Ancestors of the page; the page itself is added from its title. */
  crumbs?: readonly Link[]
  /** What the breadcrumb calls the page, when its title is too long. */
  crumb?: string
  /** Errors in the form of the page: the title then starts with « Erreur ». */
  errorCount?: number
  /** Description for search engines. */
  description?: string
  /** The same list for programs: its feeds, of that type each. */
  alternates?: readonly { type: string; title: string; href: string }[]
  /** It may be kept on the device of whoever asked for that: the mark of their session; null when they did not. */
  kept?: { reader: string | null }
  /** By which browsers install it, and open it by itself. */
  manifest?: string
  /** More in the band of the demonstration, when there is one. */
  demoNote?: HtmlValue
  /** `page` (default): margins of an ordinary page. `bare`: main holds its own bands (home). */
  layout?: 'page' | 'bare'
}

export interface AgentPage {
  title: string
  main: Html
  current?: string
  errorCount?: number
  /** Column of views at the left of an inbox. */
  side?: Html | null
  /** `body` (default): padded. `bare`: main holds its own head and columns (a request). */
  layout?: 'body' | 'bare'
}

/** A page read standing, at a device that others use: nothing leads out of it. */
export interface StandPage {
  title: string
  /** What the title ends with. */
  of: string
  /** By which browsers install it, and open it by itself. */
  manifest?: string
  head: Html | null
  main: Html
  foot: Html | null
  errorCount?: number
}

interface Document {
  title: string
  sheet: 'counter.css' | 'desk.css'
  bodyClass: string
  whose?: string | undefined
  description?: string | undefined
  alternates?: CitizenPage['alternates'] | undefined
  manifest?: string | undefined
  body: Html
}

const SCRIPTS = /<([a-z]+(?:-[a-z]+)+)[\s>]/g

/** Scripts of the custom elements that the page contains. */
function scripts(assets: Frame['assets'], rendered: string): Html[] {
  const used = new Set<string>()
  for (const [, name = ''] of rendered.matchAll(SCRIPTS)) if (assets.islands.has(name)) used.add(name)
  return [...used].map((name) => html`<script type="module" src="${assets.url(`${name}.js`)}"></script>`)
}

function page({ assets, site }: { assets: Frame['assets']; site: Site | null }, doc: Document): Html {
  const rendered = renderHtml(doc.body)
  const theme = site?.themeUrl ? html`<link rel="stylesheet" href="${site.themeUrl}">` : null
  const description = doc.description ? html`<meta name="description" content="${doc.description}">` : null
  const alternates = doc.alternates?.map(
    ({ type, title, href }) => html`<link rel="alternate" type="${type}" title="${title}" href="${href}">`,
  )
  return html`<!doctype html>
    <html lang="fr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${doc.title}</title>
    ${description}
    ${alternates}
    ${doc.manifest && html`<link rel="manifest" href="${doc.manifest}">`}
    <link rel="icon" href="${assets.url('favicon.svg')}" type="image/svg+xml">
    <link rel="stylesheet" href="${assets.url(doc.sheet)}">
    ${theme}
    ${scripts(assets, rendered)}
    </head>
    <body ${attrs({ class: doc.bodyClass, 'data-whose': doc.whose })}>
    ${sprite(rendered)}
    <a class="skip" href="#contenu">Aller au contenu</a>
    ${doc.body}
    </body>
    </html>`
}

/** Says as whom one looks, and comes back. */
const lookingBand = ({ personName, minutes, stop, csrf }: Extract<ActingView, { minutes: number }>): Html =>
  html`<section class="acting-band" aria-label="Vous voyez comme quelqu’un d’autre">${icon('eye')}<p>Vous voyez Parvis comme <b>${personName}</b>, en lecture seule<span class="until">, encore ${plural(minutes, 'minute', 'minutes')}</span>.</p>${buttonForm('Revenir à mon compte', stop, csrf, { kind: 'quiet' })}</section>`

/** Says for whom one acts, and stops: on every page, first. */
function actingBand(acting: ActingView | null | undefined): Html | null {
  if (!acting) return null
  if ('minutes' in acting) return lookingBand(acting)
  const { personName, until, stop: address, csrf } = acting
  const stop = buttonForm('Arrêter', address, csrf, {
    kind: 'quiet',
    more: `d’agir pour ${personName}`,
  })
  return html`<section class="acting-band" aria-label="Vous agissez pour quelqu’un">${icon('users-round')}<p>Vous agissez pour <b>${personName}</b><span class="until">, jusqu’au ${longDate(until)}</span>.</p>${stop}</section>`
}

/** Says that nothing is changed any more, since when and until when. */
function readingBand({ reading, today }: AgentFrame): Html | null {
  if (!reading) return null
  const rest =
    today <= reading.until
      ? html`Vous lisez tout jusqu’au <b>${longDate(reading.until)}</b>, et ne changez rien.`
      : html`Vous en lisez la convention et ses pièces.`
  return html`<section class="acting-band" aria-label="Lecture seule">${icon('eye')}<p>La convention de votre collectivité a pris fin le <b>${longDate(reading.endedOn)}</b>. ${rest} Une question&nbsp;? La Métropole vous répond.</p></section>`
}

function demoBand({ demo, demoSite }: Frame, note?: HtmlValue): Html | null {
  if (!demo) return null
  const other =
    demoSite && html` · <a href="${demoSite}">Voir un site relié<span class="wide-only"> au compte</span></a>`
  return html`<aside class="demo-band" aria-label="Démonstration">${icon('info')}<span>Démonstration<span class="wide-only">&nbsp;: personnes, demandes et chiffres inventés</span>. <a href="/demo/courrier">Voir les courriels<span class="wide-only"> envoyés</span></a>${other}${note}</span></aside>`
}

function flashMessage(flash: string | null): Html | null {
  return flash ? html`<div class="wrap flash" role="status">${notice('good', flash)}</div>` : null
}

function fullTitle(title: string, end: string, errorCount = 0): string {
  const whole = title === end ? title : `${title} – ${end}`
  return errorCount > 0 ? `Erreur – ${whole}` : whole
}

/** A page of the counter. */
export function citizenPage(frame: Frame, content: CitizenPage): Html {
  const { site } = frame
  const crumbs = content.crumbs?.length ? breadcrumb(content.crumbs, content.crumb ?? content.title) : null
  const main =
    content.layout === 'bare'
      ? html`<main id="contenu" tabindex="-1">${content.main}</main>`
      : html`<main id="contenu" class="wrap page" tabindex="-1">${content.main}</main>`
  return page(frame, {
    title: fullTitle(content.title, site.title, content.errorCount),
    sheet: 'counter.css',
    bodyClass: 'counter',
    whose: frame.whose,
    description: content.description,
    alternates: content.alternates,
    manifest: content.manifest,
    body: html`${demoBand(frame, content.demoNote)}${actingBand(frame.acting)}${siteHeader(frame, content.current)}${flashMessage(frame.flash)}${content.kept && offlineReading('own', content.kept.reader)}
      ${crumbs && html`<div class="wrap">${crumbs}</div>`}
      ${main}
      ${siteFooter(frame)}`,
  })
}

function deskMain({ layout, side, main }: AgentPage): Html {
  if (layout === 'bare') return html`<main id="contenu" tabindex="-1">${main}</main>`
  if (!side) return html`<main id="contenu" class="desk-body" tabindex="-1">${main}</main>`
  return html`<div class="desk-body with-side">${side}<main id="contenu" class="stack tight" tabindex="-1">${main}</main></div>`
}

/** What is read without network, on the pages of elected members: says when there is none, and what to do (src/extranet/offline). */
const withoutNetwork = ({ face, reader }: AgentFrame): Html | null =>
  face === 'Territoires' ? offlineReading('pages', reader ?? null) : null

const offlineReading = (what: Keeping, reader: string | null): Html =>
  html`<offline-reading ${attrs({ role: 'status', 'data-keeping': what, 'data-reader': reader ?? undefined })}></offline-reading>`

/** A page of the agents' desk. */
export function agentPage(frame: AgentFrame, content: AgentPage): Html {
  return page(frame, {
    title: fullTitle(content.title, `${frame.face} – ${frame.site.name}`, content.errorCount),
    sheet: 'desk.css',
    bodyClass: 'desk',
    whose: frame.whose,
    body: html`${actingBand(frame.acting)}${readingBand(frame)}${deskHeader(frame, content.current)}${demoBand(frame)}${flashMessage(frame.flash)}
      ${withoutNetwork(frame)}${deskMain({ ...content, side: content.side ?? sideMenu(frame) })}`,
  })
}

/** A page of a shared device. */
export function standPage(frame: Pick<Frame, 'assets' | 'site'>, content: StandPage): Html {
  const { head, main, foot } = content
  return page(frame, {
    title: fullTitle(content.title, content.of, content.errorCount),
    sheet: 'desk.css',
    bodyClass: 'desk stand',
    manifest: content.manifest,
    body: html`${head && html`<header class="stand-head">${head}</header>`}
      <main id="contenu" class="stand-body" tabindex="-1">${main}</main>
      ${foot && html`<footer class="stand-foot">${foot}</footer>`}`,
  })
}

/** A page that must work when nothing else does: no account, no navigation. `site` may be unknown. */
export function plainPage(
  assets: Frame['assets'],
  content: { site?: Site | null; title: string; main: Html; acting?: ActingView | null },
): Html {
  const site = content.site ?? null
  const home = site ? site.name : 'Parvis'
  return page(
    { assets, site },
    {
      title: `${content.title} – ${home}`,
      sheet: 'counter.css',
      bodyClass: 'counter',
      body: html`${actingBand(content.acting)}<header class="site-header"><div class="wrap"><a class="identity" href="/"><span><b>${home}</b>${site?.faceTitle ?? 'Guichet en ligne'}</span></a></div></header>
        <main id="contenu" class="wrap page" tabindex="-1"><div class="reading stack"><h1>${content.title}</h1>${content.main}</div></main>`,
    },
  )
}
