// Passages of a paragraph in their one form: what reads the same is the same, so that a text may be written in a notation and read back.
import { cleanText } from '#platform/http/clean-text.ts'
import type { Inline, Mark, Text } from './document.ts'

/** Spaces run together, unless they are typographic. */
const plainSpace = (spaces: string): string => (/[ \t\r\n\f\v]/.test(spaces) ? ' ' : spaces)

/** One line of plain text. */
export const lineOf = (text: string): string => cleanText(text).replace(/\s+/g, plainSpace).trim()

/** Of marks that exclude each other, the first stays; then in this order. */
const EXCLUSIVE: readonly (readonly Mark['type'][])[] = [
  ['link', 'abbreviation'],
  ['strong', 'emphasis'],
]

const known = (mark: Mark): Mark => {
  if (mark.type === 'link') return { type: 'link', attrs: { href: mark.attrs.href } }
  if (mark.type === 'abbreviation')
    return { type: 'abbreviation', attrs: { expansion: lineOf(mark.attrs.expansion) } }
  return { type: mark.type }
}

const inOrder = (marks: readonly Mark[]): Mark[] =>
  EXCLUSIVE.flatMap((types) => {
    const [first] = types.flatMap((type) => marks.filter((mark) => mark.type === type))
    return first === undefined ? [] : [known(first)]
  })

interface Piece {
  text: string
  marks: Mark[]
  isBreak?: true
}

const same = (one: Mark, other: Mark): boolean => JSON.stringify(one) === JSON.stringify(other)
const sameMarks = (one: Piece, other: Piece): boolean =>
  one.isBreak === other.isBreak && JSON.stringify(one.marks) === JSON.stringify(other.marks)

const isSpace = (piece: Piece): boolean => piece.isBreak !== true && piece.text.trim() === ''

/** Neighbours that are marked alike are one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (last !== undefined && piece.isBreak !== true && sameMarks(last, piece)) last.text += piece.text
    else all.push({ ...piece })
  }
  return all
}

/** Spaces at the ends of a passage, apart. */
const split = (piece: Piece): Piece[] =>
  (/^(\s*)(.*?)(\s*)$/s.exec(piece.text) ?? [])
    .slice(1)
    .filter((text) => text !== '')
    .map((text) => ({ text, marks: piece.marks }))

/** A space between two passages is marked by what marks both. */
const spaced = (piece: Piece, at: number, all: readonly Piece[]): Piece => {
  if (!isSpace(piece)) return piece
  const [before, after] = [all[at - 1]?.marks ?? [], all[at + 1]?.marks ?? []]
  return { ...piece, marks: before.filter((mark) => after.some((other) => same(mark, other))) }
}

/** Nothing at the ends, nor around a change of line; one change of line at a time. */
function trimmed(pieces: readonly Piece[]): Piece[] {
  const isEdge = (piece: Piece | undefined) => piece === undefined || piece.isBreak === true
  const shown = pieces.filter(
    (piece, at) => !(isSpace(piece) && (isEdge(pieces[at - 1]) || isEdge(pieces[at + 1]))),
  )
  const first = shown.findIndex((piece) => piece.isBreak !== true)
  const last = shown.findLastIndex((piece) => piece.isBreak !== true)
  return shown
    .slice(first, last + 1)
    .filter((piece, at, all) => piece.isBreak !== true || all[at - 1]?.isBreak !== true)
}

const pieceOf = (inline: Inline): Piece =>
  inline.type === 'hardBreak'
    ? { text: '', marks: [], isBreak: true }
    : { text: inline.text, marks: inOrder(inline.marks ?? []) }

const shownOf = ({ text, marks, isBreak }: Piece): Inline => {
  if (isBreak === true) return { type: 'hardBreak' }
  return marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks }
}

/** Passages in their one form. */
export function tidyInline(inline: readonly Inline[]): Inline[] {
  const cleaned = joined(inline.map(pieceOf))
    .map((piece) => ({ ...piece, text: cleanText(piece.text).replace(/\s+/g, plainSpace) }))
    .filter((piece) => piece.isBreak === true || piece.text !== '')
  const cut = cleaned.flatMap((piece) => (piece.isBreak === true ? [piece] : split(piece)))
  return joined(trimmed(joinSpaces(cut).map(spaced))).map(shownOf)
}

/** Two spaces in a row, marked otherwise, are one. */
function joinSpaces(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = []
  for (const piece of pieces) {
    const last = all.at(-1)
    if (last !== undefined && isSpace(last) && isSpace(piece))
      last.text = (last.text + piece.text).replace(/\s+/g, plainSpace)
    else all.push({ ...piece })
  }
  return all
}

/** Passages that stay on one line. */
export const tidyLine = (inline: readonly Inline[]): Text[] =>
  tidyInline(
    inline.map((one): Text => (one.type === 'hardBreak' ? { type: 'text', text: ' ' } : one)),
  ).filter((one) => one.type === 'text')

/** The text of passages, as one reads it. */
export const wordsIn = (inline: readonly Inline[]): string =>
  inline.map((one) => (one.type === 'text' ? one.text : '\n')).join('')
