// A right of the pass that somebody contests: a request of the counter, of this service (definitions/services), where there is such a service.
import { catalogue } from '#services'
import type { Read } from '#platform/db/db.ts'

export const CONTEST = 'contester-un-droit-du-pass'

/** Is it offered here? An installation of before imports it when it likes. */
export async function isContestable(tx: Read): Promise<boolean> {
  const service = (await catalogue(tx)).service(CONTEST)
  return service !== undefined && service.formVersion !== null && service.workflowVersion !== null
}
