// Draws the first pages of a PDF, by a program apart (drawer.ts).
import { runApart, type Bounds } from '../apart.ts'
import type { Drawn, DrawingWork } from './drawer.ts'

const BOUNDS: Bounds = { milliseconds: 40_000, megabytes: 384 }
const DRAWER = new URL('./drawer.ts', import.meta.url)

/** Draws them in that folder; null when it cannot be: broken, locked, or dearer than it may be. */
export async function drawPages(work: DrawingWork, bounds: Partial<Bounds> = {}): Promise<Drawn | null> {
  const may = [
    `--allow-fs-read=${work.path}`,
    `--allow-fs-read=${work.folder}`,
    `--allow-fs-write=${work.folder}`,
    // The canvas is one.
    '--allow-addons',
  ]
  const drawn = await runApart<Drawn | null>({ file: DRAWER, may }, work, { ...BOUNDS, ...bounds })
  return drawn === undefined || drawn === null || drawn.drawn === 0 ? null : drawn
}
