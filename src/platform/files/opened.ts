// Whoever holds a stored file is told that somebody opened it: modules that keep a journal say so in it.
import type { Actor } from '../actor.ts'
import type { Write } from '../db/db.ts'

/** Notes that whoever acts opened the file, when this module holds it; written as the system for whoever writes nothing. */
export type FileOpened = (tx: Write, fileId: string, actor: Actor) => Promise<void>
