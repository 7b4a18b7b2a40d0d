// Who writes the mails of an exchange.
import type { Context } from '#platform/http/route.ts'
import type { Writer } from '#platform/mail/writer.ts'

/** The site that was visited signs; links lead to the public origin. */
export const writerOf = (ctx: Context): Writer => ({
  site: { name: ctx.site.name },
  origin: ctx.config.publicUrl,
})
