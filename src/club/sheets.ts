// Experience sheets as they compare: what a commune did, what it cost, and for each inhabitant. Of those that whoever reads may read.
import type { Read } from '#platform/db/db.ts'
import { contentAddress, costOfEach, type Reading, readableOfType } from '#publishing'
import { type Area, type Territory, territory } from '#territory'

/** The type of contents that sheets are (definitions/contents/experience.json). */
const TYPE = 'experience'
/** More than a territory writes in ten years. */
const MOST = 2000

export interface Sheet {
  id: number
  href: string
  title: string
  summary: string
  theme: string
  /** « Bron », as it was written. */
  commune: string
  year: string
  inhabitants: number | null
  /** In euros, all taxes, and for each inhabitant. */
  cost: number | null
  each: number | null
}

const numberIn = (fields: Reading['fields'], name: string): number | null => {
  const kept = fields[name]
  return typeof kept === 'number' && Number.isFinite(kept) ? kept : null
}

const textIn = (fields: Reading['fields'], name: string): string => {
  const kept = fields[name]
  return typeof kept === 'string' ? kept : ''
}

export function sheetOf(reading: Reading, place: Territory): Sheet {
  const { id, title, summary, theme, fields } = reading
  const [cost, inhabitants] = [numberIn(fields, 'cost'), numberIn(fields, 'inhabitants')]
  return {
    ...{ id, title, summary, theme, cost, inhabitants, href: contentAddress(reading) },
    commune: textIn(fields, 'commune') || place.authority(reading.authorityId).name,
    year: textIn(fields, 'year'),
    each: costOfEach(cost, inhabitants),
  }
}

/** Whole, the newest first. */
export const readings = (tx: Read): Promise<Reading[]> => readableOfType(tx, TYPE, MOST)

/** The newest first. */
export async function sheets(tx: Read): Promise<Sheet[]> {
  const place = await territory(tx)
  return (await readings(tx)).map((reading) => sheetOf(reading, place))
}

/** From half of its inhabitants to twice as many: communes that have the same means, roughly. */
export interface Alike {
  commune: Area
  from: number
  to: number
}

/** Communes like that in which whoever reads is elected; null when they are of none. */
export function likeMine(elected: readonly number[], place: Territory): Alike | null {
  const commune = place.communes.find(({ authorityId }) => elected.includes(authorityId))
  return commune === undefined
    ? null
    : { commune, from: Math.round(commune.population / 2), to: commune.population * 2 }
}

export const isAlike = ({ inhabitants }: Sheet, { from, to }: Pick<Alike, 'from' | 'to'>): boolean =>
  inhabitants !== null && inhabitants >= from && inhabitants <= to
