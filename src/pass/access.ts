// Who reads grids of rights and lists of trust: whoever administers an authority. Whoever drafts definitions writes them.
import { type AccessTable, agent } from '#platform/access.ts'

export const access: AccessTable = {
  'grid.read': [agent('admin').anywhere],
  'trust.read': [agent('admin').anywhere],
}
