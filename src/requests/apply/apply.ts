// An application: a draft with its service and the form version it was begun under, or a new one not saved yet.
import { NotFound } from '#platform/errors.ts'
import type { Values } from '#platform/http/route.ts'
import type { Read } from '#platform/db/db.ts'
import {
  type Answers,
  asOf,
  type Draft,
  draftOrNew,
  type FormDefinition,
  type FormLanguage,
  type FormPage,
  formVersion,
  isToAsk,
  languageIn,
  placeIn,
  type RawAnswers,
  rawOfAnswers,
  readIn,
} from '#forms'
import { offers } from './offers.ts'
import {
  catalogue,
  isMeantFor,
  type LiveService,
  type SaidPlace,
  serviceVersion,
  type ServiceDefinition,
  withOwnSites,
} from '#services'
import { localDay, type Territory, territory } from '#territory'

/** What an address says: where, and in which language, until something is saved; what a link proposes. */
export interface Begun extends SaidPlace {
  language?: string
  linked?: Values
}

/** A draft with the form version it was begun under. */
export interface Application {
  id: string
  service: ServiceDefinition
  serviceVersion: number
  /** As they read it: in the language that they chose. */
  form: FormDefinition
  /** As it was published, in French. */
  french: FormDefinition
  language: FormLanguage | null
  formVersion: number
  answers: Answers
  /** As posted, page by page: a page that was never posted has nothing here. */
  raw: RawAnswers
  /** What is known of the person, offered where nothing was posted yet; theirs once they have seen it. */
  offered: RawAnswers
  /** Where what is offered comes from, by question, in a sentence. */
  origins: Readonly<Record<string, string>>
  /** What of it the profile says. */
  ofProfile: ReadonlySet<string>
  savedAt: Date | null
  submitted: boolean
  /** When it was begun, when whose it is must be said before it is shown; null otherwise. */
  askedSince: Date | null
  /** Is the service still offered? A draft outlives it, and is kept, but cannot be sent. */
  open: boolean
  place: Territory
}

const isOpen = (service: LiveService | undefined, { actor }: Read): boolean =>
  service !== undefined &&
  service.formVersion !== null &&
  service.workflowVersion !== null &&
  service.definition.askedAt === undefined &&
  isMeantFor(actor, service.definition)

async function liveService(tx: Read, slug: string): Promise<LiveService & { formVersion: number }> {
  const service = (await catalogue(tx)).service(slug)
  if (service === undefined || service.formVersion === null || !isOpen(service, tx))
    throw new NotFound('Cette démarche n’existe pas, ou ne se fait pas ici.')
  return { ...service, formVersion: service.formVersion }
}

/** The form in that language; in French when it is none of its own. */
function readAs(
  french: FormDefinition,
  code: string | null,
): Pick<Application, 'form' | 'french' | 'language'> {
  const language = languageIn(french, code ?? '') ?? null
  return { form: language === null ? french : readIn(french, language), french, language }
}

/**
 * The application of that id: the visitor's draft, or a new one not saved yet.
 * @throws NotFound for an id that is none, another service's, or somebody else's draft; Unauthenticated for one that
 *   signing in may open
 */
export async function loadApplication(tx: Read, slug: string, id: string, said: Begun): Promise<Application> {
  const place = await territory(tx)
  const draft = await draftOrNew(tx, id)
  if (draft !== undefined) return fromDraft(tx, draft, slug, said, place)
  const service = await liveService(tx, slug)
  const form = await formVersion(tx, service.definition.form ?? '', service.formVersion)
  return {
    id,
    service: await withOwnSites(tx, place, service.definition),
    serviceVersion: service.version,
    ...readAs(form, said.language ?? null),
    formVersion: service.formVersion,
    answers: asOf(form, {}, localDay(tx.now, place.zone)),
    raw: {},
    ...(await offers(tx, form, {}, said, { place, language: languageIn(form, said.language ?? '') })),
    savedAt: null,
    submitted: false,
    askedSince: null,
    open: true,
    place,
  }
}

async function fromDraft(
  tx: Read,
  draft: Draft,
  slug: string,
  said: Begun,
  place: Territory,
): Promise<Application> {
  if (draft.serviceSlug !== slug) throw new NotFound('Ce brouillon n’existe pas ou n’existe plus.')
  const form = await formVersion(tx, draft.formId, draft.formVersion)
  const { answers: given, raw } = draft.answers
  const isSent = draft.submittedAt !== null
  const answers = isSent ? given : asOf(form, given, localDay(tx.now, place.zone))
  return {
    id: draft.id,
    service: await withOwnSites(tx, place, await serviceVersion(tx, slug, draft.serviceVersion)),
    serviceVersion: draft.serviceVersion,
    ...readAs(form, draft.language),
    formVersion: draft.formVersion,
    answers,
    raw: { ...rawOfAnswers(form, answers), ...raw },
    ...(await offers(tx, form, answers, said, { place, language: languageIn(form, draft.language ?? '') })),
    savedAt: draft.updatedAt,
    submitted: isSent,
    askedSince: isToAsk(draft, tx.now) ? (draft.submittedAt ?? draft.createdAt) : null,
    open: isOpen((await catalogue(tx)).service(slug), tx),
    place,
  }
}

/** @throws NotFound when the form has no such page */
export function pageOf(application: Application, pageId: string): FormPage {
  const page = application.form.pages.find((item) => item.id === pageId)
  if (page === undefined) throw new NotFound()
  return page
}

/** Code of the commune of the place, when it is known already. */
export const communeOf = ({ form, answers }: Application): string | undefined =>
  placeIn(form, answers)?.commune
