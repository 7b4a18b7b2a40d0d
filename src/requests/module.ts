// What requests bring to the program.
import { openingSteps } from './opening-steps.ts'
import { requestMeasures } from './measures/measures.ts'
import { requestPages } from './findable.ts'
import { carried } from './carried.ts'
import type { Module } from '#platform/house/module.ts'
import { requestAccess } from './record/access.ts'
import { effects } from './act/effects/index.ts'
import { requestListeners } from './record/events.ts'
import { noteFile } from './record/journal.ts'
import { CODE } from './record/readers.ts'
import { assignedRequests } from './entrust/charge.ts'
import { openRequests } from './entrust/held.ts'
import { requestNotices } from './tell/kinds.ts'
import { residentMails } from './tell/mails.ts'
import { ASKS_RATING, RECEIPT_NOTE } from './settings/chosen.ts'
import { LIMITS } from './send/limits.ts'
import { requestJobs } from './jobs.ts'
import { OFFER_NOTICES } from './entrust/tell-offer.ts'
import { UNOPENED } from './relay/tell.ts'
import { blocks } from './elected/home.ts'
import { bureauBlocks } from './inbox/bureau.ts'
import { inNameBlock, inNameRoutes } from './elected/in-name.page.ts'
import { electedRoutes } from './elected/requests.elected.ts'
import { navigation } from './navigation.ts'
import { BULK } from './desk/bulk-run.ts'
import { correctRoutes } from './correct/correct.agent.ts'
import { deskRoutes } from './desk/routes.ts'
import { summaryRoutes } from './summary/summary.agent.ts'
import { relayRoutes } from './relay/routes.ts'
import { deskFeature } from './desk-feature.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { soughtRequests } from './inbox/sought.ts'
import { cosignings } from './cosign/personal.ts'
import { cosignSettings } from './cosign/chosen.ts'
import { cosignNotices } from './cosign/kinds.ts'
import { cosignAccess, cosignRoutes } from './cosign/routes.ts'
import { LIMITS as COSIGN_LIMITS } from './signed/limits.ts'
import { laterRoutes } from './later/routes.ts'
import { tongueRoutes } from './tongues/routes.ts'
import { applyAccess, applyRoutes } from './apply/routes.ts'
import { enterRoutes } from './enter/routes.ts'
import { personal } from './privacy/personal.ts'
import { retention } from './privacy/rules.ts'
import { followRoutes } from './follow/routes.ts'
import { grantedTo } from './record/queries.code.ts'
import { CODE_HOURS } from './follow/follow.ts'

export const requests: Module = {
  name: 'requests',
  access: { ...requestAccess, ...applyAccess, ...cosignAccess },
  door: {
    account: '/compte',
    proofs: (tx, visitorId, personId) =>
      grantedTo(tx, visitorId, personId, new Date(tx.now.getTime() - CODE_HOURS * 3600_000)),
  },
  routes: [
    ...[
      ...applyRoutes,
      ...laterRoutes,
      ...tongueRoutes,
      ...followRoutes,
      ...inboxRoutes,
      ...deskRoutes,
      ...summaryRoutes,
    ],
    ...[...correctRoutes, ...relayRoutes, ...enterRoutes, ...electedRoutes, ...inNameRoutes, ...cosignRoutes],
  ],
  blocks: [...blocks, inNameBlock, ...bureauBlocks],
  listeners: requestListeners,
  effects,
  heldByPeople: [assignedRequests],
  keys: [CODE],
  heldByUnits: [openRequests],
  carried,
  runs: [BULK],
  settings: [RECEIPT_NOTE, ASKS_RATING, ...residentMails, ...cosignSettings],
  navigation,
  searches: [requestPages],
  sought: [soughtRequests],
  notices: [...requestNotices, UNOPENED, ...OFFER_NOTICES, ...cosignNotices],
  personal: [...personal, cosignings],
  retention,
  limits: { ...LIMITS, ...COSIGN_LIMITS },
  visitorTables: [
    {
      table: 'requests.code_grant',
      mayBePersonal: true,
      claimed: 'beside the browser',
      once: { with: ['request_id'] },
    },
    { table: 'requests.link_opening', ends: true, once: { with: ['link_id'] } },
  ],
  fileOpened: noteFile,
  jobs: (config) => requestJobs(config.publicUrl),
  features: [deskFeature],
  opening: openingSteps,
  measures: requestMeasures,
  recurring: [
    { task: 'requests.timeouts', minutes: 15 },
    { task: 'requests.remind_links', minutes: 60 },
    { task: 'requests.follow_offers', minutes: 60 },
    { task: 'requests.follow_cosignings', minutes: 60 },
  ],
  styles: [
    { sheet: 'counter.css', file: new URL('follow/follow.css', import.meta.url) },
    { sheet: 'desk.css', file: new URL('inbox/inbox.css', import.meta.url) },
    { sheet: 'desk.css', file: new URL('desk/desk.css', import.meta.url) },
    { sheet: 'desk.css', file: new URL('enter/enter.css', import.meta.url) },
  ],
}
