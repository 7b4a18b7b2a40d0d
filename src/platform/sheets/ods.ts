// A spreadsheet of one sheet of texts, written (OpenDocument 1.3, part 2: a zip whose first file is its media type, not compressed).
import { zip } from './zip.ts'

/** Its media type. */
export const ODS = 'application/vnd.oasis.opendocument.spreadsheet'
const NAMES = 'urn:oasis:names:tc:opendocument:xmlns'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const cell = (text: string): string => {
  const lines = text.split('\n').map((line) => `<text:p>${escaped(line)}</text:p>`)
  return `<table:table-cell office:value-type="string">${lines.join('')}</table:table-cell>`
}

function contentOf(sheet: string, lines: readonly (readonly string[])[]): string {
  const rows = lines.map((cells) => `<table:table-row>${cells.map(cell).join('')}</table:table-row>`).join('')
  const columns = `<table:table-column table:number-columns-repeated="${lines[0]?.length ?? 1}"/>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="${NAMES}:office:1.0" xmlns:table="${NAMES}:table:1.0" xmlns:text="${NAMES}:text:1.0" office:version="1.3"><office:body><office:spreadsheet><table:table table:name="${escaped(sheet)}">${columns}${rows}</table:table></office:spreadsheet></office:body></office:document-content>`
}

const MANIFEST = `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="${NAMES}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${ODS}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`

/** The bytes of the file. `lines`: the first one is the heading. */
export function spreadsheet(sheet: string, lines: readonly (readonly string[])[]): Buffer {
  return zip([
    { name: 'mimetype', body: Buffer.from(ODS) },
    { name: 'content.xml', body: Buffer.from(contentOf(sheet, lines)) },
    { name: 'META-INF/manifest.xml', body: Buffer.from(MANIFEST) },
  ])
}
