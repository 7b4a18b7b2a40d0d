// Table of the register's pages and exports, and who may read them: the administrators of every authority. Whoever drafts definitions
// writes them.
import { type AccessTable, agent } from '#platform/access.ts'
import type { Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import { entries } from './screens/list.ts'
import { writeRoutes } from './screens/write.admin.ts'
import { exportRegister, showEntry } from './screens/register.admin.ts'

export const access: AccessTable = { 'register.read': [agent('admin').anywhere] }

const face = 'admin'
const action = 'register.read'

export const routes: readonly Route[] = [
  ...adminList(entries),
  {
    get: '/administration/registre/export/:format',
    action,
    title: 'Emporter le registre',
    face,
    handle: exportRegister,
  },
  ...writeRoutes,
  { get: '/administration/registre/:id', action, title: 'Fiche du registre', face, handle: showEntry },
]
