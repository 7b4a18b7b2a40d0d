// Table of the studio’s pages. Whoever administers an authority writes its forms.
import type { Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import { archiveRoutes } from './archived/archive.admin.ts'
import { carriedRoutes } from './carried/import.admin.ts'
import { conditionForms } from './conditions/condition.admin.ts'
import { namedRoutes } from './named/named.admin.ts'
import { listRoutes } from './lists/lists.admin.ts'
import { stopRoutes } from './stops/stops.admin.ts'
import { linkRoutes } from './links/links.admin.ts'
import { orderForms } from './order/order.admin.ts'
import { pathRoutes } from './paths/paths.admin.ts'
import { pageRoutes } from './questions/pages.admin.ts'
import { modelRoutes } from './papers/model.admin.ts'
import { previewRoutes } from './preview/preview.admin.ts'
import { formulaForms } from './questions/formula.admin.ts'
import { questionForms } from './questions/question.admin.ts'
import { testRoutes } from './tests/routes.ts'
import { replayRoutes } from './replay/replay.admin.ts'
import { reviewRoutes } from './review/review.admin.ts'
import { beginning } from './shown/begin.admin.ts'
import { formsList } from './shown/forms.list.ts'
import { publishRoutes } from './shown/publish.admin.ts'
import { questionRoutes } from './shown/questions.admin.ts'
import { tongueRoutes } from './tongues/tongues.admin.ts'

export const routes: readonly Route[] = [
  ...adminList(formsList),
  ...beginning,
  ...carriedRoutes,
  ...archiveRoutes,
  ...reviewRoutes,
  ...pageRoutes,
  ...questionForms,
  ...formulaForms,
  ...conditionForms,
  ...namedRoutes,
  ...modelRoutes,
  ...stopRoutes,
  ...orderForms,
  ...pathRoutes,
  ...previewRoutes,
  ...tongueRoutes,
  ...linkRoutes,
  ...publishRoutes,
  ...questionRoutes,
  ...replayRoutes,
  ...listRoutes,
  ...testRoutes,
]
