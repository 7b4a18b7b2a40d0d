// Main navigation of the agents' desk, what is one's own, and where one lands: the same on every page, whatever the module;
// only where the person may go.
import { agent, type Relation } from '../access.ts'
import type { Actor } from '../actor.ts'
import type { Link } from '../ui/site.ts'

type Place = Link & { who: Relation }

const working = agent('handler', 'manager', 'reception').anywhere

const PLACES: readonly Place[] = [
  { href: '/agents', label: 'Demandes', who: working },
  { href: '/agents/saisir', label: 'Saisir une demande', who: working },
  { href: '/agents/comptes', label: 'Comptes', who: working },
  { href: '/administration', label: 'Administration', who: agent('admin').anywhere },
]

const OWN: readonly Place[] = [
  { href: '/compte/securite', label: 'Ma sécurité', who: agent().anywhere },
  { href: '/compte/equipe', label: 'Mon équipe', who: agent('manager', 'admin').anywhere },
  { href: '/compte', label: 'Mes propres demandes', who: agent().anywhere },
]

const open = (places: readonly Place[], actor: Actor): Link[] =>
  places.filter(({ who }) => who.ever(actor)).map(({ href, label }) => ({ href, label }))

/** Where the agent may go, in order. */
export const deskNav = (actor: Actor): Link[] => open(PLACES, actor)

/** What is the agent's own: their security, the team in their charge, their requests as a resident. */
export const ownNav = (actor: Actor): Link[] => open(OWN, actor)

/** Where a person lands who asked for nothing precise: the first place of the desk open to them, or their account. */
export const homeOf = (actor: Actor): string => deskNav(actor)[0]?.href ?? '/compte'
