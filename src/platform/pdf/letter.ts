// A letter of a file of many: on a page of its own, the address where the window of an envelope is once the sheet is folded in three (NF Z 11-001:
// a window on the right, 45 mm from the top).
import type PDFDocument from 'pdfkit'
import { drawText, readable } from './text.ts'

type Doc = InstanceType<typeof PDFDocument>
type Element = ReturnType<Doc['struct']>

export interface LetterPart {
  kind: 'letter'
  /** Above, on the left: who writes. */
  from: string
  /** Name, then lines of the address. */
  to: readonly string[]
  title: string
}

/** Points. */
const MM = 72 / 25.4
const WINDOW = { left: 110 * MM, top: 50 * MM, width: 80 * MM }
/** Below the first fold. */
const BODY = 105 * MM
const LEFT = 56

interface Line {
  face: 'plain' | 'bold'
  size: number
  x: number
  width: number
}

const line = (doc: Doc, tag: string, text: string, style: Line): Element =>
  doc.struct(tag, {}, () => {
    doc.x = style.x
    doc.fillColor('#16211f')
    drawText(doc, readable(text), style)
  })

export function drawLetter(doc: Doc, whole: Element, { from, to, title }: LetterPart): void {
  doc.addPage()
  const full = doc.page.width - 2 * LEFT
  whole.add(line(doc, 'P', from, { face: 'bold', size: 11, x: LEFT, width: WINDOW.left - LEFT - 12 }))
  doc.y = WINDOW.top
  for (const text of to)
    whole.add(line(doc, 'P', text, { face: 'plain', size: 11, x: WINDOW.left, width: WINDOW.width }))
  doc.y = Math.max(doc.y + 12, BODY)
  whole.add(line(doc, 'H2', title, { face: 'bold', size: 16, x: LEFT, width: full }))
  doc.x = LEFT
  doc.y += 8
}
