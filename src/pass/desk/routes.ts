// The pages of the pass at a desk.
import type { Route } from '#platform/http/route.ts'
import { actRoutes } from './acts.page.ts'
import { documentRoutes } from './prove/document.page.ts'
import { fileRoutes } from './file.page.ts'
import { findRoutes } from './find.page.ts'
import { giveRoutes } from './give.page.ts'
import { lifeRoutes } from './life.page.ts'
import { proofRoutes } from './prove/proof.page.ts'
import { quotientRoutes } from './prove/quotient.page.ts'
import { deskPaperRoutes } from './paper.page.ts'
import { resolveRoutes } from './resolve.page.ts'
import { tillRoutes } from './till.page.ts'

export const deskRoutes: readonly Route[] = [
  ...findRoutes,
  ...tillRoutes,
  ...resolveRoutes,
  ...fileRoutes,
  ...giveRoutes,
  ...documentRoutes,
  ...proofRoutes,
  ...quotientRoutes,
  ...actRoutes,
  ...lifeRoutes,
  ...deskPaperRoutes,
]
