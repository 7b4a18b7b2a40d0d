// Things under things, drawn: a box each, wires from what is above, on lying pages as many as it takes. Each page is a figure, with its alternative;
// what it says is written after it as lists, which is what one reads aloud.
import type PDFDocument from 'pdfkit'
import { drawText, type Face, readable } from './text.ts'

type Doc = InstanceType<typeof PDFDocument>
type Element = ReturnType<Doc['struct']>

export interface BoxBranch {
  readonly text: string
  readonly detail: string
  readonly below: readonly BoxBranch[]
}

interface Colours {
  readonly ink: string
  readonly quiet: string
  readonly line: string
}

/** Points: of a box, of the next one under it, of a step to the right, between columns. */
const [BOX, CELL, STEP, GAP, COLUMNS] = [32, 40, 11, 10, 4]
const [NAME, DETAIL] = [8, 6.8]
/** Further to the right only while there is room. */
const DEEPEST = 6

interface Cell {
  branch: BoxBranch
  depth: number
  /** Is there another one beside it, further down? By depth, its own last. */
  goesOn: readonly boolean[]
}

const cellsOf = (branch: BoxBranch, depth = 0, goesOn: readonly boolean[] = []): Cell[] => [
  { branch, depth, goesOn },
  ...branch.below.flatMap((one, at) => cellsOf(one, depth + 1, [...goesOn, at < branch.below.length - 1])),
]

/** In so many lines of that width; what is left is cut, and one sees that it is. */
function linesIn(doc: Doc, text: string, most: number, width: number): string[] {
  const lines: string[] = []
  for (const word of readable(text).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && doc.widthOfString(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const kept = lines.slice(0, most)
  const isCut = lines.length > most
  return kept.map((line, at) => {
    const end = isCut && at === most - 1 ? '…' : ''
    let shown = line
    while (shown.length > 1 && doc.widthOfString(`${shown}${end}`) > width) shown = shown.slice(0, -1)
    return shown === line ? `${line}${end}` : `${shown.slice(0, -1)}…`
  })
}

interface Pen {
  doc: Doc
  colours: Colours
}

function write(
  { doc }: Pen,
  lines: readonly string[],
  at: { x: number; y: number; face: Face; size: number },
) {
  for (const [n, line] of lines.entries()) {
    doc.y = at.y + n * (at.size + 1.6)
    drawText(doc, line, { face: at.face, size: at.size, x: at.x, width: 400 })
  }
}

function box(
  pen: Pen,
  { text, detail }: BoxBranch,
  { x, y, width }: { x: number; y: number; width: number },
) {
  const { doc, colours } = pen
  doc.save().roundedRect(x, y, width, BOX, 2).lineWidth(0.8).fillAndStroke('#ffffff', colours.ink).restore()
  doc.font('bold').fontSize(NAME)
  const names = linesIn(doc, text, 2, width - 10)
  doc.font('plain').fontSize(DETAIL)
  const details = linesIn(doc, detail, 1, width - 10)
  const top = y + (names.length === 1 ? 7 : 3)
  doc.fillColor(colours.ink)
  write(pen, names, { x: x + 5, y: top, face: 'bold', size: NAME })
  doc.fillColor(colours.quiet)
  write(pen, details, { x: x + 5, y: top + names.length * (NAME + 1.6), face: 'plain', size: DETAIL })
}

const wire = ({ doc, colours }: Pen, points: readonly (readonly [x: number, y: number])[]): void => {
  doc.save()
  for (const [at, [x, y]] of points.entries()) {
    if (at === 0) doc.moveTo(x, y)
    else doc.lineTo(x, y)
  }
  doc.lineWidth(0.7).stroke(colours.line).restore()
}

/** One box of a column, and the wires that come to it and pass it. */
function cell(
  pen: Pen,
  { branch, depth, goesOn }: Cell,
  { x, y, width }: { x: number; y: number; width: number },
) {
  const at = (level: number): number => x + Math.min(level, DEEPEST) * STEP
  const from = y - (CELL - BOX)
  for (const [level, isMore] of goesOn.entries()) {
    const left = at(level) + 5
    if (isMore)
      wire(pen, [
        [left, from],
        [left, y + CELL],
      ])
    if (level === depth - 1)
      wire(pen, [
        [left, from],
        [left, y + BOX / 2],
        [at(depth), y + BOX / 2],
      ])
  }
  box(pen, branch, { x: at(depth), y, width: width - (at(depth) - x) })
}

interface Area {
  left: number
  top: number
  bottom: number
  width: number
}

/** What each page draws. */
function laidOut(
  pen: Pen,
  root: Omit<BoxBranch, 'below'>,
  heads: readonly BoxBranch[],
  area: Area,
): (() => void)[][] {
  const column = (area.width - GAP * (COLUMNS - 1)) / COLUMNS
  const xOf = (at: number): number => area.left + at * (column + GAP)
  const trunk = area.left - 10
  const pages: (() => void)[][] = [[]]
  const draw = (work: () => void) => pages.at(-1)?.push(work)
  const rows = Array.from({ length: Math.ceil(heads.length / COLUMNS) }, (_, at) =>
    heads.slice(at * COLUMNS, (at + 1) * COLUMNS).map((head) => cellsOf(head)),
  )
  let [y, lastBar] = [area.top, area.top]
  const down = (to: number) => {
    const begun = lastBar
    draw(() =>
      wire(pen, [
        [trunk, begun],
        [trunk, to],
      ]),
    )
  }
  const turn = (isMore: boolean) => {
    if (isMore) down(area.bottom)
    pages.push([])
    ;[y, lastBar] = [area.top, area.top]
  }
  draw(() => box(pen, { ...root, below: [] }, { x: area.left, y: area.top, width: column }))
  y += BOX + 14
  for (const [at, columns] of rows.entries()) {
    const isMore = at < rows.length - 1
    if (y + 10 + CELL > area.bottom) turn(true)
    const bar = y
    if (at > 0) down(bar)
    const centres = columns.map((_, n) => xOf(n) + column / 2)
    draw(() => {
      const first = at > 0 || isMore ? trunk : (centres[0] ?? trunk)
      wire(pen, [
        [first, bar],
        [centres.at(-1) ?? first, bar],
      ])
      for (const x of centres)
        wire(pen, [
          [x, bar],
          [x, bar + 10],
        ])
      if (at === 0)
        wire(pen, [
          [area.left + column / 2, area.top + BOX],
          [area.left + column / 2, bar],
        ])
    })
    lastBar = bar
    y += 10
    for (let line = 0; line < Math.max(...columns.map(({ length }) => length)); line += 1) {
      if (y + CELL > area.bottom) turn(isMore)
      const top = y
      draw(() => {
        for (const [n, cells] of columns.entries()) {
          const one = cells[line]
          if (one !== undefined) cell(pen, one, { x: xOf(n), y: top, width: column })
        }
      })
      y += CELL
    }
    y += 12
  }
  return pages
}

/** On pages of its own, lying; what follows begins another one, standing. */
export function drawBoxes(
  doc: Doc,
  whole: Element,
  {
    root,
    branches,
    alternative,
  }: { root: Omit<BoxBranch, 'below'>; branches: readonly BoxBranch[]; alternative: string },
  colours: Colours,
): void {
  const margin = 40
  const lying = { size: 'A4', layout: 'landscape', margin } as const
  const area = { left: margin + 10, top: margin, bottom: 595 - margin - 16, width: 842 - 2 * margin - 10 }
  const pages = laidOut({ doc, colours }, root, branches, area)
  for (const [at, work] of pages.entries()) {
    doc.addPage(lying)
    const alt = pages.length === 1 ? alternative : `${alternative} Page ${at + 1} sur ${pages.length}.`
    whole.add(
      doc.struct('Figure', { alt }, () => {
        for (const one of work) one()
      }),
    )
  }
  doc.addPage()
}
