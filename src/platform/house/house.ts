// The modules' contributions, gathered into one house: nobody keeps a second list of modules. What two modules both claim is
// refused at start, naming both: the second would silently replace the first.
import type { AccessTable } from '../access.ts'
import { type Config, type Environment, KERNEL_VARIABLES } from '../config.ts'
import type { Addressed, Illustrated, Carried, Listeners, Possession, Yearly } from '../db/db.ts'
import type { Counted, TakeOpenings } from '../ledger/counted.ts'
import type { DefinitionKind, Gate } from './definition.ts'
import type { DigestSource } from '../mail/digest.ts'
import type { ReplyKind } from '../mail/incoming/kind.ts'
import type { Door } from './door.ts'
import type { EffectKind } from './effect.ts'
import type { Charge } from './charge.ts'
import { byId, claims, keyed, listed } from './claims.ts'
import type { FileOpened } from '../files/opened.ts'
import type { Place } from '../http/navigation.ts'
import type { AwaitedSource, Block, InvitationSource, Route } from '../http/route.ts'
import type { Call, Caller } from '../api/call.ts'
import type { Scope } from '../api/scope.ts'
import type { ToldEvent } from '../api/told-event.ts'
import { addressOf, isCall, isPage, pathOf, type Row } from '../db/table.ts'
import type { Jobs, Recurring } from '../jobs.ts'
import type { KeyKind } from './audience.ts'
import type { Limits } from '../limits/limits.ts'
import type { Feature } from '../partnership/feature.ts'
import type { Measure } from '../partnership/measure.ts'
import type { Module } from './module.ts'
import type { Holding } from './personal.ts'
import type { NoticeKind } from './notices.ts'
import type { FeedSource } from '../api/feeds.ts'
import type { FoundSource } from '../screens/found.ts'
import type { OpeningStep } from '../screens/opening-step.ts'
import type { Held, RetentionRule } from './retention.ts'
import type { RunKind } from '../runs/kind.ts'
import type { SearchSource } from './search.ts'
import type { Setting } from './settings.ts'
import type { Sought } from './search.ts'
import type { Style } from '../ui/bundle.ts'
import type { VisitorTable } from '../visitors.ts'

/** Everything that the modules bring, in their order. */
export interface House extends Held {
  readonly modules: readonly string[]
  readonly access: AccessTable
  /** Everything that is answered: what the two next hold, and what engines answer. */
  readonly table: readonly Row[]
  /** Pages and forms. */
  readonly routes: readonly Route[]
  /** What programs call, and how they say who they are. */
  readonly calls: readonly Call[]
  readonly callers: Readonly<Record<string, Caller>>
  /** What keys may be allowed, whatever the module. */
  readonly scopes: readonly Scope[]
  /** What programs of others are told of, whatever the module. */
  readonly toldEvents: readonly ToldEvent[]
  readonly listeners: Listeners
  readonly recurring: readonly Recurring[]
  /** Long work that people ask for, by its kind: the modules’, and the files of lists. */
  readonly measures: readonly Measure[]
  /** Patterns of the pages that one may open. */
  readonly paths: readonly string[]
  /** What reports of a year say, in their order. */
  readonly yearly: readonly Yearly[]
  readonly features: readonly Feature[]
  readonly runs: Readonly<Record<string, RunKind>>
  readonly limits: Limits
  readonly environment: readonly Environment[]
  readonly settings: readonly Setting[]
  readonly definitions: readonly DefinitionKind[]
  readonly gates: readonly Gate[]
  readonly effects: readonly EffectKind[]
  readonly navigation: readonly Place[]
  readonly keys: readonly KeyKind[]
  readonly door: Partial<Door>
  readonly blocks: readonly Block[]
  readonly awaited: readonly AwaitedSource[]
  readonly invites: readonly InvitationSource[]
  readonly searches: readonly SearchSource[]
  readonly sought: readonly Sought[]
  readonly feeds: readonly FeedSource[]
  readonly digests: readonly DigestSource[]
  readonly replies: readonly ReplyKind[]
  readonly counted: readonly Counted[]
  readonly takesOpenings: TakeOpenings | undefined
  readonly found: readonly FoundSource[]
  readonly opening: readonly OpeningStep[]
  readonly notices: readonly NoticeKind[]
  readonly heldByPeople: readonly Charge[]
  readonly heldByUnits: readonly Possession[]
  readonly addressed: readonly Addressed[]
  readonly illustrated: readonly Illustrated[]
  readonly carried: readonly Carried[]
  readonly styles: readonly Style[]
  readonly islands: readonly URL[]
  readonly fileOpened: readonly FileOpened[]
  readonly visitorTables: readonly VisitorTable[]
  /** Every job of the modules. @throws Error when two modules give one name to theirs, or a listener has no job */
  jobs(config: Config): Jobs
}

/** Every module that listens to an event gets its job. */
function mergedListeners(modules: readonly Module[]): Listeners {
  const merged: Record<string, string[]> = {}
  for (const { listeners = {} } of modules)
    for (const [event, jobs] of Object.entries(listeners)) {
      const held = (merged[event] ??= [])
      for (const job of jobs) if (!held.includes(job)) held.push(job)
    }
  return merged
}

function eachHasAccess(routes: readonly Row[], access: AccessTable): void {
  for (const route of routes)
    if (access[route.action] === undefined)
      throw new Error(`${addressOf(route)} asks « ${route.action} », which no access table allows`)
}

function eachCallerIsKnown(calls: readonly Call[], callers: Readonly<Record<string, Caller>>): void {
  for (const { call, by = [] } of calls)
    for (const name of by)
      if (callers[name] === undefined)
        throw new Error(`${call} takes « ${name} », a caller that no module brings`)
}

/** What keys may be allowed. @throws Error when a call asks for what no module brings */
function scopesOf(modules: readonly Module[], calls: readonly Call[]): Scope[] {
  const scopes = listed('scope', modules, (module) => module.scopes, byId)
  for (const { call, scope } of calls)
    if (scope !== undefined && !scopes.some(({ id }) => id === scope))
      throw new Error(`${call} asks for « ${scope} », a scope that no module brings`)
  return scopes
}

function eachHasJob(jobs: Jobs, planned: readonly string[]): void {
  for (const name of planned)
    if (jobs[name] === undefined) throw new Error(`job « ${name} » is planned and no module runs it`)
}

/** What is held about people, each table by one holding. */
function holdingsOf(modules: readonly Module[]): Holding[] {
  const claim = claims('table')
  for (const { name, personal = [] } of modules)
    for (const table of new Set(personal.flatMap(({ tables }) => tables))) claim(table, name)
  return listed('holding', modules, (module) => module.personal, byId)
}

/** What is forgotten with time. @throws Error when a holding is kept until a rule that no module brings */
function rulesOf(modules: readonly Module[]): RetentionRule[] {
  const rules = listed('retention rule', modules, (module) => module.retention, byId)
  for (const { id, until } of modules.flatMap(({ personal = [] }) => personal))
    if (until !== undefined && !rules.some((rule) => rule.id === until))
      throw new Error(`holding « ${id} » is kept until « ${until} », which no module brings`)
  return rules
}

const heldOf = (modules: readonly Module[]): Held => ({
  personal: holdingsOf(modules),
  erasing: modules.toReversed().flatMap(({ personal = [] }) => personal),
  retention: rulesOf(modules),
})

/** Kinds of definitions, and what is asked of them. @throws Error when a module asks something of a kind that nobody brings */
function definitionsOf(modules: readonly Module[]): Pick<House, 'definitions' | 'gates'> {
  const definitions = listed(
    'kind of definition',
    modules,
    (module) => module.definitions,
    ({ kind }) => kind,
  )
  for (const { name, gates = [] } of modules)
    for (const { on } of gates)
      if (!definitions.some(({ kind }) => kind === on))
        throw new Error(`${name} asks something of « ${on} », a kind of definition that no module brings`)
  return { definitions, gates: modules.flatMap(({ gates = [] }) => gates) }
}

/** What acts may cause. Each mark on the clocks belongs to one effect. */
function effectsOf(modules: readonly Module[]): EffectKind[] {
  const marks = claims('mark on the clocks')
  for (const { effects = [] } of modules)
    for (const { name, clock } of effects) if (clock !== undefined) marks(clock, `the effect ${name}`)
  return listed(
    'effect',
    modules,
    (module) => module.effects,
    ({ name }) => name,
  )
}

/** Long work: what modules bring, and what their routes ask for. @throws Error when its action is in no access table */
function runsOf(modules: readonly Module[], access: AccessTable): Record<string, RunKind> {
  const asked = ({ routes = [] }: Module) =>
    routes.flatMap((row) => ('run' in row && row.run ? [row.run] : []))
  const runs = listed(
    'run',
    modules,
    (module) => [...(module.runs ?? []), ...asked(module)],
    ({ kind }) => kind,
  )
  for (const { kind, action } of runs)
    if (access[action] === undefined)
      throw new Error(`the run « ${kind} » asks « ${action} », which no access table allows`)
  return Object.fromEntries(runs.map((run) => [run.kind, run]))
}

/** Jobs that come back by themselves. */
const recurringOf = (modules: readonly Module[]): Recurring[] =>
  listed(
    'recurring job',
    modules,
    (module) => module.recurring,
    ({ task }) => task,
  )

/** What agents have in charge. */
const chargesOf = (modules: readonly Module[]): Charge[] =>
  listed('charge of agents', modules, (module) => module.heldByPeople, byId)

/** What town halls, and people, choose on screen; what is found by the search box, and counted. */
const chosenOf = (
  modules: readonly Module[],
): Pick<
  House,
  | 'settings'
  | 'notices'
  | 'searches'
  | 'sought'
  | 'feeds'
  | 'digests'
  | 'replies'
  | 'counted'
  | 'measures'
  | 'features'
  | 'toldEvents'
> => ({
  settings: listed(
    'setting',
    modules,
    (module) => module.settings,
    ({ key }) => key,
  ),
  notices: listed('kind of notification', modules, (module) => module.notices, byId),
  searches: listed('search source', modules, (module) => module.searches, byId),
  sought: listed('kind of what is searched', modules, (module) => module.sought, byId),
  digests: listed('source of digests', modules, (module) => module.digests, byId),
  replies: listed('kind of answer by mail', modules, (module) => module.replies, byId),
  counted: listed(
    'kind of what is counted',
    modules,
    (module) => module.counted,
    ({ kind }) => kind,
  ),
  feeds: listed('list to subscribe to', modules, (module) => module.feeds, byId),
  toldEvents: listed(
    'event that is told',
    modules,
    (module) => module.toldEvents,
    ({ name }) => name,
  ),
  features: listed('feature', modules, (module) => module.features, byId),
  measures: listed('measure', modules, (module) => module.measures, byId),
})

/** What units hold, what audiences are shown, and what authorities take away. */
const possessionsOf = (
  modules: readonly Module[],
): Pick<House, 'heldByUnits' | 'addressed' | 'illustrated' | 'carried'> => ({
  addressed: listed('thing shown to audiences', modules, (module) => module.addressed, byId),
  illustrated: listed('thing that shows pictures', modules, (module) => module.illustrated, byId),
  heldByUnits: listed('thing that units hold', modules, (module) => module.heldByUnits, byId),
  carried: listed(
    'carried table',
    modules,
    (module) => module.carried,
    ({ table }) => table,
  ),
})

/** What each reads of the environment: a variable belongs to one, the kernel's to itself. */
function variablesOf(modules: readonly Module[]): Environment[] {
  const claim = claims('variable')
  for (const name of KERNEL_VARIABLES) claim(name, 'the kernel')
  return modules.flatMap(({ name, environment }) => {
    if (environment === undefined) return []
    for (const variable of Object.keys(environment.variables)) claim(variable, name)
    return environment
  })
}

/** What shows on screens that other modules draw. */
const shownOf = (modules: readonly Module[]) => ({
  awaited: listed('thing awaited', modules, (module) => module.awaited, byId),
  invites: listed('invitation', modules, (module) => module.invites, byId),
  blocks: modules.flatMap(({ blocks = [] }) => blocks).toSorted((one, other) => one.order - other.order),
  styles: modules.flatMap(({ styles = [] }) => styles),
  islands: listed(
    'island',
    modules,
    (module) => module.islands,
    ({ pathname }) => pathname.slice(pathname.lastIndexOf('/') + 1),
  ),
  found: listed('source of what is set', modules, (module) => module.found, byId),
  yearly: listed('part of yearly reports', modules, (module) => module.yearly, byId).toSorted(
    (one, other) => one.order - other.order,
  ),
  opening: listed('step of an opening', modules, (module) => module.opening, byId).sort(
    (one, other) => one.order - other.order,
  ),
  navigation: listed(
    'place',
    modules,
    (module) => module.navigation,
    ({ menu, href }) => `${menu} ${href}`,
  ).sort((one, other) => one.order - other.order),
})

/**
 * Gathers what the modules bring.
 * @throws Error when two modules claim one module name, route, action, caller, scope, event that is told, recurring job, run, limit, variable, part of the door, setting, kind of definition, effect, mark on the clocks, kind of notification, thing that units hold, carried table, kind of key, island, search source, list to subscribe to, source of digests, kind of what is counted, source of what is set, measure, feature, step of an opening, place of a menu, kind of personal data,
 * held table or rule of retention, and when a route asks an action that no access table allows
 */
export function gatherHouse(modules: readonly Module[]): House {
  listed(
    'module',
    modules,
    (module) => [module.name],
    (name) => name,
  )
  const access = keyed('action', modules, (module) => module.access)
  const table = listed('route', modules, (module) => module.routes, addressOf)
  const callers = keyed('caller', modules, (module) => module.callers)
  const listeners = mergedListeners(modules)
  const recurring = recurringOf(modules)
  const held = heldOf(modules)
  eachHasAccess(table, access)
  const heldByPeople = chargesOf(modules)
  const calls = table.filter(isCall)
  eachCallerIsKnown(calls, callers)
  const runs = runsOf(modules, access)
  const chosen = chosenOf(modules)
  const paths = table.filter((row) => 'get' in row).map(pathOf)
  return {
    ...held,
    modules: modules.map(({ name }) => name),
    access,
    runs,
    paths,
    table,
    routes: table.filter(isPage),
    calls,
    callers,
    scopes: scopesOf(modules, calls),
    listeners,
    recurring,
    environment: variablesOf(modules),
    door: keyed<unknown>('part of the door', modules, (module) => module.door) as Partial<Door>,
    ...shownOf(modules),
    limits: keyed('limit', modules, (module) => module.limits),
    ...chosen,
    ...possessionsOf(modules),
    ...definitionsOf(modules),
    heldByPeople,
    effects: effectsOf(modules),
    keys: listed(
      'kind of key',
      modules,
      (module) => module.keys,
      ({ kind }) => kind,
    ),
    takesOpenings: modules.find(({ takesOpenings }) => takesOpenings !== undefined)?.takesOpenings,
    fileOpened: modules.flatMap(({ fileOpened }) => fileOpened ?? []),
    visitorTables: listed(
      'table of a browser',
      modules,
      (module) => module.visitorTables,
      ({ table }) => table,
    ),
    jobs(config) {
      const jobs = keyed('job', modules, (module) =>
        module.jobs?.(config, held, { access, runs, heldByPeople, paths, ...chosen }),
      )
      eachHasJob(jobs, [...Object.values(listeners).flat(), ...recurring.map(({ task }) => task)])
      return jobs
    },
  }
}
