// Table of the administration of definitions: read only.
import { live, type VersionRow } from '#definitions'
import { type Context, one, page, type Reply, type Route } from '#platform/http/route.ts'
import type { Html } from '#platform/html.ts'
import { holdsAll } from '#platform/plain-words.ts'
import { FORM } from '#forms'
import { type Authority, localDay, type Territory, territory } from '#territory'
import { proveWorkflow, WORKFLOW, type WorkflowDefinition } from '#workflows'
import { catalogue } from '../catalogue/catalogue.ts'
import { type DefinitionsView, RULES, rulesPage, SERVICES, servicesPage } from './pages/definitions.ts'
import { definitionsFor, ownTown } from './concerning.ts'
import { ruleView } from '../catalogue/rule-view.ts'
import type { ServiceDefinition } from '../words/definition.ts'

export const routes: readonly Route[] = [
  {
    get: SERVICES.at,
    action: 'definition.read',
    title: SERVICES.title,
    face: 'admin',
    handle: (ctx: Context) => show(ctx, servicesPage),
  },
  {
    get: RULES.at,
    action: 'definition.read',
    title: RULES.title,
    face: 'admin',
    handle: (ctx: Context) => show(ctx, rulesPage),
  },
]

function show(ctx: Context, shown: (ctx: Context, view: DefinitionsView) => Html): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const [known, place] = [await catalogue(tx), await territory(tx)]
    const today = localDay(tx.now, place.zone)
    const mine = ctx.actor.memberships.find((item) => item.role === 'admin')
    const unit = mine === undefined ? place.metropolis.name : place.authority(mine.authorityId).name
    const town = townAsked(ctx, place)
    const found = await definitionsFor(tx, town)
    const rules = found.rules.map((rule) => ruleView(rule, known, place, today))
    const circuits = await live(tx, WORKFLOW)
    const named: Titles = {
      forms: new Map((await live(tx, FORM)).map(({ id, body }) => [id, body.title])),
      workflows: new Map(circuits.map(({ id, body }) => [id, body.title])),
    }
    const services = found.services.map((row) => serviceView(row, named))
    const workflows = circuits.map(workflowView)
    const words = one(ctx.query, 'q').trim().slice(0, 100)
    const has = holdsAll(words)
    return page(
      shown(ctx, {
        ...{ unit, today, zone: place.zone, words, towns: ownTowns(ctx, place), town },
        services: services.filter(({ title, form, workflow }) => has(title, form, workflow)),
        workflows: workflows.filter(({ title }) => has(title)),
        rules: rules.filter(({ subject, sentence, basis }) => has(subject, sentence, basis)),
      }),
    )
  })
}

/** The town whose definitions are shown, or null for all: one's own, where nothing is asked. */
function townAsked({ query, actor }: Context, place: Territory): Authority | null {
  const asked = one(query, 'pour')
  if (asked === '') return ownTown(actor, place)
  return place.authorities.find(({ slug }) => slug === asked) ?? null
}

/** The towns whose administrator this is. */
function ownTowns({ actor }: Context, place: Territory): Authority[] {
  const ids = actor.memberships.flatMap(({ role, authorityId }) => (role === 'admin' ? authorityId : []))
  return place.authorities.filter(({ id }) => ids.includes(id) && id !== place.metropolis.id)
}

/** Titles by id: an id is for whoever edits the files. */
interface Titles {
  forms: ReadonlyMap<string, string>
  workflows: ReadonlyMap<string, string>
}

function serviceView(
  { id, version, status, publishedAt, body }: VersionRow<ServiceDefinition>,
  { forms, workflows }: Titles,
): DefinitionsView['services'][number] {
  const { form, workflow, title } = body
  return {
    slug: id,
    version,
    status,
    since: publishedAt,
    title,
    form: form === undefined ? null : (forms.get(form) ?? 'Formulaire retiré'),
    workflow: workflow === undefined ? null : (workflows.get(workflow) ?? 'Circuit retiré'),
  }
}

function workflowView({
  version,
  body,
}: Pick<VersionRow<WorkflowDefinition>, 'version' | 'body'>): DefinitionsView['workflows'][number] {
  const problems = proveWorkflow(body).map(({ sentence }) => sentence)
  return {
    title: body.title,
    version,
    states: body.states.length,
    transitions: body.transitions.length,
    problems,
  }
}
