// The letter that a message makes: what the mail holds is what the desk shows before sending.
import type { Read } from '#platform/db/db.ts'
import { longDate } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { hasEffect, workflowVersion } from '#workflows'
import { REOPEN } from '../act/effects/reopen.ts'
import type { MovedPayload } from '../record/events.ts'
import type { RequestRow } from '../record/queries.ts'
import { aboutIt } from './writing.ts'

/** A message to the resident as its mail says it. */
export interface Letter {
  subject: string
  title: string
  paragraphs: string[]
  facts: [string, string][]
  action: string
}

/** A promise that moves, as its letter says it. */
export const newDate = (day: Day): [string, string] => ['Nouvelle date', `au plus tard le ${longDate(day)}`]

/** May the person open it again, from the state where it is? What they stopped themselves, they do not. */
async function mayReopen(tx: Read, request: Worked): Promise<boolean> {
  const { transitions } = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  return transitions.some(
    (item) => item.who.includes('resident') && item.from.includes(request.state) && hasEffect(item, REOPEN),
  )
}

type Worked = Pick<RequestRow, 'ref' | 'subject' | 'closedAt' | 'state' | 'workflowId' | 'workflowVersion'>

/** The letter of a message: what the mail holds is what the desk shows before sending. */
export async function letterOf(
  tx: Read,
  request: Worked,
  body: string,
  { promisedDay }: Pick<MovedPayload, 'promisedDay'>,
): Promise<Letter> {
  const about: [string, string] = ['Demande', aboutIt(request)]
  const paragraphs = body.split(/\n\n+/)
  const start = `Demande ${request.ref}\u00a0:`
  if (promisedDay !== undefined) {
    const [, by] = newDate(promisedDay)
    return {
      subject: `${start} nouvelle date, ${by}`,
      title: 'Une nouvelle date pour votre demande',
      paragraphs,
      facts: [about, newDate(promisedDay)],
      action: 'Voir et répondre',
    }
  }
  if (request.closedAt === null)
    return {
      subject: `${start} un message pour vous`,
      title: 'Un message pour vous',
      paragraphs,
      facts: [about],
      action: 'Voir et répondre',
    }
  if (!(await mayReopen(tx, request)))
    return {
      subject: `${start} elle est terminée`,
      title: 'Votre demande est terminée',
      paragraphs,
      facts: [about],
      action: 'Voir ma demande',
    }
  return {
    subject: `${start} la réponse pour vous`,
    title: 'La réponse à votre demande',
    paragraphs: [
      ...paragraphs,
      'Si ce n’est pas résolu, dites-le dans les 15 jours\u00a0: la demande est rouverte. Votre avis nous aide aussi, en un clic.',
    ],
    facts: [about],
    action: 'Voir la réponse et donner mon avis',
  }
}
