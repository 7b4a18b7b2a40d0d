// Places where people are received: town halls, made of what each commune says of itself, and others that authorities list.
import type { Calendar } from './calendar.ts'
import type { ReceptionKind } from './definition.ts'
import type { Area, Authority, Territory } from './territory.ts'

/** The kind of every town hall. */
const TOWN_HALL = 'mairie'

export interface Reception {
  id: string
  /** Id of its kind: see `receptionKinds` of the metropolis. */
  kind: string
  /** null for a town hall: its commune names it. */
  name: string | null
  area: Area
  authority: Authority
  address: string
  phone: string | null
  calendar: Calendar
  /** What one should know before coming, or null. */
  text: string | null
}

/** Kinds of places in the order shown; town halls alone when the territory names none. */
export const receptionKindsOf = ({ metropolis }: Territory): readonly ReceptionKind[] =>
  metropolis.profile.receptionKinds ?? [
    {
      id: TOWN_HALL,
      title: 'Mairies',
      text: 'Toutes les démarches de la commune, et de l’aide pour les autres.',
    },
  ]

/** Every place of reception, in French order of communes; the town hall of a commune stands before what it lists. */
export function receptionsOf(place: Territory): Reception[] {
  const all = place.authorities.flatMap((authority) => [
    ...townHall(place, authority),
    ...listed(place, authority),
  ])
  const order = new Map(place.areas.map(({ code }, at) => [code, at]))
  return all.toSorted((a, b) => (order.get(a.area.code) ?? 0) - (order.get(b.area.code) ?? 0))
}

/** The town hall of a commune; undefined when its calendar is not that of a place one may visit. */
export const townHallOf = (place: Territory, authority: Authority): Reception | undefined =>
  townHall(place, authority)[0]

function townHall(place: Territory, authority: Authority): Reception[] {
  const area = place.area(authority.code)
  const fill = (fn: string) => place.unitFor(authority.id, fn, authority.code)
  const desk = fill('reception') ?? fill('town-hall')
  if (area === undefined || desk === undefined) return []
  const { profile } = authority
  return [
    {
      id: `${TOWN_HALL}-${authority.slug}`,
      kind: TOWN_HALL,
      name: null,
      area,
      authority,
      address: profile.address ?? `Mairie, ${area.postcodes[0] ?? ''} ${area.name}`.replace('  ', ' '),
      phone: profile.phone ?? null,
      calendar: place.calendar(profile.reception ?? '') ?? place.calendarOf(desk.id),
      text: null,
    },
  ]
}

function listed(place: Territory, authority: Authority): Reception[] {
  return (authority.profile.receptions ?? []).flatMap(
    ({ id, kind, name, area, address, phone, calendar, text }) => {
      const [where, hours] = [place.area(area), place.calendar(calendar)]
      if (where === undefined || hours === undefined) return []
      return [
        {
          id,
          kind,
          name,
          area: where,
          authority,
          address,
          phone: phone ?? null,
          calendar: hours,
          text: text ?? null,
        },
      ]
    },
  )
}
