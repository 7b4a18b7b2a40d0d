// Rewrites a sent picture pixel by pixel: nothing hidden in the original (place, camera, owner, polyglot tail) survives.
import type sharp from 'sharp'
import type { Metadata, OutputInfo } from 'sharp'
import { isFull } from '../errors.ts'
import { refuse } from './refusal.ts'
import { spoolMade, type Spooled } from './spool.ts'

const MOST_PIXELS = 50_000_000
/** Of the picture once decoded, as the largest photographs are: a byte for each of three colours. What is decoded is what costs. */
const MOST_BYTES = 3 * MOST_PIXELS
/** Bytes of one colour of one pixel, by the library's names. */
const DEPTHS: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 }
const DEEPEST = 8
/** AVIF is held whole and several times over while it is decoded: a kilobyte took 600 MB. */
const HELD: Readonly<Record<string, number>> = { heif: 4 }
const LONGEST_SIDE = 2560
const THUMBNAIL_SIDE = 320
const SECONDS = 10

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

/** A rewritten picture, in files of its own: sizes in pixels after rotation; `thumbnail` is WebP, 320 px at most. */
export interface Picture {
  content: Spooled
  mediaType: 'image/jpeg' | 'image/webp'
  extension: 'jpg' | 'webp'
  width: number
  height: number
  thumbnail: Spooled
}

/** A picture within these sides, in few colours, as PNG. @throws RefusedFile */
export async function smallPng(
  bytes: Buffer,
  within: { width: number; height: number },
): Promise<{ bytes: Buffer; width: number; height: number }> {
  const open = await library()
  const { data, info } = await open(bytes, { limitInputPixels: MOST_PIXELS })
    .resize({ ...within, fit: 'inside', withoutEnlargement: true })
    .png({ palette: true })
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true })
    .catch(damaged)
  return { bytes: data, width: info.width, height: info.height }
}

/** The middle of a picture, or rather what is looked at in it, as a square of WebP. @throws RefusedFile */
export async function smallSquare(bytes: Buffer, side: number): Promise<Buffer> {
  const open = await library()
  return open(bytes, { limitInputPixels: MOST_PIXELS })
    .resize({ width: side, height: side, fit: 'cover', position: 'attention' })
    .webp({ quality: 80 })
    .timeout({ seconds: SECONDS })
    .toBuffer()
    .catch(damaged)
}

/** A square picture of ours, smaller, as JPEG, which whatever reads a card of contacts knows. @throws RefusedFile */
export async function smallJpeg(bytes: Buffer, side: number): Promise<Buffer> {
  const open = await library()
  return open(bytes, { limitInputPixels: MOST_PIXELS })
    .resize({ width: side, height: side, fit: 'cover' })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 75 })
    .timeout({ seconds: SECONDS })
    .toBuffer()
    .catch(damaged)
}

/** Decodes the picture of that path and rewrites it in `folder` (JPEG, or WebP when it has transparency), 2560 px at most.
 * @throws RefusedFile */
export async function rewritePicture(folder: string, path: string): Promise<Picture> {
  const header = await readHeader(path)
  if (isTooLarge(header)) throw refuse('picture-too-large')
  const content = await written(folder, path, header.hasAlpha)
  try {
    const { content: thumbnail } = await spoolMade(folder, (to) => shrink(content.content.path, to))
    return { ...content, thumbnail }
  } catch (error) {
    await content.content.drop()
    throw error
  }
}

/** Would it take too much to be decoded? A few kilobytes of one colour may be hundreds of megabytes. */
function isTooLarge({ width, height, channels, depth, format }: Metadata): boolean {
  const pixels = width * height
  const bytes = pixels * channels * (DEPTHS[depth] ?? DEEPEST)
  return pixels > MOST_PIXELS || bytes * (HELD[format] ?? 1) > MOST_BYTES
}

// Only the header is read here, so that 50,000 x 50,000 pixels cost nothing.
async function readHeader(path: string): Promise<Metadata> {
  const open = await library()
  return open(path, { limitInputPixels: false }).metadata().catch(damaged)
}

function damaged(error: unknown): never {
  throw isFull(error) ? error : refuse('picture-damaged')
}

async function written(
  folder: string,
  path: string,
  transparent: boolean,
): Promise<Omit<Picture, 'thumbnail'>> {
  const { content, made } = await spoolMade(folder, (to) => rewrite(path, to, transparent).catch(damaged))
  const { width, height } = made
  return transparent
    ? { content, mediaType: 'image/webp', extension: 'webp', width, height }
    : { content, mediaType: 'image/jpeg', extension: 'jpg', width, height }
}

async function rewrite(path: string, to: string, transparent: boolean): Promise<OutputInfo> {
  const open = await library()
  const upright = open(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: SECONDS })
  return (transparent ? upright.webp({ quality: 82 }) : upright.jpeg({ quality: 82 })).toFile(to)
}

async function shrink(path: string, to: string): Promise<OutputInfo> {
  const open = await library()
  return open(path)
    .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toFile(to)
}

/** The picture of that path, which is ours, in WebP of that width. */
export async function narrowPicture(path: string, to: string, width: number): Promise<void> {
  const open = await library()
  await open(path)
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 78 })
    .timeout({ seconds: SECONDS })
    .toFile(to)
}
