// Table of the administration home. Definitions and competence have their own pages (services).
import { z } from 'zod'
import { type AccessTable, agent } from '#platform/access.ts'
import { post, type Route } from '#platform/http/route.ts'
import { checkHistory, showAdmin } from './home.admin.ts'

export const access: AccessTable = { 'administration.read': [agent('admin').anywhere] }

export const routes: readonly Route[] = [
  {
    get: '/administration',
    action: 'administration.read',
    title: 'Administration',
    face: 'admin',
    handle: showAdmin,
  },
  post({
    post: '/administration/verification',
    action: 'administration.read',
    title: 'Vérifier l’historique',
    face: 'admin',
    input: z.object({}),
    handle: checkHistory,
  }),
]
