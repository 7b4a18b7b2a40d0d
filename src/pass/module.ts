// What the pass brings to the program: one support for every service, public or private, that follows nobody.
import { AGAIN, STOPPED, TELL } from '#exchange'
import { environments } from '#platform/config.ts'
import type { Module } from '#platform/house/module.ts'
import { access } from './access.ts'
import { apiCalls } from './api/routes.api.ts'
import { consentRoutes } from './authorization/consent.page.ts'
import { programRoutes } from './authorization/programs.admin.ts'
import { pushedCalls } from './authorization/pushed.api.ts'
import { carried } from './carried.ts'
import { CARD_LIMITS, cardRoutes } from './card/routes.ts'
import { CARD_VALUES } from './card/settings.ts'
import { walletBlock } from './credential/block.ts'
import { WALLET_LIMITS, walletCalls } from './credential/routes.api.ts'
import { walletRoutes } from './credential/wallet.page.ts'
import { doorCaller } from './door/device.ts'
import { calls, LIMITS as DOOR_LIMITS } from './door/routes.api.ts'
import { screenRoutes } from './door/screen/door.citizen.ts'
import { deskRoutes } from './desk/routes.ts'
import { gates } from './gates.ts'
import { GRID } from './grid/kind.ts'
import { gridRoutes } from './grid/routes.ts'
import { gridsSet } from './grid/screens/list.ts'
import { navigation } from './navigation.ts'
import { ownBlock } from './own/block.ts'
import { ownRoutes } from './own/routes.ts'
import { HOOK_STOPPED, TELL_HOOK, tellHook } from './own/tell-hook.ts'
import { toldEvents } from './own/told-events.ts'
import { HOLDER_LIMITS } from './holder/limits.ts'
import { holderRoutes } from './holder/routes.ts'
import { holderNotices } from './holder/tell.ts'
import { boughtRoutes } from './life/bought.page.ts'
import { jobs as lifeJobs, LIFE } from './life/job.ts'
import { CARD } from './life/supports.ts'
import { kinds } from './life/tell.ts'
import { LIMITS as PARTNER_LIMITS } from './partner/people.admin.ts'
import { partnerRoutes } from './partner/routes.ts'
import { TOLD } from './partner/words.ts'
import { personal, retention } from './personal.ts'
import { SHOW_LIMITS, showCalls } from './presentation/routes.api.ts'
import { TRUST } from './proof/document/trust-kind.ts'
import { trustRoutes } from './proof/document/trust-screens.ts'
import { pinned } from './proof/official/pin.ts'
import { officialRoutes } from './proof/official/take.ts'
import { quotientEnvironment } from './proof/family/environment.ts'
import { proofHolding, proofRetention } from './proof/personal.ts'
import { features } from './record/sectors.ts'
import { CALLED, HEADED, MANAGED, PARTNER, PASSKEPT, SCOPES } from './record/keys.ts'
import { sandboxRoutes } from './sandbox/sandbox.page.ts'
import { walletEnvironment } from './walletfile/environment.ts'
import { applicationRoutes } from './walletfile/routes.ts'
import { settleJobs, settleOften } from './settlement/job.ts'
import { settlementScreens } from './settlement/screens.admin.ts'

export const pass: Module = {
  name: 'pass',
  access,
  environment: environments(walletEnvironment, quotientEnvironment),
  routes: [
    ...calls,
    ...walletCalls,
    ...showCalls,
    ...apiCalls,
    ...pushedCalls,
    ...consentRoutes,
    ...programRoutes,
    ...walletRoutes,
    ...screenRoutes,
    ...gridRoutes,
    ...trustRoutes,
    ...pinned,
    ...officialRoutes,
    ...holderRoutes,
    ...deskRoutes,
    ...cardRoutes,
    ...applicationRoutes,
    ...boughtRoutes,
    ...partnerRoutes,
    ...settlementScreens,
    ...ownRoutes,
    ...sandboxRoutes,
  ],
  callers: { door: doorCaller },
  limits: {
    ...DOOR_LIMITS,
    ...PARTNER_LIMITS,
    ...HOLDER_LIMITS,
    ...WALLET_LIMITS,
    ...SHOW_LIMITS,
    ...CARD_LIMITS,
  },
  islands: [
    new URL('door/screen/door-post.ts', import.meta.url),
    new URL('door/screen/door-worker.ts', import.meta.url),
    new URL('door/screen/reading/door-reader.ts', import.meta.url),
    new URL('holder/screen/pass-code.ts', import.meta.url),
  ],
  styles: [
    { sheet: 'desk.css', file: new URL('door/screen/door.css', import.meta.url) },
    { sheet: 'counter.css', file: new URL('holder/holder.css', import.meta.url) },
  ],
  definitions: [GRID, TRUST],
  gates,
  settings: [CARD_VALUES],
  features,
  found: [gridsSet],
  blocks: [ownBlock, walletBlock],
  notices: [...kinds, CARD, ...holderNotices, HOOK_STOPPED],
  jobs: ({ publicUrl }) => ({
    ...settleJobs(),
    [TELL_HOOK]: tellHook({ site: { name: 'Parvis' }, origin: publicUrl }),
    ...lifeJobs({ site: { name: 'Parvis' }, origin: publicUrl }),
  }),
  recurring: [...settleOften, { task: LIFE, minutes: 60 }],
  listeners: {
    ...Object.fromEntries(Object.keys(TOLD).map((name) => [name, []])),
    ...Object.fromEntries(toldEvents.map(({ on }) => [on, [TELL]])),
    'passpartner.resent': [AGAIN],
    [STOPPED]: [TELL_HOOK],
  },
  scopes: SCOPES,
  toldEvents,
  keys: [PARTNER, MANAGED, HEADED, PASSKEPT, ...Object.values(CALLED)],
  navigation,
  personal: [...personal, proofHolding],
  retention: [...retention, proofRetention],
  carried,
}
