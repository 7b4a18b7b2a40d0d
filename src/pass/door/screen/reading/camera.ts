// The camera of a door: a code seen is told once, and again only after it was taken away. By the browser itself where it reads codes, else by
// a reader that is fetched then.
import type * as Reader from './door-reader.ts'

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}

type DetectorClass = (new (options: {
  formats: string[]
}) => Detector) & {
  getSupportedFormats?: () => Promise<string[]>
}

/** Milliseconds between two looks. */
const PACE = 150
/** Milliseconds for which a code must be away to be another showing. */
const AWAY = 3000
/** Pixels that are looked at: a code of 89 modules needs no more. */
const WIDE = 720

type Look = (video: HTMLVideoElement) => Promise<string | null>

async function ownDetector(): Promise<Look | null> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (found === undefined) return null
  const formats = (await found.getSupportedFormats?.().catch(() => [])) ?? []
  if (!formats.includes('qr_code')) return null
  const detector = new found({ formats: ['qr_code'] })
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null
}

async function fetchedReader(address: string): Promise<Look> {
  const { readPixels }: typeof Reader = await import(address)
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return (video) => {
    const scale = Math.min(1, WIDE / Math.max(1, video.videoWidth))
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)]
    if (pen === null || width === 0) return Promise.resolve(null)
    canvas.width = width
    canvas.height = height
    pen.drawImage(video, 0, 0, width, height)
    return Promise.resolve(readPixels(pen.getImageData(0, 0, width, height).data, width, height))
  }
}

export interface Camera {
  /** Looks, or rests: what is seen meanwhile is not told. */
  look(isLooking: boolean): void
  stop(): void
}

/** @param reader the address of the reader, where the browser has none @throws DOMException when no camera is given */
export async function openCamera(
  video: HTMLVideoElement,
  reader: string,
  tell: (text: string) => void,
): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
    audio: false,
  })
  video.srcObject = stream
  await video.play()
  const look = (await ownDetector()) ?? (await fetchedReader(reader))
  let isLooking = true
  let last = { text: '', at: 0 }
  let isBusy = false
  const once = async () => {
    if (isBusy || document.hidden) return
    if (!isLooking) {
      last.at = Date.now()
      return
    }
    isBusy = true
    const text = await look(video).catch(() => null)
    isBusy = false
    if (text === null || !isLooking) return
    const isSame = text === last.text && Date.now() - last.at < AWAY
    last = { text, at: Date.now() }
    if (!isSame) tell(text)
  }
  const timer = setInterval(() => void once(), PACE)
  return {
    look(wanted) {
      isLooking = wanted
    },
    stop() {
      clearInterval(timer)
      for (const track of stream.getTracks()) track.stop()
    },
  }
}
