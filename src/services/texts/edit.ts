// The forms that write a service, a group of parts each, and what is then done with its draft.
import { type Drafted, draftRoutes } from '#drafting'
import type { Route } from '#platform/http/route.ts'
import { adminFrame } from '#territory'
import type { ServiceDefinition } from '../words/definition.ts'
import { SERVICE } from '../words/kind.ts'
import { GROUPS } from '../words/parts.ts'
import { servicePage } from './pages/service.ts'
import { filings, viewOf } from './view.ts'

export const HERE = '/administration/demarches'

const SERVICES: Drafted<ServiceDefinition> = {
  kind: SERVICE,
  at: HERE,
  param: 'demarche',
  groups: GROUPS,
  back: 'Revenir à la démarche',
  titleOf: ({ title }) => title,
  choices: filings,
  page: async (ctx, tx, slug, problems) =>
    servicePage(await adminFrame(ctx, tx), { ...(await viewOf(tx, ctx, slug)), problems }),
}

export const editRoutes: readonly Route[] = draftRoutes(SERVICES)
