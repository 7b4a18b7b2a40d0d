// Is a mail written by a program? Then nobody answers it, and it says nothing (RFC 3834, RFC 3464).
import type { IncomingMail } from './read.ts'

const MACHINES = /^(mailer-daemon|postmaster|no-?reply|ne-pas-repondre|bounces?|daemon)([+.-][^@]*)?@/

/** @param sender of the envelope; '': none, which is how servers tell that a mail was not delivered */
export function isAutomatic({ headers, from }: IncomingMail, sender: string): boolean {
  const said = (name: string) => (headers.get(name)?.[0] ?? '').toLowerCase()
  const submitted = /^[a-z-]*/.exec(said('auto-submitted'))?.[0] ?? ''
  return (
    sender === '' ||
    (submitted !== '' && submitted !== 'no') ||
    /^(bulk|list|junk|auto_reply)/.test(said('precedence')) ||
    [...headers.keys()].some((name) => name.startsWith('list-')) ||
    ['x-loop', 'x-autoreply', 'x-autorespond', 'x-failed-recipients'].some((name) => headers.has(name)) ||
    said('content-type').startsWith('multipart/report') ||
    MACHINES.test(sender.toLowerCase()) ||
    (from !== null && MACHINES.test(from))
  )
}
