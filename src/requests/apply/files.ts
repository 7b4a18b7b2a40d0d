// The files posted with a page of the form of a service, or alone: judged, stored, counted.
import type { Context, Posted } from '#platform/http/route.ts'
import { asksFiles, type FileAnswer, type FormPage, type FormProblem, markWords, uploadRules } from '#forms'
import { storeUploads, takeFileRoom } from '#files'
import type { Application } from './apply.ts'

/** Files by the question they answer. */
export type Added = Record<string, FileAnswer[]>

/** How many files a question holds already. */
const countOf = ({ raw }: Application, fieldId: string): number => [raw[fieldId]?.[''] ?? []].flat().length

/** Stores the uploads of a page's files fields, within the room of each; a refused one costs neither the others nor the answers. */
export async function storeAll(
  ctx: Context,
  application: Application,
  current: FormPage,
  { uploads }: Posted,
): Promise<{ added: Added; problems: FormProblem[] }> {
  await takeFileRoom(ctx, uploads.length)
  const { service, place } = application
  const mark = markWords(ctx.site.name, service.shortTitle, ctx.db.clock(), place.zone)
  const added: Added = {}
  const problems: FormProblem[] = []
  for (const field of current.fields.filter(asksFiles)) {
    const { maxFiles, ...rules } = uploadRules(field)
    const sent = uploads.filter((upload) => upload.field === field.id)
    const room = maxFiles - countOf(application, field.id)
    const done = await storeUploads(ctx, sent, { ...rules, mark, room, full: overText(maxFiles) })
    added[field.id] = done.stored
    problems.push(...done.problems.map((message) => ({ field: field.id, fieldId: field.id, message })))
  }
  return { added, problems }
}

const overText = (most: number): string => `${most} fichiers au plus. Retirez-en un, puis recommencez.`

/** Those that there is room for, and the others with what to say: two windows may both have found the last place free. */
export function withinRoom(
  application: Application,
  page: FormPage,
  added: Added,
): { kept: Added; over: string[]; problems: string[] } {
  const kept: Added = {}
  const over: string[] = []
  const problems: string[] = []
  for (const field of page.fields) {
    const { id } = field
    const { maxFiles } = uploadRules(field)
    const files = added[id] ?? []
    const room = Math.max(0, maxFiles - countOf(application, id))
    kept[id] = files.slice(0, room)
    over.push(...files.slice(room).map(({ fileId }) => fileId))
    if (files.length > room) problems.push(`Il n’y a plus de place\u00a0: ${overText(maxFiles)}`)
  }
  return { kept, over, problems }
}

/** Does the draft hold that file? */
export const holdsFile = ({ raw }: Application, page: FormPage, fileId: string): boolean =>
  page.fields.some(
    (field) =>
      asksFiles(field) &&
      [raw[field.id]?.[''] ?? []].flat().some((text) => (JSON.parse(text) as FileAnswer).fileId === fileId),
  )
