// What every site shows of its territory: themes of authorities (public, kept for ever under an address that says all of them),
// tiles of the map.
import { NotFound } from '#platform/errors.ts'
import type { AccessTable } from '#platform/access.ts'
import { anyone } from '#platform/access.ts'
import { networkOf } from '#platform/limits/throttle.ts'
import { tileAround } from '#platform/outside/tiles.ts'
import { themeCss, themeNamed } from '#platform/ui/theme.ts'
import type { Context, Reply, Route } from '#platform/http/route.ts'
import { ITS_OWN } from '#platform/partnership/carried.ts'
import type { Module } from '#platform/house/module.ts'
import { CHALLENGE_PATH, sayWhose, TRY_HOSTS, tryHosts } from './answering.ts'
import { unitsBelow } from './held.ts'
import { keys } from './keys.ts'
import { openingSteps } from './opening-steps.ts'
import { neutralSite, siteAt } from './site.ts'

const aWeek = { 'cache-control': 'private, max-age=604800' }
const forEver = { 'cache-control': 'public, max-age=31536000, immutable' }

/** GET /theme/:file: any two colours that everybody can read, those that an authority only tries too. */
async function showTheme({ params: { file = '' } }: Context): Promise<Reply> {
  const theme = file.endsWith('.css') ? themeNamed(file.slice(0, -'.css'.length)) : null
  if (theme === null) throw new NotFound()
  return { kind: 'bytes', body: themeCss(theme), type: 'text/css; charset=utf-8', headers: forEver }
}

/** GET /plan/:z/:x/:y: a tile of the map; the reader's browser meets nobody else. */
async function showTile({ site, tiles, params, ip }: Context): Promise<Reply> {
  const { z = '', x = '', y = '' } = params
  const tile = site.centre === null ? null : tileAround(site.centre, z, x, y)
  const picture = tile === null ? null : await tiles.get(tile, networkOf(ip))
  // Nobody reads it: a map that has no tile asks for dozens, and a whole page each time is a waste of a telephone's plan. Nothing
  // there is no fault either: the map says it, and the console of the browser stays empty.
  if (picture === null) return { kind: 'bytes', body: '', type: 'text/plain', status: 204 }
  return { kind: 'bytes', ...picture, headers: aWeek }
}

const access: AccessTable = { 'site.read': [anyone], 'map.read': [anyone] }

const routes: readonly Route[] = [
  { get: '/theme/:file', action: 'site.read', title: 'Couleurs du site', face: 'machine', handle: showTheme },
  { get: CHALLENGE_PATH, action: 'site.read', title: 'À qui est ce nom', face: 'machine', handle: sayWhose },
  { get: '/plan/:z/:x/:y', action: 'map.read', title: 'Plan', face: 'machine', handle: showTile },
]

const DESCRIPTION = {
  kept: 'Description de la commune',
  because: 'Son nom, son territoire et ses services publics\u00a0: aucune personne n’y est nommée.',
} as const

export const territoryModule: Module = {
  name: 'territory',
  access,
  opening: openingSteps,
  routes,
  jobs: (config) => ({ [TRY_HOSTS]: tryHosts(config) }),
  recurring: [{ task: TRY_HOSTS, minutes: 5 }],
  heldByUnits: [unitsBelow],
  carried: [
    {
      table: 'territory.authority',
      rows: { authority: 'id' },
      end: DESCRIPTION,
      subject: { kind: 'authority', by: 'id' },
    },
    { table: 'territory.area', rows: ITS_OWN, end: DESCRIPTION },
    { table: 'territory.host', rows: ITS_OWN, end: DESCRIPTION },
    { table: 'territory.opening', rows: ITS_OWN, end: DESCRIPTION },
    {
      table: 'territory.calendar',
      rows: ITS_OWN,
      end: DESCRIPTION,
      subject: { kind: 'calendar', by: 'number' },
    },
    { table: 'territory.unit', rows: ITS_OWN, end: DESCRIPTION, subject: { kind: 'unit', by: 'id' } },
  ],
  keys,
  door: {
    neutralSite,
    site: siteAt,
  },
}
