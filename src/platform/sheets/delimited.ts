// Rows as text: what a spreadsheet program copies, or its CSV file, in the encodings that French offices write.
import { RefusedSheet } from './refused.ts'

/** The cells of a text: tabs, semicolons or commas apart, quotes around what holds one (RFC 4180). */
export function cellsOf(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const [head = ''] = plain.split('\n', 1)
  const apart = ['\t', ';', ','].find((mark) => head.includes(mark)) ?? ';'
  const rows: string[][] = [['']]
  let isQuoted = false
  for (let at = 0; at < plain.length; at += 1) {
    const mark = plain[at] ?? ''
    const row = rows.at(-1) ?? []
    const last = row.length - 1
    if (isQuoted && mark === '"' && plain[at + 1] === '"') at += 1
    else if (mark === '"' && (isQuoted || row[last] === '')) {
      isQuoted = !isQuoted
      continue
    } else if (!isQuoted && mark === apart) {
      row.push('')
      continue
    } else if (!isQuoted && mark === '\n') {
      rows.push([''])
      continue
    }
    row[last] += mark
  }
  return rows
}

const quoted = (cell: string): string => (/[\t"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Rows as a program copies them; `cellsOf` reads them again. */
export const pasted = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(quoted).join('\t')}${cells.length < 2 ? '\t' : ''}`).join('\n')

/** The text of a CSV file: UTF-16 or UTF-8 when it is, Windows-1252 otherwise. @throws RefusedSheet when it is no text */
export function textOf(bytes: Uint8Array): string {
  const text = decoded(bytes)
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text))
    throw new RefusedSheet(
      'Ce fichier n’est pas du texte\u00a0: enregistrez votre tableur au format CSV ou ODS.',
    )
  return text
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
