// Lines as a CSV file: semicolons and a byte order mark, what French spreadsheet programs open without asking.

const FIGURE = /^-?\d+(,\d+)?$/

// A spreadsheet program runs what begins like a formula: it is made text (CWE-1236). A figure below zero stays one.
const cell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) && !FIGURE.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

const line = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`

/** The beginning of a file: its heads. */
export const csvStart = (heads: readonly string[]): string => `\uFEFF${line(heads)}`

/** More lines of it. */
export const csvLines = (lines: readonly (readonly string[])[]): string => lines.map(line).join('')

/** The file, its heads first. */
export const csvOf = ([heads = [], ...lines]: readonly (readonly string[])[]): string =>
  csvStart(heads) + csvLines(lines)
