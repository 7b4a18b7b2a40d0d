// Rewrites a sent picture pixel by pixel: nothing hidden in the original (place, camera, owner, polyglot tail) survives.
import type sharp from 'sharp'
import type { Metadata } from 'sharp'
import { refuse } from './refusal.ts'
import { takeTurns } from './turns.ts'

const MOST_PIXELS = 50_000_000
const LONGEST_SIDE = 2560
const THUMBNAIL_SIDE = 320
const SECONDS = 20

let loading: Promise<typeof sharp> | undefined
// With the first picture: the library holds 20 MB.
function library(): Promise<typeof sharp> {
  loading ??= import('sharp').then(({ default: loaded }) => {
    loaded.cache(false)
    loaded.concurrency(1)
    return loaded
  })
  return loading
}
const inTurn = takeTurns(2)

/** A rewritten picture: sizes in pixels after rotation; `thumbnail` is WebP, 320 px at most. */
export interface Picture {
  bytes: Buffer
  mediaType: 'image/jpeg' | 'image/webp'
  extension: 'jpg' | 'webp'
  width: number
  height: number
  thumbnail: Buffer
}

/** Decodes and rewrites the picture (JPEG, or WebP when it has transparency), 2560 px at most. Throws RefusedFile. */
export async function rewritePicture(bytes: Buffer): Promise<Picture> {
  return inTurn(async () => {
    const header = await readHeader(bytes)
    if (header.width * header.height > MOST_PIXELS) throw refuse('picture-too-large')
    try {
      return await rewrite(bytes, header.hasAlpha)
    } catch {
      throw refuse('picture-damaged')
    }
  })
}

// Only the header is read here, so that 50,000 x 50,000 pixels cost nothing.
async function readHeader(bytes: Buffer): Promise<Metadata> {
  try {
    const open = await library()
    return await open(bytes, { limitInputPixels: false }).metadata()
  } catch {
    throw refuse('picture-damaged')
  }
}

async function rewrite(original: Buffer, transparent: boolean): Promise<Picture> {
  const open = await library()
  const upright = open(original, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: SECONDS })
  const encoded = transparent ? upright.webp({ quality: 82 }) : upright.jpeg({ quality: 82 })
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
  const thumbnail = await open(data)
    .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toBuffer()
  const { width, height } = info
  return transparent
    ? { bytes: data, mediaType: 'image/webp', extension: 'webp', width, height, thumbnail }
    : { bytes: data, mediaType: 'image/jpeg', extension: 'jpg', width, height, thumbnail }
}
