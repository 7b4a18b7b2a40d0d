// The settings by which a town says a service otherwise: each inherits what the metropolis has published of it. Who chooses which.
import type { Read } from '#platform/db/db.ts'
import type { Scope, Setting } from '#platform/house/settings.ts'
import { authoritiesFor, type Chosen, chosenFor, isChosenAt, ownValues, writableAuthorities } from '#settings'
import { type Authority, type Territory, territory } from '#territory'
import { type Delays, delayFaults } from '#workflows'
import { catalogue } from '../catalogue/catalogue.ts'
import { answersItself } from '../catalogue/local.ts'
import { byRules } from '../routing/answers.ts'
import type { ServiceDefinition } from '../words/definition.ts'
import { isPromise, OWN_PARTS, saying, typeOf, withOwn } from '../words/own.ts'
import { type Group, type Part, stepsText } from '../words/parts.ts'
import { staleSteps, stepsFor } from '../words/promises.ts'

/** Who says what happens next, and the delays. */
export const STEPS = 'services.text_steps'
const PROMISES = [...OWN_PARTS].filter(([, part]) => isPromise(part)).map(([key]) => key)

/** The published service, where a town may say that part of it otherwise: a promise is made by whoever answers. */
async function publishedFor(
  tx: Read,
  part: Pick<Part, 'at'>,
  { authorityId, serviceSlug }: Pick<Scope, 'authorityId' | 'serviceSlug'>,
): Promise<ServiceDefinition | null> {
  const [known, place] = [await catalogue(tx), await territory(tx)]
  const service = known.service(serviceSlug ?? '')?.definition
  const area = place.communes.find((one) => one.authorityId === authorityId)
  if (service === undefined || area === undefined) return null
  const isTheirs = service.delays !== undefined && answersItself(byRules(known, place, tx.now), service, area)
  return isPromise(part) && !isTheirs ? null : service
}

type Said = Readonly<Record<string, string | null>>
type Place = Pick<Scope, 'authorityId' | 'serviceSlug'>

/** What the town says otherwise of these parts of that service, by the setting of each. */
async function ownSaid(tx: Read, keys: readonly string[], { authorityId, serviceSlug }: Place) {
  const rows = await ownValues(tx, keys, [authorityId])
  return rows.filter((row) => row.serviceSlug === serviceSlug).map(({ key, value }) => [key, value] as const)
}

/** What the town’s residents would read with that beside what it says otherwise: as it is said, nothing put right. */
async function besideOwn(
  tx: Read,
  service: ServiceDefinition,
  where: Place,
  said: Said,
): Promise<{ delays: Delays; ownSteps: ServiceDefinition['steps'] | null } | null> {
  if (service.delays === undefined) return null
  const kept = await ownSaid(tx, [...PROMISES, STEPS], where)
  const own = Object.fromEntries([...kept, ...Object.entries(said)].filter(([, typed]) => typed !== null))
  const { delays, steps } = saying(service, Object.entries(own) as [string, string][])
  return delays === undefined ? null : { delays, ownSteps: own[STEPS] === undefined ? null : steps }
}

/** What the town’s promises become with that. */
export interface Promised {
  /** Delays that cannot be promised together, each beside the number to change. */
  faults: ReturnType<typeof delayFaults>
  /** Of steps that are written: what they promise that no delay does. */
  stale: readonly string[]
  /** The town’s own steps as they then promise its delays; null: it has none, or they are what is written. */
  steps: string | null
}

/** @param said what is chosen of the promises and the steps, by setting; null gives it back */
export async function promisedWith(tx: Read, where: Place, said: Said): Promise<Promised> {
  const service = await publishedFor(tx, { at: ['steps'] }, where)
  const before = service && (await besideOwn(tx, service, where, {}))
  const made = service && (await besideOwn(tx, service, where, said))
  if (before === null || made === null) return { faults: [], stale: [], steps: null }
  if (STEPS in said) return { faults: [], stale: staleSteps(made.ownSteps ?? [], made.delays), steps: null }
  const steps = made.ownSteps && stepsText(stepsFor(made.ownSteps, before.delays, made.delays))
  return { faults: delayFaults(made.delays), stale: [], steps }
}

/** Delays that cannot be promised together, steps that promise others; the town’s own steps follow its delays. */
function besidePromises(key: string, part: Part): Pick<Setting, 'refuse' | 'alongside'> {
  if (key !== STEPS && !isPromise(part)) return {}
  return {
    async refuse(tx, where, typed) {
      const { faults, stale } = await promisedWith(tx, where, { [key]: typed })
      return faults[0]?.sentence ?? stale[0] ?? null
    },
    async alongside(tx, where, typed) {
      const { steps } = await promisedWith(tx, where, { [key]: typed })
      return steps === null ? [] : [[OWN_SETTINGS.get(STEPS) as Setting, steps]]
    },
  }
}

/** The service with the delays that the town promises, where it answers. */
async function promising(tx: Read, service: ServiceDefinition, where: Place): Promise<ServiceDefinition> {
  const answers = (await publishedFor(tx, { at: ['delays'] }, where)) !== null
  return answers ? withOwn(service, await ownSaid(tx, PROMISES, where)) : service
}

/** What the town says of a part, as its residents read it: steps written for other delays promise those in force. */
export async function readAs(tx: Read, key: string, where: Place, typed: string): Promise<string> {
  const service = key === STEPS ? await publishedFor(tx, { at: ['steps'] }, where) : null
  if (service === null) return typed
  return stepsText(withOwn(await promising(tx, service, where), [[STEPS, typed]]).steps)
}

/** The part as the town’s residents read it where it is not said otherwise: steps promise the town’s own delays. */
async function inheritedPart(tx: Read, part: Part, where: Place): Promise<string | null> {
  const service = await publishedFor(tx, part, where)
  if (service === null || part.at[0] !== 'steps') return service && part.read(service)
  return part.read(await promising(tx, service, where))
}

const settingOf = (key: string, part: Part): Setting => {
  const { label, hint = '', control, rows, medium, optional = false } = part.field
  return {
    key,
    label,
    hint,
    optional,
    levels: ['service'],
    control: control === 'text' ? 'text' : 'line',
    ...(rows !== undefined && { rows }),
    ...(medium !== undefined && { medium }),
    type: typeOf(part),
    otherwise: '',
    ...besidePromises(key, part),
    inherited: (tx, where) => inheritedPart(tx, part, where),
  }
}

/** By their key. */
export const OWN_SETTINGS: ReadonlyMap<string, Setting> = new Map(
  [...OWN_PARTS].map(([key, part]) => [key, settingOf(key, part)]),
)

/** The towns for which that person writes. */
export const townsOf = ({ actor }: Pick<Read, 'actor'>, place: Territory): readonly Authority[] =>
  writableAuthorities(actor, place).filter(({ level }) => level === 'commune')

export const scopeOf = ({ id }: Authority, slug: string): Scope => ({
  authorityId: id,
  unitId: null,
  serviceSlug: slug,
})

const isTheirs = (
  { actor }: Pick<Read, 'actor'>,
  place: Territory,
  setting: Setting,
  { authorityId }: Pick<Scope, 'authorityId'>,
): boolean => authoritiesFor(actor, place, setting).some(({ id }) => id === authorityId)

/** Which of these parts that person says otherwise there, with what is chosen. */
export async function ownParts(
  tx: Read,
  place: Territory,
  named: Group['parts'],
  scope: Scope,
): Promise<{ name: string; part: Part; setting: Setting; chosen: Chosen }[]> {
  const parts = Object.entries(named).map(([name, part]) => ({
    name,
    part,
    setting: OWN_SETTINGS.get(part.key ?? '') as Setting,
  }))
  const chosen = await chosenFor(
    tx,
    parts.map(({ setting }) => setting),
    scope,
  )
  const own = []
  for (const one of parts) {
    if (!isTheirs(tx, place, one.setting, scope) || !(await isChosenAt(tx, one.setting, scope, place)))
      continue
    const said = chosen.get(one.setting.key) as Chosen
    own.push({ ...one, chosen: { ...said, typed: await readAs(tx, one.setting.key, scope, said.typed) } })
  }
  return own
}
