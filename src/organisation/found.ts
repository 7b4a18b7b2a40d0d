// What administrators find of the organisation by one search: authorities, units and calendars, by what they say.
import { agent } from '#platform/access.ts'
import type { FoundSource } from '#platform/screens/found.ts'
import { longDate } from '#platform/ui/french.ts'
import {
  administeredAuthorities,
  type CalendarDefinition,
  calendarsFor,
  openingSentence,
  territory,
  theirs,
} from '#territory'
import { HOLIDAYS } from './calendars/form.ts'
import { authorityHref, calendarHref, unitHref } from './units/addresses.ts'

const authorities: FoundSource = {
  id: 'organisation.authority',
  who: agent('admin').anywhere,
  find: async (tx) =>
    administeredAuthorities(tx, await territory(tx)).map(({ name, slug, profile }) => ({
      ...{ kind: 'Collectivité', name, href: authorityHref(slug), where: name },
      text: [
        profile.address,
        profile.phone,
        profile.email,
        profile.website,
        profile.openingText,
        profile.brand,
        profile.brandStrong,
        ...(profile.hosts ?? []),
      ]
        .filter((line) => line !== undefined)
        .join('\n'),
    })),
}

const units: FoundSource = {
  id: 'organisation.unit',
  who: agent('admin', 'steward').anywhere,
  async find(tx) {
    const place = await territory(tx)
    return place.units
      .filter(theirs(tx, place))
      .map(({ id, name, authorityId, phone, email, functions }) => ({
        ...{ kind: 'Unité', name, href: unitHref(id), where: place.authority(authorityId).name },
        text: [functions.map(place.functionName).join(', '), phone, email].filter((line) => line).join('\n'),
      }))
  },
}

/** When it is open, then each day on which it is closed, a line each. */
const calendarText = (definition: CalendarDefinition): string =>
  [
    openingSentence(definition),
    `Jours fériés\u00a0: ${HOLIDAYS.find(([kind]) => kind === definition.holidays)?.[1] ?? ''}`,
    ...(definition.closures ?? []).map(({ day, reason }) => `Fermé le ${longDate(day)}\u00a0: ${reason}`),
  ].join('\n')

const calendars: FoundSource = {
  id: 'organisation.calendar',
  who: agent('admin').anywhere,
  async find(tx) {
    const place = await territory(tx)
    return calendarsFor(tx, place).map(({ calendar: { id, definition, authorityId } }) => ({
      ...{
        kind: 'Calendrier',
        name: definition.label,
        href: calendarHref(id),
        text: calendarText(definition),
      },
      where: authorityId === null ? 'Tout le territoire' : place.authority(authorityId).name,
    }))
  },
}

export const organisationSet: readonly FoundSource[] = [authorities, units, calendars]
