// Who may read the register: the administrators of every authority.
import { type AccessTable, agent } from '#platform/access.ts'

export const access: AccessTable = {
  'register.read': [agent('admin').anywhere],
}
