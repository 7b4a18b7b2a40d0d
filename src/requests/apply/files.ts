// The files posted with a page of the form of a service, or alone: judged, stored, counted.
import type { Context, Posted } from '#platform/http/route.ts'
import {
  type FileAnswer,
  type FilePlace,
  filePlaces,
  type FormPage,
  type FormProblem,
  heldAt,
  markWords,
  problemAtPlace,
  type RawAnswers,
  rawOfValues,
  uploadRules,
} from '#forms'
import { storeUploads, takeFileRoom } from '#files'
import type { Application } from './apply.ts'

/** Files by the name of the control that they came by. */
export type Added = Record<string, FileAnswer[]>

/** Stores the uploads of a page's files fields, within the room of each; a refused one costs neither the others nor the answers. */
export async function storeAll(
  ctx: Context,
  application: Application,
  current: FormPage,
  { uploads, values }: Posted,
): Promise<{ added: Added; problems: FormProblem[] }> {
  await takeFileRoom(ctx, uploads.length)
  const { service, place: territory } = application
  const mark = markWords(ctx.site.name, service.shortTitle, ctx.db.clock(), territory.zone)
  const added: Added = {}
  const problems: FormProblem[] = []
  // Items that the draft does not know yet are those of the page.
  const typed = rawOfValues(current.fields, values, application.raw)
  for (const place of placesNow(current, application.raw, typed)) {
    const { maxFiles, ...rules } = uploadRules(place.field)
    const sent = uploads.filter((upload) => upload.field === place.name)
    const room = maxFiles - heldAt(application.raw, place).length
    const done = await storeUploads(ctx, sent, { ...rules, mark, room, full: overText(maxFiles) })
    added[place.name] = done.stored
    problems.push(...done.problems.map((message) => problemAtPlace(place, message)))
  }
  return { added, problems }
}

/** Those of what is kept, and those of what was posted. */
const placesNow = (page: FormPage, ...typed: readonly RawAnswers[]): FilePlace[] => [
  ...new Map(
    typed.flatMap((raw) => filePlaces(page.fields, raw)).map((place) => [place.name, place]),
  ).values(),
]

const overText = (most: number): string => `${most} fichiers au plus. Retirez-en un, puis recommencez.`

/** Those that there is room for, and the others with what to say: two windows may both have found the last place free. */
export function withinRoom(
  application: Application,
  page: FormPage,
  added: Added,
): { kept: Added; over: string[]; problems: string[] } {
  const kept: Added = {}
  const problems: string[] = []
  for (const place of filePlaces(page.fields, application.raw)) {
    const { maxFiles } = uploadRules(place.field)
    const files = added[place.name] ?? []
    const room = Math.max(0, maxFiles - heldAt(application.raw, place).length)
    kept[place.name] = files.slice(0, room)
    if (files.length > room) problems.push(`Il n’y a plus de place\u00a0: ${overText(maxFiles)}`)
  }
  // What belongs to an item that was taken away meanwhile has no place either.
  const held = new Set(Object.values(kept).flat())
  const loose = Object.values(added)
    .flat()
    .filter((file) => !held.has(file))
  if (loose.length > 0 && problems.length === 0)
    problems.push('Ce qui était demandé ici vient d’être retiré.')
  return { kept, over: loose.map(({ fileId }) => fileId), problems }
}

/** The question where the draft holds that file. */
export const placeOfFile = ({ raw }: Application, page: FormPage, fileId: string): FilePlace | undefined =>
  filePlaces(page.fields, raw).find((place) => heldAt(raw, place).some((file) => file.fileId === fileId))
