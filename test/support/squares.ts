// What a camera reads of a PDF.
import { createCanvas } from '@napi-rs/canvas'
import jsqr from 'jsqr'
import { createIsomorphicCanvasFactory, getDocumentProxy } from 'unpdf'

/** Pixels a point: what a printer and a camera do with room to spare. */
const SCALE = 2

/** Every square of a PDF. */
export async function squaresOf(bytes: Buffer): Promise<string[]> {
  const CanvasFactory = await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas'))
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { CanvasFactory, verbosity: 0 })
  const found = new Set<string>()
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const page = await pdf.getPage(n)
    const viewport = page.getViewport({ scale: SCALE })
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    const context = canvas.getContext('2d')
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    const canvasContext = context as unknown as CanvasRenderingContext2D
    await page.render({ canvas: null, canvasContext, viewport }).promise
    // A camera is held before one of them at a time: a window goes down the page.
    for (let y = 0; y < canvas.height; y += 40 * SCALE) {
      const [width, height] = [290 * SCALE, 250 * SCALE]
      const { data } = context.getImageData(0, y, width, height)
      const read = jsqr.default(data, width, height)
      if (read !== null) found.add(read.data)
    }
  }
  return [...found]
}
