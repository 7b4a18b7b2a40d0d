// The table of the pages of whoever works for a partner.
import type { Route } from '#platform/http/route.ts'
import { applicationRoutes } from './applications.page.ts'
import { hookRoutes } from './hooks.page.ts'
import { keepRoutes } from './keep.page.ts'
import { peopleRoutes } from './people.page.ts'
import { settledRoutes } from './settled.page.ts'
import { usesRoutes } from './uses.page.ts'

export const ownRoutes: readonly Route[] = [
  ...usesRoutes,
  ...keepRoutes,
  ...peopleRoutes,
  ...settledRoutes,
  ...applicationRoutes,
  ...hookRoutes,
]
