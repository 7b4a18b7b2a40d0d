// Who chooses settings: the administrators of the authority, and those of the metropolis for all; its editors, the texts.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'
import type { Role } from '#platform/roles.ts'

/** Those who choose something: everything, or texts alone (`isText`). */
export const CHOOSING = ['admin', 'editor'] as const satisfies readonly Role[]

export const access: AccessTable = {
  'setting.read': [agent(...CHOOSING).anywhere],
  'setting.change': [agent(...CHOOSING).inItsAuthority, metropolitanAdministrator],
}
