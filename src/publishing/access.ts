// Who may do what with public information.
import { type AccessTable, agent, anyone, metropolitanAdministrator } from '#platform/access.ts'

/** Roles of those who write it in their authority. */
export const WRITING = ['admin', 'editor'] as const

/** Who writes it: those who administer the authority or write its contents; the metropolis's administrators, for all. */
export const publishers = [agent(...WRITING).inItsAuthority, metropolitanAdministrator] as const

export const access: AccessTable = {
  'notice.read': [anyone],
  'notice.write': publishers,
}
