// Main navigation of the administration: the same on every page, whatever the module; only where the person may go.
import { agent, metropolitanAdministrator, type Relation } from '../access.ts'
import type { Config } from '../config.ts'
import type { Link } from '../ui/site.ts'
import type { Context } from './route.ts'

const administers = agent('admin').anywhere

interface Place extends Link {
  who: Relation
  /** What the installation must have for the page to be of use; nothing when it always is. */
  when?: (config: Config) => boolean
}

const PLACES: readonly Place[] = [
  { href: '/agents', label: 'Demandes', who: agent('handler', 'manager', 'reception').anywhere },
  { href: '/administration', label: 'Administration', who: administers },
  { href: '/administration/demarches', label: 'Démarches', who: administers },
  { href: '/administration/sites', label: 'Sites', who: administers },
  {
    href: '/administration/identites',
    label: 'Identités',
    who: metropolitanAdministrator,
    when: ({ franceconnect, proconnect }) => franceconnect !== null || proconnect !== null,
  },
  { href: '/administration/registre', label: 'Registre', who: administers },
  { href: '/administration/conservation', label: 'Conservation', who: administers },
  { href: '/administration/acces-signales', label: 'Accès signalés', who: administers },
]

/** Where the administrator may go, in order. */
export function adminNav({ actor, config }: Pick<Context, 'actor' | 'config'>): Link[] {
  return PLACES.filter(({ who, when }) => who.ever(actor) && (when?.(config) ?? true)).map(
    ({ href, label }) => ({ href, label }),
  )
}
