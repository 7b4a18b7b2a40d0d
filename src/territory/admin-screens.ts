// Lists and forms of administration, within the frame of whoever administers.
import type { Route } from '#platform/http/route.ts'
import { type Fields, formRoutes, type FormScreen } from '#platform/screens/form.ts'
import type { List } from '#platform/screens/list.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { adminFrame } from './desk-frame.ts'

/** The routes of a list of the administration. */
export const adminList = <R>(list: List<R>): Route[] => listRoutes(list, adminFrame)

/** The routes of a form of the administration. */
export const adminForm = <F extends Fields>(screen: FormScreen<F>): Route[] => formRoutes(screen, adminFrame)
