// Lines of cells typed one after another: steps, members of a list. Their controls bear one name, so that a form posts them in their order
// and needs no script; a button of the form adds a line, takes one away or moves it up, and the page comes again with everything typed.
import { attrs, type Html, html } from '#platform/html.ts'
import { button } from './button.ts'
import { fieldError, type FieldOptions, fieldGroup, optionList } from './fields.ts'
import { capital, typo } from './french.ts'
import { KIT } from './words.ts'

export const CELL_TYPES = ['text', 'integer', 'money', 'date', 'choice'] as const
export type CellType = (typeof CELL_TYPES)[number]

export interface RowColumn {
  /** Under which a cell is kept. */
  id: string
  label: string
  hint?: string | undefined
  /** Absent: a line that is begun says it. */
  optional?: true | undefined
  /** Characters at most; 160 unless said. */
  maxLength?: number | undefined
  /** Several lines of text. */
  long?: true | undefined
  /** What its cells are; a text unless said. */
  type?: CellType | undefined
  /** What is chosen from, where its cells are chosen. */
  choices?: readonly string[] | undefined
}

export interface Rows {
  /** What a line is: « étape ». */
  one: string
  isFeminine?: true | undefined
  /** How many at least, once one is begun or must be. */
  least?: number | undefined
  /** How many at most; 20 unless said. */
  most?: number | undefined
  columns: readonly RowColumn[]
}

/** More than any form asks, whatever is posted. */
export const MOST_ROWS = 30
const FIRST_ROWS = 3

export const mostRows = ({ most = 20 }: Rows): number => Math.min(most, MOST_ROWS)
/** « Étape 2 » */
export const rowName = ({ one }: Rows, at: number): string => `${capital(one)} ${at + 1}`

/** What follows the name of the control of a cell, in its id. */
export const cellPart = (row: number, column: number): string => `-${row + 1}-${column + 1}`

/** What was typed, line by line: as many cells in each as there are columns. */
export function rowsIn({ columns }: Rows, cells: readonly string[]): string[][] {
  const width = Math.max(columns.length, 1)
  const count = Math.min(Math.ceil(cells.length / width), MOST_ROWS + 1)
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: width }, (_of, column) => cells[row * width + column] ?? ''),
  )
}

/** Name of the buttons that change the lines of a field, and nothing else. */
export const ROWS_ACT = 'rangee'

interface RowsAct {
  name: string
  act: 'ajouter' | 'retirer' | 'monter'
  row: number
}

/** What such a button asks; null for anything else. */
export function rowsActIn(value: string): RowsAct | null {
  const [, name, act, row] = /^([\w-]{1,80}) (ajouter|retirer|monter) (\d{1,2})$/.exec(value) ?? []
  return name === undefined ? null : { name, act: act as RowsAct['act'], row: Number(row) }
}

/** The cells once that is done, and the line to go on from. */
export function rowsAfter(rows: Rows, cells: readonly string[], { act, row }: RowsAct) {
  const lines = rowsIn(rows, cells)
  const line = lines[row]
  if (act === 'ajouter') {
    const isFull = lines.length >= mostRows(rows)
    const made = isFull ? lines : [...lines, rows.columns.map(() => '')]
    return { cells: made.flat(), row: made.length - 1 }
  }
  if (line === undefined || (act === 'monter' && row === 0)) return { cells: lines.flat(), row: 0 }
  const others = lines.toSpliced(row, 1)
  return act === 'retirer'
    ? { cells: others.flat(), row: Math.max(row - 1, 0) }
    : { cells: others.toSpliced(row - 1, 0, line).flat(), row: row - 1 }
}

export interface RowsShown extends FieldOptions {
  rows: Rows
  /** What is typed, a line after the other. */
  cells: readonly string[]
  /** The cell that `error` is about, by what follows the name in its id; absent: all of them. */
  part?: string | undefined
  /** The form has the buttons that change the lines; otherwise all those that may be typed are there, the last ones folded. */
  changes?: true
  /** The line where the person goes on. */
  row?: number | undefined
}

const HINTS: Partial<Record<CellType, () => string>> = { money: KIT.inEuros, date: KIT.dayShape }
const KEYBOARDS: Partial<Record<CellType, string>> = {
  ...{ integer: 'numeric', money: 'decimal', date: 'numeric' },
}

/** One box, or one list: a form posts the cells of a line in their order. */
function cellControl(
  { type = 'text', long, choices = [], optional }: RowColumn,
  given: ReturnType<typeof attrs>,
  typed: string,
): Html {
  if (type === 'choice') {
    // What was typed and is offered no more stays, until something else is chosen.
    const known = typed === '' || choices.includes(typed) ? choices : [typed, ...choices]
    const options = known.map((value) => ({ value, label: value }))
    return html`<select ${given}>${optionList(options, typed, optional === true ? KIT.notSaid() : KIT.choose())}</select>`
  }
  if (long === true && type === 'text') return html`<textarea ${given} rows="2">\n${typed}</textarea>`
  return html`<input type="text" ${given} ${attrs({ value: typed, inputmode: KEYBOARDS[type] })}>`
}

function cell(
  { name, error, part, rows, row: goesOn }: RowsShown,
  [row, at]: [number, number],
  typed: string,
) {
  const column = rows.columns[at] as RowColumn
  const id = `${name}${cellPart(row, at)}`
  const hint = column.hint ?? HINTS[column.type ?? 'text']?.()
  const isWrong = part === cellPart(row, at)
  const said = { name, id, label: typo(column.label), ...(isWrong ? { error } : {}) }
  const given = attrs({
    // A list draws its own arrow.
    ...{ class: column.type === 'choice' ? undefined : 'input', id, name },
    autofocus: goesOn === row && at === 0,
    'aria-describedby':
      [hint && `${id}-aide`, isWrong && `${id}-erreur`].filter(Boolean).join(' ') || undefined,
    'aria-invalid': isWrong ? 'true' : undefined,
  })
  const control = cellControl(column, given, typed)
  // Not a field of its own: what conditions read is the whole.
  return html`<div ${attrs({ class: isWrong ? 'field is-wrong' : 'field' })}><label for="${id}">${said.label}${column.optional && html` <span class="optional">${KIT.optional()}</span>`}</label>${hint && html`<p class="hint" id="${id}-aide">${typo(hint)}</p>`}${fieldError(said)}${control}</div>`
}

function line(shown: RowsShown, row: number, cells: readonly string[]): Html {
  const { rows, name, changes } = shown
  const called = rowName(rows, row)
  const act = (label: string, does: RowsAct['act']) =>
    button(label, {
      ...{ kind: 'bare', name: ROWS_ACT, value: `${name} ${does} ${row}`, more: KIT.about(called) },
      formnovalidate: true,
    })
  const acts =
    changes === true &&
    html`<div class="row">${row > 0 && act(KIT.moveUp(), 'monter')}${act(KIT.remove(), 'retirer')}</div>`
  const inside = rows.columns.map((_, at) => cell(shown, [row, at], cells[at] ?? ''))
  return html`<fieldset class="typed-row"><legend>${called}</legend><div class="cells">${inside}</div>${acts}</fieldset>`
}

/** « Ajouter une étape » */
const adding = ({ one, isFeminine }: Rows): string => KIT.add(one, isFeminine === true)

function addButton({ rows, name }: RowsShown, count: number): Html {
  if (count >= mostRows(rows)) return html`<p class="hint">${KIT.atMost(mostRows(rows))}</p>`
  const given = {
    kind: 'quiet',
    name: ROWS_ACT,
    value: `${name} ajouter ${count}`,
    formnovalidate: true,
  } as const
  return html`<div class="row">${button(adding(rows), given)}</div>`
}

/** The control of the whole field. */
export function rowsField(shown: RowsShown): Html {
  const { rows, cells, changes, error, part, ...said } = shown
  const typed = rowsIn(rows, cells)
  const blanks = (count: number) => Array.from({ length: Math.max(count - typed.length, 0) }, () => [])
  const all = [...typed, ...blanks(changes === true ? FIRST_ROWS : mostRows(rows))]
  const lines = all.map((one, row) => line(shown, row, one))
  const open = changes === true ? all.length : Math.max(FIRST_ROWS, typed.findLastIndex(isBegun) + 2)
  const rest = lines.slice(open)
  const group = { ...said, ...(part === undefined && error !== undefined ? { error } : {}) }
  return fieldGroup(
    group,
    html`<div class="typed-rows" id="${said.id ?? said.name}" tabindex="-1">${lines.slice(0, open)}${
      rest.length > 0 && html`<details class="fold"><summary>${adding(rows)}</summary>${rest}</details>`
    }${changes === true && addButton(shown, all.length)}</div>`,
  )
}

export const isBegun = (cells: readonly string[]): boolean => cells.some((typed) => typed.trim() !== '')

type Kept = Readonly<Record<string, string>>

/** What a line says: its first two cells, then each of the others under its name. */
function saidOf({ columns }: Rows, kept: Kept) {
  const [who, what, ...others] = columns.map(({ id, label }) => ({ label, said: kept[id] ?? '' }))
  return {
    ...{ who: who?.said ?? '', what: what?.said ?? '' },
    more: others.filter(({ said }) => said !== '').map(({ label, said }) => KIT.pair(label, said)),
  }
}

/** « 1. La mairie : reçoit le dossier (Délai : deux jours) » */
export const rowText = (rows: Rows, kept: Kept, at: number): string => {
  const { who, what, more } = saidOf(rows, kept)
  const told = who === '' || what === '' ? who + what : KIT.pair(who, what)
  return `${at + 1}. ${told}${more.length > 0 ? ` (${KIT.several(more)})` : ''}`
}

/** The lines as they are read, in their order. */
export const rowsRead = (rows: Rows, kept: readonly Kept[]): Html =>
  html`<ol class="rows-read">${kept.map((one) => {
    const { who, what, more } = saidOf(rows, one)
    const others = more.length > 0 && html`<p class="meta">${more.map(typo).join('. ')}.</p>`
    return html`<li><p><b>${typo(who)}</b></p>${what !== '' && html`<p>${typo(what)}</p>`}${others}</li>`
  })}</ol>`
