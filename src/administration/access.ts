// Who opens the administration, and who has the chains of events verified.
import { type AccessTable, agent } from '#platform/access.ts'
import { ADMINISTERING } from '#platform/roles.ts'

export const access: AccessTable = {
  'administration.read': [agent(...ADMINISTERING).anywhere],
  'administration.verify': [agent('admin').anywhere],
}
