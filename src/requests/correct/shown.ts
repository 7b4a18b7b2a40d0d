// What a correction is read with before it is made: answers that stay aside, questions nobody answered, how long it is kept, the letter.
import {
  type AnswerLine,
  type Answers,
  answersSummary,
  askedByBoth,
  type FormDefinition,
  formVersion,
  isRequired,
  reachablePages,
  shownFields,
} from '#forms'
import type { Read } from '#platform/db/db.ts'
import { durationWords, register } from '#register'
import { type ServiceDefinition, serviceVersion } from '#services'
import type { RequestRow } from '../record/queries.ts'
import { ownAnswers } from '../record/words.ts'
import { signaturesOf } from '../signed/queries.ts'
import { asksSignature } from '../signed/words.ts'
import type { Letter } from '../tell/letter.ts'
import { letterOf } from '../tell/letters.ts'
import type { Correction } from './plan.ts'

export interface ShownCorrection extends Correction {
  was: ServiceDefinition
  /** Answers that the right form does not ask for: they stay, as they were given. */
  aside: AnswerLine[]
  /** What it must ask, and nobody answered. */
  missing: string[]
  /** How long it is kept once it is over: under its service, then under the right one. */
  kept: readonly [was: string, becomes: string]
  letter: Letter | null
  /** It was signed: what is signed stays what was sent. */
  isSigned: boolean
}

export async function shownCorrection(tx: Read, correction: Correction): Promise<ShownCorrection> {
  const { request, service, place } = correction
  const was = await serviceVersion(tx, request.serviceSlug, request.serviceVersion)
  const form = await formVersion(tx, request.formId, request.formVersion)
  const right = await formVersion(tx, service.definition.form ?? '', service.formVersion ?? 0)
  const both = askedByBoth(form, right)
  const lines = ownAnswers(form, answersSummary(form, request.answers, place), request.description)
  return {
    ...correction,
    was,
    aside: lines.filter(({ fieldId }) => !both.has(fieldId)),
    missing: missingIn(
      right,
      Object.fromEntries(Object.entries(request.answers).filter(([id]) => both.has(id))),
    ),
    kept: [await keptWords(tx, was), await keptWords(tx, service.definition)],
    letter: await letterFor(tx, correction, was),
    isSigned: asksSignature(form) && (await signaturesOf(tx, request.id)).length > 0,
  }
}

/** What the person is spared on the telephone or at a desk is not asked again. */
function missingIn(form: FormDefinition, answers: Answers): string[] {
  return reachablePages(form, answers).flatMap((page) =>
    shownFields(form, page, answers)
      .filter((field) => field.role === undefined && answers[field.id] === undefined)
      .filter((field) => isRequired(form, field, answers))
      .map(({ label, agent }) => agent?.label ?? label),
  )
}

async function keptWords(tx: Read, { processing }: ServiceDefinition): Promise<string> {
  const lines = (await register(tx)).entry(processing)?.retention ?? []
  const line = lines.find(({ rule }) => rule === 'request.anonymise')
  return line === undefined ? 'sans durée dite' : `${durationWords(line.keep)} à partir de ${line.from}`
}

function letterFor(tx: Read, correction: Correction, was: ServiceDefinition): Promise<Letter> | null {
  const { request, change, routing, service, message } = correction
  if (message === null) return null
  const { unitId, authorityId } = routing
  const { shortTitle } = service.definition
  const moved: RequestRow = {
    ...{ ...request, ...change, unitId, authorityId, serviceSlug: service.slug },
    subject: request.subject === was.shortTitle ? shortTitle : request.subject,
  }
  return letterOf(tx, moved, message, {})
}
