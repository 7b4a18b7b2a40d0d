// What requests bring to the program.
import { join } from 'node:path'
import { diskStore } from '#platform/files/store.ts'
import type { Module } from '#platform/module.ts'
import { requestAccess } from './access.ts'
import { requestListeners } from './events.ts'
import { requestJobs } from './jobs.ts'
import { navigation } from './navigation.ts'
import { adminRoutes } from './routes.admin.ts'
import { agentRoutes } from './routes.agent.ts'
import { applyAccess, applyRoutes } from './routes.apply.ts'
import { enterRoutes } from './routes.enter.ts'
import { personal } from './personal.ts'
import { followRoutes } from './routes.follow.ts'

export const requests: Module = {
  name: 'requests',
  access: { ...requestAccess, ...applyAccess },
  routes: [...applyRoutes, ...followRoutes, ...agentRoutes, ...enterRoutes, ...adminRoutes],
  listeners: requestListeners,
  navigation,
  personal,
  jobs: (config) => requestJobs(config.publicUrl, diskStore(join(config.dataFolder, 'files'))),
  recurring: [{ task: 'requests.timeouts', minutes: 15 }],
}
