// Answers of an invented person to the form of a service.
import { type Answers, type Field, fieldsOf, type FileAnswer, type FormDefinition, formVersion, keepFile, reachableAnswers, sampleAnswers } from '#forms'
import type { Actor } from '#platform/actor.ts'
import type { Write } from '#platform/db.ts'
import { acceptUpload } from '#platform/files/inspect.ts'
import { catalogue } from '#services'
import type { Area, Territory } from '#territory'
import type { Telling } from './tell.ts'

/** The person who asks. */
export interface Cast {
  name: string
  email: string
  phone: string
  area: Area
  /** Account, or null. */
  personId: number | null
}

const KIND_WEIGHT: Readonly<Record<string, number>> = { street: 70, cycleway: 12, park: 12, school: 4, cemetery: 2 }

/** A point around the middle of the commune: within a kilometre or so. */
function pointNear(place: Territory, area: Area, { dice }: Telling): { lat: number; long: number } | null {
  const centre = place.authority(area.authorityId).profile.centre
  if (centre === undefined) return null
  const spread = (middle: number) => Math.round((middle + (dice.roll() + dice.roll() - 1) * 0.008) * 1e5) / 1e5
  return { lat: spread(centre[0]), long: spread(centre[1]) }
}

async function pictures(tx: Write, telling: Telling, field: Field): Promise<FileAnswer[]> {
  const { dice, files } = telling
  if (!dice.chance(0.12)) return []
  const { bytes, name } = dice.pick(telling.pictures)
  const accepted = await acceptUpload(bytes, name, { accept: field.accept ?? ['image'], maxBytes: 10_000_000 }).catch(() => null)
  return accepted === null ? [] : [await keepFile(tx, files, accepted)]
}

/** What this person would answer, by what the question means. undefined: leave the sample, or nothing. */
function ownAnswer(field: Field, telling: Telling, place: Territory, cast: Cast, said: string, reachable: boolean) {
  const { dice, stories } = telling
  switch (field.role) {
    case 'contactName':
      return cast.name
    case 'contactEmail':
      return reachable ? cast.email : undefined
    case 'contactPhone':
      return cast.phone
    case 'description':
      return said
    case 'subject':
      return (said.split(/[.!?\n]/)[0] ?? said).slice(0, field.maxLength ?? 80)
    case 'placeKind':
      return dice.weighted(field.choices ?? [], (choice) => KIND_WEIGHT[choice.value] ?? 0).value
    case 'place': {
      const address = `${dice.between(1, 140)}, ${dice.pick(stories.streets)}`
      return { commune: cast.area.code, address, ...pointNear(place, cast.area, telling) }
    }
    default:
      return field.choices === undefined || field.type !== 'single-choice' ? undefined : dice.pick(field.choices).value
  }
}

/** Right answers to the form of a service, as this person would give them. */
export async function answersFor(tx: Write, telling: Telling, place: Territory, slug: string, cast: Cast, by: Actor): Promise<Answers> {
  const service = (await catalogue(tx)).service(slug)
  const form: FormDefinition = await formVersion(tx, service?.definition.form ?? '', service?.formVersion ?? 0)
  const said = telling.dice.pick(telling.stories.services[slug]?.texts ?? [''])
  // Somebody who calls or comes to the desk often has no e-mail address.
  const reachable = by.memberships.length === 0 || telling.dice.chance(0.45)
  const own: Answers = {}
  for (const field of fieldsOf(form)) {
    const answer = field.type === 'files' ? await pictures(tx, telling, field) : ownAnswer(field, telling, place, cast, said, reachable)
    if (answer !== undefined) own[field.id] = answer
  }
  const answers = sampleAnswers(form, { areaCode: cast.area.code }, own)
  if (!reachable) for (const field of fieldsOf(form)) if (field.role === 'contactEmail') delete answers[field.id]
  return reachableAnswers(form, answers)
}
