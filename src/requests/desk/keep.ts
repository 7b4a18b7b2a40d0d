// Keeps what the form of a request holds as the draft of what was being written.
import { type Context, one, type Values } from '#platform/http/route.ts'
import type { FileAnswer } from '#forms'
import { keepDraft, onceOf, lockDrafts } from '../write/draft.ts'
import { deskDraftsOf } from '../write/queries.ts'
import { offeredText, openRequest } from './opened.ts'
import { freshWriting, ownWords, typedOf } from './writing.ts'

interface Keeping {
  /** In place of the one typed. */
  message?: string | undefined
  /** A script saves the text as it is typed, and each file by itself: such a save takes no file away. */
  textOnly?: boolean
}

export async function keepTyped(
  ctx: Context,
  values: Values,
  files: readonly FileAnswer[],
  { message, textOnly = false }: Keeping = {},
): Promise<void> {
  await ctx.db.write(ctx.actor, async (tx) => {
    const opened = await openRequest(tx, ctx.params.ref ?? '', {})
    const { request } = opened
    const proposed = new Set(opened.templates.map((item) => offeredText(tx, opened, item.text)))
    const typed = ownWords(typedOf(values, files), proposed)
    const writing = one(values, 'ecrit').slice(0, 80)
    await lockDrafts(tx, request.id)
    const known = (await deskDraftsOf(tx, request.id)).find((draft) => draft.writing === writing)
    const once = onceOf(values) ?? known?.once ?? freshWriting(writing, 'tout').once
    const kept = textOnly && known !== undefined ? known.typed.kept : typed.kept
    await keepDraft(tx, request.id, {
      writing,
      once,
      typed: { ...typed, kept, ...(message === undefined ? {} : { message }) },
    })
  })
}
