// Documents of office programs: which are known, and what each must be to be kept (ISO/IEC 26300 for OpenDocument, ISO/IEC 29500 for
// Office Open XML). An archive is believed by the names of its parts alone: what is in them is opened by programs apart.
import { buffer } from 'node:stream/consumers'
import { attributeOf, tokensOf } from '../sheets/xml.ts'
import { namesIn, partOf } from '../sheets/zip.ts'
import { RefusedSheet } from '../sheets/refused.ts'
import { refuse } from './refusal.ts'
import type { Content } from './store/store.ts'

export interface OfficeFormat {
  extension: string
  mediaType: string
  /** Said on screen. */
  title: string
  /** A part that each of them has, and no other. */
  part: string
}

const OPEN = 'application/vnd.oasis.opendocument.'
const OOXML = 'application/vnd.openxmlformats-officedocument.'

export const OFFICE: readonly OfficeFormat[] = [
  { extension: 'odt', mediaType: `${OPEN}text`, title: 'Texte ODT', part: 'content.xml' },
  { extension: 'ods', mediaType: `${OPEN}spreadsheet`, title: 'Tableur ODS', part: 'content.xml' },
  { extension: 'odp', mediaType: `${OPEN}presentation`, title: 'Présentation ODP', part: 'content.xml' },
  {
    ...{ extension: 'docx', mediaType: `${OOXML}wordprocessingml.document` },
    ...{ title: 'Texte DOCX', part: 'word/document.xml' },
  },
  {
    ...{ extension: 'xlsx', mediaType: `${OOXML}spreadsheetml.sheet` },
    ...{ title: 'Tableur XLSX', part: 'xl/workbook.xml' },
  },
  {
    ...{ extension: 'pptx', mediaType: `${OOXML}presentationml.presentation` },
    ...{ title: 'Présentation PPTX', part: 'ppt/presentation.xml' },
  },
]

export const officeOf = (mediaType: string): OfficeFormat | undefined =>
  OFFICE.find((format) => format.mediaType === mediaType)

/** Programs that a document brings (macros), or another document in it. */
const ACTIVE = /(?:^|\/)(?:vbaProject[^/]*\.bin|activeX\/|Basic\/|Scripts\/|embeddings\/[^/]+\.bin$)/i
/** The same, by what the list of types says of a part, whatever it is called. */
const ACTIVE_TYPE = /macroEnabled|vbaProject|ms-office\.activeX|oleObject/i
const TYPES = '[Content_Types].xml'
const OVERRIDE = /(?:^|:)Override$/
/** What opens by itself, with the document or with one click, if it is elsewhere: a template, an object, a frame. */
const OPENED = /\/(?:attachedTemplate|oleObject|frame)$/
const LEADING = ['document', 'settings'].map((name) => `word/_rels/${name}.xml.rels`)
const LOCKED = /<(?:manifest:)?encryption-data/
const MOST_OF_A_LIST = 2_000_000

const formatOf = (bytes: Buffer, names: ReadonlySet<string>): OfficeFormat | undefined => {
  const said = partOf(bytes, 'mimetype', 200)?.toString('latin1').trim()
  return OFFICE.find(
    ({ mediaType, part }) =>
      names.has(part) && (mediaType.startsWith(OPEN) ? mediaType === said : names.has(TYPES)),
  )
}

const xmlOf = (bytes: Buffer, name: string) =>
  tokensOf(partOf(bytes, name, MOST_OF_A_LIST)?.toString('utf8') ?? '')

/** Does its list of types name a program? */
function namesProgram(bytes: Buffer): boolean {
  for (const token of xmlOf(bytes, TYPES))
    if (token.kind === 'open' && OVERRIDE.test(token.name))
      if (ACTIVE_TYPE.test(attributeOf(token.attributes, 'ContentType') ?? '')) return true
  return false
}

/** Does it open something of another machine? A template beside the document on a disk is none. */
function opensElsewhere(bytes: Buffer): boolean {
  for (const token of LEADING.flatMap((name) => [...xmlOf(bytes, name)])) {
    if (token.kind !== 'open' || attributeOf(token.attributes, 'TargetMode') !== 'External') continue
    const target = attributeOf(token.attributes, 'Target') ?? ''
    const isOpened = OPENED.test(attributeOf(token.attributes, 'Type') ?? '')
    if (isOpened && /^\s*(?!file:\/\/\/[^/])(?:[a-z][a-z0-9+.-]+:|[\\/]{2})/i.test(target)) return true
  }
  return false
}

/** What an archive is, once it is whole, open to all and passive. @throws RefusedFile otherwise */
export async function checkOffice(content: Content): Promise<OfficeFormat> {
  const bytes = await buffer(content.read())
  // Where older programs, and whatever a password hides, keep everything.
  if (bytes.readUInt32BE(0) === 0xd0cf11e0) throw refuse('office-locked')
  try {
    const list = namesIn(bytes)
    const names = new Set(list)
    // Of two parts of one name, others may read the one that is not judged here.
    if (new Set(list.map((name) => name.toLowerCase())).size !== list.length) throw refuse('office-damaged')
    const format = formatOf(bytes, names)
    if (format === undefined) throw refuse('archive')
    const isActive = [...names].some((name) => ACTIVE.test(name)) || namesProgram(bytes)
    if (isActive || opensElsewhere(bytes)) throw refuse('office-active')
    const manifest = partOf(bytes, 'META-INF/manifest.xml', MOST_OF_A_LIST)?.toString('utf8') ?? ''
    if (LOCKED.test(manifest)) throw refuse('office-locked')
    return format
  } catch (error) {
    throw error instanceof RefusedSheet || error instanceof RangeError ? refuse('office-damaged') : error
  }
}

/** For the browser that offers documents to choose. */
export const DOCUMENTS_CHOSEN = [
  ...['application/pdf', '.txt', '.csv', '.md'],
  ...OFFICE.map(({ extension }) => `.${extension}`),
].join()
