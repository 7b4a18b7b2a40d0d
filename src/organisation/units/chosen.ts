// The settings in force in a unit, each with whom it comes from.
import type { Read } from '#platform/db/db.ts'
import { type Setting, shownOf } from '#platform/house/settings.ts'
import { chosenFor, type Origin } from '#settings'
import type { Territory, Unit } from '#territory'

export interface SettingHere {
  key: string
  label: string
  /** '' when nothing is said. */
  shown: string
  isOwn: boolean
  /** « Choisi ici », « Hérité : Direction de la voirie », « D’origine ». */
  origin: string
}

function originOf(from: Origin | null, unit: Unit, place: Territory): Pick<SettingHere, 'isOwn' | 'origin'> {
  if (from === null) return { isOwn: false, origin: 'D’origine' }
  if (from.unitId === unit.id) return { isOwn: true, origin: 'Choisi ici' }
  const whose = from.unitId === null ? place.authority(from.authorityId).name : place.unit(from.unitId).name
  return { isOwn: false, origin: `Hérité\u00a0: ${whose}` }
}

/** What each setting that units may choose says there. */
export async function settingsHere(
  tx: Read,
  declared: readonly Setting[],
  unit: Unit,
  place: Territory,
): Promise<SettingHere[]> {
  const own = declared.filter(({ levels }) => levels.includes('unit'))
  const where = { authorityId: unit.authorityId, unitId: unit.id, serviceSlug: null }
  const chosen = await chosenFor(tx, own, where)
  return own.map((setting) => {
    const found = chosen.get(setting.key)
    return {
      key: setting.key,
      label: setting.label,
      shown: shownOf(setting, found?.typed ?? setting.otherwise),
      ...originOf(found?.from ?? null, unit, place),
    }
  })
}
