// What screens say of a setting in one place: what holds there, whose it is, who chose it and when, and what would hold otherwise.
import { personName } from '#people'
import type { Read } from '#platform/db/db.ts'
import { type Scope, type Setting, shownOf } from '#platform/house/settings.ts'
import { type Html, html } from '#platform/html.ts'
import { tag } from '#platform/ui/feedback.ts'
import { mediumDate, time } from '#platform/ui/french.ts'
import { signed, type Territory, territory } from '#territory'
import { choseFor, type Made } from './queries.ts'
import { type Chosen, chosenOver, isSameScope, type Origin } from './settings.ts'

/** Who made each choice, as whoever reads may know it. */
export async function choosers(tx: Read, made: readonly Made[]): Promise<string[]> {
  const names = new Map<number, string | null>()
  for (const { setBy } of made) if (setBy !== null) names.set(setBy, await personName(tx, setBy))
  return signed(
    tx,
    made.map(({ id, setBy }) => ({
      id,
      personId: setBy,
      name: setBy === null ? 'quelqu’un qui n’est plus là' : (names.get(setBy) ?? null),
    })),
    choseFor,
  )
}

/** Who made the choice that stands, for whoever comes after. */
export const chooserOf = async (tx: Read, made: Made | undefined): Promise<string> =>
  (await choosers(tx, made === undefined ? [] : [made]))[0] ?? 'quelqu’un'

/** A value, as people read it, and whose it is. */
interface Value {
  /** '' when nothing is said. */
  shown: string
  /** « Choisi ici », « Hérité : Métropole de Lyon », « Réglage d’origine ». */
  origin: string
}

export interface Said extends Value {
  setting: Setting
  typed: string
  isOwn: boolean
  /** « Inès Fourvière, le 3 mars 2027 à 10 h »; null where nobody chose it on a screen. */
  by: string | null
  /** What would hold if nothing were chosen here; null where nothing is. */
  above: Value | null
}

/** How a place is called. */
export type NameOf = (scope: Scope) => string

const plainName =
  (place: Territory): NameOf =>
  ({ authorityId, unitId }) =>
    unitId === null ? place.authority(authorityId).name : place.unit(unitId).name

const originOf = (from: Origin | null, nameOf: NameOf): string =>
  from === null ? 'Réglage d’origine' : `Hérité\u00a0: ${nameOf(from)}`

const dayAndTime = (when: Date, zone: string): string => `${mediumDate(when, zone)} à ${time(when, zone)}`

/** What each of these settings says there. */
export async function saidFor(
  tx: Read,
  declared: readonly Setting[],
  where: Scope,
  nameOf?: NameOf,
): Promise<Said[]> {
  const place = await territory(tx)
  const called = nameOf ?? plainName(place)
  const found = await chosenOver(tx, declared, where)
  const made = found.flatMap(({ chosen }) => chosen.made ?? [])
  const names = new Map((await choosers(tx, made)).map((name, index) => [made[index], name]))
  return found.map(({ setting, chosen, above }) => {
    const valueOf = ({ typed, from }: Chosen) => ({
      shown: shownOf(setting, typed),
      origin: originOf(from, called),
    })
    const isOwn = chosen.from !== null && isSameScope(chosen.from, where)
    return {
      setting,
      typed: chosen.typed,
      ...valueOf(chosen),
      ...(isOwn && { origin: 'Choisi ici' }),
      isOwn,
      by:
        chosen.made === null
          ? null
          : `${names.get(chosen.made)}, le ${dayAndTime(chosen.made.since, place.zone)}`,
      above: above === null ? null : valueOf(above),
    }
  })
}

/** A long text is read whole on the page of its setting. */
export function beginningOf(shown: string): string {
  const [first = '', ...more] = shown.split(/\n\s*\n/)
  return more.length === 0 ? first : `${first}\u00a0…`
}

/** « Sans ce choix : … » */
export const aboveWords = ({ above }: Pick<Said, 'above'>): string | null =>
  above === null
    ? null
    : `Sans ce choix\u00a0: ${above.shown === '' ? 'rien' : beginningOf(above.shown)} (${above.origin})`

const lineUnder = (line: string | null): Html | null =>
  line === null ? null : html`<br><span class="meta">${line}</span>`

/** Whose it is, who chose it and when, and what stands above. */
export const originCell = (said: Said): Html =>
  html`${tag(said.isOwn ? 'good' : 'idle', said.origin)}${lineUnder(said.by === null ? null : `Par ${said.by}`)}${lineUnder(aboveWords(said))}`
