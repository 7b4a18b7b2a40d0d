// What is done with a draft on its page, as a browser would send it.
import type { TestBrowser } from './app.ts'

/** What the page shows of it, by its number; '' while nothing is drafted. */
export async function draftRead(who: TestBrowser, at: string): Promise<{ version: string }> {
  const { body } = await who.get(at)
  return { version: /name="version" value="(\d+)"/.exec(body)?.[1] ?? '' }
}

/** Publishes the draft of that page, gives it up or takes it further, as it reads now. */
export const onDraft = async (who: TestBrowser, at: string, act: 'publier' | 'abandonner' | 'reprendre') =>
  who.post(`${at}/${act}`, await draftRead(who, at))
