// Moderation: a message is reported, hidden with its reason, contested once by its author, and another moderator decides. Nothing is deleted.
import { ownName } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { tellThread } from '../record/events.ts'
import type { OpenThread } from '../record/queries.ts'
import {
  decideAppeal,
  insertAppeal,
  insertHiding,
  insertReport,
  liftHiding,
  settleReports,
} from '../record/queries.moderate.ts'
import type { Post } from '../record/queries.posts.ts'
import type { Rule } from '../record/words.ts'

export interface Meant {
  thread: Pick<OpenThread, 'id' | 'moderates'>
  post: Post
}

const DONE = 'Ce message a changé depuis que vous l’avez ouvert\u00a0: relisez-le.'

const numbersOf = ({ thread, post }: Meant) => ({ threadId: thread.id, messageId: post.messageId })

/** Said again, it is the same. @throws NotFound for what is hidden, or one’s own */
export async function report(tx: Write, meant: Meant, rule: Rule): Promise<void> {
  const { post, thread } = meant
  if (post.hiding !== null || post.authorId === ownName(tx.actor)) throw new NotFound()
  if (await insertReport(tx, numbersOf(meant), rule))
    await tellThread(tx, 'thread.reported', thread.id, { messageId: post.messageId, n: post.n, rule })
}

const asModerator = ({ thread }: Meant): void => {
  if (!thread.moderates) throw new NotFound()
}

/** What is reported of it is looked at: it stays. @throws NotFound for whoever does not moderate, or wrote it */
export async function leave(tx: Write, meant: Meant): Promise<void> {
  asModerator(meant)
  const { post, thread } = meant
  if (post.authorId === ownName(tx.actor)) throw new NotFound()
  if (await settleReports(tx, post.messageId))
    await tellThread(tx, 'thread.settled', thread.id, { messageId: post.messageId, n: post.n })
}

/** @throws NotFound for whoever does not moderate; Conflict when it is hidden already */
export async function hide(tx: Write, meant: Meant, rule: Rule, word: string): Promise<void> {
  asModerator(meant)
  const { post, thread } = meant
  const hidingId = await insertHiding(tx, numbersOf(meant), rule, word)
  if (hidingId === null) throw new Conflict(DONE)
  await tellThread(tx, 'thread.hidden', thread.id, { messageId: post.messageId, n: post.n, hidingId })
}

/** @throws NotFound for whoever does not moderate, or wrote it; Conflict when it is shown already */
export async function show(tx: Write, meant: Meant): Promise<void> {
  asModerator(meant)
  const { post, thread } = meant
  if (post.authorId === ownName(tx.actor)) throw new NotFound()
  if (post.hiding === null || !(await liftHiding(tx, post.hiding.id))) throw new Conflict(DONE)
  const payload = { messageId: post.messageId, n: post.n, hidingId: post.hiding.id }
  await tellThread(tx, 'thread.shown', thread.id, payload)
}

/** By its author, once. @throws NotFound for anybody else; Conflict the second time */
export async function contest(tx: Write, { thread, post }: Meant, word: string): Promise<void> {
  const me = ownName(tx.actor)
  if (post.hiding === null || me === null || post.hiding.authorId !== me) throw new NotFound()
  if (!(await insertAppeal(tx, post.hiding.id, word)))
    throw new Conflict('Vous avez déjà contesté\u00a0: une autre personne décide.')
  const payload = { messageId: post.messageId, n: post.n, hidingId: post.hiding.id }
  await tellThread(tx, 'thread.contested', thread.id, payload)
}

/** May whoever acts decide what was contested? Neither whoever hid it, nor whoever wrote it. */
export const mayDecide = ({ thread, post: { hiding } }: Meant, me: number | null): boolean =>
  thread.moderates &&
  hiding !== null &&
  hiding.appeal !== null &&
  hiding.isUpheld === null &&
  me !== null &&
  hiding.byId !== me &&
  hiding.authorId !== me

/** @throws NotFound for whoever may not; Conflict when somebody did */
export async function judge(tx: Write, meant: Meant, isUpheld: boolean, because: string): Promise<void> {
  const { thread, post } = meant
  if (post.hiding === null || !mayDecide(meant, ownName(tx.actor))) throw new NotFound()
  if (!(await decideAppeal(tx, post.hiding.id, isUpheld, because))) throw new Conflict(DONE)
  const payload = { messageId: post.messageId, n: post.n, hidingId: post.hiding.id }
  await tellThread(tx, 'thread.judged', thread.id, payload)
}
