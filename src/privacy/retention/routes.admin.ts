// Table of the pages of retention.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { durationRoutes } from './duration.admin.ts'
import { doDryRun, showRetention } from './retention.admin.ts'

const face = 'admin'

export const retentionRoutes: readonly Route[] = [
  ...durationRoutes,
  {
    get: '/administration/conservation',
    action: 'retention.read',
    title: 'Conservation',
    face,
    handle: showRetention,
  },
  post({
    post: '/administration/conservation/simulation',
    action: 'retention.foresee',
    title: 'Simuler la conservation',
    face,
    input: z.object({}),
    handle: doDryRun,
  }),
]
