// The one rule of addresses that people give for others to follow: a secure page of the web, of a named host, with no name of anybody in it.
// Pure: read by the server and by the browser.

/** May readers be sent there? `https` alone: what one reads on the way is nobody else’s. */
export function isWebAddress(address: string): boolean {
  // Browsers drop tabs and read « \ » as « / »: what is read would not be where one goes.
  if (!/^https:\/\/[^/]/i.test(address) || /[\s\p{Cc}\\<>]/u.test(address)) return false
  if (!URL.canParse(address)) return false
  const { username, password, hostname } = new URL(address)
  return username === '' && password === '' && /[^.]\.[^.]/.test(hostname)
}
