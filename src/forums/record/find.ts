// What an address names, found for whoever reads it.
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { type Forum, forumOf, type OpenThread, threadOf } from './queries.ts'
import { type Post, postOf } from './queries.posts.ts'

export const HERE = '/intranet/forums'
/** Those of threads. */
export const THREADS = `${HERE}/sujets`
export const forumAt = ({ id }: Pick<Forum, 'id'>): string => `${HERE}/${id}`
export const threadAt = ({ id }: { id: number }): string => `${THREADS}/${id}`

/** A number that the address names. @throws NotFound */
export function numberIn({ params }: Pick<Context, 'params'>, name: string): number {
  const text = params[name] ?? ''
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound()
  return Number(text)
}

/** @throws NotFound */
export async function forumIn(tx: Read, ctx: Pick<Context, 'params'>): Promise<Forum> {
  const forum = await forumOf(tx, numberIn(ctx, 'forum'))
  if (forum === undefined) throw new NotFound()
  return forum
}

/** @throws NotFound */
export async function readThread(tx: Read, id: number): Promise<OpenThread> {
  const thread = await threadOf(tx, id)
  if (thread === undefined) throw new NotFound()
  return thread
}

/** The message that the address names, in its thread. @throws NotFound */
export async function postIn(
  tx: Read,
  ctx: Pick<Context, 'params'>,
): Promise<{ thread: OpenThread; post: Post }> {
  const thread = await readThread(tx, numberIn(ctx, 'sujet'))
  const post = await postOf(tx, thread.id, numberIn(ctx, 'n'))
  if (post === undefined) throw new NotFound()
  return { thread, post }
}
