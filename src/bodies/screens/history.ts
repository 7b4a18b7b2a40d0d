// What was done with a body, in words. Names are those of today: events hold numbers.
import { mediumDate } from '#platform/ui/french.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import type { BodyEvent } from '../record/events.ts'
import { type Post, POSTS } from '../record/kinds.ts'

interface Told {
  memberId?: number
  post?: Post
  from?: string
  to?: string | null
}

const days = ({ from = '', to = null }: Told): string =>
  to === null ? `à partir du ${mediumDate(from)}` : `du ${mediumDate(from)} au ${mediumDate(to)}`

const nameOf = ({ memberId = 0 }: Told, names: ReadonlyMap<number, string>): string =>
  names.get(memberId) ?? 'Une personne dont le nom n’est plus gardé'

const seat = (told: Told, names: ReadonlyMap<number, string>): string =>
  [nameOf(told, names), told.post === undefined ? '' : POSTS[told.post].label.toLowerCase(), days(told)]
    .filter((text) => text !== '')
    .join(', ')

const WORDS: Readonly<Record<BodyEvent, (told: Told, names: ReadonlyMap<number, string>) => string>> = {
  'body.founded': (told) => `Instance créée, ${days(told)}`,
  'body.changed': () => 'Nom ou communes modifiés',
  'body.withdrawn': () => 'Instance retirée',
  'term.begun': (told) => `Mandature ajoutée, ${days(told)}`,
  'term.changed': (told) => `Mandature ${days(told)}`,
  'term.withdrawn': (told) => `Mandature retirée, ${days(told)}`,
  'seat.given': (told, names) => `Siège ajouté\u00a0: ${seat(told, names)}`,
  'seat.changed': (told, names) => `Siège modifié\u00a0: ${seat(told, names)}`,
  'seat.ended': (told, names) => `Siège retiré\u00a0: ${seat(told, names)}`,
  'seat.unlinked': (told, names) => `Compte délié\u00a0: ${nameOf(told, names)}`,
}

export const toldText = (
  { name, payload }: Pick<EventRow, 'name' | 'payload'>,
  names: ReadonlyMap<number, string>,
): string => WORDS[name as BodyEvent]?.(payload as Told, names) ?? name
