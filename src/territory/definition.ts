// What a territory file says: authorities, units, calendars, themes. Communes themselves come from the official list.

/** Opening hours of one weekday, local time `HH:MM`; absent day = closed. 1 = Monday. */
export type OpeningHours = Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, [from: string, to: string][]>>

export interface CalendarDefinition {
  id: string
  label: string
  hours: OpeningHours
  /** Public holidays: national list computed by year, plus regional ones when `alsaceMoselle`. */
  holidays: 'france' | 'alsace-moselle' | 'none'
  /** Days closed beside, `YYYY-MM-DD` with their reason. */
  closures?: { day: string; reason: string }[]
}

export interface UnitDefinition {
  code: string
  name: string
  kind: 'directorate' | 'service' | 'team' | 'desk'
  parent?: string
  /** Functions it fills: `roads`, `lighting`, `contact-centre`... */
  functions: string[]
  /** INSEE codes of the communes it serves, or absent for all. */
  communes?: string[]
  email?: string
  phone?: string
  calendar?: string
}

/** A place where people are received, beside town halls. */
export interface ReceptionDefinition {
  id: string
  kind: string
  name: string
  /** INSEE code of a commune or of an arrondissement. */
  area: string
  address: string
  phone?: string
  calendar: string
  text?: string
}

export interface ReceptionKind {
  id: string
  title: string
  /** What one does there. */
  text: string
}

export interface AuthorityProfile {
  /** Site: logo as an SVG file of the definition folder, two colours at least 7:1 on white, hosts. */
  brand?: string
  brandStrong?: string
  logo?: string
  hosts?: string[]
  address?: string
  phone?: string
  email?: string
  /** When its calendar says too little: « sur rendez-vous ». Absent: read from the calendar of its reception. */
  openingText?: string
  /** Id of the calendar of its town hall’s doors, when it is not that of its reception’s delays. */
  reception?: string
  /** Other places where it receives people. */
  receptions?: ReceptionDefinition[]
  /** Metropolis: what kinds of places there are, in the order shown. */
  receptionKinds?: ReceptionKind[]
  website?: string
  /** Lines that answer day and night, by what they are for: « eau ». */
  urgentLines?: Record<string, string>
  /** Where maps open: latitude, longitude (WGS 84). */
  centre?: [lat: number, long: number]
}

/** definitions/territory.json */
export interface TerritoryDefinition {
  zone: string
  /** `epci`: members are read from the official list by SIREN; `listed`: given here (tests, tiny territories). */
  source:
    | { kind: 'epci'; siren: string; arrondissementsOf?: string[] }
    | { kind: 'listed'; communes: ListedCommune[] }
  metropolis: { code: string; name: string; siren: string; slug: string } & AuthorityProfile
  calendars: CalendarDefinition[]
  /** What people call the functions that units fill: `roads` is « Voirie ». */
  functions?: Record<string, string>
  /** Units of the metropolis. */
  units: UnitDefinition[]
  /** Units every commune has, unless it lists its own. */
  communeUnits: UnitDefinition[]
  /** By INSEE code: profile, the name of its authority (« Ville de Bron »; else « Mairie de … ») and, rarely, own units. */
  communes: Record<string, AuthorityProfile & { name?: string; units?: UnitDefinition[] }>
  /** By INSEE code of a commune or arrondissement: what people call it or its quarters. */
  aliases?: Record<string, string[]>
}

export interface ListedCommune {
  code: string
  name: string
  siren: string
  postcodes: string[]
  population: number
  /** INSEE code of the commune it is an arrondissement of. */
  partOf?: string
}
