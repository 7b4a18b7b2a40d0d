// The jobs of requests.
import type { Jobs } from '#platform/jobs.ts'
import { mailJobs } from './tell/jobs.ts'
import { keepClocks } from './tell/settle.ts'
import { followOffers } from './entrust/offer.ts'
import { SEND_DRAFT_LINK, sendDraftLink } from './later/link.ts'
import { remindLinks, sendLink } from './relay/tell.ts'
import { runTimeouts } from './act/timeouts.ts'

export function requestJobs(origin: string): Jobs {
  return {
    ...mailJobs(origin),
    [SEND_DRAFT_LINK]: sendDraftLink(origin),
    'requests.send_link': sendLink(origin),
    'requests.remind_links': remindLinks(origin),
    'requests.follow_offers': followOffers(origin),
    'requests.keep_clocks': keepClocks,
    'requests.timeouts': async (db) => void (await runTimeouts(db)),
  }
}
