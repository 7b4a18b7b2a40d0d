// What programs call: one row of a module's table of routes. Any verb, JSON or bytes in, JSON or bytes out, errors as problem
// details (RFC 9457). Cookies are not read: who calls says so by a header, or is nobody in particular.
import type { ZodType } from 'zod'
import type { Actor } from '../actor.ts'
import type { ParvisError } from '../errors.ts'
import type { RouteBase, Tools, Values } from '../http/route.ts'

/** Those of file systems of the web (RFC 4918), which no page knows. */
export const DAV_VERBS = ['PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK'] as const
export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | (typeof DAV_VERBS)[number]

/** How a protocol writes what it says; calls without one answer JSON, and problem details. */
export interface Dialect {
  /** Where its calls stand: what is none of them is refused in its words too. */
  readonly at: `/${string}`
  /** Type of its JSON, of which bodies may be too. */
  readonly json: string
  readonly problemType: string
  readonly problem: (error: ParvisError) => unknown
  /** How what `problem` says is written; as JSON when absent. */
  readonly written?: (problem: unknown) => string
  /** The error’s own, unless the protocol has another for it. */
  readonly statusOf?: (error: ParvisError) => number
}

/** Everything the handler of a call knows. */
export interface CallContext extends Tools {
  readonly actor: Actor
  readonly params: Readonly<Record<string, string>>
  readonly ip: string
  /** Path and query as they were asked, nothing decoded. */
  readonly url: string
  readonly header: (name: string) => string | null
}

/** What a call takes beside its address: JSON of a shape, or bytes of some types. `most`: bytes at most. */
export type CallBody<Body> =
  | { readonly json: ZodType<Body>; readonly most?: number }
  | { readonly bytes: readonly string[]; readonly most: number }
  /** Whatever its type, read by the call as it comes, in the call’s own bounds. */
  | { readonly stream: true }

/** What came with a call, judged by its schemas. */
export interface Asked<Query, Body> {
  readonly query: Query
  readonly body: Body
}

/** What a call answers. */
export interface Told<Answer> {
  readonly body: Answer
  /** Instead of the row’s. Of a call that is not `own`: 304, nothing is answered but that. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

export interface Call<Query = unknown, Body = unknown, Answer = unknown> extends RouteBase {
  readonly call: `${Verb} /${string}`
  readonly face: 'api'
  readonly dialect?: Dialect
  /** What it is for, in French: read by whoever writes the program. */
  readonly text: string
  /** Whoever may not call it learns nothing of it (404). */
  readonly isHidden?: true
  /** How callers may say who they are (module.ts, `callers`); by nothing when absent. */
  readonly by?: readonly string[]
  /** What the key that calls must be allowed (module.ts, `scopes`). */
  readonly scope?: string
  /** Values of the address; those that no schema names are left out. */
  readonly query?: ZodType<Query>
  readonly body?: CallBody<Body>
  /** The only values that leave: what it does not name is taken away. Absent: nothing is answered (204). */
  readonly answer?: ZodType<Answer>
  /** The answer is text or bytes of that type, sent as they are, instead of JSON. */
  readonly type?: string
  /** Its protocol has its own answers: each says its status and its type, and is bytes or a stream. It is described by that protocol, not here. */
  readonly own?: true
  /** 200 when absent. */
  readonly status?: 200 | 201 | 202
  readonly handle: (ctx: CallContext, asked: Asked<Query, Body>) => Promise<Told<Answer>>
}

/** Types a row by its schemas, then forgets them: tables hold rows of all shapes. */
export const call = <Query, Body, Answer>(row: Call<Query, Body, Answer>): Call => row as Call

/** What was sent with it, before anybody is known. */
export interface Sent {
  readonly header: (name: string) => string | null
  readonly query: Values
  /** This machine calls for itself: no proxy speaks for others. */
  readonly isHere: boolean
  readonly ip: string
  readonly verb: string
  /** Path and query as they were asked. */
  readonly url: string
}

/** Who calls, and what every answer to them announces, refusals too. */
export interface Known {
  readonly actor: Actor
  readonly headers: Readonly<Record<string, string>>
  /** Why it is not answered now: its limit is reached. */
  readonly refused?: ParvisError
}

/** A way in which programs say who calls. */
export interface Caller {
  /** In French, for whoever writes the program. */
  readonly title: string
  /** As OpenAPI says it. */
  readonly scheme:
    | { readonly type: 'http'; readonly scheme: 'bearer' | 'basic' }
    | { readonly type: 'apiKey'; readonly in: 'header'; readonly name: string }
  /** Who that is; null when nobody. `secret`: as it came, up to 1,000 visible characters, or null when none did. */
  readonly identify: (tools: Tools, secret: string | null, sent: Sent) => Promise<Actor | Known | null>
}

export const BEARER: Caller['scheme'] = { type: 'http', scheme: 'bearer' }

export const verbOf = ({ call: address }: Call): Verb => address.slice(0, address.indexOf(' ')) as Verb
export const pathOfCall = ({ call: address }: Call): string => address.slice(address.indexOf(' ') + 1)
