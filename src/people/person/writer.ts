// Who writes the mails of an exchange.
import type { Context } from '#platform/http/route.ts'

/** Who writes, and where links lead: the public origin, never the host of a request. */
export interface Writer {
  site: { name: string }
  origin: string
}

/** The site that was visited signs; links lead to the public origin. */
export const writerOf = (ctx: Context): Writer => ({
  site: { name: ctx.site.name },
  origin: ctx.config.publicUrl,
})
