// Main navigation of the agents' desk: the same on every page, whatever the module; only where the person may go.
import { agent, type Relation } from '../access.ts'
import type { Actor } from '../actor.ts'
import type { Link } from '../ui/site.ts'

const working = agent('handler', 'manager', 'reception').anywhere

const PLACES: readonly (Link & { who: Relation })[] = [
  { href: '/agents', label: 'Demandes', who: working },
  { href: '/agents/saisir', label: 'Saisir une demande', who: working },
  { href: '/agents/comptes', label: 'Comptes', who: working },
  { href: '/administration', label: 'Administration', who: agent('admin').anywhere },
]

/** Where the agent may go, in order. */
export function deskNav(actor: Actor): Link[] {
  return PLACES.filter(({ who }) => who.ever(actor)).map(({ href, label }) => ({ href, label }))
}
