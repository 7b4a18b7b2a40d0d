// By what somebody is in a space, in words.
import { namedBodies } from '#bodies'
import type { Read } from '#platform/db/db.ts'
import { capital, listSentence, longDate } from '#platform/ui/french.ts'
import { authorityNoun, localDay, type Territory, territory, unitNoun } from '#territory'
import type { Admission, Member } from '../record/queries.ts'

interface Names {
  place: Territory
  bodies: ReadonlyMap<number, string>
  /** « maires », by what is held. */
  roles: ReadonlyMap<string, string>
}

export async function namesIn(tx: Read): Promise<Names> {
  const bodies = new Map((await namedBodies(tx)).map(({ id, name }) => [id, name]))
  const roles = new Map(tx.keys.flatMap(({ named }) => Object.entries(named?.roles ?? {})))
  return { place: await territory(tx), bodies, roles }
}

const GONE = 'un groupe qui n’est plus du territoire'

function placeOf({ kind, holderId }: Pick<Admission, 'kind' | 'holderId'>, { place, bodies }: Names): string {
  if (holderId === null) return ''
  if (kind === 'body') return bodies.get(holderId) ?? 'une instance'
  if (kind === 'staff')
    return place.units.some(({ id }) => id === holderId) ? unitNoun(place.unit(holderId)).name : GONE
  const authority = place.authorities.find(({ id }) => id === holderId)
  return authority === undefined ? GONE : authorityNoun(authority).name
}

const PEOPLE: Readonly<Record<Admission['kind'], string>> = {
  staff: 'agents',
  workplace: 'agents',
  body: 'membres',
  elected: 'élus',
  network: 'correspondants',
  person: '',
}

/** « Maires, Conférence territoriale des maires Porte des Alpes » */
export function groupText(admission: Pick<Admission, 'kind' | 'holderId' | 'heldAs'>, names: Names): string {
  const { kind, heldAs } = admission
  const people = heldAs === null ? PEOPLE[kind] : (names.roles.get(heldAs) ?? heldAs)
  return `${capital(people)}, ${placeOf(admission, names)}`
}

/** « par la conférence Porte des Alpes ; invitée » */
export function byText({ by, personId }: Member, names: Names): string {
  const groups = [
    ...new Set(by.map((one) => (one.kind === 'person' ? 'à titre personnel' : placeOf(one, names)))),
  ]
  return `${listSentence(groups)}${personId === null ? ', sans compte encore' : ''}`
}

/** « Bron », « Bron et Métropole de Lyon »: where one is elected or at work, a town first and by its name. */
export function townsText({ authorityIds }: Member, { place }: Names): string {
  const own = place.authorities.filter(({ id }) => authorityIds.includes(id))
  const townsFirst = own.toSorted((one, other) => one.level.localeCompare(other.level))
  return listSentence(townsFirst.map(({ code, name }) => place.area(code)?.name ?? name))
}

export const sinceText = ({ since }: Admission, { place }: Names): string =>
  `depuis le ${longDate(localDay(since, place.zone))}`
