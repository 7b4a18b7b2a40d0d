// The program that reads the two-dimensional codes (Data Matrix) of one picture or PDF (read.ts), says what they say, and ends.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas'
import { createIsomorphicCanvasFactory, getDocumentProxy } from 'unpdf'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** What the reader is given. */
export interface ReadingWork {
  path: string
  kind: 'image' | 'pdf'
}

/** Longest side, in pixels: a code of two centimetres on a page has three a module. */
const SIDE = 2600
const MOST_PAGES = 4
const MOST_CODES = 8

async function* pagesOf(bytes: Uint8Array): AsyncGenerator<Canvas> {
  const CanvasFactory = await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas'))
  const pdf = await getDocumentProxy(bytes, { CanvasFactory, verbosity: 0 })
  for (let n = 1; n <= Math.min(pdf.numPages, MOST_PAGES); n += 1) {
    const page = await pdf.getPage(n)
    const { width, height } = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: SIDE / Math.max(width, height) })
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    const context = canvas.getContext('2d')
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    // The library asks for the context of a browser; this one does what it does.
    const canvasContext = context as unknown as CanvasRenderingContext2D
    await page.render({ canvas: null, canvasContext, viewport }).promise
    yield canvas
  }
}

async function pictureOf(bytes: Uint8Array): Promise<Canvas> {
  const picture = await loadImage(bytes)
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
  const canvas = createCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  )
  const context = canvas.getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

async function codesOn(canvas: Canvas): Promise<string[]> {
  const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  const found = await readBarcodes({ data, width, height, colorSpace: 'srgb' } as ImageData, {
    formats: ['DataMatrix'],
    tryHarder: true,
    maxNumberOfSymbols: MOST_CODES,
    textMode: 'Plain',
  })
  return found.flatMap(({ isValid, text }) => (isValid ? [text] : []))
}

async function read({ path, kind }: ReadingWork): Promise<string[]> {
  const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer } })
  const bytes = new Uint8Array(await readFile(path))
  if (kind === 'image') return codesOn(await pictureOf(bytes))
  const codes: string[] = []
  for await (const page of pagesOf(bytes)) codes.push(...(await codesOn(page)))
  return codes.slice(0, MOST_CODES)
}

// Nobody waits for it any more.
process.once('disconnect', () => process.exit())
process.once('message', async (work: ReadingWork) => {
  const codes = await read(work).catch(() => null)
  process.send?.(codes, () => process.exit())
})
