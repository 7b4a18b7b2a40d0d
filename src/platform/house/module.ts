// What a module brings to the program, besides the verbs of its door: a list of contributions, gathered once (house.ts).
import type { AccessTable } from '../access.ts'
import type { Config, Environment } from '../config.ts'
import type { Counted, TakeOpenings } from '../ledger/counted.ts'
import type { DefinitionKind, Gate } from './definition.ts'
import type { Addressed, Carried, Illustrated, Listeners, Possession, Yearly } from '../db/db.ts'
import type { DigestSource } from '../mail/digest.ts'
import type { ReplyKind } from '../mail/incoming/kind.ts'
import type { Door } from './door.ts'
import type { EffectKind } from './effect.ts'
import type { Charge } from './charge.ts'
import type { Feature } from '../partnership/feature.ts'
import type { FeedSource } from '../api/feeds.ts'
import type { FoundSource } from '../screens/found.ts'
import type { FileOpened } from '../files/opened.ts'
import type { Place } from '../http/navigation.ts'
import type { Caller } from '../api/call.ts'
import type { Scope } from '../api/scope.ts'
import type { ToldEvent } from '../api/told-event.ts'
import type { AwaitedSource, Block, InvitationSource } from '../http/route.ts'
import type { Row } from '../db/table.ts'
import type { Jobs, Recurring } from '../jobs.ts'
import type { KeyKind } from './audience.ts'
import type { Limits } from '../limits/limits.ts'
import type { Holding } from './personal.ts'
import type { Measure } from '../partnership/measure.ts'
import type { NoticeKind } from './notices.ts'
import type { OpeningStep } from '../screens/opening-step.ts'
import type { Held, RetentionRule } from './retention.ts'
import type { RunKind } from '../runs/kind.ts'
import type { SearchSource } from './search.ts'
import type { Setting } from './settings.ts'
import type { Sought } from './search.ts'
import type { Style } from '../ui/bundle.ts'
import type { VisitorTable } from '../visitors.ts'

/** What jobs may know of the whole house. */
export interface Known {
  readonly access: AccessTable
  readonly runs: Readonly<Record<string, RunKind>>
  /** What agents have in charge, whatever the module. */
  readonly heldByPeople: readonly Charge[]
  readonly measures: readonly Measure[]
  /** Patterns of the pages that one may open: `/demarches/:slug`. */
  readonly paths: readonly string[]
  /** What may be new to somebody, whatever the module. */
  readonly digests: readonly DigestSource[]
  /** What is counted when it is read, whatever the module. */
  readonly counted: readonly Counted[]
  /** What programs of others are told of, whatever the module. */
  readonly toldEvents: readonly ToldEvent[]
}

export interface Module {
  /** Its folder. */
  readonly name: string
  readonly access?: AccessTable
  /** Pages, forms, calls of programs, paths of an engine. */
  readonly routes?: readonly Row[]
  /** Ways in which programs say who calls. */
  readonly callers?: Readonly<Record<string, Caller>>
  /** What keys of the owners it knows may be allowed (src/exchange). */
  readonly scopes?: readonly Scope[]
  /** What programs of these owners are told of; its `on` is listened to by the exchange. */
  readonly toldEvents?: readonly ToldEvent[]
  /** Jobs its worker runs. */
  readonly jobs?: (config: Config, held: Held, known: Known) => Jobs
  /** Those that come back by themselves. */
  readonly recurring?: readonly Recurring[]
  /** Jobs that events cause; several modules may listen to one event. */
  readonly listeners?: Listeners
  /** Long work that people ask for. */
  readonly runs?: readonly RunKind[]
  /** How many tries it lets anybody make. */
  readonly limits?: Limits
  /** The variables it reads, and what it makes of them. */
  readonly environment?: Environment
  /** What town halls choose on screen, and it reads. */
  readonly settings?: readonly Setting[]
  /** Kinds of definitions, whose versions are kept (src/definitions); what others name is judged first: modules in their order. */
  readonly definitions?: readonly DefinitionKind[]
  /** What it asks of definitions of others’ kinds. */
  readonly gates?: readonly Gate[]
  /** What acts of workflows may cause by it. */
  readonly effects?: readonly EffectKind[]
  /** Where its pages stand in the menus of each face. */
  readonly navigation?: readonly Place[]
  /** Kinds of keys that somebody may hold: what opens rows to them. */
  readonly keys?: readonly KeyKind[]
  /** Its part of what every exchange asks at the door. */
  readonly door?: Partial<Door>
  /** What it shows on the homes that modules make together. */
  readonly blocks?: readonly Block[]
  /** What it awaits of whoever reads, with its day. */
  readonly awaited?: readonly AwaitedSource[]
  /** To what a content that is put first invites. */
  readonly invites?: readonly InvitationSource[]
  /** What residents find of it by the search box. */
  readonly searches?: readonly SearchSource[]
  /** What agents and elected members find of it by one search over everything. */
  readonly sought?: readonly Sought[]
  /** Lists of it that one may subscribe to. */
  readonly feeds?: readonly FeedSource[]
  /** What of it is new to somebody, for the mail that gathers it all. */
  readonly digests?: readonly DigestSource[]
  /** What becomes of answers by mail to what it mails. */
  readonly replies?: readonly ReplyKind[]
  /** What of it is counted when it is read, of nobody. */
  readonly counted?: readonly Counted[]
  /** Keeps the counts of what is read. */
  readonly takesOpenings?: TakeOpenings
  /** What administrators find of it by one search over all that is set. */
  readonly found?: readonly FoundSource[]
  /** What a town hall sees to of it before its counter opens. */
  readonly opening?: readonly OpeningStep[]
  /** Kinds of notifications it sends. */
  readonly notices?: readonly NoticeKind[]
  /** What of it an agreement opens to an authority. */
  readonly features?: readonly Feature[]
  /** What it counts of the authorities that use it. */
  readonly measures?: readonly Measure[]
  /** What it says of a year in the report of an authority. */
  readonly yearly?: readonly Yearly[]
  /** Rules it adds to the sheet of a face. */
  readonly styles?: readonly Style[]
  /** Files of its custom elements, each named after its element. */
  readonly islands?: readonly URL[]
  /** What agents have in charge by it, and hand over when they leave. */
  readonly heldByPeople?: readonly Charge[]
  /** What it holds about people: every table about somebody is in one (test/architecture). */
  readonly personal?: readonly Holding[]
  /** What units hold of it, and another takes when one closes. */
  readonly heldByUnits?: readonly Possession[]
  /** What of it is shown to audiences, and may be shown to another when one is withdrawn. */
  readonly addressed?: readonly Addressed[]
  /** What of it shows pictures of the library: whoever keeps one is told where it is used. */
  readonly illustrated?: readonly Illustrated[]
  /** What an authority takes away of it at the end of its agreement: every table is in one list, or says why not (test/architecture). */
  readonly carried?: readonly Carried[]
  /** What it forgets with time: the register of processing says when. */
  readonly retention?: readonly RetentionRule[]
  /** Tables of what it keeps for a browser, which follow whoever signs in there, or end: every column `visitor_id` is in one (test/architecture). */
  readonly visitorTables?: readonly VisitorTable[]
  /** Notes that a stored file it holds was opened, in the journal of whose file it is. */
  readonly fileOpened?: FileOpened
}
