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

interface Around {
  subject: string
  title: string
  action: string
  /** Said after the message. */
  after?: string
}

/** What stands around a message, by where the request is once it is said. */
const AROUND: Record<'open' | 'stopped' | 'answered', Around> = {
  open: { subject: 'un message pour vous', title: 'Un message pour vous', action: 'Voir et répondre' },
  stopped: {
    subject: 'elle est terminée',
    title: 'Votre demande est terminée',
    action: 'Voir ma demande',
  },
  answered: {
    subject: 'la réponse pour vous',
    title: 'La réponse à votre demande',
    action: 'Voir la réponse et donner mon avis',
    after:
      'Si ce n’est pas résolu, dites-le dans les 15 jours\u00a0: la demande est rouverte. Votre avis nous aide aussi, en un clic.',
  },
}

const aroundDate = (by: string): Around => ({
  subject: `nouvelle date, ${by}`,
  title: 'Une nouvelle date pour votre demande',
  action: 'Voir et répondre',
})

async function standing(tx: Read, request: Worked): Promise<keyof typeof AROUND> {
  if (request.closedAt === null) return 'open'
  return (await mayReopen(tx, request)) ? 'answered' : 'stopped'
}

/** The letter of a message: what the mail holds is what the desk shows before sending. */
export async function letterOf(
  tx: Read,
  request: Worked,
  body: string,
  { promisedDay }: Pick<MovedPayload, 'promisedDay'>,
): Promise<Letter> {
  const date = promisedDay === undefined ? null : newDate(promisedDay)
  const { subject, title, action, after } =
    date === null ? AROUND[await standing(tx, request)] : aroundDate(date[1])
  return {
    subject: `Demande ${request.ref}\u00a0: ${subject}`,
    title,
    paragraphs: [...body.split(/\n\n+/), ...(after === undefined ? [] : [after])],
    facts: [['Demande', aboutIt(request)], ...(date === null ? [] : [date])],
    action,
  }
}
