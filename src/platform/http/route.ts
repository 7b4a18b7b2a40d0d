// What a route is: one row of a module's table. The kernel (server.ts) does the rest.
import type { ZodType } from 'zod'
import type { Actor } from '../actor.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/db.ts'
import type { Defining } from '../house/definition.ts'
import type { Door } from '../house/door.ts'
import type { Scope } from '../api/scope.ts'
import type { ToldEvent } from '../api/told-event.ts'
import type { FeedSource } from '../api/feeds.ts'
import type { FieldProblem } from '../errors.ts'
import type { FileOpened } from '../files/opened.ts'
import type { Arrived } from '../files/spool.ts'
import type { FileStore } from '../files/store/store.ts'
import type { Geocoder } from '../outside/geocoder.ts'
import type { Html } from '../html.ts'
import type { TileStore } from '../outside/tiles.ts'
import type { Assets } from '../ui/bundle.ts'
import type { Site } from '../ui/site.ts'
import type { Feature } from '../partnership/feature.ts'
import type { NoticeKind } from '../house/notices.ts'
import type { FoundSource } from '../screens/found.ts'
import type { OpeningStep } from '../screens/opening-step.ts'
import type { Held } from '../house/retention.ts'
import type { Charge } from '../house/charge.ts'
import type { RunKind } from '../runs/kind.ts'
import type { Sought } from '../house/search.ts'
import type { SearchSource } from '../house/search.ts'
import type { Setting } from '../house/settings.ts'
import type { VisitorTable } from '../visitors.ts'
import type { Metrics } from './metrics.ts'
import type { Readers } from './reader-names.ts'
import type { DigestSource } from '../mail/digest.ts'
import type { Openings } from './openings.ts'
import type { Place } from './navigation.ts'

/** Values as posted or asked, cleaned of control characters: a name may come several times. */
export type Values = Readonly<Record<string, string | string[]>>

/** A file as received, on the disk until the exchange ends: nothing judged yet but its first bytes (platform/files/inspect.ts does). */
export interface Upload {
  field: string
  name: string
  arrived: Arrived
  /** The file was longer than the kernel accepts: its content is not kept. */
  tooBig: boolean
}

/** Things of the process that handlers may use. */
export interface Tools {
  readonly door: Door
  /** The menus, as the modules make them. */
  readonly navigation: readonly Place[]
  /** Those who note that a stored file was opened. */
  readonly fileOpened: readonly FileOpened[]
  readonly blocks: readonly Block[]
  /** What is awaited of whoever reads. */
  readonly awaited: readonly AwaitedSource[]
  /** To what a content invites whoever reads it. */
  readonly invites: readonly InvitationSource[]
  /** What town halls choose on screen. */
  readonly settings: readonly Setting[]
  /** What the search box finds beside services. */
  readonly searches: readonly SearchSource[]
  readonly sought: readonly Sought[]
  /** What is new to whoever reads. */
  readonly digests: readonly DigestSource[]
  /** Lists that one may subscribe to. */
  readonly feeds: readonly FeedSource[]
  /** What programs may ask (OpenAPI), and what their keys may be allowed. */
  readonly describe: (publicUrl: string) => Readonly<Record<string, unknown>>
  readonly scopes: readonly Scope[]
  /** What they may be told of. */
  readonly toldEvents: readonly ToldEvent[]
  /** What administrators find beside screens. */
  readonly found: readonly FoundSource[]
  /** What a town hall sees to before it opens. */
  readonly opening: readonly OpeningStep[]
  /** What people are told of. */
  readonly notices: readonly NoticeKind[]
  /** What agreements open. */
  readonly features: readonly Feature[]
  /** What the modules hold about people, and what they forget. */
  readonly held: Held
  /** What definitions are judged by before they are published. */
  readonly defining: Defining
  /** Long work that people ask for, by its kind. */
  readonly runs: Readonly<Record<string, RunKind>>
  /** What agents have in charge, whatever the module. */
  readonly charges: readonly Charge[]
  /** What is kept for a browser. */
  readonly visitorTables: readonly VisitorTable[]
  readonly config: Config
  readonly db: Database
  readonly assets: Assets
  readonly files: FileStore
  readonly geocoder: Geocoder
  readonly tiles: TileStore
  readonly metrics: Metrics
  /** Counts what is read, of nobody. */
  readonly openings: Openings
}

/** Pages made of what several modules bring: the home of the account, its security, what one chooses to be mailed, the administration's home, the
 * first page of the desk, those of elected members; and those of agents, which are arranged. */
export type Home =
  | 'account'
  | 'security'
  | 'notifications'
  | 'administration'
  | 'desk'
  | 'territories'
  | 'territories-side'
  | 'documentation'
  /** The page of a body in which one sits: `ctx.params.instance`. */
  | 'body'
  /** Under a request that is over, for whoever made it: `ctx.params.collectivite`, the authority that answered. */
  | 'closed-request'
  /** Within the panel of that body, on the home of elected members: links. */
  | 'body-links'
  | Arranged

/** The intranet, its two columns, and an agent’s own desk: whoever reads, or Communication, says where their blocks stand. */
export type Arranged = 'intranet' | 'intranet-side' | 'bureau'

/** What a module shows on one of them. */
interface Shown {
  /** From the first to the last, in tens: another module finds room between two. */
  readonly order: number
  /** null: nothing to say to that person. */
  readonly show: (ctx: Context) => Promise<Html | null>
}

export type Block =
  | (Shown & { readonly on: Exclude<Home, Arranged> })
  | (Shown & {
      readonly on: Arranged
      /** What its place is kept by, never changed. */
      readonly name: string
      /** « Petites annonces » */
      readonly title: string
    })

/** What is awaited of whoever reads, by a day: modules bring it, the homes show it in one list. */
export interface Awaited {
  readonly href: string
  /** What to do: « Répondre à une demande de prêt : Podium ». */
  readonly title: string
  /** Where it comes from: a space, an authority. */
  readonly about: string
  /** yyyy-mm-dd, the last day; null: at once. */
  readonly dueOn: string | null
}

export interface AwaitedSource {
  /** `module.thing` */
  readonly id: string
  /** The most pressing first, `most` of them; `today` is that of the territory. */
  read(by: { actor: Actor; db: Database }, today: string, most: number): Promise<Awaited[]>
}

/** What goes with a content that is put first: a questionnaire, for whoever may answer it. */
export interface Invitation {
  readonly href: string
  /** What the button says. */
  readonly label: string
  readonly about: string
}

export interface InvitationSource {
  /** `module.thing` */
  readonly id: string
  of(by: { actor: Actor; db: Database }, contentId: number): Promise<Invitation | null>
}

/** What the modules show on that page, in order. */
export async function blocksOf(ctx: Context, home: Home): Promise<Html[]> {
  const shown: Html[] = []
  for (const block of ctx.blocks.filter(({ on }) => on === home)) {
    const said = await block.show(ctx)
    if (said !== null) shown.push(said)
  }
  return shown
}

/** Everything a handler knows of the exchange. */
export interface Context extends Tools {
  readonly actor: Actor
  /** Whose counter this is (host name), and its look. */
  readonly site: Site
  /** Always set: owns drafts and proven codes before any account. */
  readonly visitorId: string
  /** INSEE code of the commune (or arrondissement) the person chose once; unverified. */
  readonly commune: string | null
  readonly params: Readonly<Record<string, string>>
  readonly query: Values
  /** Path and query as asked. */
  readonly url: string
  /** The address of this page, where one may come back to it; null after a post, or when it holds a secret. */
  readonly back: string | null
  readonly ip: string
  /** This machine asks for itself: no proxy speaks for others. */
  readonly isHere: boolean
  /** Name and port the browser asked for: may be any site of the territory, or a lie. */
  readonly host: string
  /** Goes in a hidden field of every form. */
  readonly csrf: string
  /** Message of the previous act, shown once. */
  readonly flash: string | null
  /** The marks of the session, for what this device keeps of whoever reads (reader.ts). */
  readonly readers: Readers
  readonly title: string
  readonly sessionToken: string | null
  /** Recognises the browser from one sign-in to the next (accounts). */
  readonly deviceToken: string | null
  readonly userAgent: string
  /** A header of what was asked; its name in small letters. */
  readonly header: (name: string) => string | null
}

export interface Cookie {
  name: string
  /** null removes it. */
  value: string | null
  /** Seconds; a session cookie when absent. */
  maxAge?: number
  /** Of a session: whose it is. What the browser began without an account follows them (turn-visitor.ts). */
  opens?: number
  /** Scripts of ours read it: it proves nothing. */
  readable?: true
}

/** What a handler answers. */
export type Reply = {
  cookies?: Cookie[]
  headers?: Record<string, string>
  /** The title of what is read there: said in the journal of whoever lends their seats to whoever reads. */
  about?: string
} & (
  | { kind: 'page'; html: Html; status?: number }
  | { kind: 'redirect'; to: string; flash?: string }
  | { kind: 'json'; body: unknown; status?: number }
  | { kind: 'bytes'; body: Buffer | string; type: string; status?: number }
  | { kind: 'stream'; body: NodeJS.ReadableStream; status?: number }
)

export const page = (html: Html, status = 200): Reply => ({ kind: 'page', html, status })
/** 303 after an act, or a plain "see there"; `flash` is shown once on the next page. */
export const redirect = (to: string, flash?: string): Reply =>
  flash === undefined ? { kind: 'redirect', to } : { kind: 'redirect', to, flash }
export const json = (body: unknown, status = 200): Reply => ({ kind: 'json', body, status })

export interface RouteBase {
  /** `resource.verb`: looked up in the access tables; also the name in journals. */
  action: string
  /** French, for the page's title and for whoever reads the tables. */
  title: string
  /** Which face it belongs to: what "sign in first" leads to and how errors look. */
  face: 'citizen' | 'agent' | 'admin' | 'machine' | 'api'
}

export interface GetRoute extends RouteBase {
  get: string
  /** It is of use to whoever may act: a post that only reads is told why it is not open. */
  leadsToAct?: true
  /**
   * It may be kept on a device, and read without network: by an elected member, for it holds no secret and names no resident; `own`: by
   * whoever asked for that page of their own.
   */
  keeps?: true | 'own'
  handle: (ctx: Context) => Promise<Reply>
}

export interface PostRoute<Input> extends RouteBase {
  post: string
  /** Shape of the posted values, messages in French. */
  input: ZodType<Input>
  handle: (ctx: Context, input: Input, posted: Posted) => Promise<Reply>
  /** The same page again, with the problems and everything typed. Absent: a plain 422 page. */
  again?: (ctx: Context, problems: FieldProblem[], posted: Posted) => Promise<Reply>
  /** Takes pictures and PDFs, documents of office programs too, or what is read and not kept, a spreadsheet, a logo: of any other route, what comes as a file is forgotten as it comes. */
  takesFiles?: true | 'documents' | 'sheets' | 'logos'
  /** Dear to answer: so many at once in this process, the others are refused at once (503). */
  atOnce?: number
  /**
   * What was typed may be shown and sent again when its page was old, when the session had ended, or when nothing could be
   * kept; `on its page`: there, as it was typed, for whoever signs in again. Absent: the person is led back to the form itself,
   * empty (profile, mandates, passwords, consents...).
   */
  resend?: true | 'on its page'
  /** What asks for it again when nobody may act any more: a page that takes `suite`; signing in when absent. */
  askAt?: string
  /** The long work it asks for, when it is no module’s by itself: the file of a list. */
  run?: RunKind
  /** Its address is signed, and proves that its holder may: asked by servers of mail, without a form of ours (RFC 8058). */
  signed?: true
  /** Called by scripts: answers 403 JSON instead of the "send again" page. */
  script?: true
}

/** The body as it came: to show again what was typed. */
export interface Posted {
  values: Values
  uploads: Upload[]
  /** Why some of it was not kept (too many files, too heavy, too long): the form comes again with the rest. */
  refusal?: string | null
}

export type Route = GetRoute | PostRoute<unknown>

/** Types the handler of a POST route by its input schema, then forgets it: tables hold routes of all shapes. */
export function post<Input>(route: PostRoute<Input>): Route {
  return route as PostRoute<unknown>
}

/** First value of a name, or ''. */
export function one(values: Values, name: string): string {
  const value = values[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** All values of a name. */
export function many(values: Values, name: string): string[] {
  const value = values[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
