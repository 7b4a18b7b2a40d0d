// Text in a paper: the faces that are embedded, and what they cannot write.
import { fileURLToPath } from 'node:url'
import type PDFDocument from 'pdfkit'

/** The typeface of the counter, in files that a PDF can hold; the extended ones write Łukasz and Dvořák. */
export const FACES = {
  plain: fileURLToPath(
    import.meta.resolve(
      '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff',
    ),
  ),
  bold: fileURLToPath(
    import.meta.resolve(
      '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff',
    ),
  ),
  'plain-ext': fileURLToPath(
    import.meta.resolve(
      '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-400-normal.woff',
    ),
  ),
  'bold-ext': fileURLToPath(
    import.meta.resolve(
      '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-700-normal.woff',
    ),
  ),
} as const

export type Face = 'plain' | 'bold'

// What the first face has (the ranges of its style sheet), what the second adds; anything else has no shape here.
const LATIN =
  /[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201e\u2022\u2026\u202f\u2039\u203a\u20ac\n]/
const EXTENDED = /[\u0100-\u024f\u1e00-\u1eff]/

// Longer than a line, which no word is: the library measures the rest of such a word again for each of its lines.
const ENDLESS = /[^ \n]{60}(?=[^ \n])/g

/**
 * The text with a question mark where no face has a shape: somebody sees that something stood there. What is longer than a line
 * is cut into pieces.
 */
export function readable(text: string): string {
  const plain = text.normalize('NFC').replaceAll('\u202f', '\u00a0').replaceAll('\t', ' ')
  const shown = [...plain].map((sign) => (LATIN.test(sign) || EXTENDED.test(sign) ? sign : '?')).join('')
  return shown.replace(ENDLESS, '$& ')
}

/** Pieces written with one face each, in order. */
function piecesOf(text: string): { text: string; isExtended: boolean }[] {
  return text
    .split(/([\u0100-\u0130\u0132-\u0151\u0154-\u024f\u1e00-\u1eff]+)/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, isExtended: EXTENDED.test(piece) && !LATIN.test(piece) }))
}

export interface TextOptions {
  face: Face
  size: number
  width?: number
  x?: number
}

/** Writes a text at the place where the paper stands, changing face inside it when a letter needs one. */
export function drawText(
  doc: InstanceType<typeof PDFDocument>,
  text: string,
  { face, size, width, x }: TextOptions,
): void {
  const pieces = piecesOf(text)
  for (const [index, piece] of pieces.entries()) {
    doc.font(piece.isExtended ? `${face}-ext` : face).fontSize(size)
    const options = {
      continued: index < pieces.length - 1,
      lineGap: 2,
      ...(width === undefined ? {} : { width }),
    }
    if (index === 0 && x !== undefined) doc.text(piece.text, x, doc.y, options)
    else doc.text(piece.text, options)
  }
}
