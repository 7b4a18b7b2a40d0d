// What may be followed in real time: each kind with its words, its picture, and what reads it.
import type { IconName } from '#platform/ui/icon.ts'
import { readFeed } from '#publishing'
import { readCap } from './cap.ts'
import { readGbfs } from './gbfs.ts'
import { readGeojson } from './geojson.ts'
import { lineOf, type Reader } from './lines.ts'

/** Disruptions, as a feed: what was said last comes first. */
const readNews: Reader = (body, base) =>
  readFeed(body, base)
    .toSorted((one, other) => (other.datedAt?.getTime() ?? 0) - (one.datedAt?.getTime() ?? 0))
    .flatMap(({ title, summary, href, datedAt }) =>
      lineOf({ title, detail: summary, href, from: datedAt?.toISOString() ?? null }),
    )

export interface Kind {
  label: string
  icon: IconName
  /** What its address must give, for whoever types it. */
  format: string
  /** Said when it is read, and says nothing. */
  calm: string
  read: Reader
}

export const KINDS = {
  weather: {
    ...{ label: 'Vigilance météo', icon: 'cloud-snow', format: 'CAP 1.2 (XML)' },
    ...{ calm: 'Pas de vigilance en cours', read: readCap },
  },
  traffic: {
    ...{ label: 'Trafic', icon: 'tram-front', format: 'RSS, Atom ou JSON Feed' },
    ...{ calm: 'Pas de perturbation annoncée', read: readNews },
  },
  works: {
    ...{ label: 'Travaux', icon: 'construction', format: 'GeoJSON' },
    ...{ calm: 'Pas de travaux en cours', read: readGeojson },
  },
  vehicles: {
    ...{ label: 'Véhicules partagés', icon: 'car', format: 'GBFS (station_status)' },
    ...{ calm: 'Aucune station', read: readGbfs },
  },
} as const satisfies Readonly<Record<string, Kind>>

export type KindName = keyof typeof KINDS
export const isKind = (name: string): name is KindName => Object.hasOwn(KINDS, name)
