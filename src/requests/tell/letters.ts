// The letter that a message makes: what the mail holds is what the desk shows before sending.
import type { Read } from '#platform/db/db.ts'
import { longDate } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { hasEffect, type Transition, workflowVersion } from '#workflows'
import { REOPEN } from '../act/effects/reopen.ts'
import type { MovedPayload } from '../record/events.ts'
import type { RequestRow } from '../record/queries.ts'
import { ASKS_RATING, chosenOf } from '../settings/chosen.ts'
import {
  ANSWER_MAIL,
  DATE_MAIL,
  END_MAIL,
  MESSAGE_MAIL,
  OPINION,
  reopeningSaid,
  SEE_ANSWER,
} from './mails.ts'
import type { Letter } from './letter.ts'
import { dueWords, mailOn } from './worded.ts'

/** A promise that moves, as its letter says it. */
export const newDate = (day: Day): [string, string] => ['Nouvelle date', dueWords(longDate(day))]

/** May the person open it again, from the state where it is? What they stopped themselves, they do not. */
async function reopeningOf(tx: Read, request: RequestRow): Promise<Transition | undefined> {
  const { transitions } = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  return transitions.find(
    (item) => item.who.includes('resident') && item.from.includes(request.state) && hasEffect(item, REOPEN),
  )
}

/** The answer that closes it, with what may still be said of it: that it is not solved, and what one thinks of it. */
async function answerLetter(
  tx: Read,
  request: RequestRow,
  { withinDays }: Transition,
  message: string,
): Promise<Letter> {
  const isAsked = await chosenOf(tx, request, ASKS_RATING)
  const said = { message, reopening: reopeningSaid(withinDays), opinion: isAsked ? OPINION : '' }
  const letter = await mailOn(tx, request, ANSWER_MAIL, said)
  return isAsked ? letter : { ...letter, action: SEE_ANSWER }
}

/** The letter of a message: what the mail holds is what the desk shows before sending. */
export async function letterOf(
  tx: Read,
  request: RequestRow,
  message: string,
  { promisedDay }: Pick<MovedPayload, 'promisedDay'>,
): Promise<Letter> {
  if (promisedDay === undefined) {
    if (request.closedAt === null) return mailOn(tx, request, MESSAGE_MAIL, { message })
    const reopening = await reopeningOf(tx, request)
    if (reopening === undefined) return mailOn(tx, request, END_MAIL, { message })
    return answerLetter(tx, request, reopening, message)
  }
  return mailOn(tx, request, DATE_MAIL, { message, newDate: dueWords(longDate(promisedDay)) })
}
