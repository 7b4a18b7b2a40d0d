// A questionnaire is asked, answered once, told when it is closed.
import { audiencesOf, PUBLIC } from '#audiences'
import { forgetNotices } from '#notices'
import { type Answers, fieldsOf } from '#forms'
import { system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { inWords } from '#platform/db/in-words.ts'
import { BadInput, Conflict, NotFound } from '#platform/errors.ts'
import type { Jobs } from '#platform/jobs.ts'
import { writtenContent } from '#publishing'
import { Outdated } from '#platform/screens/outdated.ts'
import { WRITING } from '#platform/roles.ts'
import { authoritiesOf, type Day, territory, todayThere } from '#territory'
import { resultsOf } from './told/figures.ts'
import {
  answersOf,
  holdSurvey,
  insertSurvey,
  keepResults,
  type NewSurvey,
  type Survey,
  surveyById,
  untold,
  updateSurvey,
  writeAnswers,
} from './queries.ts'
import { readQuestions } from './asked/questions.ts'
import type { Asked } from './places.ts'

export const TELL = 'surveys.tell'
/** Of what people are told of it. */
export const SURVEY = 'survey'
const MOST_AT_ONCE = 20
const MOST_DAYS = 184

const TWICE =
  'Vous avez déjà répondu à ce questionnaire\u00a0: on n’y répond qu’une fois, et rien ne permet de retrouver vos réponses pour les changer.'

const OPEN =
  'Ce questionnaire est ouvert\u00a0: on y répond, à ces mots-là. Reprenez-les comme ils étaient, ou préparez une autre vague.'

/** @throws NotFound for what is not asked there of whoever reads */
export async function surveyOf(tx: Read, id: string | undefined, asked: Asked = 'agents'): Promise<Survey> {
  const found = /^[1-9]\d{0,8}$/.test(id ?? '') ? await surveyById(tx, Number(id), asked) : undefined
  if (found === undefined) throw new NotFound()
  return found
}

export type Standing = 'coming' | 'open' | 'closed'
export const standingOf = ({ opensOn, closesOn }: Survey, today: Day): Standing =>
  today < opensOn ? 'coming' : today > closesOn ? 'closed' : 'open'

export interface Said
  extends Pick<NewSurvey, 'title' | 'wave' | 'questions' | 'opensOn' | 'closesOn' | 'afterId'> {
  /** The id of an audience, or the counter of an authority, whose residents answer. */
  audience: string
  /** Who answers, of an audience. */
  asked: Exclude<Asked, 'residents'>
  /** Its question, as it was typed; '' for none. */
  crossed: string
  remindOn: readonly (string | null)[]
  /** Its id, of those that are offered; '' for none. */
  content: string
}

const refuse = (field: string, message: string): never => {
  throw new BadInput([{ field, message }])
}

function checkDays({ opensOn, closesOn }: Said, today: Day): void {
  if (closesOn < opensOn) refuse('closesOn', 'Il se ferme avant de s’ouvrir.')
  if (closesOn < today) refuse('closesOn', 'Ce jour est passé\u00a0: choisissez-en un à venir.')
  if ((Date.parse(closesOn) - Date.parse(opensOn)) / 86_400_000 > MOST_DAYS)
    refuse('closesOn', 'Un questionnaire reste ouvert six mois au plus.')
}

/** The days of reminders, in their order; those made by now stay. @throws BadInput beside the field */
function remindersOf({ opensOn, closesOn, remindOn }: Said, done: readonly Day[], today: Day): Day[] {
  const named = remindOn.map((day, at) => ({ day, field: `remind${at + 1}` }))
  const days = named.flatMap(({ day, field }) => {
    if (day === null) return []
    if (day < opensOn || day > closesOn)
      refuse(field, 'Choisissez un jour entre l’ouverture et le dernier jour, compris.')
    if (day < today && !done.includes(day))
      refuse(field, 'Ce jour est passé\u00a0: choisissez-en un à venir.')
    return [day]
  })
  const [first, second] = days
  if (first !== undefined && first === second)
    refuse('remind2', 'Les deux rappels ne partent pas le même jour.')
  const sorted = days.toSorted()
  if (done.some((day, at) => sorted[at] !== day))
    refuse('remind1', 'Un rappel est déjà parti ce jour-là\u00a0: il reste inscrit.')
  return sorted
}

/** @throws BadInput for a content that whoever acts does not publish for that authority */
async function contentOf(tx: Read, typed: string, authorityId: number): Promise<number | null> {
  if (typed === '') return null
  const content = /^[1-9]\d{0,8}$/.test(typed) ? await writtenContent(tx, Number(typed)) : undefined
  if (content?.authorityId !== authorityId || content.spaceId !== null)
    return refuse('content', 'Choisissez un contenu de la liste, de la collectivité du public.')
  return content.id
}

/** « guichet:12 »: residents of the counter of that authority. */
export const COUNTER = 'guichet:'

/** To whom it is put, and by whom. @throws BadInput beside the field */
async function askedOf(
  tx: Read,
  said: Said,
): Promise<Pick<NewSurvey, 'audienceId' | 'authorityId' | 'asked'>> {
  if (said.audience.startsWith(COUNTER)) {
    const own = authoritiesOf(tx.actor, await territory(tx), WRITING)
    const found = own.find(({ id }) => `${COUNTER}${id}` === said.audience)
    if (found === undefined) return refuse('audience', 'Choisissez un guichet de la liste.')
    if (said.remindOn.some((day) => day !== null))
      refuse('remind1', 'Aucun rappel ne part aux habitants\u00a0: effacez ce jour.')
    return { audienceId: PUBLIC, authorityId: found.id, asked: 'residents' }
  }
  const audience = (await audiencesOf(tx)).find(({ id }) => String(id) === said.audience)
  if (audience === undefined || audience.authorityId === null)
    return refuse('audience', 'Choisissez un public de la liste.')
  return { audienceId: audience.id, authorityId: audience.authorityId, asked: said.asked }
}

/** What was said, as it is kept. @throws BadInput beside the field */
async function judged(tx: Read, said: Said, done: readonly Day[]): Promise<NewSurvey> {
  const asked = await askedOf(tx, said)
  const today = await todayThere(tx)
  checkDays(said, today)
  const read = readQuestions(said.title, said.questions)
  if ('problems' in read)
    throw new BadInput(read.problems.map((message) => ({ field: 'questions', message })))
  const by = fieldsOf(read.form).find(({ label }) => label === said.crossed.trim())
  if (said.crossed.trim() !== '' && by?.type !== 'single-choice')
    refuse('crossed', 'Recopiez une des questions, à une seule réponse, comme elle est écrite.')
  const { title, wave, questions, opensOn, closesOn, afterId } = said
  return {
    ...{ title, wave, questions, opensOn, closesOn, afterId, form: read.form, crossed: by?.id ?? null },
    ...asked,
    remindOn: remindersOf(said, done, today),
    contentId: await contentOf(tx, said.content, asked.authorityId),
  }
}

/** @returns its id. @throws BadInput beside the field */
export const makeSurvey = async (
  tx: Write,
  said: Omit<Said, 'remindOn' | 'content' | 'asked'> & Partial<Said>,
): Promise<number> =>
  insertSurvey(tx, await judged(tx, { remindOn: [], content: '', asked: 'agents', ...said }, []))

/** What was answered was answered to what was shown: nothing of it changes once it is open. */
const HELD: readonly [keyof Survey & keyof NewSurvey, string][] = [
  ['title', 'title'],
  ['wave', 'wave'],
  ['audienceId', 'audience'],
  ['asked', 'asked'],
  ['opensOn', 'opensOn'],
  ['questions', 'questions'],
  ['crossed', 'crossed'],
]
const plain = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : value

/** @throws NotFound for whoever may not; Outdated when somebody changed it since; Conflict once it is closed; BadInput beside what is held */
export async function changeSurvey(tx: Write, id: number, seen: number, said: Said): Promise<void> {
  const survey = await holdSurvey(tx, id)
  if (survey === undefined) throw new NotFound()
  if (survey.version !== seen) throw new Outdated('quelqu’un')
  const standing = standingOf(survey, await todayThere(tx))
  if (standing === 'closed') throw new Conflict('Ce questionnaire est fermé\u00a0: il ne change plus.')
  const now = await judged(tx, said, survey.remindOn.slice(0, survey.reminded.length))
  const changed = HELD.filter(([name]) => plain(now[name]) !== plain(survey[name]))
  if (standing === 'open' && changed.length > 0)
    throw new BadInput(changed.map(([, field]) => ({ field, message: OPEN })))
  if (now.authorityId !== survey.authorityId)
    refuse('audience', 'Choisissez un public de la collectivité qui pose ce questionnaire.')
  await updateSurvey(
    tx,
    id,
    standing === 'open' ? { ...now, questions: survey.questions, form: survey.form } : now,
  )
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

/** Tells what is closed, and erases who answered, and what; who was reminded too: they had not. */
export const jobs: Jobs = {
  [TELL]: (db) =>
    db.write(system, async (tx) => {
      const closed = await untold(tx, await todayThere(tx), MOST_AT_ONCE)
      for (const survey of closed) await tellSurvey(tx, survey, await answersOf(tx, survey.id))
      await forgetNotices(
        tx,
        SURVEY,
        closed.map(({ id }) => id),
      )
    }),
}
