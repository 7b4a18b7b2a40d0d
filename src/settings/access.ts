// Who chooses settings: the administrators of the authority, and those of the metropolis for all; its editors, the texts; whoever
// administers a unit, those of it and of the ones below.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'
import type { Role } from '#platform/roles.ts'

/** Those who choose something: everything, or texts alone (`isText`). */
export const CHOOSING = ['admin', 'editor'] as const satisfies readonly Role[]

/** Those who open the screens of settings: the same, and whoever chooses for some units. */
export const OPENING = [...CHOOSING, 'steward'] as const satisfies readonly Role[]

export const access: AccessTable = {
  'setting.read': [agent(...OPENING).anywhere],
  'setting.change': [
    agent(...CHOOSING).inItsAuthority,
    metropolitanAdministrator,
    agent('steward').inItsUnit,
  ],
}
