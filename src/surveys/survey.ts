// A questionnaire is asked, answered once, told when it is closed.
import { audiencesOf } from '#audiences'
import { type Answers, fieldsOf } from '#forms'
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { inWords } from '#platform/db/in-words.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import type { Jobs } from '#platform/jobs.ts'
import { type Day, todayThere } from '#territory'
import { resultsOf } from './figures.ts'
import {
  answersOf,
  insertSurvey,
  keepResults,
  type NewSurvey,
  type Survey,
  surveyById,
  untold,
  writeAnswers,
} from './queries.ts'
import { readQuestions } from './questions.ts'

export const HERE = '/intranet/questionnaires'
export const TELL = 'surveys.tell'
const MOST_AT_ONCE = 20
const MOST_DAYS = 184

const TWICE =
  'Vous avez déjà répondu à ce questionnaire\u00a0: on n’y répond qu’une fois, et rien ne permet de retrouver vos réponses pour les changer.'

/** @throws NotFound for what is not asked of whoever reads */
export async function surveyOf(tx: Read, id: string | undefined): Promise<Survey> {
  const found = /^[1-9]\d{0,8}$/.test(id ?? '') ? await surveyById(tx, Number(id)) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

export type Standing = 'coming' | 'open' | 'closed'
export const standingOf = ({ opensOn, closesOn }: Survey, today: Day): Standing =>
  today < opensOn ? 'coming' : today > closesOn ? 'closed' : 'open'

export interface Said
  extends Pick<NewSurvey, 'title' | 'wave' | 'questions' | 'opensOn' | 'closesOn' | 'afterId'> {
  audience: string
  /** Its question, as it was typed; '' for none. */
  crossed: string
}

function checkDays({ opensOn, closesOn }: Said, today: Day): void {
  const refuse = (message: string): never => {
    throw new BadInput([{ field: 'closesOn', message }])
  }
  if (closesOn < opensOn) refuse('Il se ferme avant de s’ouvrir.')
  if (closesOn < today) refuse('Ce jour est passé\u00a0: choisissez-en un à venir.')
  if ((Date.parse(closesOn) - Date.parse(opensOn)) / 86_400_000 > MOST_DAYS)
    refuse('Un questionnaire reste ouvert six mois au plus.')
}

/** @returns its id. @throws BadInput beside the field */
export async function makeSurvey(tx: Write, said: Said): Promise<number> {
  const audience = (await audiencesOf(tx)).find(({ id }) => String(id) === said.audience)
  if (audience === undefined || audience.authorityId === null)
    throw new BadInput([{ field: 'audience', message: 'Choisissez un public de la liste.' }])
  checkDays(said, await todayThere(tx))
  const read = readQuestions(said.title, said.questions)
  if ('problems' in read)
    throw new BadInput(read.problems.map((message) => ({ field: 'questions', message })))
  const by = fieldsOf(read.form).find(({ label }) => label === said.crossed.trim())
  if (said.crossed.trim() !== '' && by?.type !== 'single-choice')
    throw new BadInput([
      {
        field: 'crossed',
        message: 'Recopiez une des questions, à une seule réponse, comme elle est écrite.',
      },
    ])
  const { title, wave, questions, opensOn, closesOn, afterId } = said
  return insertSurvey(tx, {
    ...{ title, wave, questions, opensOn, closesOn, afterId, form: read.form, crossed: by?.id ?? null },
    ...{ authorityId: audience.authorityId, audienceId: audience.id },
  })
}

/** Answers, once, for whoever acts. @throws Conflict when it is too late; BadInput for a second answer; NotFound */
export async function answerSurvey(tx: Write, survey: Survey, answers: Answers): Promise<void> {
  if (!survey.isAsked) throw new NotFound()
  if (standingOf(survey, await todayThere(tx)) !== 'open')
    throw new Conflict(
      'Ce questionnaire n’est pas ouvert aujourd’hui\u00a0: vos réponses ne sont pas gardées.',
    )
  if (survey.isAnswered) throw new BadInput([{ field: '', message: TWICE }])
  await inWords(writeAnswers(tx, survey.id, answers), { voted_once: { field: '', message: TWICE } })
}

/** Keeps what is told of all its answers, for good; who answered, and what, are erased. As the system */
export const tellSurvey = (
  tx: Write,
  { id, form, crossed }: Pick<Survey, 'id' | 'form' | 'crossed'>,
  answers: readonly Answers[],
): Promise<void> => keepResults(tx, id, resultsOf(form, crossed, answers))

/** Tells what is closed, and erases who answered, and what. */
export const jobs: Jobs = {
  [TELL]: (db) =>
    db.write(system, async (tx) => {
      for (const survey of await untold(tx, await todayThere(tx), MOST_AT_ONCE))
        await tellSurvey(tx, survey, await answersOf(tx, survey.id))
    }),
}
