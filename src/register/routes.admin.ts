// Table of the register's pages and exports.
import type { Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import { entries } from './list.ts'
import { exportRegister, showEntry } from './register.admin.ts'

const face = 'admin'
const action = 'register.read'

export const routes: readonly Route[] = [
  adminList(entries),
  {
    get: '/administration/registre/export/:format',
    action,
    title: 'Emporter le registre',
    face,
    handle: exportRegister,
  },
  { get: '/administration/registre/:id', action, title: 'Fiche du registre', face, handle: showEntry },
]
