// A service in one line: who answers, how long, where. Pure.
import { the } from '#platform/french/noun.ts'
import { plural } from '#platform/ui/french.ts'
import { type Area, authorityNoun } from '#territory'
import { type Answering, answerIn } from '../routing/answers.ts'
import type { ServiceDefinition } from '../words/definition.ts'

/** What says who answers, and where. */
export interface Asked extends Answering {
  /** Where the person is, or undefined. */
  area: Area | undefined
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

function whoAnswers(service: ServiceDefinition, { area, ...answering }: Asked): string {
  if (service.by !== undefined) return service.by.who
  if (area !== undefined) return answerIn(answering, service, area).who
  const metropolis = the(authorityNoun(answering.place.metropolis))
  return { metropolis, commune: 'votre mairie', both: `votre mairie ou ${metropolis}` }[service.level]
}

/** The other site where it is done: that of the commune, else the one for everybody when we have no form. */
function siteOf({ links = [], form }: ServiceDefinition, { place, area }: Asked): string | undefined {
  const commune = area === undefined ? undefined : place.authority(area.authorityId).code
  const own = commune === undefined ? undefined : links.find((link) => link.commune === commune)
  return (own ?? (form === undefined ? links.find((link) => link.commune === undefined) : undefined))?.site
}
