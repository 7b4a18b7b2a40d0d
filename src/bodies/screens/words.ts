// How bodies and those who sit in them are said on screen.
import { ofPerson } from '#platform/french/noun.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { EVERY_POST, isRanked, type Kind, kindWords, type Post, postText } from '../record/kinds.ts'
import type { Body, Days, Seat } from '../record/queries.ts'

export const HERE = '/administration/instances'
export const AT = `${HERE}/:instance`
export const TERM = `${AT}/mandatures/:mandature`

export const SEAT = `${TERM}/sieges/:siege`

export const addressOf = ({ id }: Pick<Body, 'id'>): string => `${HERE}/${id}`
export const termAddress = (body: Pick<Body, 'id'>, { id }: { id: number }): string =>
  `${addressOf(body)}/mandatures/${id}`

export const seatAddress = (at: { bodyId: number; termId: number; seatId: number }): string =>
  `${termAddress({ id: at.bodyId }, { id: at.termId })}/sieges/${at.seatId}`

/** « Depuis le 22 mars 2026 », « Du 22 mars 2026 au 3 avr. 2026 » */
export const daysText = ({ from, to }: Days, today: string): string =>
  to !== null
    ? `Du ${mediumDate(from)} au ${mediumDate(to)}`
    : `${from > today ? 'À partir du' : 'Depuis le'} ${mediumDate(from)}`

/** The days on which one sits: those of the seat and of its term. */
export const within = <S extends Days>(seat: S, term: Days): S => {
  const from = seat.from > term.from ? seat.from : term.from
  const to = [seat.to, term.to].filter((day) => day !== null).toSorted()[0] ?? null
  return { ...seat, from, to }
}

export const isOn = ({ from, to }: Days, day: string): boolean => from <= day && (to === null || to >= day)

/** Posts of a kind of body, in the order in which its members are listed. */
export const postsOf = (kind: Kind): readonly Post[] =>
  EVERY_POST.filter((post) => kindWords(kind).posts.includes(post))

export const hasRanks = (kind: Kind): boolean => kindWords(kind).posts.some(isRanked)

/** « Suppléant ou suppléante de Nadia Roche » */
export function seatText({ post, rank, standsFor }: Seat, all: readonly Seat[]): string {
  const titular = all.find(({ id }) => id === standsFor)
  return titular === undefined ? postText(post, rank) : `${postText(post, rank)} ${ofPerson(titular.name)}`
}
