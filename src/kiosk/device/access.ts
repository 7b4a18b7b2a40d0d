// Who keeps the devices: whoever administers their authority.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const deviceAccess = {
  'kiosk.keep': [agent('admin').inItsAuthority, metropolitanAdministrator],
} satisfies AccessTable
