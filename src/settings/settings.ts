// What a setting says somewhere, whom it comes from, and the one verb that chooses it.
import type { Actor } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { isText, type Level, type Scope, type Setting } from '#platform/house/settings.ts'
import { authoritiesOf, type Authority, type Territory, tendedUnits, territory, type Unit } from '#territory'
import { CHOOSING } from './access.ts'
import { historyOf, type Made, type OwnValue, ownValues, succeed } from './queries.ts'

/** Who said the value in force. */
export interface Origin extends Scope {
  level: Level
}

export interface Chosen<T = unknown> {
  value: T
  /** As it was typed. */
  typed: string
  from: Origin | null
  /** null: nobody on a screen. */
  made: Made | null
}

/** Is it the very same place? */
export const isSameScope = (one: Scope, other: Scope): boolean =>
  one.authorityId === other.authorityId &&
  one.unitId === other.unitId &&
  one.serviceSlug === other.serviceSlug

/** Of what a scope is: « service » wins over « unit », and so on. */
function levelOf({ authorityId, unitId, serviceSlug }: Scope, place: Territory): Level {
  if (serviceSlug !== null) return 'service'
  if (unitId !== null) return 'unit'
  return authorityId === place.metropolis.id ? 'metropolis' : 'commune'
}

/** The narrower the higher; 0 when what is chosen there does not concern that place. */
function weight(own: OwnValue, where: Scope, place: Territory): number {
  const isOwn = own.authorityId === where.authorityId
  if (own.serviceSlug !== null) return own.serviceSlug !== where.serviceSlug ? 0 : isOwn ? 1e6 : 1e5
  if (own.unitId === null) return isOwn ? 2 : own.authorityId === place.metropolis.id ? 1 : 0
  const above = where.unitId === null ? -1 : place.lineage(where.unitId).indexOf(own.unitId)
  return above < 0 ? 0 : 1e4 - above
}

/** What each of these settings says there, and whom it comes from. One statement. */
export async function chosenFor(
  tx: Read,
  declared: readonly Setting[],
  where: Scope,
): Promise<ReadonlyMap<string, Chosen>> {
  const place = await territory(tx)
  const own = await ownAround(tx, declared, where, place)
  const found = new Map<string, Chosen>()
  for (const setting of declared) {
    const [best] = heard(setting, own, where, place)
    found.set(setting.key, best ?? (await inheritedBy(tx, setting, where, place)))
  }
  return found
}

/** The same, with what each would say there if nothing were chosen in that very place; null where nothing is. */
export async function chosenOver(
  tx: Read,
  declared: readonly Setting[],
  where: Scope,
): Promise<{ setting: Setting; chosen: Chosen; above: Chosen | null }[]> {
  const place = await territory(tx)
  const own = await ownAround(tx, declared, where, place)
  const found = []
  for (const setting of declared) {
    const all = [...heard(setting, own, where, place), await inheritedBy(tx, setting, where, place)]
    const [chosen = all[0] as Chosen, above = null] = all
    const isOwn = chosen.from !== null && isSameScope(chosen.from, where)
    found.push({ setting, chosen, above: isOwn ? above : null })
  }
  return found
}

const ownAround = (
  tx: Read,
  declared: readonly Setting[],
  where: Scope,
  { metropolis }: Territory,
): Promise<OwnValue[]> =>
  ownValues(
    tx,
    declared.map(({ key }) => key),
    [...new Set([where.authorityId, metropolis.id])],
  )

/** What is chosen and counts there, the narrowest first. */
function heard(setting: Setting, own: readonly OwnValue[], where: Scope, place: Territory): Chosen[] {
  return own
    .filter(({ key }) => key === setting.key)
    .map((row) => ({ row, weight: weight(row, where, place) }))
    .filter((held) => held.weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .flatMap(({ row: { id, value: typed, since, setBy, authorityId, unitId, serviceSlug } }) => {
      // What an earlier version of the program accepted may mean nothing today: the next one counts.
      const read = setting.type.safeParse(typed)
      const scope = { authorityId, unitId, serviceSlug }
      const from = { ...scope, level: levelOf(scope, place) }
      return read.success ? [{ value: read.data, typed, from, made: { id, since, setBy } }] : []
    })
}

/** What it says where nobody has chosen: the metropolis, by other means, or the module. */
async function inheritedBy(tx: Read, setting: Setting, where: Scope, place: Territory): Promise<Chosen> {
  const inherited = (await setting.inherited?.(tx, where)) ?? null
  const typed = inherited ?? setting.otherwise
  const read = setting.type.safeParse(typed)
  const from = { ...where, authorityId: place.metropolis.id }
  return {
    value: read.success ? read.data : typed,
    typed,
    from: inherited === null ? null : { ...from, level: levelOf(from, place) },
    made: null,
  }
}

/** What one setting says there. */
export async function valueOf<T>(tx: Read, setting: Setting<T>, where: Scope): Promise<T> {
  return ((await chosenFor(tx, [setting], where)).get(setting.key) as Chosen<T>).value
}

/** The authorities for which that person chooses everything. */
export const settableAuthorities = (actor: Actor, place: Territory): readonly Authority[] =>
  authoritiesOf(actor, place, ['admin'])

/** Those for which they choose texts at least. */
export const writableAuthorities = (actor: Actor, place: Territory): readonly Authority[] =>
  authoritiesOf(actor, place, CHOOSING)

/** Those for which they choose that setting. */
export const authoritiesFor = (
  actor: Actor,
  place: Territory,
  declared: Pick<Setting, 'key'>,
): readonly Authority[] => (isText(declared) ? writableAuthorities : settableAuthorities)(actor, place)

/** An authority for which a person chooses: whole, or for these units of it alone. */
export interface SettingPlace {
  authority: Authority
  isWhole: boolean
  /** Open, of those that they may choose for. */
  units: readonly Unit[]
}

/** Where that person chooses something. */
export function settingPlaces(actor: Actor, place: Territory): readonly SettingPlace[] {
  const whole = writableAuthorities(actor, place)
  const tended = tendedUnits(actor, place)
  return place.authorities.flatMap((authority) => {
    const isWhole = whole.includes(authority)
    const units = place.unitsOf(authority.id).filter((unit) => isWhole || tended(unit))
    return isWhole || units.length > 0 ? [{ authority, isWhole, units }] : []
  })
}

/** Does that person choose that setting there? */
export function isTheirs(
  actor: Actor,
  place: Territory,
  declared: Pick<Setting, 'key'>,
  { authorityId, unitId }: Scope,
): boolean {
  if (authoritiesFor(actor, place, declared).some(({ id }) => id === authorityId)) return true
  return unitId !== null && tendedUnits(actor, place)(place.unit(unitId))
}

/** Is it chosen at that place? */
export async function isChosenAt(
  tx: Read,
  setting: Setting,
  where: Scope,
  place: Territory,
): Promise<boolean> {
  if (!setting.levels.includes(levelOf(where, place))) return false
  return setting.inherited === undefined || (await setting.inherited(tx, where)) !== null
}

/** What was typed, as that setting reads it. @throws BadInput on `valeur` */
export function readTyped<T>(setting: Setting<T>, typed: string): T {
  const read = setting.type.safeParse(typed)
  if (!read.success)
    throw new BadInput(read.error.issues.map(({ message }) => ({ field: 'valeur', message })))
  return read.data
}

/** May that be chosen there? @throws NotFound for a place where it is not; BadInput on `valeur` */
export async function judgeChoice(
  tx: Read,
  setting: Setting,
  scope: Scope,
  typed: string | null,
): Promise<void> {
  const place = await territory(tx)
  const isItsUnit = scope.unitId === null || place.unit(scope.unitId).authorityId === scope.authorityId
  if (!isItsUnit || !(await isChosenAt(tx, setting, scope, place)))
    throw new NotFound('Ce réglage ne se choisit pas ici.')
  if (typed !== null) readTyped(setting, typed)
}

/** Does it go with what else is chosen there, on that day? @throws BadInput on `valeur` */
async function judgeBeside(tx: Read, setting: Setting, scope: Scope, typed: string | null): Promise<void> {
  const why = (await setting.refuse?.(tx, scope, typed)) ?? null
  if (why !== null) throw new BadInput([{ field: 'valeur', message: why }])
}

/**
 * Chooses a setting there, or gives it back to what is inherited (null). The same again writes nothing.
 * @throws NotFound for an authority or a unit that is not theirs, or a place where it is not chosen; BadInput on `valeur`
 */
export async function choose(tx: Write, setting: Setting, scope: Scope, typed: string | null): Promise<void> {
  const place = await territory(tx)
  if (!isTheirs(tx.actor, place, setting, scope)) throw new NotFound('Ce réglage ne se choisit pas ici.')
  await judgeChoice(tx, setting, scope, typed)
  const [latest] = await historyOf(tx, setting.key, scope, 1)
  if ((latest?.value ?? null) !== typed) await succeed(tx, setting.key, scope, typed)
}

/** Chooses it with what goes with it. @throws as `choose` and `judgeBeside` do */
export async function chooseWhole(
  tx: Write,
  setting: Setting,
  scope: Scope,
  typed: string | null,
): Promise<void> {
  await judgeBeside(tx, setting, scope, typed)
  const others = (await setting.alongside?.(tx, scope, typed)) ?? []
  await choose(tx, setting, scope, typed)
  for (const [other, said] of others) await choose(tx, other, scope, said)
}
