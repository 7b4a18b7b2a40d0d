// What the page of a service shows to whoever administers.
import { compare, published } from '#definitions'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { type Context, one } from '#platform/http/route.ts'
import { authoritiesFor, ownValues, saidFor } from '#settings'
import { type Authority, type Territory, territory } from '#territory'
import { catalogue, templatesOfAuthority } from '../catalogue/catalogue.ts'
import { ownTown } from '../admin/concerning.ts'
import { SERVICE } from '../words/kind.ts'
import { OWN_GROUPS, OWN_PARTS } from '../words/own.ts'
import { writtenOf } from './draft.ts'
import { OWN_SETTINGS, ownParts, scopeOf, townsOf } from './own.ts'
import type { ServiceView, TownParts, TownView } from './pages/service.ts'

const MOST_VERSIONS = 10

/** The town whose words are shown: the one that is asked, or one’s own; null for the metropolis’s. */
function townShown(tx: Read, ctx: Context, place: Territory): Authority | null {
  const towns = townsOf(tx, place)
  const asked = towns.find(({ slug }) => slug === one(ctx.query, 'pour'))
  return asked ?? towns.find(({ id }) => id === ownTown(tx.actor, place)?.id) ?? null
}

/** What that town says otherwise, group by group. */
async function townView(tx: Read, place: Territory, town: Authority, slug: string): Promise<TownView> {
  const scope = scopeOf(town, slug)
  const groups = new Map<string, TownParts>()
  for (const group of OWN_GROUPS) {
    const parts = await ownParts(tx, place, group, scope)
    const said = await saidFor(
      tx,
      parts.map(({ setting }) => setting),
      scope,
    )
    groups.set(group.name, new Map(said.map((one, index) => [parts[index]?.name ?? '', one])))
  }
  return { town, groups }
}

/** What towns say otherwise of it, as far as one administers them. */
async function saidElsewhere(tx: Read, place: Territory, slug: string): Promise<ServiceView['elsewhere']> {
  const towns = townsOf(tx, place)
  const chosen = await ownValues(
    tx,
    [...OWN_PARTS.keys()],
    towns.map(({ id }) => id),
  )
  return chosen
    .filter(({ serviceSlug }) => serviceSlug === slug)
    .map(({ key, authorityId, value }) => ({
      town: place.authority(authorityId),
      label: OWN_PARTS.get(key)?.field.label ?? key,
      shown: value,
    }))
}

export async function viewOf(tx: Read, ctx: Context, slug: string): Promise<ServiceView> {
  const [place, known] = [await territory(tx), await catalogue(tx)]
  const written = await writtenOf(tx, slug)
  const town = townShown(tx, ctx, place)
  const chosenHere = ctx.settings.filter(
    ({ key, levels }) => key.startsWith('services.') && levels.includes('service') && !OWN_SETTINGS.has(key),
  )
  const authority = town ?? place.metropolis
  const where = { authorityId: authority.id, unitId: null, serviceSlug: slug }
  const versions = (await published(tx, SERVICE)).filter(({ id }) => id === slug).slice(0, MOST_VERSIONS + 1)
  return {
    ...{ slug, written, place },
    mayWrite: town === null && metropolitanAdministrator.ever(ctx.actor),
    town: town === null ? null : await townView(tx, place, town, slug),
    elsewhere: town === null ? await saidElsewhere(tx, place, slug) : [],
    problems: [],
    settings: await saidFor(tx, chosenHere, where),
    authority,
    chooses: (setting) => authoritiesFor(tx.actor, place, setting).includes(authority),
    versions: versions.slice(0, MOST_VERSIONS).map(({ version, publishedAt, body }, at) => {
      const before = versions[at + 1]
      return {
        version,
        publishedAt,
        changes: before === undefined ? [] : compare(SERVICE, before.body, body),
      }
    }),
    templates: templatesOfAuthority(known, authority.id)
      .filter(({ services }) => services === undefined || services.includes(slug))
      .map(({ title }) => title),
  }
}
