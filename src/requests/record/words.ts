// Words of the desk for what the database names: channels, states, places, the day of a visit.
import { type AnswerLine, asksFiles, CONTACT_ROLES, fieldsOf, type FormDefinition } from '#forms'
import { dayDate, shortDay } from '#platform/ui/french.ts'
import type { Day, Territory } from '#territory'
import type { RequestRow } from './queries.ts'
import type { Channel } from './channel.ts'
import type { ToldHow } from './events.ts'

export const CHANNEL_LABELS: Record<Channel, string> = {
  web: 'Web',
  phone: 'Téléphone',
  desk: 'Guichet',
  letter: 'Courrier',
  mail: 'Courriel',
}

/** « reçue par le web », after the reference. */
export const CHANNEL_PHRASES: Record<Channel, string> = {
  web: 'par le web',
  phone: 'par téléphone',
  desk: 'au guichet',
  letter: 'par courrier',
  mail: 'par courriel',
}

export const PLACE_KINDS: Readonly<Record<string, string>> = {
  street: 'Rue ou place',
  cycleway: 'Piste cyclable',
  park: 'Parc ou jardin',
  school: 'École ou crèche',
  cemetery: 'Cimetière',
  private: 'Terrain privé',
}

/** « 12, rue de la République, Bron »: whoever typed the commune reads it once. */
export function placeSaid(address: string, area: string): string {
  const end = address.split(',').at(-1)?.replace(/\d{5}/, '').trim().toLowerCase()
  const isThere = area === '' || end === area.toLowerCase()
  return [address, isThere ? '' : area].filter((part) => part !== '').join(', ')
}

/** What an act says to agents: nothing was sent to whom no mail leaves. */
export const actSaid = (agentSays: string, isMailed: boolean): string =>
  isMailed ? agentSays : agentSays.replace('envoyée à l’usager', 'déposée dans le suivi de l’usager')

const HOW_TOLD: Record<ToldHow, string> = { phone: 'par téléphone', other: 'autrement' }

/** « Personne prévenue par téléphone », of what an event says. */
export const toldSaid = (how: unknown): string =>
  how === 'not'
    ? 'Personne de nouveau à prévenir, dite prévenue par erreur'
    : `Personne prévenue ${HOW_TOLD[how as ToldHow] ?? HOW_TOLD.other}`

/** How a resident can be told something: agents must know when no mail will leave. */
export function reachText(
  request: Pick<RequestRow, 'contactEmail' | 'contactPhone' | 'contactAddress'>,
): string | null {
  const { contactEmail, contactPhone, contactAddress } = request
  if (contactEmail !== null) return null
  if (contactPhone !== null)
    return `Cette personne n’a pas donné d’adresse e-mail\u00a0: appelez le ${contactPhone}.`
  if (contactAddress !== null)
    return `Cette personne n’a donné ni adresse e-mail ni téléphone\u00a0: écrivez-lui (${contactAddress}).`
  return 'Cette personne n’a laissé aucun moyen de la joindre\u00a0: elle suit sa demande avec son numéro de suivi.'
}

/** The visit that is planned, as lists and pages say it: that its day has passed, while nothing says that it was made. */
export interface Plan {
  day: Day
  /** The day is over: today it may still come. */
  isPassed: boolean
}

/** The plan of a request that is being dealt with; null when there is none. */
export const planNow = (
  { plannedDay, stateKind }: Pick<RequestRow, 'plannedDay' | 'stateKind'>,
  today: Day,
): Plan | null =>
  plannedDay === null || stateKind !== 'active' ? null : { day: plannedDay, isPassed: plannedDay < today }

/** « Prévu le jeudi 12 novembre, date passée » */
export const planText = ({ day, isPassed }: Plan): string =>
  `Prévu le ${dayDate(day)}${isPassed ? ', date passée' : ''}`

/** « Prévu le 12 nov., passé », where there is little room. */
export const shortPlan = ({ day, isPassed }: Plan): string =>
  `Prévu le ${shortDay(day)}${isPassed ? ', passé' : ''}`

/** Answers that a screen shows nowhere else: neither its place, nor the person, nor a file, nor their first words: these have their own panels. */
export function ownAnswers(
  form: FormDefinition,
  lines: readonly AnswerLine[],
  description: string,
): AnswerLine[] {
  const elsewhere = fieldsOf(form).filter(
    (field) =>
      field.role === 'place' ||
      asksFiles(field) ||
      (field.role !== undefined && CONTACT_ROLES.has(field.role)),
  )
  const isSaid = ({ value }: AnswerLine) => typeof value === 'string' && value.trim() === description.trim()
  return lines.filter((line) => !isSaid(line) && !elsewhere.some((field) => field.id === line.fieldId))
}

const BY_LINK = ', par lien'

/** Who answers by a link, as agents read it: they know that nobody proved that name. */
export const namedByLink = (authority: string, name: string): string => `${authority}${BY_LINK} (${name})`

/** The same for the resident, to whom links say nothing. */
export const namedToResident = (label: string): string => label.replace(`${BY_LINK} (`, ' (')

/** How the service in charge is reached, as a receipt must say (CRPA R112-11-1): its address, telephone and mail, or those of its authority. */
export function serviceReach(
  place: Pick<Territory, 'authority' | 'unit' | 'metropolis'>,
  { authorityId, unitId }: { authorityId: number; unitId: number },
): { address: string | undefined; phone: string | undefined; email: string | undefined } {
  const { address, phone, email } = place.authority(authorityId).profile
  const unit = place.unit(unitId)
  return {
    address,
    phone: unit.phone ?? phone ?? place.metropolis.profile.phone,
    email: unit.email ?? email,
  }
}
