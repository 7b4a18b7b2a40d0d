// The words of office documents, read from the parts of their archive within bounds: paragraphs, sheets by name, slides by number.
import { attributeOf, type Token, tokensOf } from '../../sheets/xml.ts'
import { partOf } from '../../sheets/zip.ts'
import { Gathered, type Passage } from './told.ts'

/** Of one part, once inflated. */
const MOST_OF_A_PART = 24_000_000
const MOST_PARTS = 300

const part = (bytes: Buffer, name: string): string =>
  partOf(bytes, name, MOST_OF_A_PART)?.toString('utf8') ?? ''

/** What stands for a space or the end of a line, by the names of both standards. */
const BREAKS: Readonly<Record<string, string>> = {
  ...{ 'text:s': ' ', 'text:tab': ' ', 'text:line-break': '\n' },
  ...{ 'w:tab': ' ', 'w:br': '\n', 'w:cr': '\n', 'a:br': '\n' },
}
const ENDS = new Set(['text:p', 'text:h', 'w:p', 'a:p'])
/** What was taken away, and what was said of it beside. */
const LEFT_OUT = new Set(['text:tracked-changes', 'office:annotation', 'w:instrText', 'w:delText'])

/** Where a passage begins, by what opens: its name; undefined when none begins there. */
type Beginning = (token: Extract<Token, { kind: 'open' }>) => string | undefined

/**
 * The text of one part of XML, in passages.
 * @param only texts are those of these elements alone; of whatever stands in the body when absent
 */
function gather(xml: string, into: Gathered, place: string, begins: Beginning, only?: ReadonlySet<string>) {
  let [at, text, beside, inside] = [place, '', 0, 0]
  for (const token of tokensOf(xml)) {
    if (into.isFull) return
    if (token.kind === 'text') {
      if (beside === 0 && (only === undefined || inside > 0)) text += token.text
      continue
    }
    const opens = token.kind === 'open' ? 1 : -1
    const isEmpty = token.kind === 'open' && token.isEmpty
    if (LEFT_OUT.has(token.name) && !isEmpty) beside += opens
    if (only?.has(token.name) && !isEmpty) inside += opens
    if (token.kind === 'open') {
      const next = begins(token)
      if (next !== undefined) {
        into.add(at, text)
        ;[at, text] = [next, '']
      }
      text += BREAKS[token.name] ?? ''
    }
    if (ENDS.has(token.name) && (isEmpty || token.kind === 'close')) text += '\n'
  }
  into.add(at, text)
}

const NONE: Beginning = () => undefined

/** OpenDocument: sheets and slides are in one part. */
function openDocument(bytes: Buffer, into: Gathered): void {
  let slides = 0
  gather(part(bytes, 'content.xml'), into, '', ({ name, attributes }) => {
    if (name === 'table:table') return `feuille ${attributeOf(attributes, 'table:name') ?? ''}`.trim()
    if (name === 'draw:page') return `diapositive ${++slides}`
    return undefined
  })
}

/** In a text, tables are no sheets. */
const textDocument = (bytes: Buffer, into: Gathered): void =>
  gather(part(bytes, 'content.xml'), into, '', NONE)

const WORDS = new Set(['w:t'])
const wordDocument = (bytes: Buffer, into: Gathered): void => {
  for (const name of ['document', 'footnotes', 'endnotes'])
    gather(part(bytes, `word/${name}.xml`), into, '', NONE, WORDS)
}

/** What an Office Open XML document lists in its order: the name of each, and the part it is in. */
function listed(bytes: Buffer, folder: string, list: string, element: string) {
  const targets = new Map<string, string>()
  for (const token of tokensOf(part(bytes, `${folder}/_rels/${list}.rels`)))
    if (token.kind === 'open' && token.name === 'Relationship')
      targets.set(attributeOf(token.attributes, 'Id') ?? '', attributeOf(token.attributes, 'Target') ?? '')
  const found: { name: string; at: string }[] = []
  for (const token of tokensOf(part(bytes, `${folder}/${list}`))) {
    if (token.kind !== 'open' || token.name !== element || found.length >= MOST_PARTS) continue
    const target = targets.get(attributeOf(token.attributes, 'r:id') ?? '') ?? ''
    const at = target.startsWith('/') ? target.slice(1) : `${folder}/${target}`
    found.push({ name: attributeOf(token.attributes, 'name') ?? '', at })
  }
  return found
}

const SLIDE_WORDS = new Set(['a:t'])
function slides(bytes: Buffer, into: Gathered): void {
  for (const [index, { at }] of listed(bytes, 'ppt', 'presentation.xml', 'p:sldId').entries())
    gather(part(bytes, at), into, `diapositive ${index + 1}`, NONE, SLIDE_WORDS)
}

/** The texts that cells name by their number. */
function sharedTexts(bytes: Buffer): string[] {
  const texts: string[] = []
  let [text, isText] = ['', false]
  for (const token of tokensOf(part(bytes, 'xl/sharedStrings.xml'))) {
    if (token.kind === 'text') text += isText ? token.text : ''
    else if (token.name === 't') isText = token.kind === 'open' && !token.isEmpty
    else if (token.name === 'si' && (token.kind === 'close' || token.isEmpty)) {
      texts.push(text)
      text = ''
    }
  }
  return texts
}

function sheet(xml: string, texts: readonly string[], into: Gathered, place: string): void {
  let [all, type, isValue] = ['', '', false]
  for (const token of tokensOf(xml)) {
    if (token.kind === 'text') {
      if (isValue) all += `${type === 's' ? (texts[Number(token.text)] ?? '') : token.text} `
    } else if (token.kind === 'open' && token.name === 'c') type = attributeOf(token.attributes, 't') ?? ''
    else if (token.name === 'v' || token.name === 't') isValue = token.kind === 'open' && !token.isEmpty
    else if (token.kind === 'close' && token.name === 'row') all += '\n'
    // What one text repeats in a million cells is read once.
    if (all.length > MOST_OF_A_SHEET) break
  }
  into.add(place, all)
}
const MOST_OF_A_SHEET = 400_000

function sheets(bytes: Buffer, into: Gathered): void {
  const texts = sharedTexts(bytes)
  for (const { name, at } of listed(bytes, 'xl', 'workbook.xml', 'sheet'))
    if (!into.isFull) sheet(part(bytes, at), texts, into, `feuille ${name}`.trim())
}

const READERS: Readonly<Record<string, (bytes: Buffer, into: Gathered) => void>> = {
  ...{ odt: textDocument, ods: openDocument, odp: openDocument },
  ...{ docx: wordDocument, xlsx: sheets, pptx: slides },
}

/** @param extension of the format, as `OFFICE` names it. @throws RefusedSheet for what is broken or swollen */
export function officeText(bytes: Buffer, extension: string): Passage[] {
  const into = new Gathered()
  READERS[extension]?.(bytes, into)
  return into.passages
}
