// Lists and forms of administration, within the frame of whoever administers; those of the desk, within that of the agent.
import type { Route } from '#platform/http/route.ts'
import { type Fields, formRoutes, type FormScreen } from '#platform/screens/form.ts'
import type { List } from '#platform/screens/list.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { adminFrame, deskFrame } from './desk-frame.ts'

/** The routes of a list of the administration. */
export const adminList = <R>(list: List<R>): Route[] => listRoutes(list, adminFrame)

/** The routes of a list of the desk. */
export const agentList = <R>(list: List<R>): Route[] => listRoutes(list, deskFrame, 'agent')

/** The routes of a form of the administration. */
export const adminForm = <F extends Fields>(screen: FormScreen<F>): Route[] => formRoutes(screen, adminFrame)

/** The routes of a form of the desk. */
export const agentForm = <F extends Fields>(screen: Omit<FormScreen<F>, 'face'>): Route[] =>
  formRoutes({ ...screen, face: 'agent' }, deskFrame)
