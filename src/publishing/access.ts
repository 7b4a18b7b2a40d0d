// Who may do what with public information.
import { type AccessTable, anyone } from '#platform/access.ts'

export const access: AccessTable = {
  'notice.read': [anyone],
}
