// Table of the pages of bodies.
import type { Route } from '#platform/http/route.ts'
import { adminForm, adminList } from '#territory'
import { showBody } from './screens/body.admin.ts'
import {
  bodyChange,
  newBody,
  newSeat,
  newTerm,
  seatChange,
  seatWithdrawn,
  termDays,
} from './screens/edit.admin.ts'
import { list } from './screens/list.ts'
import { AT, TERM } from './screens/words.ts'

const page = { action: 'body.read', title: 'Instance', face: 'admin', handle: showBody } as const

export const routes: readonly Route[] = [
  ...adminList(list),
  ...adminForm(newBody),
  { get: AT, ...page },
  { get: TERM, ...page },
  ...adminForm(bodyChange),
  ...adminForm(newTerm),
  ...adminForm(termDays),
  ...adminForm(newSeat),
  ...adminForm(seatChange),
  ...adminForm(seatWithdrawn),
]
