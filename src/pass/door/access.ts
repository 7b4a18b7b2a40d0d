// Who may do what at doors: a door, by its key; whoever holds the code that installs one.
import { type AccessTable, anyone, holding } from '#platform/access.ts'
import { DOOR } from './device.ts'

export const doorAccess = {
  'pass.check': [holding(DOOR)],
  'pass.enrol': [anyone],
} satisfies AccessTable
