// The `html` tag: typed pages as template strings, escaped by default (OWASP XSS prevention, rules 1, 2 and 5).
import type { HoleKind, Template } from './html-template.ts'
import { checkAttributeName, isOwnSrcset, isSafeUrl, isUrlAttribute, readTemplate } from './html-template.ts'
import { isMarked, type Language, piecesOf, unmarked } from './tongue/said-in.ts'

const MARKUP = Symbol('markup')
const ATTRIBUTES = Symbol('attributes')

/** Markup that was escaped. Only `html` and `raw` make it. */
export interface Html {
  readonly [MARKUP]: string
}

/** Attributes that were escaped. Only `attrs` makes it. */
export interface Attributes {
  readonly [ATTRIBUTES]: string
}

/** What a hole in text accepts; `null`, `undefined` and `false` print nothing, arrays print their items. */
export type HtmlValue = Html | string | number | bigint | null | undefined | false | readonly HtmlValue[]

/** What an attribute accepts: `true` is the bare name, `false`, `null` and `undefined` omit it. */
export type AttributeValue = string | number | boolean | null | undefined

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
// control characters are dropped, but \n and \t
const UNSAFE = /[&<>"'\u0000-\u0008\u000b-\u001f\u007f-\u009f]/
const UNSAFE_ALL = new RegExp(UNSAFE, 'g')

/** Text for HTML: `& < > " '` become entities, control characters except line feed and tab are dropped. */
function escapeHtml(text: string): string {
  return UNSAFE.test(text) ? text.replace(UNSAFE_ALL, (char) => ENTITIES[char] ?? '') : text
}

const spanOf = ({ code, rtl }: Language, inside: string): string =>
  `<span lang="${code}"${rtl === true ? ' dir="rtl"' : ''}>${inside}</span>`

/** Text for HTML, each part that says its language (tongue/said-in.ts) under a `lang`. */
function spokenText(pieces: ReturnType<typeof piecesOf>, around = ''): string {
  let out = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') out += escapeHtml(piece)
    else if (piece.language === null || piece.language.code === around)
      out += spokenText(piece.inside, around)
    else out += spanOf(piece.language, spokenText(piece.inside, piece.language.code))
  }
  return out
}

/** An address that is safe to follow, or `#` when its scheme is refused. */
function safeUrl(value: string): string {
  return isSafeUrl(value) ? value : '#'
}

const templates = new WeakMap<TemplateStringsArray, Template>()

function learn(strings: TemplateStringsArray): Template {
  const template = readTemplate(strings)
  templates.set(strings, template)
  return template
}

function isMarkup(value: object): value is Html {
  return MARKUP in value
}

function text(value: unknown): string {
  if (typeof value === 'string') return isMarked(value) ? spokenText(piecesOf(value)) : escapeHtml(value)
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) {
    let out = ''
    for (const item of value) out += text(item)
    return out
  }
  if (typeof value === 'object' && isMarkup(value)) return value[MARKUP]
  throw new TypeError(`html: a hole in text received ${typeof value}`)
}

function plain(value: unknown): string {
  if (typeof value === 'string') return unmarked(value)
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  throw new TypeError(`html: an attribute received ${typeof value}`)
}

function attributes(value: unknown): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'object' && ATTRIBUTES in value) return (value as Attributes)[ATTRIBUTES]
  throw new TypeError('html: a hole among attributes takes attrs({…})')
}

const FILL: Record<HoleKind, (value: unknown) => string> = {
  text,
  attributes,
  attribute: (value) => escapeHtml(plain(value)),
  url: (value) => escapeHtml(safeUrl(plain(value))),
  // After a lone `/`, a second slash would name another host (URL standard, scheme-relative).
  path: (value) => escapeHtml(plain(value).replace(/^[\s\\/]+/, '')),
}

/**
 * Markup from a template string. Holes stand in text, in double-quoted values, or hold `attrs({…})` in a tag.
 * @throws SyntaxError when the template cannot be made safe (once, at its first use)
 */
export function html(strings: TemplateStringsArray, ...values: (HtmlValue | Attributes)[]): Html {
  const { chunks, holes } = templates.get(strings) ?? learn(strings)
  let out = chunks[0] ?? ''
  for (let index = 0; index < values.length; index += 1) {
    out += FILL[holes[index] ?? 'text'](values[index]) + (chunks[index + 1] ?? '')
  }
  return { [MARKUP]: out }
}

/**
 * Attributes decided at run time, as the one hole allowed among a tag's attributes.
 * @throws SyntaxError for a name that is refused (`on…`, `style`; `srcset`, but for pictures of this site alone)
 */
export function attrs(given: Record<string, AttributeValue>): Attributes {
  const parts: string[] = []
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue
    if (name === 'srcset' && isOwnSrcset(String(value))) {
      parts.push(`${name}="${String(value)}"`)
      continue
    }
    checkAttributeName(name)
    if (value === true) parts.push(name)
    else {
      const written = unmarked(String(value))
      parts.push(`${name}="${escapeHtml(isUrlAttribute(name.toLowerCase()) ? safeUrl(written) : written)}"`)
    }
  }
  return { [ATTRIBUTES]: parts.join(' ') }
}

/** Markup that is already safe: kept for the drawings and icons of platform/ui, which are constants of the program. */
export function raw(markup: string): Html {
  return { [MARKUP]: markup }
}

/** The text of a page, ready to send as UTF-8. */
export function renderHtml(page: Html): string {
  return page[MARKUP]
}
