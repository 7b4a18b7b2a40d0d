// Handlers of entering a request for somebody: choose, fill, send, and what to tell them.
import { randomUUID } from 'node:crypto'
import type { Read } from '#platform/db/db.ts'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import {
  type Context,
  json,
  one,
  page,
  type Posted,
  redirect,
  type Reply,
  type Values,
} from '#platform/http/route.ts'
import { REMOVE_FILE } from '#platform/ui/files.ts'
import {
  asOf,
  asksPlace,
  blockActDone,
  communeOf,
  type FileAnswer,
  fieldsOf,
  filePlaces,
  type FormProblem,
  problemAtPlace,
  type RawAnswers,
  markWords,
  rawOfValues,
  uploadRules,
} from '#forms'
import { storeUploads } from '#files'
import { catalogue, searchServices, type LiveService } from '#services'
import { keepEntry, resumed } from './kept.ts'
import { begunLines, entryWriting, forgetBegun } from '../write/begun.ts'
import {
  channelOf,
  type Entry,
  entryFor,
  type Filled,
  judge,
  keptFiles,
  likelySame,
  ownTown,
  rawOf,
  receiptOf,
} from './enter.ts'
import { type EntryAccount, entryAccount } from './account.ts'
import { deskFrame } from '#territory'
import { choosePage } from './pages/choose.ts'
import { type EntryView, enterPage } from './pages/enter.ts'
import { communeTyped, isOwnSiteTold, OWN_SITE } from '../apply/pages/own-site.ts'
import { receiptPage } from './pages/receipt.ts'
import { submitRequest } from '../send/submit.ts'
import { homeUnit } from '#platform/actor.ts'
import { begunOf, type TypedEntry } from '../write/queries.begun.ts'

const slugOf = (ctx: Context): string => ctx.params.slug ?? ''
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** GET /agents/saisir: which service, and how the person came. */
export function chooseService(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { services, themes } = await catalogue(tx)
    const words = one(ctx.query, 'q').trim().slice(0, 200)
    const found = words === '' ? services : await searchServices(tx, ctx.searches, words)
    const listed = found.filter(isEntered)
    return page(
      choosePage(await deskFrame(ctx, tx), {
        words,
        channel: channelOf(ctx.query),
        services: listed,
        themes,
        begun: (await begunLines(tx)).filter(({ writing }) => writing.startsWith('saisie/')),
      }),
    )
  })
}

const isEntered = ({ formVersion, workflowVersion }: LiveService): boolean =>
  formVersion !== null && workflowVersion !== null
const SUGGESTED = 6

/** GET /agents/saisir/propositions?quoi=&canal=: the services that the person's words may mean, as they are typed. */
export function proposeServices(ctx: Context): Promise<Reply> {
  const words = one(ctx.query, 'quoi').trim().slice(0, 200)
  if (words === '') return Promise.resolve(json([]))
  return ctx.db.read(ctx.actor, async (tx) => {
    const found = (await searchServices(tx, ctx.searches, words, true)).filter(isEntered).slice(0, SUGGESTED)
    const channel = channelOf(ctx.query)
    return json(
      found.map(({ slug, definition: { title } }) => ({
        href: `/agents/saisir/${slug}?canal=${channel}`,
        title,
        kind: null,
      })),
    )
  })
}

/** GET /agents/saisir/:slug, `?saisie=` what was begun. */
export function showEntry(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const entry = await entryFor(tx, slugOf(ctx))
    const known = await begunOf<TypedEntry>(tx, entryWriting(slugOf(ctx), one(ctx.query, 'saisie')))
    if (known !== undefined) {
      const { filled, ...rest } = await resumed(tx, entry, known)
      return page(
        enterPage(await deskFrame(ctx, tx), viewOf(entry, filled, { ...rest, near: [], begun: [] })),
      )
    }
    const begun = (await begunLines(tx)).filter(({ writing }) =>
      writing.startsWith(entryWriting(slugOf(ctx), '')),
    )
    const empty = { raw: ownTown(entry, ctx.actor), answers: asOf(entry.form, {}, entry.today), problems: [] }
    return page(
      enterPage(
        await deskFrame(ctx, tx),
        viewOf(entry, empty, {
          draftId: randomUUID(),
          channel: channelOf(ctx.query),
          files: new Map(),
          near: [],
          account: NO_ACCOUNT,
          savedAt: null,
          begun,
        }),
      ),
    )
  })
}

const NO_ACCOUNT: EntryAccount = { typed: '', holder: null, problems: [] }

type Rest = Pick<
  EntryView,
  'draftId' | 'channel' | 'files' | 'near' | 'account' | 'savedAt' | 'begun' | 'moved'
>
const viewOf = ({ service, form, place, today }: Entry, filled: Filled, rest: Rest): EntryView => ({
  service,
  form,
  place,
  today,
  ...filled,
  ...rest,
})

export const draftOf = (values: Values): string =>
  UUID.test(one(values, 'brouillon')) ? one(values, 'brouillon') : randomUUID()

interface Uploaded {
  files: Map<string, FileAnswer[]>
  problems: FormProblem[]
}

/** Stores the files sent with the form, question by question; a refused one costs neither the answers nor the others. */
export async function takeFiles(ctx: Context, entry: Entry, { values, uploads }: Posted): Promise<Uploaded> {
  const files = await ctx.db.read(ctx.actor, (tx) => keptFiles(tx, entry.form, values))
  const problems: FormProblem[] = []
  const { service, place: territory } = entry
  const mark = markWords(ctx.site.name, service.definition.shortTitle, ctx.db.clock(), territory.zone)
  const fields = fieldsOf(entry.form)
  for (const place of filePlaces(fields, rawOfValues(fields, values))) {
    const { maxFiles, ...rules } = uploadRules(place.field)
    const kept = files.get(place.name) ?? []
    const sent = uploads.filter((upload) => upload.field === place.name)
    const room = maxFiles - kept.length
    const done = await storeUploads(ctx, sent, {
      ...{ ...rules, mark, room },
      full: `${maxFiles} fichiers au plus.`,
    })
    problems.push(...done.problems.map((message) => problemAtPlace(place, message)))
    files.set(place.name, [...kept, ...done.stored])
  }
  return { files, problems }
}

/** Communes that the addresses typed say by themselves, where none was chosen: the person is not asked twice. */
async function withCommunes(ctx: Context, { form }: Entry, raw: RawAnswers): Promise<RawAnswers> {
  const said: RawAnswers = { ...raw }
  const asked = fieldsOf(form).filter((field) => asksPlace(field) && field.place !== 'birth')
  for (const { id } of asked) {
    const [commune, address] = ['-commune', '-adresse'].map((part) => [raw[id]?.[part]].flat()[0] ?? '')
    if (commune !== '' || !address) continue
    const area = await communeOf(ctx, address)
    if (area !== undefined) said[id] = { ...raw[id], '-commune': area.code }
  }
  return said
}

/** POST /agents/saisir/:slug */
export async function sendEntry(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  const { values } = posted
  const entry = await ctx.db.read(ctx.actor, (tx) => entryFor(tx, slugOf(ctx)))
  const { files, problems } = await takeFiles(ctx, entry, posted)
  const typed = await withCommunes(ctx, entry, rawOf(entry, values, files))
  // A button of a block: the page again, where one was.
  const moved = blockActDone(fieldsOf(entry.form), values, typed)
  const judged = judge(entry, moved?.raw ?? typed, ctx.db.clock())
  const account = await entryAccount(ctx, values)
  const filled = { ...judged, problems: [...account.problems, ...judged.problems, ...problems] }
  const rest = { ...restOf(values, files, account), ...(moved !== null && { moved }) }
  // « Retirer » beside a file, or « Mettre à jour les questions »: the page again, nobody is told off for what is not filled yet.
  const notYet = one(values, REMOVE_FILE) !== '' || one(values, 'faire') === 'questions' || moved !== null
  if (notYet) return again(ctx, entry, { ...filled, problems }, rest, 200)
  if (filled.problems.length > 0) return again(ctx, entry, filled, rest, 422)
  // Without a script the page could not say so as the commune was chosen: it does now, once.
  const isTold = isOwnSiteTold({
    service: entry.service.definition,
    place: entry.place,
    commune: communeTyped(entry.form, filled.raw),
  })
  if (isTold && one(values, OWN_SITE) === 'non') return again(ctx, entry, filled, rest, 200)
  if (one(values, 'distincte') !== 'oui') {
    const near = await ctx.db.read(ctx.actor, (tx) => likelySame(tx, entry, filled.answers))
    if (near.length > 0) return again(ctx, entry, filled, { ...rest, near }, 200)
  }
  return submit(ctx, entry, filled, rest)
}

export const restOf = (values: Values, files: Map<string, FileAnswer[]>, account: EntryAccount): Rest => ({
  draftId: draftOf(values),
  channel: channelOf(values),
  files,
  account,
  near: [],
  savedAt: null,
  begun: [],
})

/** The form as it was posted, nothing entered: its token was old, some of it could not be received, or nothing kept. */
export async function sendEntryAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  const { values } = posted
  const entry = await ctx.db.read(ctx.actor, (tx) => entryFor(tx, slugOf(ctx)))
  const { files } = await takeFiles(ctx, entry, { values, uploads: [] })
  const { raw, answers } = judge(entry, rawOf(entry, values, files), ctx.db.clock())
  const told = problems.map(({ field, message }) => ({ field, fieldId: field, message }))
  const account = await entryAccount(ctx, values)
  const rest = restOf(values, files, account)
  return ctx.db.read(ctx.actor, (tx) => shown(ctx, tx, entry, { raw, answers, problems: told }, rest, 422))
}

async function submit(ctx: Context, entry: Entry, filled: Filled, rest: Rest): Promise<Reply> {
  const { draftId, channel, account } = rest
  try {
    const { ref, again: known } = await ctx.db.write(ctx.actor, async (tx) => {
      const sent = await submitRequest(tx, {
        draftId,
        serviceSlug: entry.service.slug,
        answers: filled.answers,
        channel,
        residentId: account.holder?.personId ?? null,
        residentName: account.holder?.name ?? null,
        enteredUnitId: homeUnit(ctx.actor),
      })
      await forgetBegun(tx, entryWriting(entry.service.slug, draftId))
      return sent
    })
    return redirect(
      `/agents/saisir/recu/${ref}`,
      known ? 'Cette demande était déjà enregistrée\u00a0: la voici.' : 'La demande est enregistrée.',
    )
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    const problems = error.problems.map(({ field, message }) => ({ field, fieldId: field, message }))
    return again(ctx, entry, { ...filled, problems }, rest, 422)
  }
}

/** The page again; what is typed is kept, should the call end here. */
export function again(
  ctx: Context,
  entry: Entry,
  filled: Filled,
  rest: Rest,
  status: number,
): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    await keepEntry(tx, entry, { ...rest, raw: filled.raw })
    return shown(ctx, tx, entry, filled, rest, status)
  })
}

async function shown(
  ctx: Context,
  tx: Read,
  entry: Entry,
  filled: Filled,
  rest: Rest,
  status: number,
): Promise<Reply> {
  return page(enterPage(await deskFrame(ctx, tx), viewOf(entry, filled, rest)), status)
}

/** GET /agents/saisir/recu/:ref */
export function showReceipt(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) =>
    page(
      receiptPage(await deskFrame(ctx, tx), await receiptOf(tx, ctx.params.ref ?? ''), ctx.config.publicUrl),
    ),
  )
}
