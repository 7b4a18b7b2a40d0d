// A page as it is shown again without network: since when it is kept said first, its forms at rest. And the files it needs.
import type { Keeping } from '#platform/http/reader-names.ts'
import { HERE } from './places.ts'

const FILES = /(?:href|src)="(\/(?:assets|theme)\/[^"]+)"/g
const IN_SHEETS = /url\("?(\/assets\/[^")]+)"?\)/g
const FORMS = /<form\b[^>]*>.*?<\/form>/gs
const CONTROLS = /<(button|input|select|textarea)(?=[\s>])/g

/** Addresses of its style sheets, scripts and icon. */
export const filesOf = (page: string): string[] => all(page, FILES)

/** Fonts of a style sheet. */
export const filesOfSheet = (css: string): string[] => all(css, IN_SHEETS)

const all = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, at = '']) => at)),
]

/** « 28 novembre 2026 à 14 h 05 », where the reader is. */
export function moment(at: number): string {
  const date = new Date(at)
  const day = date.toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric' })
  const minutes = String(date.getMinutes()).padStart(2, '0')
  return `${day.replace(/^1 /, '1er ')} à ${date.getHours()}\u00a0h\u00a0${minutes}`
}

const CLOSED = ' Ses formulaires sont fermés\u00a0: ils attendent le retour du réseau.'

/** Nothing is typed where nothing can be sent. Signing out stays: it forgets what is kept here. */
const atRest = (form: string): string => (isOut(form) ? form : form.replace(CONTROLS, '<$1 disabled'))

const isOut = (form: string): boolean => form.includes('class="sign-out"')

const hasForms = (page: string): boolean =>
  (page.match(FORMS) ?? []).some((form) => !isOut(form) && !form.includes('role="search"'))

/** Why the kept page is shown: no network, or one that does not answer in time. */
export type Why = 'away' | 'slow'

const WORDS: Record<Why, string> = { away: 'Hors ligne', slow: 'Le réseau ne répond pas' }

const band = (why: Why, text: string, what: Keeping) =>
  `<offline-reading role="status" data-keeping="${what}" data-kept><div class="offline-band"><p><b>${WORDS[why]}</b>\u00a0: ${text}</p></div></offline-reading>`

/** What follows: where the others are, or what works all the same. */
const AFTER: Readonly<Record<Keeping, string>> = {
  pages: ` <a href="${HERE}">Pages gardées</a>`,
  own: ' Le code et les droits se montrent toujours.',
}

/** The kept page: everything of it was escaped by the server. */
export const keptPage = (page: string, keptAt: number, why: Why, what: Keeping): string =>
  withBand(
    page,
    band(why, `page gardée le ${moment(keptAt)}.${hasForms(page) ? CLOSED : ''}${AFTER[what]}`, what),
  )

const INSTEAD: Readonly<Record<Keeping, string>> = {
  pages: 'Celles qui sont gardées sont ci-dessous.',
  own: 'Votre pass est ci-dessous.',
}

/** Instead of a page that is not kept: the screen of the choice, which lists those that are, or the page of one’s own. */
export const missingPage = (screen: string, what: Keeping): string => {
  const text = 'la page demandée n’est pas gardée sur cet appareil. Elle s’ouvrira quand le réseau reviendra.'
  return withBand(screen, band('away', `${text} ${INSTEAD[what]}`, what))
}

const withBand = (page: string, said: string): string =>
  page.replace(/<offline-reading[^>]*><\/offline-reading>/, () => said).replace(FORMS, atRest)

/** « Ordre du jour – Territoires – Métropole » is called « Ordre du jour ». */
export const titleOf = (page: string): string =>
  (/<title>([^<]*)<\/title>/.exec(page)?.[1] ?? '')
    .replace(/ – Territoires – .*$/s, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => SIGNS[name] ?? '')

const SIGNS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
