// What the page of a service shows to whoever administers.
import { compare, published } from '#definitions'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Context } from '#platform/http/route.ts'
import { chosenFor } from '#settings'
import { territory } from '#territory'
import { catalogue } from '../catalogue/catalogue.ts'
import { ownTown } from '../admin/concerning.ts'
import { SERVICE } from '../words/kind.ts'
import { writtenOf } from './draft.ts'
import type { ServiceView } from './pages/service.ts'

const MOST_VERSIONS = 10

export async function viewOf(tx: Read, ctx: Context, slug: string): Promise<ServiceView> {
  const [place, known] = [await territory(tx), await catalogue(tx)]
  const written = await writtenOf(tx, slug)
  const town = ownTown(ctx.actor, place)
  const chosenHere = ctx.settings.filter(
    ({ key, levels }) => key.startsWith('services.') && levels.includes('service'),
  )
  const where = { authorityId: (town ?? place.metropolis).id, unitId: null, serviceSlug: slug }
  const chosen = await chosenFor(tx, chosenHere, where)
  const versions = (await published(tx, SERVICE)).filter(({ id }) => id === slug).slice(0, MOST_VERSIONS + 1)
  return {
    ...{ slug, written, zone: place.zone },
    mayWrite: metropolitanAdministrator.ever(ctx.actor),
    problems: [],
    settings: chosenHere.map((setting) => ({ setting, chosen: chosen.get(setting.key) })),
    authority: town ?? place.metropolis,
    metropolisId: place.metropolis.id,
    versions: versions.slice(0, MOST_VERSIONS).map(({ version, publishedAt, body }, at) => {
      const before = versions[at + 1]
      return {
        version,
        publishedAt,
        changes: before === undefined ? [] : compare(SERVICE, before.body, body),
      }
    }),
    templates: known.templates
      .filter(({ services }) => services === undefined || services.includes(slug))
      .map(({ title }) => title),
  }
}
