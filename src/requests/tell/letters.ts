// The letter that a message makes: what the mail holds is what the desk shows before sending.
import type { Read } from '#platform/db/db.ts'
import { longDate } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { hasEffect, workflowVersion } from '#workflows'
import { REOPEN } from '../act/effects/reopen.ts'
import type { MovedPayload } from '../record/events.ts'
import type { RequestRow } from '../record/queries.ts'
import { ANSWER_MAIL, DATE_MAIL, END_MAIL, MESSAGE_MAIL, REOPENING } from './mails.ts'
import type { Letter } from './letter.ts'
import { dueWords, mailOn, type ResidentMail } from './worded.ts'

/** A promise that moves, as its letter says it. */
export const newDate = (day: Day): [string, string] => ['Nouvelle date', dueWords(longDate(day))]

/** May the person open it again, from the state where it is? What they stopped themselves, they do not. */
async function mayReopen(tx: Read, request: RequestRow): Promise<boolean> {
  const { transitions } = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  return transitions.some(
    (item) => item.who.includes('resident') && item.from.includes(request.state) && hasEffect(item, REOPEN),
  )
}

/** What stands around a message, by where the request is once it is said. */
async function mailFor(tx: Read, request: RequestRow): Promise<ResidentMail> {
  if (request.closedAt === null) return MESSAGE_MAIL
  return (await mayReopen(tx, request)) ? ANSWER_MAIL : END_MAIL
}

/** The letter of a message: what the mail holds is what the desk shows before sending. */
export async function letterOf(
  tx: Read,
  request: RequestRow,
  message: string,
  { promisedDay }: Pick<MovedPayload, 'promisedDay'>,
): Promise<Letter> {
  if (promisedDay === undefined)
    return mailOn(tx, request, await mailFor(tx, request), { message, reopening: REOPENING })
  return mailOn(tx, request, DATE_MAIL, { message, newDate: dueWords(longDate(promisedDay)) })
}
