// XML as calls bring it: read by a library that knows no entity of a document's own, with its names resolved here; and written.
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { BadInput, TooLarge } from '#platform/errors.ts'

export const XML_TYPE = 'application/xml; charset=utf-8'
export const DAV_NAMESPACE = 'DAV:'

/** Bytes of a body; parts within parts. */
const [MOST, DEEPEST, MOST_TAGS] = [64 * 1024, 30, 2000]

export interface Element {
  readonly namespace: string
  readonly name: string
  readonly children: readonly (Element | string)[]
}

class Unread extends BadInput {
  override readonly status = 400
  constructor() {
    super('Le corps de cet appel n’est pas du XML lisible, en UTF-8.')
  }
}

const reader = new XMLParser({
  ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', trimValues: false },
  ...{ parseTagValue: false, parseAttributeValue: false, processEntities: false, ignoreDeclaration: true },
  ignorePiTags: true,
})

type Raw = Readonly<Record<string, unknown>>

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const plain = (raw: string): string =>
  raw.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{1,4}));|&/gi,
    (_, hex?: string, decimal?: string, name?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      const mark =
        name !== undefined
          ? NAMED[name]
          : code > 0 && code <= 0x10ffff
            ? String.fromCodePoint(code)
            : undefined
      if (mark === undefined) throw new Unread()
      return mark
    },
  )

function namespacesOf(raw: Raw, above: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const attributes = Object.entries((raw[':@'] ?? {}) as Record<string, string>)
  const said = attributes.flatMap(([key, value]): [string, string][] => {
    const [, prefix] = /^xmlns(?::(.+))?$/.exec(key) ?? [null]
    if (key !== 'xmlns' && prefix === undefined) return []
    if (prefix === null) return []
    // A prefix is of something (Namespaces in XML, 2.2).
    if (prefix !== undefined && value === '') throw new Unread()
    return [[prefix ?? '', plain(value)]]
  })
  return said.length === 0 ? above : { ...above, ...Object.fromEntries(said) }
}

function elementOf(raw: Raw, above: Readonly<Record<string, string>>, depth: number): Element | string {
  if (depth > DEEPEST) throw new Unread()
  if ('#text' in raw) return plain(String(raw['#text']))
  const tag = Object.keys(raw).find((key) => key !== ':@') ?? ''
  const namespaces = namespacesOf(raw, above)
  const [prefix, name = ''] = tag.includes(':') ? tag.split(':', 2) : ['', tag]
  const namespace = Object.hasOwn(namespaces, prefix ?? '') ? namespaces[prefix ?? ''] : undefined
  if (name === '' || (namespace === undefined && prefix !== '')) throw new Unread()
  const children = (raw[tag] as Raw[]).map((child) => elementOf(child, namespaces, depth + 1))
  return { namespace: namespace ?? '', name, children }
}

/** Names of what every object has, and tags within tags without end, are refused by the library. @throws BadInput 400 */
function rawOf(body: string): Raw[] {
  try {
    return reader.parse(body) as Raw[]
  } catch {
    throw new Unread()
  }
}

/** The document’s element. Declarations of types, of entities, and what is too long or too deep are refused. @throws BadInput 400 */
function readXml(body: string): Element {
  const tags = body.split('<').length
  if (/<!(?:DOCTYPE|ENTITY)/i.test(body) || tags > MOST_TAGS || XMLValidator.validate(body) !== true)
    throw new Unread()
  const [root] = rawOf(body).filter((one) => !('#text' in one))
  const element =
    root === undefined ? '' : elementOf(root, { xml: 'http://www.w3.org/XML/1998/namespace' }, 0)
  if (typeof element === 'string') throw new Unread()
  return element
}

/** What a call brings, null when it brings nothing. @throws TooLarge, BadInput */
export async function xmlOf(body: unknown): Promise<Element | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MOST) throw new TooLarge('Le corps de cet appel est trop long.')
    parts.push(part)
  }
  if (size === 0) return null
  try {
    return readXml(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)))
  } catch (error) {
    throw error instanceof TypeError || error instanceof RangeError ? new Unread() : error
  }
}

export const elementsIn = ({ children }: Element): Element[] =>
  children.filter((child) => typeof child !== 'string')
export const part = (element: Element, name: string): Element | undefined =>
  elementsIn(element).find((one) => one.namespace === DAV_NAMESPACE && one.name === name)

const NONE_OF_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}
/** Text, or the value of an attribute. */
export const text = (value: string): string =>
  value
    .toWellFormed()
    .replaceAll(NONE_OF_XML, '')
    .replaceAll(/[&<>"\r]/g, (mark) => MARKS[mark] ?? mark)

/** As it was understood: each element says its namespace. */
export const written = (node: Element | string): string =>
  typeof node === 'string' ? text(node) : named(node, node.children.map(written).join(''))

/** An element of that name around what is written already. */
export function named({ namespace, name }: Pick<Element, 'namespace' | 'name'>, inside: string): string {
  if (namespace === DAV_NAMESPACE) return inside === '' ? `<D:${name}/>` : `<D:${name}>${inside}</D:${name}>`
  return inside === ''
    ? `<${name} xmlns="${text(namespace)}"/>`
    : `<${name} xmlns="${text(namespace)}">${inside}</${name}>`
}
