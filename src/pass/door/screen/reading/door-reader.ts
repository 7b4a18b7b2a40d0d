// Reads a code in a picture, where the browser itself does not: fetched by the door’s page when it needs it.
import jsqr from 'jsqr'

type Decode = (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null

// As bundlers see that package, and as Node does.
const decode = ('default' in jsqr ? jsqr.default : jsqr) as unknown as Decode

export const readPixels = (data: Uint8ClampedArray, width: number, height: number): string | null =>
  decode(data, width, height)?.data || null
