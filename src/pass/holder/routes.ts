// The pages of « Mon pass ».
import type { Route } from '#platform/http/route.ts'
import { codeRoutes } from './code.page.ts'
import { knownRoutes } from './known.page.ts'
import { pageRoutes } from './page.ts'
import { paperRoutes } from './paper.page.ts'
import { contestRoutes } from './prove/contest.page.ts'
import { quotientRoutes } from './prove/quotient.page.ts'
import { phoneRoutes } from './phone/phone.page.ts'
import { renewRoutes } from './prove/renew.page.ts'
import { rightsRoutes } from './rights.page.ts'
import { stopRoutes } from './stop.page.ts'

export const holderRoutes: readonly Route[] = [
  ...pageRoutes,
  ...codeRoutes,
  ...stopRoutes,
  ...quotientRoutes,
  ...contestRoutes,
  ...renewRoutes,
  ...rightsRoutes,
  ...knownRoutes,
  ...paperRoutes,
  ...phoneRoutes,
]
