// XML as programs write it in their files, token by token (XML 1.0, without declarations of types): what is not known, a DOCTYPE and
// its entities among it, ends the reading. Each token is looked for once: nothing is costly, nothing is fetched.
import { RefusedSheet } from './refused.ts'

export type Token =
  | { kind: 'open'; name: string; attributes: string; isEmpty: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string }

const TOKEN =
  /<(?<slash>\/?)(?<name>[A-Za-z_][\w:.-]{0,100})(?<attributes>(?:\s+[A-Za-z_][\w:.-]{0,100}\s*=\s*(?:"[^"<]*"|'[^'<]*')){0,60})\s*(?<end>\/?)>|<!\[CDATA\[(?<data>[^]*?)\]\]>|<!--[^]*?-->|<\?[^]*?\?>|(?<text>[^<]+)/gy
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{1,8}));|&/gi
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unread = () =>
  new RefusedSheet('Le contenu de ce fichier ne se lit pas\u00a0: enregistrez-le de nouveau.')

function plain(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (_, hex?: string, decimal?: string, name?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    const mark = name === undefined ? marked(code) : NAMED[name]
    if (mark === undefined) throw unread()
    return mark
  })
}

const marked = (code: number): string | undefined =>
  code <= 0x10ffff ? String.fromCodePoint(code) : undefined

/** @throws RefusedSheet */
export function* tokensOf(xml: string): Generator<Token> {
  let read = 0
  for (const { 0: whole, groups = {} } of xml.matchAll(TOKEN)) {
    const { slash, name, attributes = '', end, data, text } = groups
    read += whole.length
    if (name !== undefined && slash === '/') yield { kind: 'close', name }
    else if (name !== undefined) yield { kind: 'open', name, attributes, isEmpty: end === '/' }
    else if (data !== undefined) yield { kind: 'text', text: data }
    else if (text !== undefined) yield { kind: 'text', text: plain(text) }
  }
  if (read < xml.length) throw unread()
}

/** The value of an attribute; null when it has none. */
export function attributeOf(attributes: string, name: string): string | null {
  for (const [, found, quoted, single] of attributes.matchAll(ATTRIBUTE))
    if (found === name) return plain(quoted ?? single ?? '')
  return null
}
