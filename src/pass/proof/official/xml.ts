// XML that somebody else wrote, read within bounds: no declaration of type, no entity, no instruction, nothing that is repaired.
import { DOMParser } from '@xmldom/xmldom'
import { ListRefused } from './refused.ts'

/** Bytes at most: the official list has about 35,000. */
export const MOST_BYTES = 500_000
/** Marks at most, deepest and longest of them. */
const [MOST_MARKS, MOST_DEEP] = [20_000, 40]
const LONG_MARK = /<[^<>]{20000}/

/** How such a document begins: in UTF-8 alone. */
const DECLARATION =
  /^<\?xml version=["']1\.0["'](?: encoding=["']utf-8["'])?(?: standalone=["'](?:yes|no)["'])?\s*\?>/i

const ELEMENT = 1
const COMMENT = 8

/** The text of its bytes. @throws ListRefused */
export function textIn(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) throw new ListRefused('size')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ListRefused('xml')
  }
}

/** The root of that text. @throws ListRefused */
export function rootOf(text: string): Element {
  if (text.length > MOST_BYTES) throw new ListRefused('size')
  // Comments alone begin so: declarations of type and of entities, and sections that hide marks, do not.
  if (/<!(?!--)/.test(text)) throw new ListRefused('doctype')
  const body = text.replace(DECLARATION, '')
  if (body.includes('<?') || LONG_MARK.test(body)) throw new ListRefused('xml')
  if (body.split('<').length > MOST_MARKS) throw new ListRefused('size')
  const document = parsed(text)
  const root = document?.documentElement ?? null
  if (root === null || depthOf(root) > MOST_DEEP) throw new ListRefused('xml')
  return root
}

function parsed(text: string): Document | null {
  try {
    return new DOMParser({
      errorHandler: () => {
        throw new ListRefused('xml')
      },
    }).parseFromString(text, 'text/xml')
  } catch {
    return null
  }
}

function depthOf(root: Element): number {
  let deepest = 0
  const waiting: { node: Node; depth: number }[] = [{ node: root, depth: 1 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next
    deepest = Math.max(deepest, depth)
    if (depth > MOST_DEEP) break
    for (const child of childNodes(node)) waiting.push({ node: child, depth: depth + 1 })
  }
  return deepest
}

/** Its children, whatever they are. */
function childNodes(node: Node): Node[] {
  const found: Node[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child)
  return found
}

const isElement = (node: Node): node is Element => node.nodeType === ELEMENT

export interface Named {
  readonly space: string
  readonly name: string
}

const isNamed = (node: Node, { space, name }: Named): node is Element =>
  isElement(node) && node.namespaceURI === space && node.localName === name

export const elementsIn = (parent: Node): Element[] => childNodes(parent).filter(isElement)

/** Its children of that name: of its own, and no deeper. */
export const childrenOf = (parent: Node, named: Named): Element[] =>
  childNodes(parent).filter((node): node is Element => isNamed(node, named))

/** Everything below it, itself first. */
function below(root: Node): Node[] {
  const found: Node[] = [root]
  for (let at = 0; at < found.length; at++) found.push(...childNodes(found[at] as Node))
  return found
}

/** Those of that name, however deep. */
export const allOf = (root: Node, named: Named): Element[] =>
  below(root).filter((node): node is Element => isNamed(node, named))

export const hasComment = (root: Node): boolean => below(root).some(({ nodeType }) => nodeType === COMMENT)

/** What its text says; null when it holds marks. */
export const textOf = (element: Element): string | null =>
  elementsIn(element).length > 0 ? null : (element.textContent ?? '').trim()
