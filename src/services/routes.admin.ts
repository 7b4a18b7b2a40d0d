// Table of the administration of definitions: read only.
import { type Context, page, type Reply, type Route } from '#platform/http/route.ts'
import { localDay, type Territory, territory } from '#territory'
import { liveWorkflows, proveWorkflow, type WorkflowDefinition } from '#workflows'
import { type Catalogue, catalogue } from './catalogue.ts'
import { ruleAsSentence } from './competence-sentences.ts'
import type { CompetenceRule } from './definition.ts'
import { type DefinitionsView, definitionsPage } from './pages/definitions.ts'
import { type VersionRow, versionRows } from './queries.ts'

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

function ruleView(
  rule: CompetenceRule,
  known: Catalogue,
  place: Territory,
  today: string,
): DefinitionsView['rules'][number] {
  const commune = rule.commune === undefined ? undefined : (place.area(rule.commune)?.name ?? rule.commune)
  const authority =
    rule.answers === 'metropolis'
      ? place.metropolis
      : place.authorityByCode(rule.commune ?? place.communes[0]?.code ?? '')
  const filling =
    authority === undefined
      ? []
      : place.unitsOf(authority.id).filter((item) => item.functions.includes(rule.function))
  const unit = filling.length > 0 ? filling.map((item) => item.name).join(', ') : rule.function
  const category = known.category(rule.category)?.label ?? rule.category
  const sentence = ruleAsSentence(rule, { category, commune, metropolis: place.metropolis.name, unit })
  return {
    id: rule.id,
    sentence,
    basis: rule.basis,
    inForce: rule.from <= today && (rule.to === undefined || today <= rule.to),
  }
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
