// Table of the administration of definitions: read only.
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { localDay, territory } from '#territory'
import { liveWorkflows, proveWorkflow, type WorkflowDefinition } from '#workflows'
import { catalogue } from './catalogue.ts'
import { type DefinitionsView, definitionsPage } from './pages/definitions.ts'
import { type VersionRow, versionRows } from './queries.ts'
import { ruleView } from './rule-view.ts'

export const routes: readonly Route[] = [
  {
    get: '/administration/demarches',
    action: 'definition.read',
    title: 'Démarches et règles',
    face: 'admin',
    handle: showDefinitions,
  },
]

function showDefinitions(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const [known, place] = [await catalogue(tx), await territory(tx)]
    const today = localDay(tx.now, place.zone)
    const unitId = ctx.actor.memberships.find((item) => item.role === 'admin')?.unitId
    const unit = unitId === undefined ? place.metropolis.name : place.unit(unitId).name
    const rules = known.rules.map((rule) => ruleView(rule, known, place, today))
    const services = (await versionRows(tx)).map(serviceView)
    const workflows = (await liveWorkflows(tx)).map(workflowView)
    return page(definitionsPage(ctx, { unit, today, zone: place.zone, services, workflows, rules }))
  })
}

function serviceView({
  slug,
  version,
  status,
  createdAt,
  definition,
}: VersionRow): DefinitionsView['services'][number] {
  return {
    slug,
    version,
    status,
    since: createdAt,
    title: definition.title,
    form: definition.form ?? null,
    workflow: definition.workflow ?? null,
  }
}

function workflowView({
  version,
  definition,
}: {
  version: number
  definition: WorkflowDefinition
}): DefinitionsView['workflows'][number] {
  const problems = proveWorkflow(definition).map(({ sentence }) => sentence)
  return {
    title: definition.title,
    version,
    states: definition.states.length,
    transitions: definition.transitions.length,
    problems,
  }
}
