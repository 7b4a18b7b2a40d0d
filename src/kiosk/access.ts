// Who may do what with kiosks. What a kiosk shows asks neither a session nor a post of whoever is signed in: a visit opens it, which opens
// nothing else (stand/visit.ts).
import { type AccessTable, agent, anyone, ownDesk } from '#platform/access.ts'
import { deviceAccess } from './device/access.ts'

export const access = {
  ...deviceAccess,
  'kiosk.choose': [ownDesk],
  'kiosk.give': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
  'kiosk.stand': [anyone],
} satisfies AccessTable
