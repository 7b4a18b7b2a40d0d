// What verbs that keep or compare secrets need of the process: the database and the installation's secret. A Context is one.
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'

export interface Keys {
  readonly db: Database
  readonly config: Pick<Config, 'secret'>
}
