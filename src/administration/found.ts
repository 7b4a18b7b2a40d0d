// What each of one’s authorities has chosen, and what every setting says for the first of them.
import { agent } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Found, FoundSource } from '#platform/screens/found.ts'
import type { Scope, Setting } from '#platform/house/settings.ts'
import { catalogue } from '#services'
import { chosenFor, isChosenAt, isSameScope, isTheirs, OPENING, ownValues, settingPlaces } from '#settings'
import { territory } from '#territory'
import { placeName, pourOf } from './scope.ts'

async function set(tx: Read, declared: readonly Setting[]): Promise<Found[]> {
  const where = { place: await territory(tx), known: await catalogue(tx) }
  const places = settingPlaces(tx.actor, where.place)
  const [first] = places
  if (first === undefined) return []
  const here: Scope = {
    authorityId: first.authority.id,
    unitId: first.isWhole ? null : (first.units[0]?.id ?? null),
    serviceSlug: null,
  }
  const inForce = await chosenFor(tx, declared, here)
  const keys = declared.map(({ key }) => key)
  const own = await ownValues(
    tx,
    keys,
    places.map(({ authority }) => authority.id),
  )
  const found = ({ key, label, hint }: Setting, scope: Scope, typed: string): Found => {
    const query = new URLSearchParams({
      collectivite: where.place.authority(scope.authorityId).slug,
      pour: pourOf(scope),
    })
    return {
      ...{ kind: 'Réglage', name: label, text: `${typed}\n${hint}` },
      href: `/administration/reglages/${key}?${query.toString()}`,
      where: placeName(scope, where),
    }
  }
  const all: Found[] = []
  for (const setting of declared) {
    const theirs = (scope: Scope) => isTheirs(tx.actor, where.place, setting, scope)
    const chosen = own.filter((value) => value.key === setting.key && theirs(value))
    const isSaid = chosen.some((value) => isSameScope(value, here))
    if (!isSaid && theirs(here) && (await isChosenAt(tx, setting, here, where.place)))
      all.push(found(setting, here, inForce.get(setting.key)?.typed ?? setting.otherwise))
    all.push(...chosen.map((value) => found(setting, value, value.value)))
  }
  return all
}

export const settingsSet: FoundSource = {
  id: 'administration.setting',
  who: agent(...OPENING).anywhere,
  find: (tx, { settings }) => set(tx, settings),
}
