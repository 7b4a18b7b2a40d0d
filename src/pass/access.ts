// Who may do what with the pass, room by room.
import { type AccessTable, agent } from '#platform/access.ts'
import { programAccess } from './authorization/programs.admin.ts'
import { cardAccess } from './card/access.ts'
import { credentialAccess } from './credential/access.ts'
import { deskAccess } from './desk/access.ts'
import { doorAccess } from './door/access.ts'
import { boughtAccess } from './life/bought.page.ts'
import { holderAccess } from './holder/access.ts'
import { ownAccess } from './own/access.ts'
import { apiAccess } from './api/access.ts'
import { access as partnerAccess } from './partner/access.ts'

export const access: AccessTable = {
  ...partnerAccess,
  ...ownAccess,
  ...apiAccess,
  ...boughtAccess,
  ...holderAccess,
  ...deskAccess,
  ...doorAccess,
  ...credentialAccess,
  ...programAccess,
  ...cardAccess,
  // Grids of rights and lists of trust: whoever administers an authority reads them, whoever drafts definitions writes them.
  'grid.read': [agent('admin').anywhere],
  'trust.read': [agent('admin').anywhere],
}
