// What is asked of a unit, when it is made and when it changes.
import { z } from 'zod'
import { type Choice, field, lineOf, several } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import type { Values } from '#platform/http/route.ts'
import { type Authority, type SaidOfUnit, type Territory, type Unit, UNIT_MAIL } from '#territory'

export const KINDS: readonly (readonly [Unit['kind'], string])[] = [
  ['directorate', 'Direction'],
  ['service', 'Service'],
  ['team', 'Équipe'],
  ['desk', 'Accueil'],
]

const PHONE = /^[+0-9][0-9 .()-]{5,24}$/
const optionalLine = (shape: RegExp, message: string) =>
  lineOf(120)
    .refine((text) => text === '' || shape.test(text), message)
    .transform((text) => (text === '' ? null : text))

const fields = {
  name: field({
    label: 'Nom',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 1, 'Écrivez le nom de l’unité.'),
  }),
  kind: field({
    label: 'Ce qu’elle est',
    control: KINDS,
    type: z.enum(['directorate', 'service', 'team', 'desk'], 'Dites ce qu’est l’unité.'),
  }),
  parent: field({
    label: 'Au-dessous de',
    control: { list: [] },
    type: z.string().transform((text) => (/^\d{1,9}$/.test(text) ? Number(text) : null)),
  }),
  functions: field({
    label: 'Ce qu’elle traite',
    hint: 'Les demandes de ces sujets lui viennent, selon «\u00a0Qui répond, où\u00a0».',
    optional: true,
    control: { several: [] },
    type: several,
  }),
  communes: field({
    label: 'Les communes qu’elle sert',
    hint: 'Aucune de cochée\u00a0: toutes.',
    optional: true,
    control: { several: [] },
    type: several,
  }),
  calendar: field({
    label: 'Son calendrier',
    hint: 'Les délais se comptent en jours ouvrés de ce calendrier. Les dates déjà promises ne bougent pas.',
    control: { list: [] },
    type: z.string(),
  }),
  phone: field({
    label: 'Téléphone',
    optional: true,
    medium: true,
    control: 'line',
    type: optionalLine(PHONE, 'Écrivez un numéro, comme 04 65 71 00 58.'),
  }),
  email: field({
    label: 'Adresse e-mail',
    hint: 'Celle du service, pas celle de quelqu’un.',
    optional: true,
    medium: true,
    control: 'line',
    type: optionalLine(UNIT_MAIL, 'Écrivez une adresse comme voirie@metropole.example.'),
  }),
}

export const changing = formOf(fields)

export const making = formOf({
  authority: field({
    label: 'Collectivité',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez la collectivité.'),
  }),
  ...fields,
})

type Typed = ReadFields<typeof fields>

/** What the form says, as the territory keeps it. */
export function saidOf({ parent, calendar, communes, functions, ...said }: Typed): SaidOfUnit {
  return {
    ...said,
    parentId: parent,
    calendarId: calendar,
    functions: functions.toSorted(),
    communes: communes.length === 0 ? null : communes.toSorted(),
  }
}

/** As it would be typed. */
export const asTyped = (unit: SaidOfUnit): Values => ({
  name: unit.name,
  kind: unit.kind,
  parent: unit.parentId === null ? '' : String(unit.parentId),
  functions: [...unit.functions],
  communes: [...(unit.communes ?? [])],
  calendar: unit.calendarId,
  phone: unit.phone ?? '',
  email: unit.email ?? '',
})

const NOWHERE: Choice = ['', 'Aucune\u00a0: elle répond à la direction de la collectivité']

/** What the lists hold, for the units of these authorities: under those that are `mine`, or under none for whoever administers all. */
export function choicesFor(
  place: Territory,
  authorities: readonly Authority[],
  mine: (unit: Unit) => boolean,
  isTopOffered: boolean,
) {
  const isOne = authorities.length === 1
  const ids = new Set(authorities.map(({ id }) => id))
  const parents = authorities.flatMap(({ id, name: whose }) =>
    place
      .unitsOf(id)
      .filter(mine)
      .map(({ id: unit, name }): Choice => [String(unit), isOne ? name : `${whose}\u00a0: ${name}`]),
  )
  const functions = Object.entries(place.functions).toSorted(([, one], [, other]) =>
    one.localeCompare(other, 'fr'),
  )
  const calendars = place.calendars.filter(({ authorityId }) => authorityId === null || ids.has(authorityId))
  return {
    authority: authorities.map(({ slug, name }): Choice => [slug, name]),
    parent: isTopOffered ? [NOWHERE, ...parents] : parents,
    functions,
    communes: place.communes.map(({ code, name }): Choice => [code, name]),
    calendar: calendars.map(({ id, definition }): Choice => [id, definition.label]),
  }
}
