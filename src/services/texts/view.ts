// What the page of a service shows to whoever administers.
import { pastOf, writtenOf } from '#drafting'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Choice } from '#platform/screens/field.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, one } from '#platform/http/route.ts'
import { authoritiesFor, ownValues, type Said, saidFor } from '#settings'
import { type Authority, type Territory, territory } from '#territory'
import { catalogue, templatesOfAuthority } from '../catalogue/catalogue.ts'
import { ownTown } from '../admin/concerning.ts'
import { SERVICE } from '../words/kind.ts'
import { OWN_PARTS } from '../words/own.ts'
import { OWN_SETTINGS, ownParts, readAs, scopeOf, townsOf } from './own.ts'
import type { ServiceView, TownView } from './pages/service.ts'

/** The town whose words are shown: the one that is asked, or one’s own; null for the metropolis’s. */
function townShown(tx: Read, ctx: Context, place: Territory): Authority | null {
  const towns = townsOf(tx, place)
  const asked = towns.find(({ slug }) => slug === one(ctx.query, 'pour'))
  return asked ?? towns.find(({ id }) => id === ownTown(tx.actor, place)?.id) ?? null
}

/** What that town says otherwise. */
async function townView(tx: Read, place: Territory, town: Authority, slug: string): Promise<TownView> {
  const scope = scopeOf(town, slug)
  const own = await ownParts(tx, place, Object.fromEntries(OWN_PARTS), scope)
  const said = await saidFor(
    tx,
    own.map(({ setting }) => setting),
    scope,
  )
  const read = new Map<string, Said>()
  for (const one of said)
    read.set(one.setting.key, { ...one, typed: await readAs(tx, one.setting.key, scope, one.typed) })
  return { town, said: read }
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

/** What a service may be filed under, by the part that says it. */
export async function filings(tx: Read): Promise<Readonly<Record<string, readonly Choice[]>>> {
  const { themes, categories } = await catalogue(tx)
  return {
    theme: themes.map(({ slug, title }) => [slug, title] as const),
    sujet: categories
      .map(({ code, label }) => [code, label] as const)
      .toSorted(([, one], [, other]) => one.localeCompare(other, 'fr')),
  }
}

export async function viewOf(tx: Read, ctx: Context, slug: string): Promise<ServiceView> {
  const [place, known] = [await territory(tx), await catalogue(tx)]
  const named = { kind: SERVICE, id: slug }
  const written = await writtenOf(tx, named)
  if (written.live === null) throw new NotFound('Cette démarche n’existe pas, ou n’est plus proposée.')
  const town = townShown(tx, ctx, place)
  const chosenHere = ctx.settings.filter(
    ({ key, levels }) => key.startsWith('services.') && levels.includes('service') && !OWN_SETTINGS.has(key),
  )
  const authority = town ?? place.metropolis
  const where = { authorityId: authority.id, unitId: null, serviceSlug: slug }
  return {
    ...{ slug, written, live: written.live, place },
    mayWrite: town === null && metropolitanAdministrator.ever(ctx.actor),
    town: town === null ? null : await townView(tx, place, town, slug),
    elsewhere: town === null ? await saidElsewhere(tx, place, slug) : [],
    problems: [],
    settings: await saidFor(tx, chosenHere, where),
    authority,
    chooses: (setting) => authoritiesFor(tx.actor, place, setting).includes(authority),
    filings: await filings(tx),
    versions: await pastOf(tx, named),
    templates: templatesOfAuthority(known, authority.id)
      .filter(({ services }) => services === undefined || services.includes(slug))
      .map(({ title }) => title),
  }
}
