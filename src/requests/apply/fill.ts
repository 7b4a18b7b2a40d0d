// Filling the form of a service, page after page, to a review. What is typed is saved right or wrong.
import type { Read, Write } from '#platform/db/db.ts'
import { speaking } from '#platform/tongue/sentences.ts'
import type { Posted } from '#platform/http/route.ts'
import {
  type Answers,
  type Ended,
  endOf,
  type FileAnswer,
  filePlaces,
  type FormPage,
  type FormProblem,
  fieldsOf,
  heldAt,
  type Judges,
  type RawAnswers,
  rawOfValues,
  reachableAnswers,
  reachablePages,
  saveDraft,
  validate,
  withHeld,
} from '#forms'
import { localDay, type Territory } from '#territory'
import type { Application } from './apply.ts'
import { placeProblems } from './place-check.ts'

function judges(tx: Read, place: Territory): Judges {
  return {
    today: localDay(tx.now, place.zone),
    area: (code) => place.area(code),
  }
}

export interface Filled {
  application: Application
  problems: FormProblem[]
}

/** Files of the page, after those just stored (`added`) and the one taken away (`removed`). */
function withFiles(
  page: FormPage,
  raw: RawAnswers,
  added: Readonly<Record<string, FileAnswer[]>>,
  removed: string,
): RawAnswers {
  let next = raw
  for (const place of filePlaces(page.fields, raw)) {
    const list = [...heldAt(next, place), ...(added[place.name] ?? [])]
    next = withHeld(
      next,
      place,
      list.filter((file) => file.fileId !== removed),
    )
  }
  return next
}

/** The commune known when the draft begins goes with it: where to go is asked pages later, by another address. */
function offeredPlace({ form, offered, ofProfile }: Application): RawAnswers {
  const fields = fieldsOf(form).filter(
    // What the profile says is shown, with its source, when its page is: nobody has agreed to it before.
    ({ id, role, place }) =>
      role === 'place' && offered[id] !== undefined && (place !== 'home' || !ofProfile.has(id)),
  )
  return Object.fromEntries(fields.map(({ id }) => [id, offered[id] ?? {}]))
}

/**
 * Saves a page as posted, and judges it.
 * @param added files just stored, by the name of their control; `removed`: id of a file taken away
 * @param after what else becomes of what is typed, before it is kept
 */
export function fillPage(
  tx: Write,
  before: Application,
  page: FormPage,
  posted: Posted,
  added: Readonly<Record<string, FileAnswer[]>>,
  removed: string,
  after: (raw: RawAnswers) => RawAnswers = (raw) => raw,
): Promise<Filled> {
  const raw = rawOfValues(page.fields, posted.values, knownOf(before))
  return saveRaw(tx, before, page, after(withFiles(page, raw, added, removed)))
}

/** What is typed already; a draft that begins keeps the place it was begun with. */
const knownOf = (before: Application): RawAnswers =>
  before.savedAt === null ? { ...offeredPlace(before), ...before.raw } : before.raw

/** Saves the files alone, as they are chosen or taken away: the rest of the page stays as it was. */
export function attachFiles(
  tx: Write,
  before: Application,
  page: FormPage,
  added: Readonly<Record<string, FileAnswer[]>>,
  removed: string,
): Promise<Filled> {
  return saveRaw(tx, before, page, withFiles(page, knownOf(before), added, removed))
}

async function saveRaw(tx: Write, before: Application, page: FormPage, raw: RawAnswers): Promise<Filled> {
  const others = Object.fromEntries(
    Object.entries(before.answers).filter(([id]) => !page.fields.some((field) => field.id === id)),
  )
  const judged = speaking(before.language, () =>
    validate(before.form, [page], raw, others, judges(tx, before.place)),
  )
  const problems = [...judged.problems, ...(await placeProblems(tx, before, page, judged.answers))]
  const wrong = new Set(problems.map((problem) => problem.fieldId))
  const right = Object.fromEntries(Object.entries(judged.answers).filter(([id]) => !wrong.has(id)))
  const answers = { ...others, ...right }
  const { id, service, serviceVersion: version, form, formVersion: formNumber } = before
  const language = before.language?.code ?? null
  const saved = await saveDraft(
    tx,
    {
      id,
      serviceSlug: service.slug,
      serviceVersion: version,
      formId: form.id,
      formVersion: formNumber,
      language,
    },
    answers,
    raw,
  )
  return {
    application: { ...before, answers, raw, savedAt: saved.updatedAt, submitted: saved.submittedAt !== null },
    problems,
  }
}

/** Was the page posted, by its button or by itself? Until then its answers are nobody's. */
const isPosted = (page: FormPage, raw: RawAnswers): boolean =>
  page.fields.every((field) => raw[field.id] !== undefined)

/** The pages to go through, the first that was not gone through or is not right yet (undefined: none), and where they stop the form. */
export function progress(
  tx: Read,
  application: Application,
): { pages: FormPage[]; unfinished: FormPage | undefined; ended: Ended | undefined } {
  const { form, answers, raw, place } = application
  const pages = reachablePages(form, answers)
  const unfinished = pages.find(
    (page) =>
      !isPosted(page, raw) || validate(form, [page], raw, answers, judges(tx, place)).problems.length > 0,
  )
  return { pages, unfinished, ended: endOf(form, answers) }
}

/** The step after the last page. */
export const REVIEW = 'verifier'

/** The page after one; the review when nothing is left, as after correcting one page. */
export function stepAfter(tx: Read, application: Application, current: FormPage): string {
  const { pages, unfinished } = progress(tx, application)
  if (unfinished === undefined) return REVIEW
  // A page that answers given elsewhere have closed is kept all the same, and leads on.
  const next = pages.includes(current) ? pages[pages.indexOf(current) + 1] : undefined
  return (next ?? unfinished).id
}

/** What is sent: the right answers of the reachable path. */
export const finalAnswers = ({ form, answers }: Application): Answers => reachableAnswers(form, answers)
