// Files sent with a message: each is stored or refused at once, so that a refused one costs neither the text nor the others.
import { type KeptFile, looseFiles, storeUploads, takeFileRoom } from '#files'
import type { FieldProblem } from '#platform/errors.ts'
import { type Context, many, one, type Posted } from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { KEPT_FILES, MOST_FILE_BYTES, MOST_FILES } from './limits.ts'

const FULL = `${MOST_FILES} fichiers au plus par message. Envoyez-le dans un autre message.`

interface JoinedFiles {
  /** Stored, by this try or an earlier one of the same message. */
  files: KeptFile[]
  problems: FieldProblem[]
  /** « Retirer » was pressed: the message is not to be sent yet. */
  removed: boolean
}

/** Stores the files of a posted message. Ids of earlier ones come from the page: only the person's own are taken. */
export async function joinedFiles(ctx: Context, { values, uploads }: Posted): Promise<JoinedFiles> {
  const removed = one(values, REMOVE_FILE)
  const ids = many(values, KEPT_FILES)
    .slice(0, MOST_FILES)
    .filter((id) => id !== removed)
  const files = await ctx.db.read(ctx.actor, (tx) => looseFiles(tx, ids))
  await takeFileRoom(ctx, uploads.length)
  const { stored, problems } = await storeUploads(
    ctx,
    uploads.filter(({ field }) => field === 'files'),
    { accept: ['image', 'pdf'], maxBytes: MOST_FILE_BYTES, room: MOST_FILES - files.length, full: FULL },
  )
  return {
    files: [...files, ...stored],
    problems: problems.map((message) => ({ field: 'files', message })),
    removed: removed !== '',
  }
}
