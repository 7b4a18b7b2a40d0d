// Nobody is refused who talks; what writes by itself without end is.
import { TooMany } from '#platform/errors.ts'
import { throttle, type Throttling } from '#platform/limits/throttle.ts'
import { LIMITS } from '../record/limits.ts'

/** Counts one message of somebody. @returns why it waits; null: it does not */
export async function tooOften(tools: Throttling, personId: number | null): Promise<string | null> {
  try {
    await throttle(tools, `forum-post:${personId}`, LIMITS.forumPosts)
    return null
  } catch (error) {
    if (error instanceof TooMany) return error.message
    throw error
  }
}
