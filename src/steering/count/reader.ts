// Groups of readers, in words. Pure.
import type { Territory } from '#territory'

export type Quality = 'elected' | 'agents' | 'public'

export interface Reader {
  quality: Quality
  /** What the group is called: « Élus, Ville de Bron ». */
  label: string
  /** Whose they are; null: of several. */
  authorityId: number | null
  /** Of agents counted by directorate. */
  unitId: number | null
}

export const QUALITIES: Readonly<Record<Quality, string>> = {
  elected: 'Élus et collaborateurs',
  agents: 'Agents',
  public: 'Habitants et visiteurs',
}

/** Of a group as it is counted: `staff:40`, `elected:12`, `office`. */
export function readerOf(key: string, place: Territory): Reader {
  const [kind = '', id = '0'] = key.split(':')
  if (kind === 'office')
    return {
      quality: 'agents',
      label: 'Agents et élus de petites équipes',
      authorityId: null,
      unitId: null,
    }
  if (kind === 'staff') {
    const unit = place.unit(Number(id))
    const { name } = place.authority(unit.authorityId)
    return {
      ...{ quality: 'agents', label: `${unit.name}, ${name}` },
      ...{ authorityId: unit.authorityId, unitId: unit.id },
    }
  }
  const authority = place.authority(Number(id))
  const labels: Readonly<Record<string, readonly [Quality, string]>> = {
    workplace: ['agents', `Autres agents, ${authority.name}`],
    elected: ['elected', `Élus, ${authority.name}`],
    public: ['public', `Habitants et visiteurs, ${authority.name}`],
  }
  const [quality, label] = labels[kind] ?? ['public', key]
  return { quality, label, authorityId: authority.id, unitId: null }
}
