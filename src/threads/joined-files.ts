// Files sent with a message: each is stored or refused at once, so that a refused one costs neither the text nor the others.
import { type KeptFile, looseFiles, storeUpload, takeFileRoom } from '#files'
import type { FieldProblem } from '#platform/errors.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
import { type Context, many, one, type Posted } from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { KEPT_FILES, MOST_FILE_BYTES, MOST_FILES } from './limits.ts'

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
  const problems: FieldProblem[] = []
  await takeFileRoom(ctx, uploads.length)
  for (const upload of uploads.filter(({ field }) => field === 'files')) {
    if (files.length >= MOST_FILES) {
      problems.push({
        field: 'files',
        message: `${upload.name}\u00a0: ${MOST_FILES} fichiers au plus par message. Envoyez-le dans un autre message.`,
      })
      continue
    }
    try {
      files.push(await storeUpload(ctx, upload, { accept: ['image', 'pdf'], maxBytes: MOST_FILE_BYTES }))
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      problems.push({ field: 'files', message: `${upload.name}\u00a0: ${error.message}` })
    }
  }
  return { files, problems, removed: removed !== '' }
}
