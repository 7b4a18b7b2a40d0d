// The table of what programs of partners call, each with a key of its partner.
import type { Call } from '#platform/api/call.ts'
import { doorCalls } from './doors.api.ts'
import { eventCalls } from './events.api.ts'
import { productCalls } from './products.api.ts'
import { settlementCalls } from './settlements.api.ts'
import { tompCalls } from './tomp.api.ts'
import { useCalls } from './uses.api.ts'

export const apiCalls: readonly Call[] = [
  ...productCalls,
  ...doorCalls,
  ...useCalls,
  ...settlementCalls,
  ...eventCalls,
  ...tompCalls,
]
