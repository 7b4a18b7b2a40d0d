// A page whose form leads, by a redirection, to an address that is not ours: browsers follow it only if the page said so (Content-Security-Policy,
// form-action).
import type { Reply } from './route.ts'

/** @param address where the answer goes: a site, or an application of the device by its own scheme (RFC 8252, 7.1) */
export function formTo(reply: Reply, address: string): Reply {
  const url = URL.parse(address)
  const to = url === null || url.origin === 'null' ? (url?.protocol ?? '') : url.origin
  const policy = `default-src 'self'; base-uri 'none'; form-action 'self' ${to}; frame-ancestors 'none'; object-src 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'`
  return { ...reply, headers: { ...reply.headers, 'content-security-policy': policy } }
}
