// What a page needs to know of its surroundings: the authority's site, the person, the message to show once.
import type { Html } from '#platform/html.ts'
import type { Day } from './french.ts'

export interface Link {
  href: string
  label: string
}

/** The face of an authority: a host name gives one. */
export interface Site {
  /** `bron` */
  slug: string
  /** The authority: « Ville de Bron ». */
  name: string
  /** Second line of the header: « Guichet en ligne ». */
  faceTitle: string
  /** End of every page title: « Guichet en ligne de la Ville de Bron ». */
  title: string
  /** Its logo drawn in the page (see logo.ts): takes the colours of the place. Without one, the mark of Parvis. */
  logo?: Html | null
  /** Address of its two colours (see `themeUrl`), or null for the defaults. */
  themeUrl: string | null
  phone: string | null
  email: string | null
  address: string | null
  /** « du lundi au vendredi de 8 h à 18 h » */
  openingText: string | null
  isMetropolis: boolean
  metropolisName: string
  /** INSEE code of the commune whose site it is, or null for the metropolis. */
  commune: string | null
  /** Where maps open, WGS 84; null when the territory does not say. */
  centre: readonly [lat: number, long: number] | null
}

/** Columns at the foot of residents’ pages, and the line beneath; an empty one is hidden. */
export type Foot = Readonly<Record<'help' | 'territory' | 'legal', readonly Link[]>>

/** Where every page leads: paths of this site, each given by the module that answers there. */
export interface Addresses {
  readonly signIn: string
  /** POST. */
  readonly signOut: string
  readonly account: string
  /** Where one follows the long work one asked for; one of them under it. */
  readonly runs: string
  /** POST: acts in one's own name again. */
  readonly ownName: string
  /** POST: sees with one's own eyes again, after looking as somebody else. */
  readonly ownEyes: string
}

/** A link of the main navigation. */
export interface NavLink extends Link {
  /** What it stands under, in a menu that is grouped: such links are beside the page, not above it. */
  readonly group?: string
  /** End of its label, where there is room. */
  readonly more?: string
  /** Pages whose address begins with its own are not its own. */
  readonly alone?: true
  /** What it lists can be searched from every page: the words of the search box. */
  readonly search?: {
    readonly label: string
    readonly placeholder: string
    /** It is all that leads there: no link beside it, and no box on its own page, which has one. */
    readonly alone?: true
  }
}

/** A first place at work, and whose it is. */
export interface Work extends Link {
  as: 'Agents' | 'Élus'
}

/** Who is signed in on a resident's page. */
export interface AccountView {
  name: string
  /** What the way to it is called on a phone, when it is neither one’s own account nor somebody’s requests. */
  word?: string
  /** Their first place at work, agent or elected member; null for residents. */
  work?: Work | null
}

/** For whom the person who is signed in acts, or as whom they look, and how to stop. */
export type ActingView = {
  personName: string
  /** Address of the form that stops, and its CSRF token. */
  stop: string
  csrf: string
} & (
  | { /** Last day of the mandate. */ until: Day }
  | { /** How long looking lasts still. */ minutes: number }
)

/** Who is signed in at the desk. */
export interface AgentView {
  name: string
  /** Unit or authority, second line: « Voirie Est ». */
  unit: string
  /** What is theirs: security, team, own requests. */
  own?: readonly Link[]
}

/** Addresses of the hashed files (see bundle.ts). */
export interface AssetUrls {
  /** Address of a file by its plain name: `counter.css`, `map-point.js`, `favicon.svg`. */
  url(name: string): string
  /** Names of the custom elements that have a script. */
  islands: ReadonlySet<string>
}

/** What surrounds every page; made once a request. */
export interface Frame {
  assets: AssetUrls
  site: Site
  account: AccountView | null
  addresses: Addresses
  /** Where signing in from the header comes back to; absent: where one arrives. */
  back?: string | null
  /** Main navigation of the counter. */
  places: readonly NavLink[]
  /** What its pages lead to beneath. */
  foot: Foot
  /** Set while somebody acts for somebody else: said on every page. */
  acting?: ActingView | null
  /** Shows the band that says it is a demonstration. */
  demo: boolean
  /** Address of the site that signs in with the account, when the demonstration has one. */
  demoSite?: string | undefined
  /** Mark of whoever the page is shown to: what the browser itself keeps answers to it alone. */
  whose?: string
  /** What the last act did, one sentence, shown once (role status). */
  flash: string | null
  /** Map settings, or null when tiles are turned off. */
  map: MapSettings | null
}

/** Those who work for an authority: its agents at the desk, on their intranet, or its elected members. */
export type DeskFace = 'Agents' | 'Intranet' | 'Territoires'

/** What surrounds a page of the desk. */
export interface AgentFrame extends Frame {
  /** Whose pages they are: said beside the mark and at the end of titles. */
  face: DeskFace
  agent: AgentView
  /** Of elected members: the mark of the session whose pages this device keeps; null when it keeps none. */
  reader?: string | null
  nav: readonly NavLink[]
  /** Path of the page: its place in the menus is marked by it. */
  path: string
  /** CSRF token for the sign-out form. */
  csrf: string
  /** The agent's today, in the zone of the territory. */
  today: Day
  /** Set when the agreement of their authority is over: its last day, and the last on which they read. */
  reading?: { endedOn: Day; until: Day } | null
}

/** Tiles of the interactive map: `{z}/{x}/{y}` address, attribution text, first view (WGS 84). */
export interface MapSettings {
  tiles: string
  attribution: string
  centre: readonly [lat: number, long: number]
  zoom: number
}
