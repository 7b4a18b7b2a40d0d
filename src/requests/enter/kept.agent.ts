// Handlers that keep a call being entered: a script as one types, a button without it.
import { type Context, one, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { channelOf, entryFor, judge, rawOf } from './enter.ts'
import { again, draftOf, restOf, takeFiles } from './enter.agent.ts'
import { keepEntry } from './kept.ts'
import { entryWriting, forgetBegun } from '../write/begun.ts'
import { tellSaved } from '../write/saved.agent.ts'
import { ACCOUNT_FIELD } from './account.ts'
import { eraseFiles } from '#files'
import { begunOf, type TypedEntry } from '../write/queries.begun.ts'

/** POST /agents/saisir/:slug/brouillon. `aller` says what the button does: `garder`, `effacer`; none, a script saves. */
export async function saveEntry(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const { values } = posted
  const entry = await ctx.db.read(ctx.actor, (tx) => entryFor(tx, ctx.params.slug ?? ''))
  const draftId = draftOf(values)
  if (one(values, 'aller') === 'effacer') return dropEntry(ctx, entryWriting(entry.service.slug, draftId))
  const { files, problems } = await takeFiles(ctx, entry, posted)
  const raw = rawOf(entry, values, files)
  const typed = one(values, ACCOUNT_FIELD).trim().slice(0, 40)
  const account = { typed, holder: null, problems: [] }
  if (problems.length > 0)
    return again(
      ctx,
      entry,
      { ...judge(entry, raw, ctx.db.clock()), problems },
      restOf(values, files, account),
      422,
    )
  await ctx.db.write(ctx.actor, (tx) =>
    keepEntry(tx, entry, { draftId, channel: channelOf(values), account, raw }),
  )
  if (one(values, 'aller') === '') return tellSaved(ctx)
  return redirect('/agents/saisir', 'La saisie est gardée. Vous la retrouvez ici.')
}

async function dropEntry(ctx: Context, writing: string): Promise<Reply> {
  const kept = await ctx.db.write(ctx.actor, async (tx) => {
    const known = await begunOf<TypedEntry>(tx, writing)
    await forgetBegun(tx, writing)
    return known?.typed.kept ?? []
  })
  await eraseFiles(ctx.db, kept)
  return redirect('/agents/saisir', 'La saisie est effacée.')
}
