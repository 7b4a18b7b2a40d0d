// Lines as a CSV file: semicolons and a byte order mark, what French spreadsheet programs open without asking.

// A spreadsheet program runs what begins like a formula: it is made text (CWE-1236).
const cell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** The file, its heads first. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return `\uFEFF${lines.map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`
}
