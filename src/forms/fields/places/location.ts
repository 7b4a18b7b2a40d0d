// Where: a commune of the territory and an address in words, always; a point when the browser gave one.
import { z } from 'zod'
import { locationField } from '#platform/ui/location.ts'
import type { Field, LocationAnswer, PlaceKind } from '../../definition/definition.ts'
import { asked, common, fieldKind, tooLong } from '../kind.ts'
import { type Raw, text } from '../read.ts'
import { SAYS } from '../words.ts'

function pointOf(raw: Raw): { lat: number; long: number } | null {
  const [lat, long] = [Number(text(raw, '-lat')), Number(text(raw, '-long'))]
  if (text(raw, '-lat') === '' || text(raw, '-long') === '') return null
  return Math.abs(lat) <= 90 && Math.abs(long) <= 180
    ? { lat: Math.round(lat * 1e5) / 1e5, long: Math.round(long * 1e5) / 1e5 }
    : null
}

/** What to write, said for each kind of place: « devant l’école » helps nobody who is asked which school. */
const WANTED: Record<PlaceKind, (field: Field) => string> = {
  event: () => SAYS.whereEvent(),
  home: () => SAYS.whereHome(),
  birth: (field) => SAYS.whereBirth(asked(field)),
  named: (field) => SAYS.whereNamed(asked(field)),
}

interface Options {
  /** The commune is enough (the address stays asked, but may be empty). */
  addressOptional?: true
}

export const location = fieldKind<LocationAnswer, Options>({
  type: 'location',
  fact: 'other',
  linkable: ['-adresse', '-commune'],
  options: { addressOptional: { shape: z.literal(true), one: 'le caractère facultatif de l’adresse' } },
  parts: ['-adresse', '-commune', '-lat', '-long'],
  category: () => 'place',
  roles: ['place'],
  commune: ({ commune }) => commune,
  judge(field, raw, { area }) {
    const commune = text(raw, '-commune')
    const address = text(raw, '-adresse').replace(/\s+/g, ' ')
    if (commune === '' && address === '') return { empty: true }
    if (commune === '')
      return {
        problem: SAYS.chooseTown(),
        part: '-commune',
      }
    if (area(commune) === undefined)
      return {
        problem: SAYS.townElsewhere(),
        part: '-commune',
      }
    const problem = tooLong(address, 200)
    if (problem !== null) return { problem }
    // A place to go to needs an address or words; « quelle commune » alone does not (see FieldRole placeKind in the same form).
    if (address === '' && field.addressOptional !== true)
      return { problem: WANTED[field.place ?? 'event'](field) }
    return { answer: { commune, address, ...pointOf(raw) } }
  },
  missing: () => SAYS.chooseTown(),
  missingPart: '-commune',
  rawOf: ({ commune, address, lat, long }) => ({
    '-commune': commune,
    '-adresse': address,
    '-lat': lat === undefined ? '' : String(lat),
    '-long': long === undefined ? '' : String(long),
  }),
  control: (field, raw, showing) =>
    locationField({
      ...common(field, showing),
      place: field.place,
      elsewhere: showing.elsewhere,
      value: {
        commune: text(raw, '-commune'),
        address: text(raw, '-adresse'),
        lat: text(raw, '-lat'),
        long: text(raw, '-long'),
      },
      communes: showing.areas.map((area) => ({ value: area.code, label: area.name })),
      wrong: showing.problem === undefined ? undefined : showing.part === '-commune' ? 'commune' : 'address',
      map: showing.map,
      assets: showing.assets,
    }),
  summary(_field, { commune, address }, area) {
    const known = area(commune)
    return [
      address,
      known === undefined
        ? commune
        : `${known.postcodes.length === 1 ? `${known.postcodes[0]} ` : ''}${known.name}`,
    ]
      .filter((part) => part !== '')
      .join(', ')
  },
  sample: (_field, areaCode) => ({ commune: areaCode, address: '12, rue de la République' }),
})
