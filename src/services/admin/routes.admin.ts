// Table of the administration of definitions.
import type { Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import { competenceRules, publishedServices, workflowsInForce } from './lists.ts'

export const routes: readonly Route[] = [
  ...adminList(publishedServices),
  ...adminList(workflowsInForce),
  ...adminList(competenceRules),
]
