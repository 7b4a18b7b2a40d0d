// The program that marks one picture or PDF all over (mark.ts), writes what is kept of it in a folder, says what it made, and ends. A PDF is drawn
// page by page and made again of these pictures: nothing of the file that was sent is in the one that is made.
import { createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { type Canvas, createCanvas, GlobalFonts, loadImage, type SKRSContext2D } from '@napi-rs/canvas'
import PDFDocument from 'pdfkit'
import { createIsomorphicCanvasFactory, getDocumentProxy } from 'unpdf'
import { FACES, readable } from '../../pdf/text.ts'

/** What the marker is given. */
export interface MarkingWork {
  path: string
  kind: 'image' | 'pdf'
  /** Where `marked` and, of a picture, `thumbnail` go. */
  folder: string
  words: string
  /** Instant written in a PDF. */
  at: string
  mostPages: number
}

/** What was made; why nothing was. */
export type Marked = { width: number; height: number } | { refused: 'pages' | 'blank' }

/** Longest sides of a page, in pixels: 200 points an inch of A4. */
const WITHIN = { width: 1654, height: 2339 }
const THUMBNAIL = 320
const QUALITY = 82

/** The words, again and again, across all of it: dark with a bright edge, to be seen on any ground; what is under stays readable. */
function markAll(context: SKRSContext2D, { width, height }: Canvas, words: string): void {
  const size = Math.max(11, Math.round(Math.min(width, height) / 30))
  context.save()
  context.font = `700 ${size}px Mark, MarkExtended`
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = Math.max(1, size / 9)
  context.fillStyle = 'rgba(120, 10, 50, 0.5)'
  context.strokeStyle = 'rgba(255, 255, 255, 0.4)'
  const step = context.measureText(words).width + size * 2
  const reach = Math.hypot(width, height)
  context.translate(width / 2, height / 2)
  context.rotate(-Math.PI / 7)
  let row = 0
  for (let y = -reach / 2; y <= reach / 2; y += size * 2.6) {
    row += 1
    for (let x = -reach / 2 - (((row * step) / 3) % step); x <= reach / 2; x += step) {
      context.strokeText(words, x, y)
      context.fillText(words, x, y)
    }
  }
  context.restore()
}

/** On white: what shows through would be another picture elsewhere. */
function blank(width: number, height: number): { canvas: Canvas; context: SKRSContext2D } {
  const canvas = createCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)))
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  return { canvas, context }
}

/** Is there nothing on it? A page that could not be drawn is white: whoever sent it would not know. */
function isBlank(context: SKRSContext2D, { width, height }: Canvas): boolean {
  const { data } = context.getImageData(0, 0, width, height)
  for (let at = 0; at < data.length; at += 4)
    if ((data[at] ?? 255) < 240 || (data[at + 1] ?? 255) < 240 || (data[at + 2] ?? 255) < 240) return false
  return true
}

async function markPicture({ path, folder, words }: MarkingWork): Promise<Marked> {
  const picture = await loadImage(await readFile(path))
  const { canvas, context } = blank(picture.width, picture.height)
  context.drawImage(picture, 0, 0)
  markAll(context, canvas, words)
  await writeFile(join(folder, 'marked'), await canvas.encode('jpeg', QUALITY))
  const scale = Math.min(1, THUMBNAIL / Math.max(canvas.width, canvas.height))
  const small = blank(canvas.width * scale, canvas.height * scale)
  small.context.drawImage(canvas, 0, 0, small.canvas.width, small.canvas.height)
  await writeFile(join(folder, 'thumbnail'), await small.canvas.encode('webp', 75))
  return { width: canvas.width, height: canvas.height }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>

async function drawn(page: Page): Promise<{ canvas: Canvas; context: SKRSContext2D }> {
  const { width, height } = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: Math.min(WITHIN.width / width, WITHIN.height / height) })
  const made = blank(viewport.width, viewport.height)
  // The library asks for the context of a browser; this one does what it does.
  const canvasContext = made.context as unknown as CanvasRenderingContext2D
  await page.render({ canvas: null, canvasContext, viewport }).promise
  return made
}

async function markPdf({ path, folder, words, at, mostPages }: MarkingWork): Promise<Marked> {
  const CanvasFactory = await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas'))
  const bytes = new Uint8Array(await readFile(path))
  const pdf = await getDocumentProxy(bytes, { CanvasFactory, verbosity: 0, stopAtErrors: true })
  if (pdf.numPages > mostPages) return { refused: 'pages' }
  const info = { Title: words, CreationDate: new Date(at), ModDate: new Date(at) }
  const doc = new PDFDocument({
    ...{ autoFirstPage: false, margin: 0, pdfVersion: '1.7', subset: 'PDF/UA' as never },
    ...{ tagged: true, lang: 'fr-FR', displayTitle: true, info },
  })
  const written = finished(doc.pipe(createWriteStream(join(folder, 'marked'), { mode: 0o600 })))
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  let size = { width: 0, height: 0 }
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { canvas, context } = await drawn(await pdf.getPage(n))
    if (isBlank(context, canvas)) return { refused: 'blank' }
    markAll(context, canvas, words)
    // Points of 200 an inch.
    size = { width: (canvas.width * 72) / 200, height: (canvas.height * 72) / 200 }
    const picture = await canvas.encode('jpeg', QUALITY)
    doc.addPage({ size: [size.width, size.height], margin: 0 })
    const alt = `Page ${n} sur ${pdf.numPages} du document envoyé, marquée\u00a0: ${words}.`
    whole.add(doc.struct('Figure', { alt }, () => doc.image(picture, 0, 0, size)))
  }
  whole.end()
  doc.end()
  await written
  return size
}

// Nobody waits for it any more.
process.once('disconnect', () => process.exit())
process.once('message', async (work: MarkingWork) => {
  for (const [family, face] of [
    ['Mark', FACES.bold],
    ['MarkExtended', FACES['bold-ext']],
  ] as const)
    GlobalFonts.registerFromPath(face, family)
  const words = readable(work.words)
  const made = await (work.kind === 'image' ? markPicture : markPdf)({ ...work, words }).catch(() => null)
  process.send?.(made, () => process.exit())
})
