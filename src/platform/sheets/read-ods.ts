// The first sheet of an OpenDocument spreadsheet (1.3, part 3: 9.1), read as texts within bounds: dates as days, comments and
// pictures left, cells and rows that are said once and repeated counted before they are made.
import { cleanText } from '../http/clean-text.ts'
import { ODS } from './ods.ts'
import { RefusedSheet } from './refused.ts'
import { attributeOf, type Token, tokensOf } from './xml.ts'
import { partOf } from './zip.ts'

const MOST = { content: 8_000_000, rows: 10_000, columns: 50, characters: 2_000_000 }

const OTHER = 'Nous lisons les fichiers CSV et ODS\u00a0: enregistrez votre tableur dans l’un de ces formats.'
const LARGE = 'Ce tableur est trop grand\u00a0: coupez-le en plusieurs.'

/** The rows of the first sheet, the blank ones between others too. @throws RefusedSheet */
export function odsRows(bytes: Buffer): string[][] {
  const type = partOf(bytes, 'mimetype', 200)?.toString('latin1') ?? ''
  const content = partOf(bytes, 'content.xml', MOST.content)
  if (!type.startsWith(ODS) || content === null) throw new RefusedSheet(OTHER)
  return firstSheet(tokensOf(content.toString('utf8')))
}

/** What holds texts that are none of the cell. */
const BESIDE = new Set(['office:annotation', 'draw:frame', 'draw:custom-shape', 'table:shapes'])
const CELLS = new Set(['table:table-cell', 'table:covered-table-cell'])
/** `text:s` and its sisters: a space stands for them in what is typed in a cell. */
const SPACES: Record<string, string> = { 'text:s': ' ', 'text:tab': ' ', 'text:line-break': ' ' }

/** @throws RefusedSheet for what is no count: fewer than none would make room for more than there may be */
function times(attributes: string, what: string): number {
  const said = attributeOf(attributes, `table:number-${what}-repeated`) ?? '1'
  if (!/^\d{1,10}$/.test(said)) throw new RefusedSheet(LARGE)
  return Number(said)
}

/** Grows by what is not blank: a blank is only counted until something follows it. */
class Span<T> {
  readonly items: T[] = []
  private blanks = 0
  private readonly most: number
  private readonly blank: T

  constructor(most: number, blank: T) {
    this.most = most
    this.blank = blank
  }

  add(item: T, isBlank: boolean, count: number): void {
    if (isBlank) {
      this.blanks += count
      return
    }
    if (this.items.length + this.blanks + count > this.most) throw new RefusedSheet(LARGE)
    for (; this.blanks > 0; this.blanks -= 1) this.items.push(this.blank)
    for (let n = 0; n < count; n += 1) this.items.push(item)
  }
}

/** What tokens make of a sheet, one after the other. */
class Sheet {
  readonly rows = new Span<string[]>(MOST.rows, [])
  private row = new Span<string>(MOST.columns, '')
  private paragraphs: string[] = []
  private day: string | null = null
  private across = 1
  private down = 1
  private characters = 0
  private beside = 0

  open({ name, attributes, isEmpty }: Extract<Token, { kind: 'open' }>): void {
    if (BESIDE.has(name) && !isEmpty) this.beside += 1
    if (this.beside > 0) return
    if (name === 'table:table-row') this.beginRow(attributes)
    else if (CELLS.has(name)) this.beginCell(attributes)
    else if (name === 'text:p') this.paragraphs.push('')
    else this.say(SPACES[name] ?? '')
    if (isEmpty) this.close(name)
  }

  close(name: string): void {
    if (BESIDE.has(name)) this.beside = Math.max(0, this.beside - 1)
    else if (this.beside > 0) return
    else if (name === 'table:table-row') this.endRow()
    else if (CELLS.has(name)) this.endCell()
  }

  say(text: string): void {
    const last = this.paragraphs.length - 1
    if (this.beside === 0 && last >= 0) this.paragraphs[last] += text
  }

  private beginRow(attributes: string): void {
    this.row = new Span(MOST.columns, '')
    this.down = times(attributes, 'rows')
  }

  private endRow(): void {
    const { items } = this.row
    this.characters += this.down * items.reduce((sum, { length }) => sum + length, 0)
    if (this.characters > MOST.characters) throw new RefusedSheet(LARGE)
    this.rows.add(items, items.length === 0, this.down)
  }

  private beginCell(attributes: string): void {
    this.paragraphs = []
    this.day = attributeOf(attributes, 'office:date-value')?.slice(0, 10) ?? null
    this.across = times(attributes, 'columns')
  }

  private endCell(): void {
    const text = cleanText(this.day ?? this.paragraphs.join('\n'))
    this.paragraphs = []
    this.row.add(text, text.trim() === '', this.across)
  }
}

function firstSheet(tokens: Iterable<Token>): string[][] {
  let sheet: Sheet | null = null
  for (const token of tokens) {
    if (token.kind !== 'text' && token.name === 'table:table') {
      if (token.kind === 'close') break
      sheet ??= new Sheet()
    } else if (token.kind === 'text') sheet?.say(token.text)
    else if (token.kind === 'open') sheet?.open(token)
    else sheet?.close(token.name)
  }
  return sheet?.rows.items ?? []
}
