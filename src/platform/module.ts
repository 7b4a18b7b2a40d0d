// What a module brings to the program, besides the verbs of its door.
import type { AccessTable } from './access.ts'
import type { Config } from './config.ts'
import type { Listeners } from './events.ts'
import type { Route } from './http/route.ts'
import type { Jobs } from './jobs.ts'
import type { Holding } from './personal.ts'

export interface Module {
  readonly name: string
  readonly access: AccessTable
  readonly routes: readonly Route[]
  /** Jobs its worker runs. */
  readonly jobs?: (config: Config) => Jobs
  /** Jobs that events cause. */
  readonly listeners?: Listeners
  /** What it holds about people: every table about somebody is in one (test/architecture). */
  readonly personal?: readonly Holding[]
}
