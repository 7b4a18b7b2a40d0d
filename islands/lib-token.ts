// The form token of the page, asked again when the session changed elsewhere (signed in in another tab): nothing typed is lost.

const tokens = (page: ParentNode) => page.querySelectorAll<HTMLInputElement>('input[name=_csrf]')

/** Takes the token that this page would have now. @returns whether it is another one */
export async function renewToken(): Promise<boolean> {
  const before = tokens(document)[0]?.value
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
  // Elsewhere: signing in is asked, or the page is somebody else's now.
  if (!answer.ok || answer.redirected) return false
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const token = tokens(page)[0]?.value
  if (token === undefined || token === before) return false
  for (const input of tokens(document)) input.value = token
  return true
}
