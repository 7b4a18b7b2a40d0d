// Shape of definitions/territory.json, checked before anything is written.
import { z } from 'zod'
import type { AuthorityProfile, CalendarDefinition, TerritoryDefinition } from './definition.ts'

const colour = z.string().regex(/^#[0-9a-f]{6}$/i)
const span = z.tuple([z.string().regex(/^\d\d:\d\d$/), z.string().regex(/^\d\d:\d\d$/)])
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)

const reception = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  kind: z.string(),
  name: z.string(),
  area: z.string(),
  address: z.string(),
  phone: z.string().optional(),
  calendar: z.string(),
  text: z.string().optional(),
})

const profile = {
  brand: colour.optional(),
  brandStrong: colour.optional(),
  logo: z.string().optional(),
  hosts: z.array(z.string()).optional(),
  address: z.string().optional(),
  phone: z.string().optional(),
  email: z.email().optional(),
  openingText: z.string().optional(),
  reception: z.string().optional(),
  receptions: z.array(reception).optional(),
  receptionKinds: z.array(z.strictObject({ id: z.string(), title: z.string(), text: z.string() })).optional(),
  website: z.url().optional(),
  urgentLines: z.record(z.string(), z.string()).optional(),
  centre: z.tuple([z.number(), z.number()]).optional(),
}

const calendar = z.strictObject({
  id: z.string(),
  label: z.string(),
  hours: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), z.array(span)),
  holidays: z.enum(['france', 'alsace-moselle', 'none']),
  closures: z.array(z.strictObject({ day, reason: z.string() })).optional(),
})

const unit = z.strictObject({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['directorate', 'service', 'team', 'desk']),
  parent: z.string().optional(),
  functions: z.array(z.string()),
  communes: z.array(z.string()).optional(),
  email: z.email().optional(),
  phone: z.string().optional(),
  calendar: z.string().optional(),
})

const listed = z.strictObject({
  code: z.string(),
  name: z.string(),
  siren: z.string(),
  postcodes: z.array(z.string()),
  population: z.int(),
  partOf: z.string().optional(),
})

export const territorySchema = z.strictObject({
  zone: z.string(),
  source: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('epci'),
      siren: z.string(),
      arrondissementsOf: z.array(z.string()).optional(),
    }),
    z.strictObject({ kind: z.literal('listed'), communes: z.array(listed).min(1) }),
  ]),
  metropolis: z.strictObject({
    code: z.string(),
    name: z.string(),
    siren: z.string(),
    slug: z.string(),
    ...profile,
  }),
  calendars: z.array(calendar).min(1),
  functions: z.record(z.string(), z.string()).optional(),
  units: z.array(unit).min(1),
  communeUnits: z.array(unit).min(1),
  communes: z.record(
    z.string(),
    z.strictObject({ ...profile, name: z.string().optional(), units: z.array(unit).optional() }),
  ),
  aliases: z.record(z.string(), z.array(z.string().min(3).max(60))).optional(),
}) as unknown as z.ZodType<TerritoryDefinition>

/** What an authority says of itself, from elsewhere. @throws when it is not of that shape */
export const readProfile = (said: unknown): AuthorityProfile =>
  z.strictObject(profile).parse(said) as AuthorityProfile

/** Where a unit is written to, as screens take it. */
export const UNIT_MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const shortLine = z
  .string()
  .max(120)
  .regex(/^\P{Cc}*$/u)
const unitSaid = z.object({
  name: shortLine.min(2),
  email: shortLine.regex(UNIT_MAIL).nullable(),
  phone: shortLine.nullable(),
})

/** What a unit is called and how it is reached, from elsewhere. @throws when it is not of that shape */
export const readUnit = (said: unknown): z.infer<typeof unitSaid> => unitSaid.parse(said)

/** @throws when it is not of that shape */
export const readCalendar = (said: unknown): CalendarDefinition => calendar.parse(said) as CalendarDefinition
