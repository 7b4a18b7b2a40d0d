// A spreadsheet of one sheet of texts (OpenDocument 1.3, part 2: a zip whose first file is its media type, not compressed).
import { crc32 } from 'node:zlib'

const TYPE = 'application/vnd.oasis.opendocument.spreadsheet'
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
<manifest:manifest xmlns:manifest="${NAMES}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`

/** The bytes of the file. `lines`: the first one is the heading. */
export function spreadsheet(sheet: string, lines: readonly (readonly string[])[]): Buffer {
  return zip([
    { name: 'mimetype', body: Buffer.from(TYPE) },
    { name: 'content.xml', body: Buffer.from(contentOf(sheet, lines)) },
    { name: 'META-INF/manifest.xml', body: Buffer.from(MANIFEST) },
  ])
}

interface Part {
  name: string
  body: Buffer
}

const EPOCH_DAY = 0x0021 // 1 January 1980: the same register gives the same bytes.

// What the local header and the directory say alike of a stored file (APPNOTE 4.4).
function common({ name, body }: Part): Buffer {
  const said = Buffer.alloc(26)
  said.writeUInt16LE(20, 0)
  said.writeUInt16LE(0x0800, 2)
  said.writeUInt16LE(EPOCH_DAY, 8)
  said.writeUInt32LE(crc32(body), 10)
  said.writeUInt32LE(body.length, 14)
  said.writeUInt32LE(body.length, 18)
  said.writeUInt16LE(Buffer.byteLength(name), 22)
  return said
}

function zip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common(part), name, part.body])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    const made = Buffer.from([20, 0])
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), made, common(part), tail, name]))
    files.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, list, end])
}
