// What people answer by mail: each module says what becomes of an answer to what it mailed (src/replies takes them in).
import type { Actor } from '../../actor.ts'
import type { Read } from '../../db/db.ts'
import type { Throttling } from '../../limits/throttle.ts'

/** What somebody wrote in answer. */
export interface Reply {
  /** Without what it quotes; never ''. */
  text: string
  /** UUID of the mail: come twice, it is one. */
  once: string
}

export interface ReplyKind {
  /** A letter, in its addresses. */
  readonly id: string
  /** What is answered, and its page; null: it is there no more. As the system. */
  readonly about: (tx: Read, aboutId: number) => Promise<{ kind: string; id: number; href: string } | null>
  /** Says it as whoever answers, under their own keys. @throws ParvisError what refuses it, in words */
  readonly take: (tools: Throttling, by: Actor, aboutId: number, reply: Reply) => Promise<void>
}
