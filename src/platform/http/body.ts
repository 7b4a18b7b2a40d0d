// Reads a posted body (urlencoded or multipart) into clean values and uploads, within limits.
import type { FastifyRequest } from 'fastify'
import { BadInput } from '../errors.ts'
import type { Posted, Upload, Values } from './route.ts'

export const LIMITS = {
  /** Bytes of one text field. */
  field: 100_000,
  /** Bytes of one file. */
  file: 12 * 1024 * 1024,
  files: 10,
  /** Bytes of a whole body. */
  body: 60 * 1024 * 1024,
}

// Everything below space but tab and line feed, and the C1 controls: never wanted in a text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g

/** One form of every text: NFC, plain line feeds, no control characters. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed().normalize('NFC')
}

function add(values: Record<string, string | string[]>, name: string, value: string) {
  const clean = cleanText(value)
  const known = Object.hasOwn(values, name) ? values[name] : undefined
  values[name] = known === undefined ? clean : Array.isArray(known) ? [...known, clean] : [known, clean]
}

/** Values of a query string or of an urlencoded body. */
export function readValues(pairs: Iterable<[string, string]>): Values {
  const values: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of pairs) add(values, name, value)
  return values
}

async function readMultipart(request: FastifyRequest): Promise<Posted> {
  const values: Record<string, string | string[]> = Object.create(null)
  const uploads: Upload[] = []
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      add(values, part.fieldname, typeof part.value === 'string' ? part.value : '')
      continue
    }
    const chunks: Buffer[] = []
    for await (const chunk of part.file) chunks.push(chunk as Buffer)
    const tooBig = part.file.truncated
    // Browsers send one nameless empty part when no file was chosen.
    if (part.filename === '' && chunks.length === 0) continue
    uploads.push({
      field: part.fieldname,
      name: cleanText(part.filename),
      bytes: tooBig ? Buffer.alloc(0) : Buffer.concat(chunks),
      tooBig,
    })
  }
  return { values, uploads }
}

/** @throws BadInput when there are too many parts or a field is too long */
export async function readBody(request: FastifyRequest): Promise<Posted> {
  if (!request.isMultipart()) {
    const body = typeof request.body === 'string' ? request.body : ''
    return { values: readValues(new URLSearchParams(body)), uploads: [] }
  }
  try {
    return await readMultipart(request)
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_FILES_LIMIT')
      throw new BadInput(`Envoyez ${LIMITS.files} fichiers au plus à la fois.`)
    // Errors of the parser have a status; the others come from a body that is cut or is not what its header says.
    if ((error as { statusCode?: number }).statusCode === undefined)
      throw new BadInput('Votre envoi est arrivé incomplet. Revenez en arrière et recommencez.')
    throw error
  }
}
