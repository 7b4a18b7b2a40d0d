// Theme files of authorities: public, kept for ever under an address that changes with their content.
import { NotFound } from '#platform/errors.ts'
import type { AccessTable } from '#platform/access.ts'
import { anyone } from '#platform/access.ts'
import type { Context, Reply, Route } from '#platform/http/route.ts'
import type { Module } from '#platform/module.ts'
import { themeOf } from './site.ts'
import { territory } from './territory.ts'

const forEver = { 'cache-control': 'public, max-age=31536000, immutable' }

async function showTheme(ctx: Context): Promise<Reply> {
  const place = await ctx.db.read(ctx.actor, territory)
  const theme = place.authorities.map(themeOf).find((item) => item?.url === ctx.url)
  if (theme === undefined || theme === null) throw new NotFound()
  return { kind: 'bytes', body: theme.body, type: 'text/css; charset=utf-8', headers: forEver }
}

const access: AccessTable = { 'site.read': [anyone] }

const routes: readonly Route[] = [
  { get: '/theme/:file', action: 'site.read', title: 'Couleurs du site', face: 'machine', handle: showTheme },
]

export const territoryModule: Module = { name: 'territory', access, routes }
