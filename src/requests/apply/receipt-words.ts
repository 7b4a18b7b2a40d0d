// What the receipt of a request says (CRPA L112-3, R112-11-1), on the page and on paper: number, code, date, who answers,
// promised dates, rights.
import { answersSummary } from '#forms'
import { dateTime, dayDate, plural } from '#platform/ui/french.ts'
import { FIRST_MESSAGE, FIRST_MESSAGE_SAYS, solutionWords } from '#services'
import type { Application } from './apply.ts'
import { dayOf } from '../record/clocks.ts'
import { serviceReach } from '../record/words.ts'
import type { RequestRow } from '../record/queries.ts'
import type { SignedLine } from '../signed/words.ts'

export interface ReceiptView {
  application: Pick<Application, 'service' | 'form' | 'place'>
  request: RequestRow
  code: string
  /** A word of the town hall; '' when it has none. */
  note: string
  /** What was signed with it. */
  signed: readonly SignedLine[]
}

/** « Votre signalement est enregistré », and how it was received. */
export function titleWords({ application: { service, place }, request }: ReceiptView) {
  const isReport = service.title.startsWith('Signaler')
  return {
    done: isReport ? 'Votre signalement est enregistré' : 'Votre demande est enregistrée',
    received: isReport ? 'Nous l’avons reçu' : 'Nous l’avons reçue',
    at: dateTime(request.receivedAt, place.zone),
  }
}

/** The dates promised, each told by what it promises: a first message is not a solution. */
export function promisedItems({ application: { service, place }, request }: ReceiptView) {
  const day = (at: Date | null) => (at === null ? 'à confirmer' : dayDate(dayOf(place, at)))
  const delay = (days: number | undefined) =>
    days === undefined ? undefined : plural(days, 'jour ouvré', 'jours ouvrés')
  const first = delay(service.delays?.firstAnswer.days)
  return [
    {
      term: `${FIRST_MESSAGE} au plus tard le`,
      value: day(request.answerDueAt),
      detail: first === undefined ? FIRST_MESSAGE_SAYS : `${first}\u00a0: ${FIRST_MESSAGE_SAYS}`,
    },
    {
      term: `${solutionWords(service)} au plus tard le`,
      value: day(request.solutionDueAt),
      detail: delay(service.delays?.solution.days),
    },
  ]
}

/** The authority and unit that answer, how to reach them, and why them. */
export function chargeWords({ application: { place }, request }: ReceiptView) {
  const authority = place.authority(request.authorityId)
  const unit = place.unit(request.unitId)
  return {
    authority: authority.name,
    unit: unit.name,
    ...serviceReach(place, request),
    because: request.routing.because,
  }
}

/** What was sent: the service, then each answer as people read it; what was signed is told apart. */
export function sentFacts({ application: { service, form, place }, request, signed }: ReceiptView) {
  const answers = answersSummary(form, request.answers, place)
  return [
    { label: 'Démarche', value: service.title },
    ...answers
      .filter(({ fieldId }) => !signed.some((one) => one.fieldId === fieldId))
      .map(({ label, value }) => ({ label, value })),
  ]
}

export const CODE_WORDS =
  'Le numéro de suivi suffit pour voir où en est la demande et nous écrire. Ne le donnez qu’à des personnes de confiance.'

export const RIGHTS = [
  'L’agent chargé de votre demande vous donne son nom et son service (article L111-2 du code des relations entre le public et l’administration). Si votre demande relève d’une autre autorité, nous la lui transmettons et vous le disons (article L114-2).',
  'Vos données servent seulement à traiter cette demande.',
] as const
