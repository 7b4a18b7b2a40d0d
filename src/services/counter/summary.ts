// A service in one line: who answers, how long, where. Pure.
import { the } from '#platform/french/noun.ts'
import { plural } from '#platform/ui/french.ts'
import { type Area, authorityNoun, type Territory } from '#territory'
import { answerIn } from '../routing/answers.ts'
import type { CompetenceSource } from '../routing/matching.ts'
import type { ServiceDefinition } from '../words/definition.ts'

/** What decides who answers somewhere. */
export interface Asked {
  source: CompetenceSource
  place: Territory
  /** Where the person is, or undefined. */
  area: Area | undefined
  /** `YYYY-MM-DD` */
  day: string
}

/** « Voirie Est, Métropole de Lyon · premier message sous 4 jours ouvrés · en ligne » */
export function summaryOf(service: ServiceDefinition, asked: Asked): string {
  const site = siteOf(service, asked)
  const who = whoAnswers(service, asked)
  const line = [
    who.charAt(0).toUpperCase() + who.slice(1),
    ...(service.delays === undefined || site !== undefined
      ? []
      : [`premier message sous ${plural(service.delays.firstAnswer.days, 'jour ouvré', 'jours ouvrés')}`]),
    site === undefined ? (service.form === undefined ? 'sur place' : 'en ligne') : `sur ${site}`,
  ]
  return line.join(' · ')
}

function whoAnswers(service: ServiceDefinition, { source, place, area, day }: Asked): string {
  if (service.by !== undefined) return service.by.who
  if (area !== undefined) return answerIn(source, place, service, area, day).who
  const metropolis = the(authorityNoun(place.metropolis))
  return { metropolis, commune: 'votre mairie', both: `votre mairie ou ${metropolis}` }[service.level]
}

/** The other site where it is done: that of the commune, else the one for everybody when we have no form. */
function siteOf({ links = [], form }: ServiceDefinition, { place, area }: Asked): string | undefined {
  const commune = area === undefined ? undefined : place.authority(area.authorityId).code
  const own = commune === undefined ? undefined : links.find((link) => link.commune === commune)
  return (own ?? (form === undefined ? links.find((link) => link.commune === undefined) : undefined))?.site
}
