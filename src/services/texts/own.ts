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
import { isPromise, OWN_PARTS, saying, typeOf } from '../words/own.ts'
import { staleSteps } from '../words/promises.ts'
import type { Group, Part } from '../words/parts.ts'

/** Who says what happens next, and the delays. */
export const STEPS = 'services.text_steps'
const PROMISES = [...OWN_PARTS].filter(([, part]) => isPromise(part)).map(([key]) => key)

/** The published service, where a town may say that part of it otherwise: a promise is made by whoever answers. */
export async function publishedFor(
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

/** What the town’s residents would read with that beside what it says otherwise: as it is said, nothing put right. */
export async function besideOwn(
  tx: Read,
  service: ServiceDefinition,
  { authorityId, serviceSlug }: Pick<Scope, 'authorityId' | 'serviceSlug'>,
  said: Readonly<Record<string, string | null>>,
): Promise<{ delays: Delays; ownSteps: ServiceDefinition['steps'] | null } | null> {
  if (service.delays === undefined) return null
  const rows = await ownValues(tx, [...PROMISES, STEPS], [authorityId])
  const kept = rows
    .filter((row) => row.serviceSlug === serviceSlug)
    .map(({ key, value }) => [key, value] as const)
  const own = Object.fromEntries([...kept, ...Object.entries(said)].filter(([, typed]) => typed !== null))
  const { delays, steps } = saying(service, Object.entries(own) as [string, string][])
  return delays === undefined ? null : { delays, ownSteps: own[STEPS] === undefined ? null : steps }
}

/** Delays that cannot be promised together, steps that promise others. */
function judgedBeside(key: string, part: Part): Setting['refuse'] {
  if (key !== STEPS && !isPromise(part)) return undefined
  return async (tx, where, typed) => {
    const service = await publishedFor(tx, part, where)
    const made = service === null ? null : await besideOwn(tx, service, where, { [key]: typed })
    if (made === null) return null
    const faults = key === STEPS ? [] : delayFaults(made.delays).map(({ sentence }) => sentence)
    return [...faults, ...staleSteps(made.ownSteps ?? [], made.delays)][0] ?? null
  }
}

const settingOf = (key: string, part: Part): Setting => {
  const { label, hint = '', control, rows, medium, optional = false } = part.field
  const refuse = judgedBeside(key, part)
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
    ...(refuse !== undefined && { refuse }),
    async inherited(tx, where) {
      const service = await publishedFor(tx, part, where)
      return service === null ? null : part.read(service)
    },
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
  for (const one of parts)
    if (isTheirs(tx, place, one.setting, scope) && (await isChosenAt(tx, one.setting, scope, place)))
      own.push({ ...one, chosen: chosen.get(one.setting.key) as Chosen })
  return own
}
