// What is shown to an audience of public information: counted, and addressed to another when it is withdrawn.
import type { Addressed } from '#platform/db/db.ts'
import { countForAudiences } from './queries.ts'
import { readdressNotices } from './write.ts'

export const addressedNotices: Addressed = {
  id: 'publishing.notice',
  one: 'information',
  several: 'informations',
  count: countForAudiences,
  href: (audienceId) => `/administration/informations?public=${audienceId}`,
  readdress: readdressNotices,
}
