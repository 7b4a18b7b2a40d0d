// For which sites a passkey is good: the public host of the installation and the hosts under it.

/** The relying party's id: a passkey made for it works on it and on every host below. */
export const relyingPartyOf = (publicUrl: string): string => new URL(publicUrl).hostname

/**
 * Is it one of our origins? Same scheme, same port, the public host or one below it. A laptop is known by
 * `localhost`, which leads nowhere else (RFC 6761): there the port does not matter.
 */
export function isOurOrigin(origin: string, publicUrl: string): boolean {
  const [asked, ours] = [URL.parse(origin), new URL(publicUrl)]
  if (asked === null || asked.protocol !== ours.protocol || asked.origin !== origin) return false
  const isHost = asked.hostname === ours.hostname || asked.hostname.endsWith(`.${ours.hostname}`)
  return isHost && (asked.port === ours.port || ours.hostname === 'localhost')
}
