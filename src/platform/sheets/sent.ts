// The spreadsheet that was chosen, as the lines that are pasted: the rest reads one thing. It is read, and not kept.
import { buffer } from 'node:stream/consumers'
import { BadInput } from '../errors.ts'
import type { Posted, Upload } from '../http/route.ts'
import { pasted, textOf } from './delimited.ts'
import { odsRows } from './read-ods.ts'
import { RefusedSheet } from './refused.ts'

export const FILE = 'file'
export const MOST_BYTES = 2_000_000

/** The lines of the file; null when none is chosen. @throws BadInput for a file that is not read */
export async function sheetSent({ uploads }: Posted): Promise<string | null> {
  const file = uploads.find(({ field }) => field === FILE)
  if (file === undefined) return null
  try {
    return await linesIn(file)
  } catch (error) {
    if (!(error instanceof RefusedSheet)) throw error
    throw new BadInput([{ field: FILE, message: error.message }])
  }
}

async function linesIn({ tooBig, arrived: { size, kind, content } }: Upload): Promise<string> {
  if (tooBig || size > MOST_BYTES)
    throw new RefusedSheet('Ce fichier dépasse 2\u00a0Mo\u00a0: coupez-le en plusieurs.')
  if (content === null)
    throw new RefusedSheet(
      kind === 'empty'
        ? 'Ce fichier est vide.'
        : 'Ce fichier n’est pas un tableur\u00a0: choisissez un fichier CSV ou ODS.',
    )
  const bytes = await buffer(content.read())
  return kind === 'archive' ? pasted(odsRows(bytes)) : textOf(bytes)
}
