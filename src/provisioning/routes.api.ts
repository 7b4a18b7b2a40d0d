// Table of what a directory calls (RFC 7644): what is announced, agents, groups, and what is refused as announced.
import { type Call, call } from '#platform/api/call.ts'
import { groups } from './directory/routes.groups.ts'
import { users } from './directory/routes.users.ts'
import { discovery } from './discovery/routes.ts'
import { provisioned } from './directory/exchange.ts'
import { ScimError } from './protocol/dialect.ts'
import { AT } from './protocol/place.ts'

const SCREENS =
  'Un groupe est une fonction dans un service\u00a0: les services se font et se ferment à l’écran.'
const ALONE = 'Une clé n’est personne\u00a0: cette adresse ne répond rien.'

/** What the protocol names and this server does not do: 501, so that a client knows it for good. */
const REFUSED: readonly (readonly [address: Call['call'], title: string, why: string])[] = [
  [`POST ${AT}/Groups`, 'Créer un groupe', SCREENS],
  [`DELETE ${AT}/Groups/:id`, 'Supprimer un groupe', SCREENS],
  [`POST ${AT}/.search`, 'Chercher partout', 'Cherchez dans /Users ou dans /Groups.'],
  [`POST ${AT}/Bulk`, 'Plusieurs changements à la fois', 'Envoyez chaque changement à part.'],
  ...(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map(
    (verb) => [`${verb} ${AT}/Me`, 'Qui appelle', ALONE] as const,
  ),
]

const refused = REFUSED.map(([address, title, why]) =>
  call({
    ...provisioned,
    call: address,
    title,
    text: `N’est pas pris en charge. ${why}`,
    handle: () => Promise.reject(new ScimError(501, why)),
  }),
)

export const calls: readonly Call[] = [...discovery, ...users, ...groups, ...refused]
