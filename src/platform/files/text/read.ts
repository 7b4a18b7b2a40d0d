// Reads the words of a document, by a program apart (reader.ts).
import { runApart, type Bounds } from '../apart.ts'
import { OFFICE } from '../office.ts'
import { takeTurns } from '../turns.ts'
import type { ReadingWork } from './reader.ts'
import type { Told } from './told.ts'

const BOUNDS: Bounds = { milliseconds: 20_000, megabytes: 256 }
const READER = new URL('./reader.ts', import.meta.url)

const oneAtOnce = takeTurns(1)

/** Types of the files that have words to read. */
export const WORDED: readonly string[] = [
  ...['application/pdf', 'text/plain', 'text/csv'],
  ...OFFICE.map(({ mediaType }) => mediaType),
]

/** The words of the file of that path; one document at a time. */
export const readText = (work: ReadingWork, bounds: Partial<Bounds> = {}): Promise<Told> =>
  oneAtOnce(async () => {
    const program = { file: READER, may: [`--allow-fs-read=${work.path}`] }
    return (await runApart<Told>(program, work, { ...BOUNDS, ...bounds })) ?? 'unread'
  })
