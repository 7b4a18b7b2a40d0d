// What a service (démarche) is: form version + workflow version + competence + delays + presentation, as data.
import type { Delays } from '#workflows'
import type { MeantFor } from './meant.ts'

/** How one answers who is competent. Rows; the most specific in force wins (see docs/decisions/004). */
export interface CompetenceRule {
  /** Stable, for the agent and the journal: `voirie-nid-de-poule-parc`. */
  id: string
  category: string
  /** INSEE code of a commune, or absent for all. */
  commune?: string
  /** Kind of place (see FieldRole placeKind), or absent for all. */
  placeKind?: string
  /** Level that answers. */
  answers: 'metropolis' | 'commune'
  /** Function of the unit that answers there: `roads`, `cleaning`, `town-hall`... */
  function: string
  from: string
  to?: string
  /** Why, for the agent: the law, the convention and its article. */
  basis: string
  /** Why, for the resident: one plain sentence. May use {commune} and {authority}. */
  because: string
}

/** A node of the thesaurus. */
export interface Category {
  code: string
  label: string
  parent?: string
  synonyms?: string[]
}

/** Said before the results of a search (definitions/signposts.json). */
export interface Signpost {
  id: string
  title: string
  text: string
  /** What people type. */
  phrases: string[]
  /** Whom to call: a number, or a line that the territory sets (territory.json, `urgentLines`). */
  calls: SignpostCall[]
  /** When it is all that was asked, no other answer is one. */
  isAlone: boolean
  /** A life may be at stake: a single word of it is enough, whatever stands around, and nothing unsure is proposed beneath. */
  isGrave?: boolean | undefined
}

export type SignpostCall = { who: string } & ({ number: string } | { line: string })

export interface Theme {
  slug: string
  title: string
  /** A few things it holds. */
  text: string
  icon: string
}

/** A link to a commune's own site (or anybody's) for a service. */
export interface ExternalLink {
  /** INSEE code of the commune, or absent for all. */
  commune?: string
  url: string
  /** Whose site: "le site de la Ville de Lyon". */
  site: string
}

export interface ServiceDefinition {
  slug: string
  title: string
  /** Object of the request as in "Nid-de-poule". */
  shortTitle: string
  theme: string
  category: string
  /** Words people type: search synonyms. */
  keywords: string[]
  /** Two sentences at most. */
  lead: string
  forWhom: string
  cost: string
  minutes: number
  /** What to prepare: one line each. */
  prepare: string[]
  /** Who answers, where it depends on the place. */
  whoAnswers?: { where: string; who: string }[]
  steps: { title: string; text: string }[]
  /** Someone may be hurt now: number and sentence. */
  emergency?: { title: string; text: string }
  related?: string[]
  /** Is a request wholly a link to other sites. Otherwise form and workflow are given. */
  links?: ExternalLink[]
  /** Another body renders it: « Ce service est rendu par {who}. », and whom to call. */
  by?: { who: string; call?: string }
  /** On what it stands: « Code civil, articles 63 à 76 ». */
  law?: string
  /** It is done in person, in places of this kind. */
  places?: string
  form?: string
  workflow?: string
  delays?: Delays
  /** What the solution is called in a promise: "La réparation". */
  solutionLabel?: string
  /** Entry of the register of processing (definitions/processing): why what the form asks may be asked. */
  processing: string
  /** Level whose service it is: decides where it stands first. */
  level: 'metropolis' | 'commune' | 'both'
  /** Takes any question: proposed when the search finds nothing sure. */
  takesAnything?: true
  /** Place in "Souvent demandé", 1 first. */
  often?: number
  /** INSEE code of the commune that offers it, to its residents alone; absent: any may. */
  commune?: string
  /** Whose it is alone (meant.ts); absent: everybody’s. It is said to nobody else. */
  meantFor?: MeantFor
  /** A page of a module that asks instead of its form: « /brochures ». What is sent has the shape of the form still. */
  askedAt?: string
  /** The same thing reported twice is likely: look for near-by similar requests (metres). */
  nearMetres?: number
}

/** What services of one kind all say (definitions/models.json), and the words of the steps that delays make. */
export interface ServiceModel extends Partial<ServiceDefinition> {
  /** First step: what comes at once. */
  received?: ServiceDefinition['steps'][number]
  /** Text of the step « une réponse », then of the step that the solution’s label names. */
  answer?: string
  outcome?: string
}

/** The variable of a template that stands for what whoever acts says to the resident. */
export const EXPLANATION = '{explanation}'

export interface ReplyTemplate {
  id: string
  /** The commune whose agents alone are offered it; absent: the whole territory’s. */
  authorityId?: number
  title: string
  /** Services it suits, or absent for all. */
  services?: string[]
  /** Transition it suits, or absent for all. */
  transition?: string
  /** It says that something was done: chosen by an agent, never put by itself in an answer to whom nobody has answered. */
  claimsDone?: true
  /** Text with {variables}: {civility}, {name}, {reference}, {service}, {place}, {solutionDate}, {agent}, {unit}, {authority}. */
  text: string
}
