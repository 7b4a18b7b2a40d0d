// French formatting: dates, durations, numbers, sizes and typographic spaces (Imprimerie nationale usage).
import { isMarked } from '../tongue/said-in.ts'

const NBSP = '\u00a0'
const THIN = '\u202f'

/** A day without an hour, `YYYY-MM-DD`. */
export type Day = string
/** An instant (needs a zone such as `Europe/Paris`), or a day (the zone is then unused). */
export type When = Date | Day

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: zone })
  formats.set(key, made)
  return made
}

function write(when: When, zone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  if (typeof when === 'string')
    return format('UTC', options).format(new Date(`${when.slice(0, 10)}T00:00:00Z`))
  if (!zone) throw new TypeError('french: an instant is written in a zone')
  return format(zone, options).format(when)
}

/** A non-breaking space between the day and its month, and « 1er » for the first. */
function bindDay(text: string): string {
  return text.replace(/(^|\s)(\d{1,2})(er)? (?=\p{L})/gu, (_, before: string, day: string) => {
    return `${before}${day === '1' ? '1er' : day}${NBSP}`
  })
}

/** « lundi 23 novembre 2026 » */
export function longDate(when: When, zone?: string): string {
  return bindDay(write(when, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }))
}

/** « 23 novembre 2026 », « 1er janvier 2027 »: a day that is no appointment. */
export function fullDate(when: When, zone?: string): string {
  return bindDay(write(when, zone, { day: 'numeric', month: 'long', year: 'numeric' }))
}

/** « lundi 23 novembre »: for promises, where the year goes without saying. */
export function dayDate(when: When, zone?: string): string {
  return bindDay(write(when, zone, { weekday: 'long', day: 'numeric', month: 'long' }))
}

/** « ven. 27 nov. » */
export function shortDate(when: When, zone?: string): string {
  return bindDay(write(when, zone, { weekday: 'short', day: 'numeric', month: 'short' }))
}

/** « nov. » */
export function monthShort(when: When, zone?: string): string {
  return write(when, zone, { month: 'short' })
}

/** « 27 nov. » */
export function shortDay(when: When, zone?: string): string {
  return bindDay(write(when, zone, { day: 'numeric', month: 'short' }))
}

/** « 27 nov. 2026 »: for lists that span years. */
export function mediumDate(when: When, zone?: string): string {
  return bindDay(write(when, zone, { day: 'numeric', month: 'short', year: 'numeric' }))
}

/** « novembre 2026 » */
export function monthYear(when: When, zone?: string): string {
  return write(when, zone, { month: 'long', year: 'numeric' })
}

/** « 14 h 38 », « 9 h » on the hour. */
export function time(when: Date, zone: string): string {
  const [hour = '', minute = ''] = write(when, zone, {
    hour: 'numeric',
    minute: '2-digit',
    hour12: false,
  }).split(':')
  const start = `${Number(hour)}${NBSP}h`
  return minute === '00' ? start : `${start}${NBSP}${minute}`
}

/** « lundi 23 novembre 2026 à 14 h 38 » */
export function dateTime(when: Date, zone: string): string {
  return `${longDate(when, zone)} à ${time(when, zone)}`
}

/** « lun. 23 nov., 14 h 38 »: for the agents' timeline. */
export function shortDateTime(when: Date, zone: string): string {
  return `${shortDate(when, zone)}, ${time(when, zone)}`
}

/** The day of an instant in a zone, `YYYY-MM-DD`. */
export function dayOf(when: Date, zone: string): Day {
  const parts = format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(when)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** Calendar days from `from` to `to` (negative when `to` is before). */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** « Aujourd’hui », « Demain », « − 3 jours » (late), otherwise « ven. 27 nov. ». */
export function dueLabel(day: Day, today: Day): string {
  const left = daysBetween(today, day)
  if (left === 0) return 'Aujourd’hui'
  if (left === 1) return 'Demain'
  if (left < 0) return `−${NBSP}${plural(-left, 'jour', 'jours')}`
  return shortDate(day)
}

const integers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })

/** « 1 164 », « 2,4 » (one decimal at most). */
export function number(value: number): string {
  return integers.format(value)
}

const WORDS = ['zéro', 'une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix']

/** « trois », of feminine things; beyond ten, figures. */
export const inWords = (value: number): string => WORDS[value] ?? number(value)

/** « 0 demande », « 1 demande », « 1 164 demandes » (French: plural from 2). */
export function plural(count: number, one: string, several: string): string {
  return `${number(count)}${NBSP}${Math.abs(count) < 2 ? one : several}`
}

/** « 87 % » of a share between 0 and 1. */
export function percent(share: number): string {
  return `${number(Math.round(share * 100))}${NBSP}%`
}

/** « 812 octets », « 84 ko », « 2,4 Mo » (decimal units). */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return plural(bytes, 'octet', 'octets')
  if (bytes < 999_500) return `${number(Math.round(bytes / 1000))}${NBSP}ko`
  return `${number(bytes / 1_000_000)}${NBSP}Mo`
}

/** A name between French quotation marks, kept on one line with them. */
export const quoted = (name: string): string => `«${NBSP}${name}${NBSP}»`

/** « a », « a et b », « a, b et c ». */
export function listSentence(items: readonly string[], last: 'et' | 'ou' = 'et'): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** The first of them, and how many others: « Bron, Mions et 3 autres ». */
export function someOf(items: readonly string[], most = 3): string {
  const others = items.length - most
  return others < 2
    ? listSentence(items)
    : listSentence([...items.slice(0, most), plural(others, 'autre', 'autres')])
}

/** A sentence with its first letter in capital, behind what says its language. */
export const capital = (text: string): string =>
  text.replace(
    /^(\ufff9*)([^\ufff9])/u,
    (_, marks: string, letter: string) => marks + letter.toLocaleUpperCase('fr'),
  )

/**
 * Typographic French: ’ for ', non-breaking spaces before : ; ? ! % €, inside « », in « 14 h 38 » and in numbers.
 * Addresses of sites and hours such as 14:38 are left alone.
 */
export function typo(text: string): string {
  // What is said in another language is written as its own people write.
  if (isMarked(text)) return text
  return text
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/\s*([;?!]+)(?=\s|$|»|\))/g, (all, mark: string, at: number) => (at === 0 ? all : THIN + mark))
    .replace(/[ \u00a0\u202f]+([:%€»])/g, `${NBSP}$1`)
    .replace(/«[ \u00a0\u202f]*/g, `«${NBSP}`)
    .replace(/(\d) h (?=\d)/g, `$1${NBSP}h${NBSP}`)
    .replace(/(\d) h\b/g, `$1${NBSP}h`)
    .replace(/(\d) (?=\d{3}(?!\d))/g, `$1${THIN}`)
}

const languages = new Intl.DisplayNames('fr-FR', { type: 'language' })

/** « anglais », of its code. */
export const languageName = (code: string): string => languages.of(code) ?? code
