// Handler: whoever fills a form chooses the language in which they read it. What is typed is saved without being judged.
import { languageIn, setLanguage, takeDraftRoom } from '#forms'
import { type Context, one, type Posted, redirect, type Reply } from '#platform/http/route.ts'
import { pageOf } from '../apply/apply.ts'
import { LANGUAGE, linkQuery, load, reloadLocked, slugOf, stepUrl } from '../apply/draft.citizen.ts'
import { storeAll } from '../apply/files.ts'
import { fillPage } from '../apply/fill.ts'

/** POST .../langue: the page comes back in that language; in French when the form has none of that name. */
export async function chooseLanguage(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  if (before.submitted) return redirect(stepUrl(slugOf(ctx), before.id, 'recu'))
  const current = pageOf(before, ctx.params.page ?? '')
  if (before.savedAt === null) await takeDraftRoom(ctx)
  const stored = await storeAll(ctx, before, current, posted)
  const wanted = languageIn(before.french, one(posted.values, LANGUAGE))?.code ?? null
  await ctx.db.write(ctx.actor, async (tx) => {
    await fillPage(tx, await reloadLocked(ctx, tx), current, posted, stored.added, '')
    await setLanguage(tx, before.id, wanted)
  })
  return redirect(stepUrl(slugOf(ctx), before.id, current.id) + linkQuery(ctx), stored.problems[0]?.message)
}
