// An application is prepared at leisure, sent once, withdrawn as long as nothing is decided; decided in words by those who recruit.
import { live } from '#definitions'
import { attach, hold } from '#files'
import {
  type Answers,
  fieldsOf,
  filePlaces,
  filesAnswered,
  FORM,
  type FormDefinition,
  formVersion,
  heldAt,
  type RawAnswers,
} from '#forms'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import { openVacancies, type Vacancy } from '../record/queries.ts'
import {
  decideApplication,
  deleteDraft,
  deleteOwnApplication,
  heldVersion,
  insertApplication,
  keepDraft,
  lockDraft,
  ownApplicationTo,
  ownDraft,
  type State,
} from './queries.ts'

export const SENT = 'Vous avez déjà postulé à cette offre\u00a0: votre candidature est partie.'

/** Subject of its events, and of its files. */
export const APPLICATION = 'application'
/** What holds the files of a draft. */
export const APPLYING = 'applying'
/** The entry of the register that says what becomes of applications: a form under it is one of them. */
export const ENTRY = 'candidatures'
/** Days after the last one within which an answer is owed. */
export const ANSWER_DAYS = 14

/** The forms by which one may apply, in force. */
export const applicationForms = async (tx: Read) =>
  (await live(tx, FORM)).filter(({ body }) => body.processing === ENTRY && body.owner === undefined)

/** One of them, as an offer keeps it. @throws when there is none */
export async function formNamed(tx: Read, id: string | null): Promise<Vacancy['form']> {
  if (id === null) return null
  const found = (await applicationForms(tx)).find((one) => one.id === id)
  if (found === undefined) throw new NotFound()
  return { id, version: found.version }
}

/** What an offer asks. @throws NotFound when it takes no application here */
export async function formOfVacancy(tx: Read, { form }: Pick<Vacancy, 'form'>): Promise<FormDefinition> {
  if (form === null) throw new NotFound()
  return formVersion(tx, form.id, form.version)
}

/** Every file of what is typed. */
export const allFiles = (form: FormDefinition, raw: RawAnswers): string[] =>
  filePlaces(fieldsOf(form), raw).flatMap((place) => heldAt(raw, place).map(({ fileId }) => fileId))

/** Every file of what was sent. */
export const sentFiles = (form: FormDefinition, answers: Answers): string[] =>
  filesAnswered(form, answers).map(({ fileId }) => fileId)

/**
 * Keeps what is typed, made anew of what was kept: nothing is judged yet. @returns what is typed from now on
 * Refused by PostgreSQL where one may not apply. @throws Conflict once it was sent
 */
export async function saveDraft(
  tx: Write,
  vacancyId: number,
  form: FormDefinition,
  anew: (before: RawAnswers) => RawAnswers,
): Promise<RawAnswers> {
  await lockDraft(tx, vacancyId)
  // Sent meanwhile in another window: nothing is prepared any more.
  if ((await ownApplicationTo(tx, vacancyId)) !== undefined) throw new Conflict(SENT)
  const raw = anew((await ownDraft(tx, vacancyId))?.raw ?? {})
  const id = await keepDraft(tx, vacancyId, raw)
  await hold(tx, allFiles(form, raw), { kind: APPLYING, id })
  return raw
}

const ONCE: Refusals = { application_once: { field: '', message: SENT } }

/** Sends it, once; its draft is gone. @throws BadInput the second time; Conflict when a file is gone */
export async function sendApplication(
  tx: Write,
  vacancyId: number,
  form: FormDefinition,
  answers: Answers,
): Promise<void> {
  await lockDraft(tx, vacancyId)
  const id = await inWords(insertApplication(tx, vacancyId, answers), ONCE)
  await attach(tx, sentFiles(form, answers), { kind: APPLICATION, id })
  await deleteDraft(tx, vacancyId)
  await emit(tx, {
    name: 'application.sent',
    subjectKind: APPLICATION,
    subjectId: id,
    payload: {},
    isFirst: true,
  })
}

/** Applies to the offer that is called so, at once. @throws NotFound; as `sendApplication` */
export async function applyTo(tx: Write, title: string, answers: Answers): Promise<void> {
  const offer = (await openVacancies(tx)).find((one) => one.title === title)
  if (offer === undefined) throw new NotFound()
  await sendApplication(tx, offer.id, await formOfVacancy(tx, offer), answers)
}

/** Nothing of it is left, but files that are to be erased. @throws Conflict once it was decided */
export async function withdrawApplication(tx: Write, id: number): Promise<void> {
  if (!(await deleteOwnApplication(tx, id)))
    throw new Conflict('Une décision vient d’être prise\u00a0: votre candidature ne se retire plus ici.')
}

/** @throws NotFound for whoever does not recruit; Outdated when somebody decided since it was read */
export async function decide(
  tx: Write,
  id: number,
  seen: number,
  state: Exclude<State, 'sent'>,
  outcome: string,
): Promise<void> {
  const version = await heldVersion(tx, id)
  if (version === undefined) throw new NotFound()
  if (version !== seen) throw new Outdated(await lastWriter(tx, APPLICATION, id))
  await decideApplication(tx, id, state, outcome)
  await emit(tx, {
    name: 'application.decided',
    subjectKind: APPLICATION,
    subjectId: id,
    payload: { state },
  })
}
