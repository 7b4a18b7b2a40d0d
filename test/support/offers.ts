// An offer to a wallet, made on the holder’s page as a browser does, for tests.
import type { TestApp } from './app.ts'

export interface TestOffer {
  /** Its page. */
  at: string
  link: string
  pin: string
}

const unescaped = (text: string) => text.replaceAll('&amp;', '&')

/** @throws when the page offers nothing */
export async function offerTo(parvis: TestApp, email: string, entitlementId: number): Promise<TestOffer> {
  const browser = await parvis.signedInAs(email)
  const made = await browser.post(`/pass/portefeuille/droits/${entitlementId}`, {})
  const at = String(made.headers.location)
  const { body } = await browser.get(at)
  const link = /href="(openid-credential-offer:[^"]+)"/.exec(body)?.[1]
  const pin = /<p class="code">(\d{6})<\/p>/.exec(body)?.[1]
  if (link === undefined || pin === undefined) throw new Error(`nothing is offered at ${at}`)
  return { at, link: unescaped(link), pin }
}
