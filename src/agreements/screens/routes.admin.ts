// Addresses of the agreements.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import {
  addAgain,
  addDocument,
  doGiveUp,
  doGiveUpAmendment,
  showAgreement,
  showDocuments,
} from './agreement.admin.ts'
import { dueRoutes } from './dues.admin.ts'
import { formRoutes } from './forms.admin.ts'
import { gridRoutes } from './grids.admin.ts'
import { populationRoutes } from './populations.admin.ts'
import { prepareRoutes } from './prepare.admin.ts'
import { meetingRoutes } from './meetings.admin.ts'
import { partnerRoutes } from './partners.citizen.ts'
import { simulationRoutes } from './simulation.admin.ts'
import { reportRoutes } from '../report/reports.admin.ts'
import { list } from './list.admin.ts'
import { sendPaper, showPaper } from './papers.admin.ts'
import { HERE } from './words.ts'

const face = 'admin'
const nothing = z.object({})

export const routes: readonly Route[] = [
  ...adminList(list),
  ...gridRoutes,
  ...populationRoutes,
  ...prepareRoutes,
  ...formRoutes,
  ...dueRoutes,
  ...meetingRoutes,
  ...simulationRoutes,
  ...partnerRoutes,
  ...reportRoutes,
  { get: `${HERE}/:id`, action: 'agreement.read', title: 'Convention', face, handle: showAgreement },
  {
    get: `${HERE}/:id/pieces`,
    action: 'agreement.read',
    title: 'Pièces d’une convention',
    face,
    handle: showDocuments,
  },
  {
    get: `${HERE}/:id/papiers/:papier`,
    action: 'agreement.read',
    title: 'Pièce d’une convention',
    face,
    handle: showPaper,
  },
  {
    get: `${HERE}/:id/papiers/:papier/pdf`,
    action: 'agreement.read',
    title: 'Pièce d’une convention, en PDF',
    face,
    handle: sendPaper,
  },
  post({
    post: `${HERE}/:id/pieces/:etape`,
    action: 'agreement.write',
    title: 'Joindre une pièce',
    face,
    input: nothing,
    takesFiles: true,
    handle: addDocument,
    again: addAgain,
  }),
  post({
    post: `${HERE}/:id/abandon`,
    action: 'agreement.write',
    title: 'Abandonner un projet de convention',
    face,
    input: nothing,
    handle: doGiveUp,
  }),
  post({
    post: `${HERE}/:id/avenants/:rang/abandon`,
    action: 'agreement.write',
    title: 'Abandonner un avenant',
    face,
    input: nothing,
    handle: doGiveUpAmendment,
  }),
]
