// Where answers by mail come: the domain of their addresses, and where this program listens for the mail server that hands them over.
import { environment } from '#platform/config.ts'
import { z } from 'zod'

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** null: what we mail is answered on the site alone. */
    replyDomain: string | null
    /** null: this process takes no mail in. */
    replyListen: { host: string; port: number } | null
  }
}

const DOMAIN = /^(?=.{1,120}$)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/

function listenAt(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon).replaceAll(/[[\]]/g, ''), port: Number(text.slice(colon + 1)) }
}

export const repliesEnvironment = environment(
  {
    PARVIS_REPLY_DOMAIN: z
      .string()
      .toLowerCase()
      .regex(DOMAIN, 'doit être un nom seul, par exemple reponses.exemple.fr.')
      .optional(),
    PARVIS_REPLY_LISTEN: z
      .string()
      .regex(/^[a-z0-9.:[\]-]+:\d{1,5}$/i, 'doit être une adresse et un port, par exemple 127.0.0.1:2525.')
      .optional(),
  },
  ({ PARVIS_REPLY_DOMAIN: domain, PARVIS_REPLY_LISTEN: listen }) => ({
    replyDomain: domain ?? null,
    replyListen: listen === undefined ? null : listenAt(listen),
  }),
)
