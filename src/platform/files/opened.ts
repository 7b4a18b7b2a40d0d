// Whoever holds a stored file is told that somebody opened it: modules that keep a journal say so in it.
import type { Write } from '../db/db.ts'

/** Notes that the actor opened the file, when this module holds it. */
export type FileOpened = (tx: Write, fileId: string) => Promise<void>
