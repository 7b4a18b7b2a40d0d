// The spreadsheet that was chosen, as the lines that are pasted: the rest reads one thing.
import { buffer } from 'node:stream/consumers'
import { BadInput } from '#platform/errors.ts'
import { one, type Posted, type Upload } from '#platform/http/route.ts'
import { pasted, textOf } from '#platform/sheets/delimited.ts'
import { odsRows } from '#platform/sheets/read-ods.ts'
import { RefusedSheet } from '#platform/sheets/refused.ts'

export const FILE = 'file'
export const MOST_BYTES = 2_000_000

/** The lines of the file, or those that were pasted when none is chosen. @throws BadInput for a file that is not read */
export async function linesSent({ values, uploads }: Posted): Promise<string> {
  const file = uploads.find(({ field }) => field === FILE)
  if (file === undefined) return one(values, 'lines')
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
