// Marks what was accepted all over with what it is for, by a program apart (marker.ts), before anything of it is kept: what was sent goes with the
// exchange that brought it, and no other trace of it is made. What cannot be marked is refused.
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bounds, runApart } from '../apart.ts'
import type { Accepted } from '../inspect.ts'
import { refuse } from '../refusal.ts'
import { type Spooled, spoolMade } from '../spool.ts'
import { fairTurns } from '../turns.ts'
import type { Marked, MarkingWork } from './marker.ts'

const MARKER = new URL('./marker.ts', import.meta.url)
const BOUNDS: Bounds = { milliseconds: 30_000, megabytes: 384 }
/** An identity document has four at most, and its copy sometimes a cover. */
const MOST_MARKED_PAGES = 6
const turns = fairTurns(1, 30, () => refuse('busy'))

/** What is written on it. */
export interface Marking {
  words: string
  at: Date
  /** Those who send at the same time are served in turn. */
  sender: string
}

const REFUSED = { pages: 'mark-pages', blank: 'mark-blank' } as const

/**
 * The same, marked: a picture as JPEG, a PDF made again of the pictures of its pages. What it was made of is dropped, whatever happens.
 * @param bounds for tests
 * @throws RefusedFile when it has too many pages, a page that cannot be drawn, or takes more than it may
 */
export async function marked(
  folder: string,
  accepted: Accepted,
  { words, at, sender }: Marking,
  bounds: Partial<Bounds> = {},
): Promise<Accepted> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = await mkdtemp(join(folder, 'mark-'))
  try {
    const path = await sourceIn(own, accepted)
    const kind = accepted.mediaType === 'application/pdf' ? 'pdf' : 'image'
    const work: MarkingWork = {
      ...{ path, kind, folder: own, words, at: at.toISOString(), mostPages: MOST_MARKED_PAGES },
    }
    const may = [`--allow-fs-read=${own}`, `--allow-fs-write=${own}`, '--allow-addons']
    const made = await turns(sender, () =>
      runApart<Marked | null>({ file: MARKER, may }, work, { ...BOUNDS, ...bounds }),
    )
    if (made === undefined || made === null) throw refuse('mark-failed')
    if ('refused' in made) throw refuse(REFUSED[made.refused])
    return await takenFrom(folder, own, accepted, made)
  } finally {
    await accepted.drop()
    await rm(own, { recursive: true, force: true })
  }
}

/** What was accepted, where the program may read it. */
async function sourceIn(own: string, { content }: Accepted): Promise<string> {
  const path = join(own, 'source')
  await copyFile((content as Spooled).path, path)
  return path
}

async function takenFrom(
  folder: string,
  own: string,
  accepted: Accepted,
  { width, height }: { width: number; height: number },
): Promise<Accepted> {
  const take = async (name: string) =>
    (await spoolMade(folder, (to) => copyFile(join(own, name), to))).content
  const content = await take('marked')
  if (accepted.mediaType === 'application/pdf')
    return { content, mediaType: accepted.mediaType, name: accepted.name, drop: () => content.drop() }
  const thumbnail = await take('thumbnail')
  const drop = async () => {
    await content.drop()
    await thumbnail.drop()
  }
  return { content, thumbnail, width, height, mediaType: 'image/jpeg', name: accepted.name, drop }
}
