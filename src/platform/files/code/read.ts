// Reads the Data Matrix codes of what was sent, a picture or a PDF, by a program apart (reader.ts). What was sent goes with the exchange that
// brought it: nothing of it is kept.
import { type Bounds, runApart } from '../apart.ts'
import { type FileKind, refuse, refuseKind, refuseSize } from '../refusal.ts'
import type { Arrived } from '../spool.ts'
import { fairTurns } from '../turns.ts'
import type { ReadingWork } from './reader.ts'

const BOUNDS: Bounds = { milliseconds: 20_000, megabytes: 256 }
const READER = new URL('./reader.ts', import.meta.url)
const MOST_BYTES = 10_000_000
const TAKEN: readonly FileKind[] = ['image', 'pdf']
const turns = fairTurns(1, 20, () => refuse('busy'))

/**
 * What each code says, in the order of its pages. None: there is none, or it is not to be read.
 * @param sender those who send at the same time are read in turn
 * @throws RefusedFile, whose message is for the person
 */
export async function readCodes({ size, kind, content }: Arrived, sender: string): Promise<string[]> {
  if (size > MOST_BYTES) throw refuseSize(MOST_BYTES)
  if (content === null || kind === 'empty') throw refuse('empty')
  if (kind !== 'image' && kind !== 'pdf') throw refuseKind('kind-not-accepted', TAKEN)
  const work: ReadingWork = { path: content.path, kind }
  // The canvas is an addon.
  const may = [`--allow-fs-read=${work.path}`, '--allow-addons']
  return (await turns(sender, () => runApart<string[] | null>({ file: READER, may }, work, BOUNDS))) ?? []
}
