// The program that draws the first pages of one PDF (draw.ts) as pictures in a folder, says how many, and ends.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { createIsomorphicCanvasFactory, getDocumentProxy } from 'unpdf'

/** What the drawer is given. */
export interface DrawingWork {
  path: string
  /** Where `1.webp`, `2.webp`… go. */
  folder: string
  most: number
}

/** How many pages are drawn, of how many. */
export interface Drawn {
  drawn: number
  pages: number
}

/** In pixels: enough to read on a screen. */
const WITHIN = { width: 1000, height: 1600 }
const QUALITY = 75

async function draw({ path, folder, most }: DrawingWork): Promise<Drawn> {
  const CanvasFactory = await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas'))
  const bytes = new Uint8Array(await readFile(path))
  const pdf = await getDocumentProxy(bytes, { CanvasFactory, verbosity: 0 })
  const drawn = Math.min(pdf.numPages, most)
  for (let n = 1; n <= drawn; n += 1) {
    const page = await pdf.getPage(n)
    const { width, height } = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: Math.min(WITHIN.width / width, WITHIN.height / height) })
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    const context = canvas.getContext('2d')
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    // The library asks for the context of a browser; this one does what it does.
    const canvasContext = context as unknown as CanvasRenderingContext2D
    await page.render({ canvas: null, canvasContext, viewport }).promise
    await writeFile(join(folder, `${n}.webp`), await canvas.encode('webp', QUALITY))
  }
  return { drawn, pages: pdf.numPages }
}

// Nobody waits for it any more.
process.once('disconnect', () => process.exit())
process.once('message', async (work: DrawingWork) => {
  const drawn = await draw(work).catch(() => null)
  process.send?.(drawn, () => process.exit())
})
