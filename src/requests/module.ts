// What requests bring to the program.
import type { Module } from '#platform/module.ts'
import { requestAccess } from './record/access.ts'
import { requestListeners } from './record/events.ts'
import { noteFile } from './record/journal.ts'
import { LIMITS } from './send/limits.ts'
import { requestJobs } from './jobs.ts'
import { navigation } from './navigation.ts'
import { deskRoutes } from './desk/routes.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { applyAccess, applyRoutes } from './apply/routes.ts'
import { enterRoutes } from './enter/routes.ts'
import { personal } from './privacy/personal.ts'
import { retention } from './privacy/rules.ts'
import { followRoutes } from './follow/routes.ts'

export const requests: Module = {
  name: 'requests',
  access: { ...requestAccess, ...applyAccess },
  routes: [...applyRoutes, ...followRoutes, ...inboxRoutes, ...deskRoutes, ...enterRoutes],
  listeners: requestListeners,
  navigation,
  personal,
  retention,
  limits: LIMITS,
  fileOpened: noteFile,
  jobs: (config) => requestJobs(config.publicUrl),
  recurring: [{ task: 'requests.timeouts', minutes: 15 }],
}
