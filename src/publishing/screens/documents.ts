// GET and POST …/documents: the documents of a content, joined, taken away, said in words for whoever cannot read them. Each save is an edition.
import { eraseFiles, type KeptFile, looseFiles, madeOf, readNow, storeUploads, takeFileRoom } from '#files'
import type { Read } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { DOCUMENTS_CHOSEN } from '#platform/files/office.ts'
import {
  type Context,
  many,
  one,
  page,
  post,
  type Posted,
  redirect,
  type Reply,
  type Route,
} from '#platform/http/route.ts'
import { Outdated, versionIn } from '#platform/screens/outdated.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import { CONTENT_SUBJECT } from '../record/events.ts'
import { lastWriter } from '#territory'
import { z } from 'zod'
import { asked, lastEdition, type Place } from '../acts/place.ts'
import {
  type Document,
  documentsIn,
  joinDocuments,
  MOST_DOCUMENTS,
  MOST_FILE_BYTES,
} from '../documents/joined.ts'
import { unreadable } from '../documents/words.ts'
import type { Kept } from '../record/queries.ts'
import { typeVersion } from '../types/kind.ts'
import { documentsForm, FIELDS, MOST_CHARACTERS, wordsOf } from './documents.form.ts'

/** One of the content, or a file that waits to be: without an id. */
type Entry = Document & { id?: string }

const ACCEPTED = ['pdf', 'office', 'text'] as const
const FULL = `${MOST_DOCUMENTS} documents au plus\u00a0: retirez-en un pour en joindre un autre.`

/** The content that the address names, whose type holds documents. @throws NotFound */
async function askedHolder(place: Place, tx: Read, ctx: Context) {
  const kept = await asked(place, tx, ctx)
  const last = await lastEdition(tx, kept)
  const type = await typeVersion(tx, kept.type, last.typeVersion)
  if (type.documents === undefined || kept.state === 'archived') throw new NotFound()
  return { kept, joined: await documentsIn(tx, last.documents) }
}

interface View {
  kept: Pick<Kept, 'id' | 'title' | 'version'>
  entries: readonly Entry[]
  /** Ids of those of the content that were on the page, taken away since or not. */
  seen: readonly string[]
  problems: readonly FieldProblem[]
  status: number
}

const shown = (place: Place, ctx: Context, view: View): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { kept, entries, seen, problems, status } = view
    const title = `Documents joints à «\u00a0${kept.title}\u00a0»`
    const main = documentsForm({
      ...{ title, entries, seen, problems, csrf: ctx.csrf, version: kept.version },
      ...{ action: `${place.at}/${kept.id}/documents`, back: `${place.at}/${kept.id}` },
      ...{ max: MOST_DOCUMENTS, maxBytes: MOST_FILE_BYTES, accept: DOCUMENTS_CHOSEN },
    })
    const errorCount = problems.length
    return page(agentPage(await place.frame(ctx, tx), { title, main, current: place.at, errorCount }), status)
  })

async function show(place: Place, ctx: Context): Promise<Reply> {
  const { kept, joined } = await ctx.db.read(ctx.actor, (tx) => askedHolder(place, tx, ctx))
  return shown(place, ctx, {
    kept,
    entries: joined,
    seen: joined.map(({ id }) => id),
    problems: [],
    status: 200,
  })
}

const said = (values: Posted['values'], id: string): string =>
  one(values, wordsOf(id)).replaceAll(/\r\n?/g, '\n').trim()

/** Those of the content that are still on the page, with those that others joined meanwhile; files of an earlier try of the same page. */
async function entriesOf(tx: Read, { values }: Posted, joined: readonly Entry[]): Promise<Entry[]> {
  const removed = one(values, REMOVE_FILE)
  const [here, seen] = [many(values, FIELDS.document), many(values, FIELDS.seen)]
  const standing = joined
    .filter(({ id = '', fileId }) => fileId !== removed && (here.includes(id) || !seen.includes(id)))
    .map((entry) => ({
      ...entry,
      alternative: seen.includes(entry.id ?? '') ? said(values, entry.fileId) : entry.alternative,
    }))
  const ids = many(values, FIELDS.kept).filter((id) => id !== removed)
  const waiting = await looseFiles(tx, ids.slice(0, MOST_DOCUMENTS - standing.length))
  return [...standing, ...(await withMade(tx, waiting, values))]
}

async function withMade(tx: Read, files: readonly KeptFile[], values: Posted['values']): Promise<Entry[]> {
  const found: Entry[] = []
  for (const file of files)
    found.push({ ...file, alternative: said(values, file.fileId), made: await madeOf(tx, file.fileId) })
  return found
}

/** What was sent is stored and read at once: its words are known before anything is written. */
async function sent(ctx: Context, { uploads, refusal, values }: Posted, room: number) {
  await takeFileRoom(ctx, uploads.length)
  const { stored, problems } = await storeUploads(
    ctx,
    uploads.filter(({ field }) => field === FIELDS.files),
    { accept: ACCEPTED, maxBytes: MOST_FILE_BYTES, room, full: FULL },
  )
  await readNow(ctx, stored)
  const read = await ctx.db.read(ctx.actor, (tx) => withMade(tx, stored, values))
  const locked = read.filter(({ made }) => made.said === 'locked')
  await eraseFiles(
    ctx.db,
    locked.map(({ fileId }) => fileId),
  )
  const refused = [
    ...(refusal ? [refusal] : []),
    ...problems,
    ...locked.map((one) => `${one.name}\u00a0: ${unreadable(one)?.said} ${unreadable(one)?.mend}`),
  ]
  return { files: read.filter((file) => !locked.includes(file)), problems: refused }
}

/** What is wrong beside a field before anything is written. */
const tooLong = (entries: readonly Entry[]): FieldProblem[] =>
  entries
    .filter(({ alternative }) => alternative.length > MOST_CHARACTERS)
    .map(({ fileId }) => ({
      field: wordsOf(fileId),
      message: `Raccourcissez ce texte\u00a0: ${MOST_CHARACTERS} signes au plus.`,
    }))

async function save(place: Place, ctx: Context, posted: Posted): Promise<Reply> {
  const seen = versionIn(posted.values)
  const { kept, joined, entries, by } = await ctx.db.read(ctx.actor, async (tx) => {
    const held = await askedHolder(place, tx, ctx)
    const standing = await entriesOf(tx, posted, held.joined)
    const who = held.kept.version === seen ? null : await lastWriter(tx, CONTENT_SUBJECT, held.kept.id)
    return { ...held, entries: standing, by: who }
  })
  const { files, problems } = await sent(ctx, posted, MOST_DOCUMENTS - entries.length)
  const whole: Entry[] = [...entries, ...files]
  const onPage = [...many(posted.values, FIELDS.seen), ...joined.map(({ id }) => id)]
  const again = (found: readonly FieldProblem[], status: number) =>
    shown(place, ctx, { kept, entries: whole, seen: [...new Set(onPage)], problems: found, status })
  if (by !== null) return again([{ field: FIELDS.files, message: outdatedText(by) }], 409)
  const wrong = [...problems.map((message) => ({ field: FIELDS.files, message })), ...tooLong(whole)]
  if (one(posted.values, REMOVE_FILE) !== '') return again(wrong, 200)
  if (wrong.length > 0) return again(wrong, 422)
  if (whole.length === 0 && joined.length === 0)
    return again([{ field: FIELDS.files, message: 'Choisissez au moins un document.' }], 422)
  try {
    await ctx.db.write(ctx.actor, (tx) => joinDocuments(tx, kept.id, seen, whole))
  } catch (error) {
    if (error instanceof Outdated) return again([{ field: FIELDS.files, message: error.message }], 409)
    if (error instanceof BadInput) return again(error.problems, 422)
    throw error
  }
  const at = `${place.at}/${kept.id}`
  return whole.some((entry) => unreadable(entry) !== null)
    ? redirect(
        `${at}/documents`,
        'C’est enregistré. Un document n’est pas encore lisible par tous\u00a0: voyez ci-dessous.',
      )
    : redirect(at, 'C’est enregistré.')
}

const outdatedText = (by: string): string =>
  `${by} a enregistré autre chose pendant que vous choisissiez. Rien de ce que vous avez envoyé n’est perdu\u00a0: relisez, puis enregistrez.`

/** Of contents whose type holds documents. */
export function documentRoutes(place: Place): Route[] {
  const at = `${place.at}/:contenu/documents`
  const same = { action: place.writes, title: 'Documents joints', face: place.face } as const
  return [
    { ...same, get: at, handle: (ctx: Context) => show(place, ctx) },
    post({
      ...same,
      post: at,
      input: z.object({}),
      takesFiles: 'documents',
      handle: (ctx, _, posted) => save(place, ctx, posted),
    }),
  ]
}
