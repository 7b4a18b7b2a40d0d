// The definitions that concern an authority: what the administration counts is what its list shows.
import type { VersionRow } from '#definitions'
import { metropolitanAdministrator } from '#platform/access.ts'
import { type Actor, administeredBy } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { type Authority, localDay, type Territory, territory } from '#territory'
import { type Catalogue, catalogue, serviceVersions } from '../catalogue/catalogue.ts'
import { decideCompetence } from '../routing/competence.ts'
import type { CompetenceRule, ServiceDefinition } from '../words/definition.ts'

/** The town that this person administers, or works for there; null for whoever administers the territory. */
export function ownTown(actor: Actor, place: Territory): Authority | null {
  if (metropolitanAdministrator.ever(actor)) return null
  const mine = administeredBy(actor)
  return mine === null ? null : place.authority(mine)
}

/** How many of them the lists show at first to whoever administers. */
export const countOf =
  (what: keyof Definitions) =>
  ({ db, actor }: { readonly db: Database; readonly actor: Actor }): Promise<number> =>
    db.read(actor, async (tx) => (await definitionsFor(tx, ownTown(actor, await territory(tx))))[what].length)

export interface Definitions {
  services: VersionRow<ServiceDefinition>[]
  rules: readonly CompetenceRule[]
}

/** Every version of a service and every rule; for a town, those of what it answers, by the rules in force there today, or once it opens. */
export async function definitionsFor(tx: Read, town: Authority | null): Promise<Definitions> {
  const [known, place] = [await catalogue(tx), await territory(tx)]
  const services = await serviceVersions(tx)
  if (town === null) return { services, rules: known.rules }
  const today = localDay(tx.now, place.zone)
  const day = town.opensOn !== null && town.opensOn > today ? town.opensOn : today
  const answered = servicesOf(known, place, town, day)
  return {
    services: services.filter(({ id }) => answered.has(id)),
    rules: known.rules.filter((rule) => isOf(rule, place, town, day)),
  }
}

function servicesOf(known: Catalogue, place: Territory, { id }: Authority, day: string): Set<string> {
  const area = place.areas.find(({ authorityId }) => authorityId === id)
  if (area === undefined) return new Set()
  const isAnswered = (category: string) =>
    decideCompetence(known, place, { category, areaCode: area.code, placeKind: null, day }).authorityId === id
  return new Set(
    known.every
      .filter(({ formVersion, definition }) => formVersion !== null && isAnswered(definition.category))
      .map(({ slug }) => slug),
  )
}

function isOf(
  { answers, commune, from, to }: CompetenceRule,
  place: Territory,
  { id }: Authority,
  day: string,
): boolean {
  const isHere =
    commune === undefined ||
    place.areas.some(({ authorityId, code }) => authorityId === id && code === commune)
  return answers === 'commune' && isHere && from <= day && (to === undefined || day <= to)
}
