// Table of the screens of grids of rights.
import type { Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import { HERE } from './screens/address.ts'
import { showGrid, writeRoutes } from './screens/grids.admin.ts'
import { grids } from './screens/list.ts'
import { rowRoutes } from './screens/rows.admin.ts'
import { showWhy } from './screens/why.ts'

const [face, action] = ['admin', 'grid.read'] as const

export const gridRoutes: readonly Route[] = [
  ...adminList(grids),
  ...writeRoutes,
  ...rowRoutes,
  { get: `${HERE}/:grille/pourquoi`, action, title: 'Pourquoi ce droit', face, handle: showWhy },
  { get: `${HERE}/:grille`, action, title: 'Grille de droits', face, handle: showGrid },
]
