// What each of one’s authorities has chosen, and what every setting says for the first of them.
import { agent } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Found, FoundSource } from '#platform/screens/found.ts'
import type { Scope, Setting } from '#platform/house/settings.ts'
import { catalogue } from '#services'
import { authoritiesFor, CHOOSING, chosenFor, ownValues, writableAuthorities } from '#settings'
import { territory } from '#territory'
import { placeName, pourOf } from './scope.ts'

async function set(tx: Read, declared: readonly Setting[]): Promise<Found[]> {
  const where = { place: await territory(tx), known: await catalogue(tx) }
  const authorities = writableAuthorities(tx.actor, where.place)
  const [first] = authorities
  if (first === undefined) return []
  const whole: Scope = { authorityId: first.id, unitId: null, serviceSlug: null }
  const keys = declared.map(({ key }) => key)
  const inForce = await chosenFor(tx, declared, whole)
  const own = await ownValues(
    tx,
    keys,
    authorities.map(({ id }) => id),
  )
  return declared.flatMap((setting) => {
    const theirs = authoritiesFor(tx.actor, where.place, setting)
    const found = (scope: Scope, typed: string): Found => {
      const query = new URLSearchParams({
        collectivite: where.place.authority(scope.authorityId).slug,
        pour: pourOf(scope),
      })
      return {
        ...{ kind: 'Réglage', name: setting.label, text: `${typed}\n${setting.hint}` },
        href: `/administration/reglages/${setting.key}?${query.toString()}`,
        where: placeName(scope, where),
      }
    }
    const chosen = own.filter(
      ({ key, authorityId }) => key === setting.key && theirs.some(({ id }) => id === authorityId),
    )
    const isWhole = chosen.some(
      ({ authorityId, unitId, serviceSlug }) =>
        authorityId === first.id && unitId === null && serviceSlug === null,
    )
    const said = chosen.map((value) => found(value, value.value))
    const level = setting.levels.some((one) => one === 'metropolis' || one === 'commune')
    return isWhole || !level || !theirs.includes(first)
      ? said
      : [found(whole, inForce.get(setting.key)?.typed ?? setting.otherwise), ...said]
  })
}

export const settingsSet: FoundSource = {
  id: 'administration.setting',
  who: agent(...CHOOSING).anywhere,
  find: (tx, { settings }) => set(tx, settings),
}
