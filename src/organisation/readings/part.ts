// What readings of directories bring to the module.
import { simple } from '#platform/house/retention.ts'
import type { Module } from '#platform/house/module.ts'
import { adminList } from '#territory'
import { CLOSE } from './close.ts'
import { leaverRoutes } from './leavers.admin.ts'
import { readingsList } from './list.ts'
import { directoryHolding } from './personal.ts'
import { forgetReadings } from './queries.ts'
import { planReadings, READ_ALL, READ_ONE, readOne } from './read.ts'
import { DIRECTORY_TOLD } from './tell.ts'

export const readingsPart = {
  runs: [CLOSE],
  routes: [...adminList(readingsList), ...leaverRoutes],
  notices: [DIRECTORY_TOLD],
  jobs: (config) => ({
    [READ_ALL]: planReadings(config),
    [READ_ONE]: readOne(config, { site: { name: 'Parvis' }, origin: config.publicUrl }),
  }),
  recurring: [{ task: READ_ALL, minutes: 60 }],
  personal: [directoryHolding],
  retention: [simple('reading.delete', 'Lectures de l’annuaire des agents', forgetReadings)],
} satisfies Omit<Module, 'name'>
