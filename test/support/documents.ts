// Documents as office programs and scanners make them, small: what each page, sheet or slide says is given.
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { OFFICE } from '#platform/files/office.ts'
import { zip } from '#platform/sheets/zip.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** One page for each text; '' is a page that is a picture. */
export async function pdf(pages: readonly string[], password?: string): Promise<Buffer> {
  const made = new PDFDocument({
    autoFirstPage: false,
    ...(password === undefined ? {} : { userPassword: password }),
  })
  for (const text of pages) {
    made.addPage()
    if (text === '') made.rect(50, 50, 300, 300).fill('#446')
    else made.text(text)
  }
  made.end()
  return buffer(made)
}

const typeOf = (extension: string): string =>
  OFFICE.find((format) => format.extension === extension)?.mediaType ?? ''

export const archive = (parts: Readonly<Record<string, string | Buffer>>): Buffer =>
  zip(Object.entries(parts).map(([name, body]) => ({ name, body: Buffer.from(body) })))

const NS = 'urn:oasis:names:tc:opendocument:xmlns'
const openDocument = (extension: string, body: string, more: Record<string, string> = {}): Buffer =>
  archive({
    mimetype: typeOf(extension),
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="${NS}:office:1.0" xmlns:text="${NS}:text:1.0" xmlns:table="${NS}:table:1.0" xmlns:draw="${NS}:drawing:1.0" office:version="1.3"><office:body>${body}</office:body></office:document-content>`,
    'META-INF/manifest.xml': `<?xml version="1.0"?><manifest:manifest xmlns:manifest="${NS}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${typeOf(extension)}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    ...more,
  })

const paragraphs = (texts: readonly string[]): string =>
  texts.map((text) => `<text:p>${escaped(text)}</text:p>`).join('')
export const odt = (texts: readonly string[], more?: Record<string, string>): Buffer =>
  openDocument('odt', `<office:text>${paragraphs(texts)}</office:text>`, more)
export const odp = (slides: readonly string[]): Buffer =>
  openDocument(
    'odp',
    `<office:presentation>${slides.map((text) => `<draw:page><draw:frame><draw:text-box>${paragraphs([text])}</draw:text-box></draw:frame></draw:page>`).join('')}</office:presentation>`,
  )

const RELATIONS = 'http://schemas.openxmlformats.org'
const related = (targets: readonly string[]): string =>
  `<Relationships xmlns="${RELATIONS}/package/2006/relationships">${targets.map((target, n) => `<Relationship Id="r${n}" Type="part" Target="${target}"/>`).join('')}</Relationships>`
const types = (main: string, extension: string): string =>
  `<?xml version="1.0"?><Types xmlns="${RELATIONS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/${main}" ContentType="${typeOf(extension)}.main+xml"/></Types>`
const office = (main: string): string =>
  `<Relationships xmlns="${RELATIONS}/package/2006/relationships"><Relationship Id="r0" Type="${RELATIONS}/officeDocument/2006/relationships/officeDocument" Target="${main}"/></Relationships>`

export const docx = (texts: readonly string[], more: Record<string, string> = {}): Buffer =>
  archive({
    '[Content_Types].xml': types('word/document.xml', 'docx'),
    '_rels/.rels': office('word/document.xml'),
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="${RELATIONS}/wordprocessingml/2006/main"><w:body>${texts.map((text) => `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
    ...more,
  })

/** Sheets by name, each of texts. */
export const xlsx = (sheets: Readonly<Record<string, readonly string[]>>): Buffer => {
  const all = Object.values(sheets).flat()
  const names = Object.keys(sheets)
  return archive({
    '[Content_Types].xml': types('xl/workbook.xml', 'xlsx'),
    '_rels/.rels': office('xl/workbook.xml'),
    'xl/workbook.xml': `<workbook><sheets>${names.map((name, n) => `<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="r${n}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related(names.map((_, n) => `worksheets/sheet${n + 1}.xml`)),
    'xl/sharedStrings.xml': `<sst>${all.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(
      Object.values(sheets).map((texts, n) => [
        `xl/worksheets/sheet${n + 1}.xml`,
        `<worksheet><sheetData>${texts.map((text) => `<row><c t="s"><v>${all.indexOf(text)}</v></c></row>`).join('')}</sheetData></worksheet>`,
      ]),
    ),
  })
}

export const pptx = (slides: readonly string[]): Buffer =>
  archive({
    '[Content_Types].xml': types('ppt/presentation.xml', 'pptx'),
    '_rels/.rels': office('ppt/presentation.xml'),
    'ppt/presentation.xml': `<p:presentation><p:sldIdLst>${slides.map((_, n) => `<p:sldId id="${256 + n}" r:id="r${n}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    // The order is that of the list, not of the names.
    'ppt/_rels/presentation.xml.rels': related(slides.map((_, n) => `slides/slide${slides.length - n}.xml`)),
    ...Object.fromEntries(
      slides.map((text, n) => [
        `ppt/slides/slide${slides.length - n}.xml`,
        `<p:sld><a:p><a:r><a:t>${escaped(text)}</a:t></a:r></a:p></p:sld>`,
      ]),
    ),
  })
