// Files of what an agent is writing: a script sends each as it is chosen, and it belongs to the draft at once.
import { renderHtml } from '#platform/html.ts'
import { type Context, json, many, one, type Posted, type Reply } from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { freshWriting } from './writing.ts'
import { joinedFiles, KEPT_FILES, MOST_FILES } from '#threads'
import { deskFiles } from './pages/form.ts'
import { deskDraftsOf } from '../write/queries.ts'
import { looseFiles } from '#files'
import { openRequest } from './opened.ts'
import { keepDraft, nothingTyped, onceOf, lockDrafts } from '../write/draft.ts'

/** POST /agents/demandes/:ref/brouillon?ecrit=…: keeps a file, or takes one away. @returns the field as it is now */
export async function keepChosen(ctx: Context, posted: Posted): Promise<Reply> {
  const what = one(ctx.query, 'ecrit').slice(0, 80)
  const { values } = posted
  const held = await ctx.db.read(ctx.actor, async (tx) => {
    const { request } = await openRequest(tx, ctx.params.ref ?? '', {})
    return (await deskDraftsOf(tx, request.id)).find(({ writing }) => writing === what)?.typed.kept ?? []
  })
  const shown = many(values, KEPT_FILES)
  const before = [...new Set([...held, ...shown])]
  const joined = await joinedFiles(ctx, { ...posted, values: { ...values, [KEPT_FILES]: before } })
  const said = await ctx.db.write(ctx.actor, async (tx) => {
    const { request } = await openRequest(tx, ctx.params.ref ?? '', {})
    await lockDrafts(tx, request.id)
    const draft = (await deskDraftsOf(tx, request.id)).find(({ writing }) => writing === what)
    const once = onceOf(ctx.query) ?? draft?.once ?? freshWriting(what, 'tout').once
    const all = new Set([...(draft?.typed.kept ?? []), ...joined.files.map(({ fileId }) => fileId)])
    const kept = [...all].filter((id) => id !== one(values, REMOVE_FILE)).slice(0, MOST_FILES)
    await keepDraft(tx, request.id, {
      writing: what,
      once,
      typed: { ...nothingTyped, ...draft?.typed, kept },
    })
    return renderHtml(deskFiles({ request }, { what, once, files: await looseFiles(tx, kept), problems: [] }))
  })
  const problems = joined.problems.map(({ message }) => message)
  return json({ saved: true, field: said, problems }, problems.length > 0 ? 422 : 200)
}
