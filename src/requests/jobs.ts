// The jobs of requests.
import type { Jobs } from '#platform/jobs.ts'
import { mailJobs } from './tell/jobs.ts'
import { keepClocks } from './tell/settle.ts'
import { followOffers } from './entrust/offer.ts'
import { sendCosigned } from './cosign/send.ts'
import { followCosignings, mailCosignatory, tellCosigning } from './cosign/tell.ts'
import { SEND_DRAFT_LINK, sendDraftLink } from './later/link.ts'
import { remindLinks, sendLink } from './relay/tell.ts'
import { runTimeouts } from './act/timeouts.ts'

export function requestJobs(origin: string): Jobs {
  return {
    ...mailJobs(origin),
    [SEND_DRAFT_LINK]: sendDraftLink(origin),
    'requests.mail_cosignatory': mailCosignatory(origin),
    'requests.tell_cosigning': tellCosigning(origin),
    'requests.send_cosigned': sendCosigned(origin),
    'requests.follow_cosignings': followCosignings,
    'requests.send_link': sendLink(origin),
    'requests.remind_links': remindLinks(origin),
    'requests.follow_offers': followOffers(origin),
    'requests.keep_clocks': keepClocks,
    'requests.timeouts': async (db) => void (await runTimeouts(db)),
  }
}
