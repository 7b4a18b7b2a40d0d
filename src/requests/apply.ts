// Filling the form of a service: a draft, page after page, to a review. What is typed is saved right or wrong.
import { NotFound } from '#platform/errors.ts'
import type { Read, Write } from '#platform/db.ts'
import type { Posted } from '#platform/http/route.ts'
import {
  type Answers, answerByRole, type Draft, fieldsOf, type FileAnswer, findDraft, type FormDefinition, type FormPage, type FormProblem, formVersion,
  type Judges, type RawAnswers, rawOfAnswers, rawOfValues, reachableAnswers, reachablePages, saveDraft, validate,
} from '#forms'
import { personEmail, personName } from '#accounts'
import { catalogue, type LiveService, serviceVersion, type ServiceDefinition } from '#services'
import { areaAt, localDay, type Territory, territory } from '#territory'

/** A draft with the form version it was begun under. */
export interface Application {
  id: string
  service: ServiceDefinition
  serviceVersion: number
  form: FormDefinition
  formVersion: number
  answers: Answers
  raw: RawAnswers
  savedAt: Date | null
  submitted: boolean
  place: Territory
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function liveService(tx: Read, slug: string): Promise<LiveService & { formVersion: number }> {
  const service = (await catalogue(tx)).service(slug)
  if (service === undefined || service.formVersion === null) throw new NotFound('Cette démarche n’existe pas, ou ne se fait pas ici.')
  return { ...service, formVersion: service.formVersion }
}

/** What is known of whoever begins: their commune, and their contact details when signed in. */
async function prefilled(tx: Read, form: FormDefinition, commune: string | null, place: Territory): Promise<RawAnswers> {
  const { personId } = tx.actor
  const known = personId === null ? {} : { contactName: await personName(tx, personId), contactEmail: await personEmail(tx, personId) }
  const raw: Record<string, RawAnswers[string]> = {}
  for (const field of fieldsOf(form)) {
    const value = known[field.role as keyof typeof known]
    if (value !== undefined && value !== null) raw[field.id] = { '': value }
    if (field.role === 'place' && commune !== null && place.area(commune) !== undefined) raw[field.id] = { '-commune': commune }
  }
  return raw
}

/**
 * The application of that id: the visitor's draft, or a new one not saved yet.
 * @throws NotFound for an id that is none, another service's, or somebody else's draft
 */
export async function loadApplication(tx: Read, slug: string, id: string, commune: string | null): Promise<Application> {
  if (!UUID.test(id)) throw new NotFound('Ce brouillon n’existe pas ou n’existe plus.')
  const place = await territory(tx)
  const draft = await findDraft(tx, id)
  if (draft !== undefined) return fromDraft(tx, draft, slug, place)
  const service = await liveService(tx, slug)
  const form = await formVersion(tx, service.definition.form ?? '', service.formVersion)
  const raw = await prefilled(tx, form, commune, place)
  return { id, service: service.definition, serviceVersion: service.version, form, formVersion: service.formVersion, answers: {}, raw, savedAt: null, submitted: false, place }
}

async function fromDraft(tx: Read, draft: Draft, slug: string, place: Territory): Promise<Application> {
  if (draft.serviceSlug !== slug) throw new NotFound('Ce brouillon n’existe pas ou n’existe plus.')
  const form = await formVersion(tx, draft.formId, draft.formVersion)
  const { answers, raw } = draft.answers
  return {
    id: draft.id, service: await serviceVersion(tx, slug, draft.serviceVersion), serviceVersion: draft.serviceVersion, form, formVersion: draft.formVersion,
    answers, raw: { ...rawOfAnswers(form, answers), ...raw }, savedAt: draft.updatedAt, submitted: draft.submittedAt !== null, place,
  }
}

/** @throws NotFound when the answers do not lead to that page */
export function pageOf(application: Application, pageId: string): FormPage {
  const page = application.form.pages.find((item) => item.id === pageId)
  if (page === undefined) throw new NotFound()
  return page
}

export function judges(tx: Read, place: Territory, lenient?: Judges['lenient']): Judges {
  return { today: localDay(tx.now, place.zone), area: (code) => place.area(code), ...(lenient === undefined ? {} : { lenient }) }
}

/** Problems that only the territory knows: a point that contradicts the commune chosen. */
async function placeProblems(tx: Read, application: Application, page: FormPage, answers: Answers): Promise<FormProblem[]> {
  const field = page.fields.find((item) => item.role === 'place')
  const where = field === undefined ? undefined : answers[field.id]
  if (field === undefined || where === undefined || typeof where !== 'object' || !('commune' in where) || where.lat === undefined || where.long === undefined) return []
  const code = await areaAt(tx, where.lat, where.long)
  const [chosen, found] = [application.place.area(where.commune), code == null ? undefined : application.place.area(code)]
  if (code === undefined || chosen === undefined || found?.authorityId === chosen.authorityId) return []
  const message = found === undefined
    ? 'Le point choisi sur le plan est hors du territoire. Déplacez-le, ou effacez-le et décrivez l’endroit.'
    : `Le point choisi sur le plan est à ${found.name}, et vous avez choisi ${chosen.name}. Corrigez l’un ou l’autre.`
  return [{ field: `${field.id}-commune`, fieldId: field.id, message, part: '-commune' }]
}

export interface Filled {
  application: Application
  problems: FormProblem[]
}

/** Files of the page, after those just stored (`added`) and the one taken away (`removed`). */
function withFiles(page: FormPage, raw: RawAnswers, added: Readonly<Record<string, FileAnswer[]>>, removed: string): RawAnswers {
  const next = { ...raw }
  for (const field of page.fields.filter((item) => item.type === 'files')) {
    const before = [next[field.id]?.[''] ?? []].flat().map((item) => JSON.parse(item) as FileAnswer)
    const list = [...before, ...(added[field.id] ?? [])].filter((file) => file.fileId !== removed)
    next[field.id] = { '': list.map((file) => JSON.stringify(file)) }
  }
  return next
}

/**
 * Saves a page as posted, and judges it.
 * @param added files just stored, by field; `removed`: id of a file taken away
 */
export async function fillPage(tx: Write, before: Application, page: FormPage, posted: Posted, added: Readonly<Record<string, FileAnswer[]>>, removed: string): Promise<Filled> {
  const raw = withFiles(page, rawOfValues(page.fields, posted.values, before.raw), added, removed)
  const others = Object.fromEntries(Object.entries(before.answers).filter(([id]) => !page.fields.some((field) => field.id === id)))
  const judged = validate(before.form, [page], raw, others, judges(tx, before.place))
  const problems = [...judged.problems, ...(await placeProblems(tx, before, page, judged.answers))]
  const wrong = new Set(problems.map((problem) => problem.fieldId))
  const right = Object.fromEntries(Object.entries(judged.answers).filter(([id]) => !wrong.has(id)))
  const answers = { ...others, ...right }
  const { id, service, serviceVersion: version, form, formVersion: formNumber } = before
  const saved = await saveDraft(tx, { id, serviceSlug: service.slug, serviceVersion: version, formId: form.id, formVersion: formNumber }, answers, raw)
  return { application: { ...before, answers, raw, savedAt: saved.updatedAt, submitted: saved.submittedAt !== null }, problems }
}

/** The pages to go through, and the first that is not right yet (undefined: all are). */
export function progress(tx: Read, application: Application): { pages: FormPage[]; unfinished: FormPage | undefined } {
  const { form, answers, raw, place } = application
  const pages = reachablePages(form, answers)
  const unfinished = pages.find((page) => validate(form, [page], raw, answers, judges(tx, place)).problems.length > 0)
  return { pages, unfinished }
}

/** What is sent: the right answers of the reachable path. */
export const finalAnswers = ({ form, answers }: Application): Answers => reachableAnswers(form, answers)

/** Code of the commune of the place, when it is known already. */
export function communeOf({ form, answers }: Application): string | undefined {
  const where = answerByRole(form, answers, 'place')
  return typeof where === 'object' && 'commune' in where ? where.commune : undefined
}

