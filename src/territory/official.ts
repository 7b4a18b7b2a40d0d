// The official list of communes (package @etalab/decoupage-administratif): those of an EPCI, or one by its code.
import { createRequire } from 'node:module'
import type { ListedCommune } from './definition.ts'
import { placeWords } from './gazetteer.ts'
import type { ElsewhereRow } from './queries.ts'
import { readableName } from './typography.ts'

interface OfficialCommune {
  code: string
  nom: string
  type: string
  siren?: string
  codesPostaux?: string[]
  population?: number
  commune?: string
  region?: string
  departement?: string
  /** INSEE code of the commune that it is now a part of. */
  chefLieu?: string
}

interface OfficialEpci {
  code: string
  populationTotale: number
  membres: { code: string; siren: string }[]
}

const load = createRequire(import.meta.url)

/** The year of the census that its figures come from, municipal populations: changed with the version of the package. */
export const OFFICIAL_CENSUS = 2023

export interface Official {
  listed: ListedCommune[]
  /** Names of the communes of before, by the one they are now part of. */
  former: ReadonlyMap<string, string[]>
  elsewhere: ElsewhereRow[]
}

/** Communes of the same region are near enough to be typed by mistake, and so are the large ones of the country. */
const LARGE = 20_000

function communesElsewhere(all: readonly OfficialCommune[], members: ReadonlySet<string>): ElsewhereRow[] {
  const regions = new Set(all.filter(({ code }) => members.has(code)).map(({ region }) => region))
  return all
    .filter(({ type, code }) => type === 'commune-actuelle' && !members.has(code))
    .filter(({ region, population = 0 }) => regions.has(region) || population >= LARGE)
    .map(({ code, nom, codesPostaux = [], population = 0 }) => {
      return {
        code,
        name: readableName(nom),
        key: placeWords(nom).join(' '),
        postcodes: codesPostaux,
        population,
      }
    })
}

const everyCommune = () => load('@etalab/decoupage-administratif/data/communes.json') as OfficialCommune[]

const listed = ({
  code,
  nom,
  siren = '',
  codesPostaux = [],
  population = 0,
}: OfficialCommune): ListedCommune => ({
  code,
  name: readableName(nom),
  siren,
  postcodes: codesPostaux,
  population,
})

/** The commune of that INSEE code, as it is today; undefined when there is none. */
export function officialCommune(code: string): ListedCommune | undefined {
  const found = everyCommune().find((one) => one.code === code && one.type === 'commune-actuelle')
  return found && listed(found)
}

/** The department of that commune; undefined when no commune bears that code. */
export const departmentOf = (code: string): string | undefined =>
  everyCommune().find((one) => one.code === code && one.type === 'commune-actuelle')?.departement

/** Communes of an EPCI and arrondissements of some, from the official list (package @etalab/decoupage-administratif). */
export function officialCommunes(siren: string, arrondissementsOf: string[]): Official {
  const epci = (load('@etalab/decoupage-administratif/data/epci.json') as OfficialEpci[]).find(
    (item) => item.code === siren,
  )
  if (epci === undefined) throw new Error(`no EPCI ${siren} in the official list`)
  const members = new Set(epci.membres.map((item) => item.code))
  const all = everyCommune()
  const communes = all.flatMap((item) => {
    const current = item.type === 'commune-actuelle' && members.has(item.code)
    const part =
      item.type === 'arrondissement-municipal' &&
      item.commune !== undefined &&
      arrondissementsOf.includes(item.commune)
    if (!current && !part) return []
    const row = listed(item)
    return [part && item.commune !== undefined ? { ...row, partOf: item.commune } : row]
  })
  const parts = all.filter(({ type, chefLieu = '' }) => type === 'commune-deleguee' && members.has(chefLieu))
  const former = Map.groupBy(parts, ({ chefLieu = '' }) => chefLieu)
  return {
    listed: communes,
    former: new Map([...former].map(([code, items]) => [code, items.map(({ nom }) => readableName(nom))])),
    elsewhere: communesElsewhere(all, members),
  }
}
