// What scripts send of a form while it is being filled: its answers as they are typed, its files as they are chosen.
import { renderHtml } from '#platform/html.ts'
import { languageOf, unmarked } from '#platform/tongue/said-in.ts'
import { speaking } from '#platform/tongue/sentences.ts'
import { type Context, json, one, type Posted, type Reply } from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { type FilePlace, filePlaces, takeDraftRoom } from '#forms'
import { type Application, pageOf } from './apply.ts'
import { placeOfFile, storeAll, withinRoom } from './files.ts'
import { attachFiles, fillPage } from './fill.ts'
import { load, reloadLocked } from './draft.citizen.ts'
import { eraseFiles } from '#files'
import { applyPlace } from './pages/apply.ts'
import { savedText } from './pages/aside.ts'

const SENT = 'Cette demande est déjà envoyée\u00a0: écrivez au service depuis son suivi.'
const sent = (): Reply => json({ saved: false, said: SENT }, 409)

/** POST .../sauver: saves without judging aloud. */
export async function autosave(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  if (before.submitted) return sent()
  const current = pageOf(before, ctx.params.page ?? '')
  if (before.savedAt === null) await takeDraftRoom(ctx)
  const { application } = await ctx.db.write(ctx.actor, async (tx) =>
    fillPage(tx, await reloadLocked(ctx, tx), current, posted, {}, ''),
  )
  // The hour of the territory, whatever the device says.
  const said = speaking(application.language, () => savedText(application, ctx.db.clock())) ?? ''
  return json({ saved: true, at: application.savedAt, said: unmarked(said), lang: languageOf(said)?.code })
}

/** POST .../fichiers: attaches the files of one question, or takes one away; the rest of the page stays as it was. */
export async function exchangeFiles(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const before = await load(ctx)
  if (before.submitted) return sent()
  const current = pageOf(before, ctx.params.page ?? '')
  if (before.savedAt === null) await takeDraftRoom(ctx)
  const removed = one(posted.values, REMOVE_FILE)
  const asked =
    filePlaces(current.fields, before.raw).find(({ name }) =>
      posted.uploads.some(({ field }) => field === name),
    ) ?? placeOfFile(before, current, removed)
  if (asked === undefined) return json({ field: '', problems: [] }, 422)
  const stored = await storeAll(ctx, before, current, posted)
  const done = await ctx.db.write(ctx.actor, async (tx) => {
    const now = await reloadLocked(ctx, tx)
    const room = withinRoom(now, current, stored.added)
    const loose = placeOfFile(now, current, removed) !== undefined ? [...room.over, removed] : room.over
    // Sent meanwhile in another window: nothing is added to what was sent.
    if (now.submitted)
      return {
        application: now,
        loose: Object.values(stored.added)
          .flat()
          .map(({ fileId }) => fileId),
        problems: [],
      }
    const { application } = await attachFiles(tx, now, current, room.kept, removed)
    return { application, loose, problems: room.problems }
  })
  await eraseFiles(ctx.db, done.loose)
  const said = [...stored.problems.map(({ message }) => message), ...done.problems].map(unmarked)
  return json(answerOf(ctx, done.application, current.id, asked, said), said.length > 0 ? 422 : 200)
}

/** The question as it stands now, for the script to show. */
function answerOf(
  ctx: Context,
  application: Application,
  pageId: string,
  place: FilePlace,
  problems: string[],
) {
  const current = pageOf(application, pageId)
  const shown = speaking(application.language, () =>
    applyPlace(ctx, { application, current, problems: [] }, place),
  )
  return { field: shown.map(renderHtml).join(''), problems }
}
