// Papers that people keep, as accessible PDF (ISO 14289-1, PDF/UA): a title, a language, a structure that is read aloud in
// order, text that can be selected. Pages say what they are made of; only this file knows how it is drawn.
import { readFileSync } from 'node:fs'
import type PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import { number } from '../ui/french.ts'
import { drawBoxes } from './boxes.ts'
import { drawLetter, type LetterPart } from './letter.ts'
import { drawText, FACES, type Face, readable } from './text.ts'

/** One thing after the other, in reading order. */
export type Part =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; quiet?: true }
  /** The open frame kept for promises. */
  | {
      kind: 'promise'
      title: string
      items: readonly { term: string; value: string; detail?: string | undefined }[]
    }
  /** A term and its value; a value of several lines keeps them. */
  | { kind: 'facts'; rows: readonly (readonly [term: string, value: string])[] }
  /** Figures that are compared, in an order of time or not: drawn on the page, told one after the other on paper. */
  | {
      kind: 'chart'
      caption: string
      sentence: string
      heads: readonly [what: string, value: string]
      isTime?: true
      points: readonly { readonly label: string; readonly short: string; readonly value: number }[]
    }
  /** What one types again: large, apart. */
  | { kind: 'codes'; items: readonly (readonly [term: string, value: string])[] }
  /** The same as the tree that follows it, drawn on pages of its own. */
  | { kind: 'boxes'; root: Omit<PaperBranch, 'below'>; alternative: string; branches: readonly PaperBranch[] }
  /** What a camera reads, large; `alternative` says what it is to whoever does not see it. */
  | { kind: 'square'; text: string; alternative: string }
  /** Begins a page that is folded and posted: what follows is of that letter. */
  | LetterPart
  /** Things under things, each with what is said of it. */
  | { kind: 'tree'; branches: readonly PaperBranch[] }

export interface PaperBranch {
  text: string
  detail: string
  below: readonly PaperBranch[]
}

export interface Paper {
  title: string
  /** Whose paper it is, above the title. */
  author: string
  /** At the foot of each page, before its number; null: pages go to several people, and have no number. */
  foot: string | null
  /** Instant written in the file; no clock is read. */
  at: Date
  parts: readonly Part[]
}

const INK = '#16211f'
const QUIET = '#44514f'
const LINE = '#d6dbd4'
const MARGIN = 56
const TERM_WIDTH = 150

type Doc = InstanceType<typeof PDFDocument>
type Element = ReturnType<Doc['struct']>

/** The bytes of the paper. */
export async function renderPaper(paper: Paper): Promise<Buffer> {
  const doc = await open(paper)
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  whole.add(paragraph(doc, 'P', paper.author, { face: 'bold', size: 11, colour: QUIET }))
  whole.add(paragraph(doc, 'H1', paper.title, { face: 'bold', size: 22, after: 8 }))
  for (const part of paper.parts) drawPart(doc, whole, part)
  whole.end()
  if (paper.foot !== null) numberPages(doc, paper.foot)
  doc.end()
  return done
}

async function open({ title, author, at }: Paper): Promise<Doc> {
  // With the first paper: the library holds 30 MB.
  const { default: Document } = await import('pdfkit')
  const doc = new Document({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN + 16, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    // Known to the library, not yet to its types.
    subset: 'PDF/UA' as never,
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Author: author, CreationDate: at, ModDate: at },
  })
  for (const [face, file] of Object.entries(FACES)) doc.registerFont(face, readFileSync(file))
  return doc
}

interface Style {
  face?: Face
  size?: number
  colour?: string
  /** Points left after it. */
  after?: number
  /** Points left of it. */
  indent?: number
}

/** Written when it is added to what holds it, which stands in the document already: reading and drawing go in one order. */
function paragraph(doc: Doc, tag: string, text: string, style: Style = {}): Element {
  const { face = 'plain', size = 11, colour = INK, after = 4, indent = 0 } = style
  return doc.struct(tag, {}, () => {
    doc.x = MARGIN + indent
    doc.fillColor(colour)
    drawText(doc, readable(text), { face, size })
    doc.y += after
  })
}

function drawPart(doc: Doc, whole: Element, part: Part): void {
  switch (part.kind) {
    case 'heading':
      keepTogether(doc, 70)
      doc.y += 10
      whole.add(paragraph(doc, 'H2', part.text, { face: 'bold', size: 14 }))
      return
    case 'text':
      whole.add(paragraph(doc, 'P', part.text, part.quiet ? { size: 9.5, colour: QUIET } : {}))
      return
    case 'promise':
      drawPromise(doc, whole, part)
      return
    case 'codes':
      drawList(doc, whole, part.items, (item, term, value) => {
        keepTogether(doc, 60)
        item.add(paragraph(doc, 'Lbl', term, { size: 9.5, colour: QUIET, after: 0 }))
        item.add(paragraph(doc, 'LBody', value, { face: 'bold', size: 18, after: 8 }))
      })
      return
    case 'chart':
      whole.add(paragraph(doc, 'P', part.sentence))
      drawPart(doc, whole, {
        kind: 'facts',
        rows: part.points.map(({ label, value }) => [label, number(value)]),
      })
      return
    case 'facts':
      drawList(doc, whole, part.rows, (item, term, value) => drawFact(doc, item, term, value))
      return
    case 'square':
      whole.add(drawSquare(doc, part))
      return
    case 'letter':
      drawLetter(doc, whole, part)
      return
    case 'boxes':
      drawBoxes(doc, whole, part, { ink: INK, quiet: QUIET, line: QUIET })
      return
    case 'tree':
      drawTree(doc, whole, part.branches, 0)
  }
}

/** A new page when what follows would be cut from its head. */
function keepTogether(doc: Doc, height: number): void {
  if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage()
}

/** A list of terms with their values, as readers announce it: « liste de 6 éléments ». */
function drawList(
  doc: Doc,
  whole: Element,
  rows: readonly (readonly [string, string])[],
  draw: (item: Element, term: string, value: string) => void,
): void {
  // A list of nothing would be announced.
  if (rows.length === 0) return
  const list = doc.struct('L')
  whole.add(list)
  for (const [term, value] of rows) {
    const item = doc.struct('LI')
    list.add(item)
    draw(item, term, value)
    item.end()
  }
  list.end()
}

/** Side of a square with what stays white around it (ISO/IEC 18004), in points: some seven centimetres. */
const SQUARE = 200
const QUIET_ZONE = 4

function drawSquare(doc: Doc, { text, alternative }: Extract<Part, { kind: 'square' }>): Element {
  keepTogether(doc, SQUARE + 10)
  const { size, data } = encode(text, { border: QUIET_ZONE, ecc: 'M' })
  const side = SQUARE / size
  return doc.struct('Figure', { alt: alternative }, () => {
    for (const [y, row] of data.entries())
      for (const [x, isDark] of row.entries())
        if (isDark) doc.rect(MARGIN + x * side, doc.y + y * side, side + 0.02, side + 0.02)
    doc.fill('#000')
    doc.y += SQUARE + 10
  })
}

/** Lists in lists; further to the right only while there is room. */
function drawTree(doc: Doc, holder: Element, branches: readonly PaperBranch[], depth: number): void {
  if (branches.length === 0) return
  const list = doc.struct('L')
  holder.add(list)
  for (const { text, detail, below } of branches) {
    keepTogether(doc, 34)
    const indent = 18 * Math.min(depth, 8)
    const item = doc.struct('LI')
    list.add(item)
    const body = doc.struct('LBody')
    item.add(body)
    body.add(paragraph(doc, 'P', text, { face: 'bold', size: depth === 0 ? 12 : 11, indent, after: 0 }))
    body.add(paragraph(doc, 'P', detail, { size: 9.5, colour: QUIET, indent, after: 5 }))
    drawTree(doc, body, below, depth + 1)
    body.end()
    item.end()
  }
  list.end()
}

/** The value beside its term; the line under both is an ornament. */
function drawFact(doc: Doc, item: Element, term: string, value: string): void {
  const width = doc.page.width - 2 * MARGIN - TERM_WIDTH
  const height = doc.font('bold').fontSize(11).heightOfString(readable(value), { width })
  keepTogether(doc, Math.min(300, height + 12))
  const top = doc.y
  item.add(
    doc.struct('Lbl', {}, () => {
      doc.fillColor(QUIET)
      drawText(doc, readable(term), { face: 'plain', size: 9.5, width: TERM_WIDTH - 12, x: MARGIN })
    }),
  )
  const under = doc.y
  doc.y = top
  item.add(
    doc.struct('LBody', {}, () => {
      doc.fillColor(INK)
      drawText(doc, readable(value), { face: 'bold', size: 11, width, x: MARGIN + TERM_WIDTH })
    }),
  )
  // A long value may have gone on to the next page.
  doc.y = (doc.y < top ? doc.y : Math.max(doc.y, under)) + 8
  ornament(doc, () =>
    doc
      .save()
      .moveTo(MARGIN, doc.y - 4)
      .lineTo(doc.page.width - MARGIN, doc.y - 4)
      .lineWidth(0.5)
      .stroke(LINE)
      .restore(),
  )
  doc.x = MARGIN
}

/** What is drawn and not read. */
function ornament(doc: Doc, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

function drawPromise(doc: Doc, whole: Element, { title, items }: Extract<Part, { kind: 'promise' }>): void {
  keepTogether(doc, 80 + items.length * 64)
  doc.y += 6
  const top = doc.y
  doc.y += 14
  const inside = { indent: 18 }
  whole.add(paragraph(doc, 'P', title, { ...inside, face: 'bold', size: 9.5, after: 4 }))
  for (const { term, value, detail } of items) {
    whole.add(paragraph(doc, 'P', term, { ...inside, size: 10, after: 0 }))
    whole.add(
      paragraph(doc, 'P', value, { ...inside, face: 'bold', size: 14, after: detail === undefined ? 8 : 0 }),
    )
    if (detail !== undefined)
      whole.add(paragraph(doc, 'P', detail, { ...inside, size: 9.5, colour: QUIET, after: 8 }))
  }
  frame(doc, top, doc.y + 8)
  doc.x = MARGIN
  doc.y += 20
}

/** Three sides of a gate, and the yellow tile on its threshold. */
function frame(doc: Doc, top: number, bottom: number): void {
  const [left, right] = [MARGIN, doc.page.width - MARGIN]
  ornament(doc, () => {
    doc.save().lineWidth(3).moveTo(left, bottom).lineTo(left, top).lineTo(right, top).lineTo(right, bottom)
    doc
      .stroke(INK)
      .rect((left + right) / 2 - 5, bottom - 10, 10, 10)
      .fill('#ffc62e')
      .restore()
  })
}

/** Below the margin on purpose: no page is added for it. */
function numberPages(doc: Doc, foot: string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index)
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination' })
    doc.font('plain').fontSize(9).fillColor(QUIET)
    doc.text(`${foot}, page ${index + 1} sur ${count}`, MARGIN, doc.page.height - MARGIN, {
      lineBreak: false,
    })
    doc.endMarkedContent()
  }
}
